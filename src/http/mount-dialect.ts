/** Puts one dialect into the server: its own validator, parsers, guard, errors and not-found answer. */
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';
import type { Authenticator } from '../auth/authenticator.ts';
import { addBodyParsers, mostBodyBytes } from './body/body-parsers.ts';
import { MethodNotAllowed, RouteNotFound } from './failure.ts';
import { accessOf } from './guard/access.ts';
import { makeGuard } from './guard/guard.ts';
import { makeRequestLog, noteUnrouted, type RequestNotes } from './observe/request-log.ts';
import { assertDescribed } from './openapi/operation.ts';
import { serveDocument } from './openapi/serve.ts';
import type { Dialect, DialectServices, RouteEntry, TypeBoxTypes } from './plugin.ts';
import { AllowedMethods } from './reply/allowed-methods.ts';
import { failureOf } from './reply/failure-of.ts';
import { sendFailure } from './reply/send-wire.ts';
import { serializerCompiler } from './schema/serializer.ts';
import { makeValidatorCompiler } from './schema/validator.ts';

export interface MountOptions<H> {
  readonly authenticator: Pick<Authenticator, 'authenticate'>;
  readonly notes: RequestNotes;
  readonly services: DialectServices<H>;
  readonly addRoute: (entry: RouteEntry) => void;
}

/** Registers the dialect's routes under its own prefix, in a scope that shares nothing with the others. */
export function mountDialect<H>(
  app: FastifyInstance,
  dialect: Dialect<H>,
  options: MountOptions<H>,
): void {
  const { notes, services } = options;
  const { log } = notes;
  app.register(
    async (plain) => {
      const allowed = new AllowedMethods();
      const scope = plain.withTypeProvider<TypeBoxTypes>();
      scope.setValidatorCompiler(makeValidatorCompiler(dialect.validation ?? {}));
      scope.setSerializerCompiler(serializerCompiler);
      addBodyParsers(scope, dialect.body ?? {});
      scope.addHook('onRoute', (route) => {
        dressRoute(route, dialect, options);
        for (const method of [route.method].flat()) allowed.add(method, route.url);
      });
      scope.setErrorHandler((error, request, reply) =>
        sendFailure(dialect, failureOf(error, request, log), { request, reply, log }),
      );
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

/** Gives a route its guard and its notes, and enters it into the route table. */
function dressRoute<H>(route: RouteOptions, dialect: Dialect<H>, options: MountOptions<H>): void {
  const access = accessOf(route);
  const path = route.url.slice(dialect.name.length + 1) || '/';
  if ((route.bodyLimit ?? 0) > mostBodyBytes) {
    throw new Error(`${dialect.name}: the body limit of ${path} is above ${mostBodyBytes} bytes`);
  }
  if (access.credential === 'required') {
    const guard = makeGuard(options.authenticator, dialect, access);
    route.onRequest = [guard, ...[route.onRequest ?? []].flat()];
  }
  for (const method of [route.method].flat()) {
    const labels = { dialect: dialect.name, method, route: path };
    route.onResponse = [makeRequestLog(options.notes, labels), ...[route.onResponse ?? []].flat()];
    const entry = { dialect: dialect.name, method, path, access, schema: route.schema };
    if (dialect.openApi !== undefined) assertDescribed(entry, dialect.openApi);
    options.addRoute(entry);
  }
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
