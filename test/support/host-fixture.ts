/** A listening host with invented dialects and credentials: no database, no hub. */
import { setTimeout as wait } from 'node:timers/promises';
import { Type } from 'typebox';
import { Authenticator } from '../../src/auth/authenticator.ts';
import type { AuthServices } from '../../src/auth/auth-services.ts';
import type { CredentialGrant } from '../../src/core/port/control-store.ts';
import { NotFound } from '../../src/core/errors.ts';
import { MovableClock } from '../../src/core/sandbox/movable-clock.ts';
import { instant } from '../../src/core/value/instant.ts';
import { type Abilities, abilityNames, missing } from '../../src/http/ability.ts';
import { buildApp, type HostApp, type HostOptions } from '../../src/http/app.ts';
import { Prometheus } from '../../src/http/observe/prometheus.ts';
import { watchConnections } from '../../src/http/open-connections.ts';
import {
  type Dialect,
  type DialectApp,
  mountOf,
  needs,
  open,
  tenantOf,
} from '../../src/http/plugin.ts';
import { bearerToken } from '../../src/http/request-reader.ts';
import { hashToken } from '../../src/auth/token/token-hash.ts';
import { noLog } from '../../src/support/log.ts';
import { makeSystemClock } from '../../src/support/system-clock.ts';
import { makeGrant } from './grant-fixture.ts';

/** An invented API can do nothing that has a name. */
const nothing = Object.fromEntries(
  abilityNames.map((name) => [name, missing('invented')]),
) as Abilities;

type NoHub = Record<string, never>;

/** A dialect at `/{name}-things` whose errors say which dialect and which failure it was. */
export function makeDialect(
  over: Partial<Dialect<NoHub>> & { readonly name: string },
): Dialect<NoHub> {
  return {
    title: over.name,
    mount: [{ path: `/${over.name}-things` }],
    abilities: nothing,
    scopes: { read: ['person.read'], write: ['person.write'] },
    readCredential: (request) => {
      const secret = bearerToken(request);
      return secret === undefined ? null : { secret, kinds: ['api-key'] };
    },
    routes: (app) => addThings(app, over.name),
    toWireError: (failure, request) => ({
      status: failure.code === 'unauthenticated' ? 401 : (statuses[failure.code] ?? 400),
      headers: { 'x-dialect': over.name },
      body: {
        code: failure.code,
        message: failure.message,
        url: request.originalUrl,
        ...('issues' in failure && { issues: failure.issues }),
        ...('reason' in failure && { reason: failure.reason }),
      },
    }),
    ...over,
  };
}

const statuses: Readonly<Record<string, number>> = {
  capability_missing: 403,
  host_refused: 421,
  internal: 500,
  method_not_allowed: 405,
  not_found: 404,
  route_not_found: 404,
  tenant_mismatch: 403,
  body_too_large: 413,
  unsupported_media_type: 415,
};

const Thing = Type.Object(
  {
    name: Type.String({ minLength: 1 }),
    count: Type.Optional(Type.Integer()),
    tags: Type.Optional(Type.Array(Type.Object({ label: Type.String() }))),
  },
  { additionalProperties: false },
);

/** The routes of an invented dialect, relative to its prefix. */
function addThings(app: DialectApp, name: string): void {
  const root = `/${name}-things`;
  app.get(`${root}/open`, { config: open }, async () => ({ name, open: true }));
  app.get(
    root,
    {
      config: needs('person.read'),
      schema: {
        querystring: Type.Object({ limit: Type.Optional(Type.Integer({ maximum: 100 })) }),
        response: {
          200: Type.Object({ tenant: Type.Number(), limit: Type.Number(), mount: Type.String() }),
        },
      },
    },
    async (request) => ({
      tenant: tenantOf(request).tenantId,
      limit: request.query.limit ?? 20,
      mount: mountOf(request, { name }),
      secret: 'not declared',
    }),
  );
  app.post(
    root,
    { config: needs('person.write'), schema: { body: Thing } },
    async (request, reply) => {
      reply.code(201);
      return request.body;
    },
  );
  app.delete(root, { config: needs('person.write') }, async (request) => ({
    body: request.body ?? null,
  }));
  app.get(`${root}/missing/:id`, { config: needs(null) }, async (request) => {
    throw new NotFound('contact', JSON.stringify(request.params));
  });
  app.get(`${root}/broken`, { config: needs(null) }, async () => {
    throw Object.assign(new Error('Key (email)=(canary@example.com) exists'), {
      code: '23505',
      detail: 'canary',
    });
  });
  app.get(`${root}/slow`, { config: open }, async () => {
    await wait(300);
    return { slow: true };
  });
}

/** Bearer tokens that the fixture knows, all of audience `alpha`. */
const knownTokens: Readonly<Record<string, CredentialGrant>> = {
  full: makeGrant(),
  reader: makeGrant({ scopes: ['read'] }),
  expired: makeGrant({ expiresAt: instant(1) }),
};

/** Nothing of the hub is reached by the routes of these tests. */
const noServices = new Proxy<Partial<AuthServices>>({}, { get: () => undefined });

export interface Host extends HostApp {
  readonly baseUrl: string;
  readonly metrics: Prometheus;
  stop(): Promise<void>;
}

/** Listens on a free port; `options` replace what the fixture would take. */
export async function startHost(options: Partial<HostOptions<NoHub>> = {}): Promise<Host> {
  const host = makeHost(options);
  const connections = watchConnections(host.fastify.server);
  const baseUrl = await host.fastify.listen({ host: '127.0.0.1', port: 0 });
  const stop = async (): Promise<void> => {
    const closed = host.fastify.close();
    connections.endIdle();
    await closed;
  };
  return { ...host, baseUrl, stop };
}

/** The host without listening. */
export function makeHost(
  options: Partial<HostOptions<NoHub>> = {},
): HostApp & { readonly metrics: Prometheus } {
  const clock = new MovableClock(makeSystemClock(instant));
  const metrics = new Prometheus();
  const grants = new Map(
    Object.entries(knownTokens).map(([token, grant]) => [hashToken(token), grant]),
  );
  const authenticator = new Authenticator({
    store: {
      credentials: { findGrant: async (hash) => grants.get(hash) },
      clients: { findApp: async () => undefined },
    },
    clock,
    scopes: new Map([['alpha', { read: ['person.read'], write: ['person.write'] }]]),
  });
  const app = buildApp<NoHub>({
    dialects: [makeDialect({ name: 'alpha' }), makeDialect({ name: 'beta' })],
    hub: {},
    authenticator,
    auth: completed(noServices),
    clock,
    log: noLog,
    metrics,
    hosts: { names: [], anyAddress: false },
    publicUrl: null,
    trustedProxies: [],
    rateLimits: 'off',
    faults: {
      ofRequest: () => undefined,
      hasRules: () => false,
      ownerOf: async () => undefined,
      disturb: async () => {},
    },
    bodylessReplies: 'empty',
    exportLag: 0,
    readiness: [],
    ...options,
  });
  return { ...app, metrics };
}

function completed(services: Partial<AuthServices>): AuthServices {
  return services as AuthServices;
}
