/** What came in, and what became of it. */
import type { JournalEntry } from '../../../core/sandbox/request-journal.ts';
import {
  type DialectApp,
  type DialectServices,
  mountOf,
  needs,
  tenantOf,
} from '../../../http/plugin.ts';
import { toTime } from '../wire/mapping.ts';
import { assertTarget } from './fault-target.ts';
import { RequestPage, RequestQuery } from './inspector-schema.ts';

const tags = ['Sandbox'];
const config = needs('sandbox.manage');

export function inspectorRoutes(app: DialectApp, services: DialectServices): void {
  const { hub, publicBase, routeTable } = services;
  app.get(
    '/api/v1/sandbox/requests',
    {
      config,
      schema: {
        summary: 'The last requests to this Sandbox',
        description:
          'The last thousand of every API, oldest first, redacted: names of parameters and fields, never values. Calls ' +
          'of this address are not among them. They live in the memory of the server.',
        tags,
        querystring: RequestQuery,
        response: { 200: RequestPage },
      },
    },
    async (request) => {
      const { after = 0, limit = 1000, dialect, refused, attributed } = request.query;
      if (dialect !== undefined) assertTarget(routeTable(), { dialect });
      const base = `${publicBase(request)}${mountOf(request, { name: 'native' })}`;
      const found = await hub.inspector.list(tenantOf(request), after);
      const wanted = found.filter(
        (entry) =>
          (dialect === undefined || entry.dialect === dialect) &&
          (refused !== true || entry.reason !== null) &&
          (attributed !== true || entry.isAttributed),
      );
      return { data: wanted.slice(-limit).map((entry) => toWire(entry, base)), nextCursor: null };
    },
  );

  app.delete(
    '/api/v1/sandbox/requests',
    { config, schema: { summary: 'Forget the requests so far', tags } },
    async (request, reply) => {
      hub.inspector.clear(tenantOf(request));
      return reply.code(204).send();
    },
  );
}

function toWire(
  { at, topic, isAttributed, changes, query, body, ...plain }: JournalEntry,
  base: string,
) {
  return {
    ...plain,
    at: toTime(at),
    query: [...query],
    body: [...body],
    help: topic === null ? null : `${base}/docs/help#${topic}`,
    attributed: isAttributed,
    changes: changes.map((change) => ({ ...change, fields: [...change.fields] })),
  };
}
