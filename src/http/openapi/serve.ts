/** `/{dialect}/openapi.json`: what the dialect answers to, for people and for generators of clients. */
import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../../core/value/json.ts';
import { mountOf, open, type Dialect } from '../plugin.ts';
import type { RouteEntry } from '../route-entry.ts';
import type { ApiDescription } from './api-description.ts';
import { makeDocument } from './document.ts';

/** Relative to the dialect. */
export const documentPath = '/openapi.json';

/** Adds the address, or both where the dialect names another. The document is made when it is first asked for. */
export function serveDocument(
  app: FastifyInstance,
  dialect: Pick<Dialect<never>, 'name' | 'rateLimits' | 'title'>,
  api: ApiDescription,
  routeTable: () => readonly RouteEntry[],
): void {
  const made = new Map<string, JsonObject>();
  const make = (mount: string): JsonObject => {
    const routes = routeTable().filter((route) => route.dialect === dialect.name);
    const isLimited = dialect.rateLimits !== undefined;
    const document = makeDocument({ title: dialect.title, api, routes, isLimited, mount });
    made.set(mount, document);
    return document;
  };
  for (const path of new Set([documentPath, api.servedAt ?? documentPath])) {
    app.get(path, { config: open, schema: { hide: true } }, async (request) => {
      const mount = mountOf(request, dialect);
      return made.get(mount) ?? make(mount);
    });
  }
}
