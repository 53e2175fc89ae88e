/** Which locations an app of an agency was let into. */
import type { FastifyRequest } from 'fastify';
import { RouteNotFound } from '../../../http/failure.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { isV3 } from '../auth.ts';
import { newTraceId } from '../errors.ts';
import { appIdOf, assertCompany, forbidden } from './company.ts';
import { matching, pageAfter } from './installed-page.ts';
import { toInstalledWire } from './mapping.ts';
import { installedPaths } from './path.ts';
import {
  type InstalledFilter,
  InstalledPageQuery,
  InstalledQuery,
  InstalledReply,
} from './schema.ts';

const [path, pagedPath] = installedPaths;

export function installedRoutes(app: DialectApp, services: DialectServices): void {
  const config = needs('installation.read');
  const response = { 200: InstalledReply };
  const find = finder(services);
  app.get(
    path,
    {
      config,
      schema: {
        operationId: 'get-installed-location',
        summary: 'List the locations that the app was let into',
        querystring: InstalledQuery,
        response,
      },
    },
    async (request) => {
      const { skip, limit, ...filter } = request.query;
      const { found, appId } = await find(request, filter);
      const shown = found.slice(skip, skip + limit);
      return replyOf(shown, found.length, appId);
    },
  );
  app.get(
    pagedPath,
    {
      config,
      schema: {
        operationId: 'get-installed-location-v3',
        summary: 'List the locations that the app was let into, page by page',
        querystring: InstalledPageQuery,
        response,
      },
    },
    async (request) => {
      if (!isV3(request)) throw new RouteNotFound();
      const { pageSize, pageToken, ...filter } = request.query;
      const { found, appId } = await find(request, filter);
      const { shown, next } = pageAfter(found, pageToken, pageSize);
      const reply = replyOf(shown, found.length, appId);
      return next === null ? reply : { ...reply, nextPageToken: next };
    },
  );
}

type Found = ReturnType<typeof matching>;

function finder({ auth }: DialectServices) {
  return async (
    request: FastifyRequest,
    filter: InstalledFilter,
  ): Promise<{ readonly found: Found; readonly appId: string }> => {
    const context = tenantOf(request);
    assertCompany(filter.companyId, context);
    const { client, installed } = await auth.installations.list(context);
    const appId = appIdOf(client);
    if (filter.appId !== appId) throw forbidden();
    return { found: matching(installed, filter, appId), appId };
  };
}

function replyOf(shown: Found, count: number, appId: string): InstalledReply {
  return {
    locations: shown.map((one) => toInstalledWire(one, appId)),
    count,
    installToFutureLocations: false,
    traceId: newTraceId(),
  };
}
