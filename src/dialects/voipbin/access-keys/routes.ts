/** `/v1.0/accesskeys`: the keys of this dialect, for those who may manage keys. Also a creation answers 200 here. */
import { instant, type Instant } from '../../../core/value/instant.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { pageSizeOf, positionOf, tokenAfter } from '../routes/page.ts';
import { ErrorResponse, ListParameters } from '../schema.ts';
import { toWire } from './mapping.ts';
import {
  AccessKey,
  AccessKeyChange,
  AccessKeyCreate,
  AccessKeyList,
  AccessKeyParams,
  NewAccessKey,
} from './schema.ts';

const audience = 'voipbin';
const keys = '/v1.0/accesskeys';
const key = `${keys}/:id`;
const refused = { 400: ErrorResponse, 401: ErrorResponse, 403: ErrorResponse };
const refusedOrMissing = { ...refused, 404: ErrorResponse };
const config = needs('keys.manage');

export function accessKeyRoutes(app: DialectApp, services: DialectServices): void {
  registerCreate(app, services);
  registerReads(app, services);
  registerWrites(app, services);
}

function registerCreate(app: DialectApp, { auth, clock }: DialectServices): void {
  app.post(
    keys,
    {
      config,
      schema: {
        operationId: 'PostAccesskeys',
        summary: 'Create an access key',
        body: AccessKeyCreate,
        response: { 200: NewAccessKey, ...refused },
      },
    },
    async (request, reply) => {
      const context = tenantOf(request);
      const { name, detail, expire } = request.body;
      const made = await auth.keys.create(context, {
        audience,
        label: name ?? '',
        detail: detail ?? '',
        expiresAt: later(clock.of(context.tenantId).now(), expire),
      });
      reply.header('cache-control', 'no-store');
      const token = 'apiKey' in made.secrets ? made.secrets.apiKey : '';
      return { ...toWire(made, context.workspace.id), token };
    },
  );
}

function registerReads(app: DialectApp, { auth }: DialectServices): void {
  app.get(
    keys,
    {
      config,
      schema: {
        operationId: 'GetAccesskeys',
        summary: 'List access keys',
        querystring: ListParameters,
        response: { 200: AccessKeyList, ...refused },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const before = positionOf(request.query);
      const page = (await auth.keys.list(context))
        .filter((entry) => entry.audience === audience && entry.revokedAt === null)
        .filter(({ createdAt }) => before === null || createdAt < before)
        .toReversed()
        .slice(0, pageSizeOf(request.query));
      return {
        result: page.map((entry) => toWire(entry, context.workspace.id)),
        next_page_token: tokenAfter(page),
      };
    },
  );
  app.get(
    key,
    {
      config,
      schema: {
        operationId: 'GetAccesskeysId',
        summary: 'Read an access key',
        params: AccessKeyParams,
        response: { 200: AccessKey, ...refusedOrMissing },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const found = await auth.keys.get(context, { audience, id: request.params.id });
      return toWire(found, context.workspace.id);
    },
  );
}

function registerWrites(app: DialectApp, { auth, clock }: DialectServices): void {
  app.put(
    key,
    {
      config,
      schema: {
        operationId: 'PutAccesskeysId',
        summary: 'Change the words of an access key',
        params: AccessKeyParams,
        body: AccessKeyChange,
        response: { 200: AccessKey, ...refusedOrMissing },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const { name, detail } = request.body;
      const words = {
        ...(typeof name === 'string' ? { label: name } : {}),
        ...(typeof detail === 'string' ? { detail } : {}),
      };
      const changed = await auth.keys.describe(context, { audience, id: request.params.id }, words);
      return toWire(changed, context.workspace.id);
    },
  );
  app.delete(
    key,
    {
      config,
      schema: {
        operationId: 'DeleteAccesskeysId',
        summary: 'Revoke an access key',
        params: AccessKeyParams,
        response: { 200: AccessKey, ...refusedOrMissing },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const found = await auth.keys.get(context, { audience, id: request.params.id });
      await auth.keys.revoke(context, found.id);
      return toWire(found, context.workspace.id, clock.of(context.tenantId).now());
    },
  );
}

function later(at: Instant, seconds: number): Instant {
  return instant(at + seconds * 1_000_000);
}
