/** `/oauth/token`: a code or a refresh token for new tokens. `/oauth/locationToken`: an agency's for those of a location. */
import { NotFound } from '../../../core/errors.ts';
import { RouteNotFound, TenantMismatch } from '../../../http/failure.ts';
import {
  needs,
  open,
  tenantOf,
  type DialectApp,
  type DialectServices,
} from '../../../http/plugin.ts';
import { isV3 } from '../auth.ts';
import { newTraceId } from '../errors.ts';
import { assertCompany } from './company.ts';
import { toLocationTokenWire, toTokenWire } from './mapping.ts';
import { locationTokenPaths, tokenPath } from './path.ts';
import { profile } from './profile.ts';
import { LocationTokenBody, LocationTokenReply, TokenBody, TokenReply } from './schema.ts';
import { parametersOf } from './token-request.ts';

export function tokenRoutes(app: DialectApp, services: DialectServices): void {
  tokenRoute(app, services);
  for (const path of locationTokenPaths) locationTokenRoute(app, services, path);
}

/** Clients have a token configured, and send it here too: `Authorization` is not looked at. */
function tokenRoute(app: DialectApp, { auth }: DialectServices): void {
  app.post(
    tokenPath,
    {
      config: open,
      schema: {
        operationId: 'get-access-token',
        summary: 'Get tokens for a code or a refresh token',
        body: TokenBody,
        response: { 200: TokenReply },
      },
    },
    async (request, reply) => {
      const parameters = parametersOf(request.body);
      const grant = await auth.tokens.grant(profile, { parameters });
      reply.header('cache-control', 'no-store');
      return { ...toTokenWire(grant, isV3(request)), traceId: newTraceId() };
    },
  );
}

function locationTokenRoute(app: DialectApp, { auth }: DialectServices, path: string): void {
  const [plain] = locationTokenPaths;
  app.post(
    path,
    {
      config: needs('installation.enter'),
      schema: {
        operationId: `get-location-access-token${path === plain ? '' : '-v3'}`,
        summary: 'Get tokens for a location with the token of its agency',
        body: LocationTokenBody,
        response: { 201: LocationTokenReply },
      },
    },
    async (request, reply) => {
      if (path !== plain && !isV3(request)) throw new RouteNotFound();
      const context = tenantOf(request);
      const { companyId, locationId } = request.body;
      assertCompany(companyId, context);
      const grant = await auth.installations.enter(context, profile, locationId).catch(asMismatch);
      reply.code(201).header('cache-control', 'no-store');
      return { ...toLocationTokenWire(grant, isV3(request)), traceId: newTraceId() };
    },
  );
}

/** Unknown locations, those of strangers and those that were not approved are one and the same to an app. */
function asMismatch(error: unknown): never {
  throw error instanceof NotFound ? new TenantMismatch('locationId') : error;
}
