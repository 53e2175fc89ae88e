/** The landing page, the reference and the OpenAPI document. */
import { createReadStream } from 'node:fs';
import type { FastifyReply } from 'fastify';
import type { JsonObject } from '../../../core/value/json.ts';
import { type DialectApp, type DialectServices, mountOf, open } from '../../../http/plugin.ts';
import { toOpenApi } from './openapi.ts';
import { landingPage, pageHeaders, problemsPage, referencePage, startScript } from './page.ts';

const self = { name: 'native' };
const hidden = { hide: true };
const apiVersion = '1';

/** Lies beside the package's entry. */
const scalarScript = new URL(
  'js/standalone.js',
  import.meta.resolve('@scalar/fastify-api-reference'),
);

export function docsRoutes(app: DialectApp, services: DialectServices): void {
  pageRoutes(app, services);
  scriptRoutes(app);

  let made: JsonObject | undefined;
  app.get('/api/v1/openapi.json', { config: open, schema: hidden }, async (request) => {
    made ??= toOpenApi(services.routeTable(), apiVersion);
    return { ...made, servers: [{ url: mountOf(request, self) || '/' }] };
  });
}

function pageRoutes(app: DialectApp, { publicBase }: DialectServices): void {
  app.get('/', { config: open, schema: hidden }, async (request, reply) =>
    send(reply, landingPage(publicBase(request), mountOf(request, self))),
  );
  app.get('/docs', { config: open, schema: hidden }, async (request, reply) =>
    send(reply, referencePage(mountOf(request, self))),
  );
  app.get('/docs/problems', { config: open, schema: hidden }, async (_request, reply) =>
    send(reply, problemsPage()),
  );
}

function send(reply: FastifyReply, html: string): FastifyReply {
  return reply.headers(pageHeaders).send(html);
}

function scriptRoutes(app: DialectApp): void {
  const headers = {
    'content-type': 'text/javascript; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'cache-control': 'public, max-age=3600',
  };
  app.get('/docs/start.js', { config: open, schema: hidden }, async (_request, reply) =>
    reply.headers(headers).send(startScript),
  );
  app.get('/docs/scalar.js', { config: open, schema: hidden }, async (_request, reply) =>
    reply.headers(headers).send(createReadStream(scalarScript)),
  );
}
