/** The web server: every dialect at its paths, the operators' addresses, and nothing else. */
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { AuthServices } from '../auth/auth-services.ts';
import type { Authenticator } from '../auth/authenticator.ts';
import type { Hub } from '../core/hub.ts';
import type { HubClock } from '../core/port/hub-clock.ts';
import type { Log } from '../support/log.ts';
import { bodyBytes } from './body/body-parsers.ts';
import { type Failure, HostRefused, RouteNotFound, statusOf } from './failure.ts';
import { accessOf } from './guard/access.ts';
import { type HostRules, makeHostCheck } from './guard/host-check.ts';
import { makeRequestIds } from './guard/request-id.ts';
import { assertCleanUrl } from './guard/url-check.ts';
import type { RateLimitMode } from './limit/rate-rule.ts';
import { mountDialect } from './mount-dialect.ts';
import type { Prometheus } from './observe/prometheus.ts';
import { addOperations, type ReadinessCheck } from './operations.ts';
import { documentPath } from './openapi/serve.ts';
import type { ApiDocument, Dialect, RouteEntry, WireReply } from './plugin.ts';
import { PrefixTable } from './prefix-table.ts';
import type { BodylessReplies } from './reply/bodyless-replies.ts';
import { failureOf } from './reply/failure-of.ts';
import { sendFailure } from './reply/send-wire.ts';
import type { FaultSource } from './sandbox/fault-gate.ts';
import type { Inspection } from './sandbox/inspector-gate.ts';

/** What the server adds by itself is left out. */
export type ServerInspection = Omit<Inspection, 'clock' | 'publicBase'>;

export interface HostOptions<H = Hub> {
  readonly dialects: readonly Dialect<H>[];
  readonly hub: H;
  readonly authenticator: Pick<Authenticator, 'authenticate'>;
  readonly auth: AuthServices;
  readonly clock: HubClock;
  readonly log: Log;
  readonly metrics: Prometheus;
  readonly hosts: HostRules;
  /** As clients reach this server from elsewhere; null: as they say in the Host header. */
  readonly publicUrl: string | null;
  /** Addresses of proxies whose forwarded headers are believed. */
  readonly trustedProxies: readonly string[];
  /** Whether the vendors' rate limits are held. */
  readonly rateLimits: RateLimitMode;
  readonly faults: FaultSource;
  /** Absent: nobody looks. */
  readonly inspection?: ServerInspection | undefined;
  readonly bodylessReplies: BodylessReplies;
  readonly exportLag: number;
  readonly readiness: readonly ReadinessCheck[];
}

export interface HostApp {
  readonly fastify: FastifyInstance;
  /** Every route of every dialect; complete once `fastify.ready()` resolved. */
  readonly routes: readonly RouteEntry[];
}

/** Long enough for the largest batch over a slow line, short enough that nobody holds a connection for ever. */
const requestTimeoutMs = 120_000;
const keepAliveTimeoutMs = 72_000;
const longestParam = 500;

/** Registers everything; `fastify.ready()` or `listen` fails naming a route without access or two dialects on one path. */
export function buildApp<H>(options: HostOptions<H>): HostApp {
  const { dialects, log } = options;
  const table = new PrefixTable(dialects);
  const byName = new Map(dialects.map((dialect) => [dialect.name, dialect]));
  const fastify = Fastify({
    logger: false,
    genReqId: makeRequestIds(),
    rewriteUrl: ({ url = '/', headers }) => table.rewrite(url, headers),
    bodyLimit: bodyBytes,
    exposeHeadRoutes: false,
    forceCloseConnections: 'idle',
    keepAliveTimeout: keepAliveTimeoutMs,
    requestTimeout: requestTimeoutMs,
    trustProxy: options.trustedProxies.length > 0 && [...options.trustedProxies],
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: longestParam },
    // An address that cannot be decoded has no route, in the words of the dialect it was meant for.
    frameworkErrors: (_error, request, reply) => {
      const name = table.ownerOf(pathOf(request.originalUrl), request.headers);
      const dialect = byName.get(name ?? '') ?? root;
      sendFailure(dialect, new RouteNotFound(), { request, reply, log });
    },
  });
  const routes: RouteEntry[] = [];
  addRootHooks(fastify, options);
  addOperations(fastify, { metrics: options.metrics, checks: options.readiness });
  const services = {
    hub: options.hub,
    auth: options.auth,
    clock: options.clock,
    routeTable: () => routes,
    bodylessReplies: options.bodylessReplies,
    exportLag: options.exportLag,
    documents: documentsOf(dialects),
    publicBase: (request: FastifyRequest) =>
      options.publicUrl ?? `${request.protocol}://${request.host}`,
  };
  const { authenticator, metrics } = options;
  for (const dialect of dialects) {
    mountDialect(fastify, dialect, {
      authenticator,
      notes: { log, metrics },
      services,
      rateLimits: options.rateLimits,
      faults: options.faults,
      inspection: options.inspection && {
        ...options.inspection,
        clock: options.clock,
        publicBase: services.publicBase,
      },
      addRoute: (entry) => routes.push(entry),
    });
  }
  return { fastify, routes };
}

function documentsOf<H>(dialects: readonly Dialect<H>[]): readonly ApiDocument[] {
  return dialects
    .filter(({ openApi }) => openApi !== undefined)
    .map(({ name, title }) => ({ title, path: `/${name}${documentPath}` }));
}

/** What holds for every request, and for paths that belong to no dialect. */
function addRootHooks<H>(fastify: FastifyInstance, { hosts, log }: HostOptions<H>): void {
  const isKnownHost = makeHostCheck(hosts);
  fastify.decorateRequest('tenant', null);
  fastify.decorateRequest('fault', null);
  fastify.decorateRequest('failure', null);
  fastify.decorateRequest('finding', null);
  fastify.decorateRequest('named', null);
  fastify.addHook('onRoute', (route) => {
    accessOf(route);
  });
  fastify.addHook('onRequest', (request, _reply, done) => {
    try {
      if (!isKnownHost(request.host)) throw new HostRefused();
      assertCleanUrl(request);
    } catch (error) {
      done(error instanceof Error ? error : new Error('Refused', { cause: error }));
      return;
    }
    done();
  });
  fastify.setErrorHandler((error, request, reply) =>
    sendFailure(root, failureOf(error, request, log), { request, reply, log }),
  );
  fastify.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) =>
    sendFailure(root, new RouteNotFound(), { request, reply, log }),
  );
}

/** The words for what belongs to no dialect: a small RFC 9457 problem. */
const root = {
  toWireError(failure: Failure): WireReply {
    const status = statusOf(failure);
    return {
      status,
      headers: { 'content-type': 'application/problem+json; charset=utf-8' },
      body: { type: 'about:blank', status, title: failure.message },
    };
  },
};

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query === -1 ? url : url.slice(0, query);
}
