/** The landing page and the reference. */
import { createReadStream } from 'node:fs';
import type { FastifyReply } from 'fastify';
import { type DialectApp, type DialectServices, mountOf, open } from '../../../http/plugin.ts';
import {
  helpPage,
  landingPage,
  pageHeaders,
  problemsPage,
  referencePage,
  startScript,
} from './page.ts';

const self = { name: 'native' };
const hidden = { hide: true };

/** Lies beside the package's entry. */
const scalarScript = new URL(
  'js/standalone.js',
  import.meta.resolve('@scalar/fastify-api-reference'),
);

export function docsRoutes(app: DialectApp, services: DialectServices): void {
  pageRoutes(app, services);
  scriptRoutes(app);
}

function pageRoutes(app: DialectApp, { documents, publicBase }: DialectServices): void {
  app.get('/', { config: open, schema: hidden }, async (request, reply) =>
    send(reply, landingPage(publicBase(request), mountOf(request, self))),
  );
  app.get('/docs', { config: open, schema: hidden }, async (request, reply) =>
    send(reply, referencePage(mountOf(request, self), documents)),
  );
  app.get('/docs/help', { config: open, schema: hidden }, async (_request, reply) =>
    send(reply, helpPage()),
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
