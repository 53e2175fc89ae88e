/** `GET /api/v1/changes`, and the history of one record. */
import { NotFound } from '../../../core/errors.ts';
import type { HubEvent } from '../../../core/event/event.ts';
import type { Hub } from '../../../core/hub.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { isJsonObject } from '../../../core/value/json.ts';
import { type DialectApp, needs, tenantOf, type DialectServices } from '../../../http/plugin.ts';
import type { FieldKeys } from '../contacts/mapping/to-wire.ts';
import { fieldKeysFor } from '../contacts/field-keys.ts';
import { nextPosition, positionOf } from '../request/cursor.ts';
import { toPathId } from '../wire/mapping.ts';
import { IdParams } from '../wire/schema.ts';
import { toWire } from './mapping.ts';
import { ChangesPage, ChangesQuery, HistoryPage, HistoryQuery } from './schema.ts';

const historyKind = 'history';

export function eventRoutes(app: DialectApp, services: DialectServices): void {
  historyRoute(app, services);
  changesRoute(app, services);
}

function historyRoute(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    '/api/v1/contacts/:id/history',
    {
      config: needs('history'),
      schema: {
        summary: 'What happened to a contact',
        description: 'Newest first. The history of a deleted contact can be read too.',
        tags: ['Contacts'],
        params: IdParams,
        querystring: HistoryQuery,
        response: { 200: HistoryPage },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const id = toPathId('contact', request.params.id);
      const { limit = 50, cursor } = request.query;
      const before = cursor === undefined ? {} : { beforeSeq: positionOf(historyKind, cursor) };
      const found = await hub.events.history(context, id, { limit: limit + 1, ...before });
      const unknown = found.length === 0 && cursor === undefined;
      if (unknown || found.some((event) => event.entityType !== 'contact'))
        throw new NotFound('contact', id);
      const shown = found.slice(0, limit);
      const keys = await keysFor(hub, context, shown);
      return {
        data: shown.map((event) => toWire(event, keys)),
        nextCursor: nextPosition(historyKind, found.length > limit, shown.at(-1)?.seq),
      };
    },
  );
}

function changesRoute(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    '/api/v1/changes',
    {
      config: needs('history'),
      schema: {
        summary: 'Everything that changed, in order',
        description:
          'Contacts, jobs, accounts, tags and the rest, in commit order. Whoever continues from lastSeq misses ' +
          'nothing, however many write at the same time.',
        tags: ['Changes'],
        querystring: ChangesQuery,
        response: { 200: ChangesPage },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const { after = 0, limit = 100 } = request.query;
      const found = await hub.events.changes(context, { limit: limit + 1, afterSeq: after });
      const shown = found.slice(0, limit);
      const keys = await keysFor(hub, context, shown);
      return {
        data: shown.map((event) => toWire(event, keys)),
        lastSeq: shown.at(-1)?.seq ?? after,
        hasMore: found.length > limit,
      };
    },
  );
}

/** Asked for only when one of the events is about custom fields. */
async function keysFor(
  hub: Hub,
  context: TenantContext,
  events: readonly HubEvent[],
): Promise<FieldKeys> {
  const needed = events.some(({ body }) =>
    [body?.['after'], body?.['changes']].some(
      (part) => isJsonObject(part) && 'customFields' in part,
    ),
  );
  return (await fieldKeysFor(hub, context, needed)) ?? new Map<string, string>();
}
