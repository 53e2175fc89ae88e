/** Puts one dialect into the server: its own validator, parsers, guard, errors and not-found answer. */
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import type { Authenticator } from '../auth/authenticator.ts';
import { addBodyParsers, mostBodyBytes } from './body/body-parsers.ts';
import { MethodNotAllowed, RouteNotFound } from './failure.ts';
import { accessOf } from './guard/access.ts';
import { type Guards, makeGuard } from './guard/guard.ts';
import { RateLimit } from './limit/rate-limit.ts';
import type { RateLimitMode } from './limit/rate-rule.ts';
import { makeRequestLog, noteUnrouted, type RequestNotes } from './observe/request-log.ts';
import { assertDescribed } from './openapi/operation.ts';
import { serveDocument } from './openapi/serve.ts';
import type { Dialect, DialectServices, RouteEntry, TypeBoxTypes } from './plugin.ts';
import { AllowedMethods } from './reply/allowed-methods.ts';
import { failureOf } from './reply/failure-of.ts';
import { sendFailure } from './reply/send-wire.ts';
import { FaultGate, type FaultSource } from './sandbox/fault-gate.ts';
import { InspectorGate, type Inspection } from './sandbox/inspector-gate.ts';
import { serializerCompiler } from './schema/serializer.ts';
import { makeValidatorCompiler } from './schema/validator.ts';

export interface MountOptions<H> {
  readonly authenticator: Pick<Authenticator, 'authenticate'>;
  readonly notes: RequestNotes;
  readonly services: DialectServices<H>;
  readonly rateLimits: RateLimitMode;
  readonly faults: FaultSource;
  readonly inspection?: Inspection | undefined;
  readonly addRoute: (entry: RouteEntry) => void;
}

/** Registers the dialect's routes under its own prefix, in a scope that shares nothing with the others. */
export function mountDialect<H>(
  app: FastifyInstance,
  dialect: Dialect<H>,
  options: MountOptions<H>,
): void {
  const { authenticator, notes, services } = options;
  const { log } = notes;
  const limit = makeLimit(dialect, options);
  const dress = makeDresser(dialect, { authenticator, limit }, options);
  app.register(
    async (plain) => {
      const allowed = new AllowedMethods();
      const scope = plain.withTypeProvider<TypeBoxTypes>();
      scope.setValidatorCompiler(makeValidatorCompiler(dialect.validation ?? {}));
      scope.setSerializerCompiler(serializerCompiler);
      addBodyParsers(scope, dialect.body ?? {});
      scope.addHook('onRoute', (route) => {
        dress(route);
        for (const method of [route.method].flat()) allowed.add(method, route.url);
      });
      scope.setErrorHandler((error, request, reply) =>
        sendFailure(dialect, failureOf(error, request, log), { request, reply, log }),
      );
      limit?.tell(plain);
      if (options.inspection) new InspectorGate(options.inspection, dialect).watch(plain);
      const labels = { dialect: dialect.name, method: '*', route: '*' };
      const observe = notes.metrics.requests(labels);
      scope.setNotFoundHandler((request, reply) => {
        const failure = unrouted(allowed, request);
        sendFailure(dialect, failure, { request, reply, log });
        noteUnrouted(notes, observe, labels, { request, reply });
      });
      const { openApi } = dialect;
      if (openApi !== undefined) serveDocument(plain, dialect, openApi, services.routeTable);
      await dialect.routes(scope, services);
    },
    { prefix: `/${dialect.name}` },
  );
}

function makeLimit<H>(
  { rateLimits }: Dialect<H>,
  { rateLimits: mode, services: { clock } }: MountOptions<H>,
): RateLimit | undefined {
  return rateLimits === undefined ? undefined : new RateLimit(rateLimits, { mode, clock });
}

/** Gives a route its guard and its notes, and enters it into the route table. */
function makeDresser<H>(
  dialect: Dialect<H>,
  guards: Guards,
  options: MountOptions<H>,
): (route: RouteOptions) => void {
  const faults = new FaultGate(options.faults, dialect);
  return (route) => {
    const access = accessOf(route);
    const path = route.url.slice(dialect.name.length + 1) || '/';
    if ((route.bodyLimit ?? 0) > mostBodyBytes) {
      throw new Error(`${dialect.name}: the body limit of ${path} is above ${mostBodyBytes} bytes`);
    }
    if (access.credential === 'required') {
      const guard = makeGuard(guards, dialect, access);
      route.onRequest = [guard, ...[route.onRequest ?? []].flat()];
    }
    faults.guard(route, path);
    for (const method of [route.method].flat()) {
      const labels = { dialect: dialect.name, method, route: path };
      route.onResponse = [
        makeRequestLog(options.notes, labels),
        ...[route.onResponse ?? []].flat(),
      ];
      const entry = { dialect: dialect.name, method, path, access, schema: route.schema };
      if (dialect.openApi !== undefined) assertDescribed(entry, dialect.openApi);
      options.addRoute(entry);
    }
  };
}

/** A path that no route has, or one that another verb has. */
function unrouted(
  allowed: AllowedMethods,
  request: FastifyRequest,
): MethodNotAllowed | RouteNotFound {
  const [path = ''] = request.url.split('?', 1);
  const methods = allowed.of(path);
  return methods.length === 0 || methods.includes(request.method)
    ? new RouteNotFound()
    : new MethodNotAllowed(methods);
}
