/** `GET /contacts/`: newest first, paged by a pair of time and id. */
import type { Contact } from '../../../core/contact/contact.ts';
import type { ContactFilter, SortKey } from '../../../core/port/list-query.ts';
import type { ContactService } from '../../../core/service/contact-service.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { toBase62Id } from '../../../core/value/identifier.ts';
import { instantToMs } from '../../../core/value/instant.ts';
import {
  mountOf,
  needs,
  tenantOf,
  type DialectApp,
  type DialectServices,
} from '../../../http/plugin.ts';
import { positionOf } from './cursor.ts';
import { newTraceId } from '../errors.ts';
import { toListedWire } from '../mapping.ts';
import { ListReply, type ListMeta } from '../reply-schema.ts';
import { ListQuery } from '../schema.ts';
import { unprocessable } from './check.ts';
import { formOf } from './form.ts';

export function listRoute(app: DialectApp, services: DialectServices): void {
  const { contacts } = services.hub;
  const schema = {
    operationId: 'get-contacts',
    summary: 'List contacts',
    querystring: ListQuery,
    response: { 200: ListReply },
  };
  app.get('/contacts', { config: needs('person.read'), schema }, async (request) => {
    const context = tenantOf(request);
    const { query } = request;
    const after = await startOf(contacts, context, query);
    const filters = filtersOf(query.query);
    const [{ items, hasMore, total }, before] = await Promise.all([
      contacts.listCounted(context, {
        filters,
        sort: { field: 'createdAt', direction: 'desc' },
        limit: query.limit,
        ...(after === null ? {} : { after }),
      }),
      after === null ? 0 : countUpTo(contacts, context, filters, after),
    ]);
    const base = `${services.publicBase(request)}${mountOf(request, { name: 'highlevel' })}`;
    const form = formOf(request);
    return {
      contacts: items.map((contact) => toListedWire(contact, form)),
      count: total,
      meta: metaOf({ base, query, total, before, last: items.at(-1), hasMore }),
      traceId: newTraceId(),
    };
  });
}

/** Where the page starts; null for the first. A cursor that leads nowhere is refused rather than read as the first page. */
async function startOf(
  contacts: ContactService,
  context: TenantContext,
  query: ListQuery,
): Promise<SortKey | null> {
  const { startAfter: ms, startAfterId: id } = query;
  if (ms === undefined && id === undefined) return null;
  const position = await positionOf(contacts, context, { ms, id });
  if (position === null)
    throw unprocessable(['startAfterId must be the id of a contact, sent with its startAfter']);
  return position;
}

/** Contacts whose search text holds every word. */
export function filtersOf(text: string | undefined): ContactFilter[] {
  const value = text?.trim() ?? '';
  return value === '' ? [] : [{ field: 'text', value }];
}

/** How many contacts the pages before this one held. */
function countUpTo(
  contacts: ContactService,
  context: TenantContext,
  filters: readonly ContactFilter[],
  after: SortKey,
): Promise<number> {
  const upTo: ContactFilter = { field: 'createdAt', op: 'gte', value: after.at };
  return contacts.count(context, { filters: [...filters, upTo] });
}

interface ListedPage {
  readonly base: string;
  readonly query: ListQuery;
  readonly total: number;
  readonly before: number;
  readonly last: Contact | undefined;
  readonly hasMore: boolean;
}

/** The cursor is that of the last contact, also on the last page; the next page is named only when there is one. */
function metaOf({ base, query, total, before, last, hasMore }: ListedPage): ListMeta {
  const currentPage = Math.ceil(before / query.limit) + 1;
  const nextPage = hasMore ? currentPage + 1 : null;
  const prevPage = currentPage > 1 ? currentPage - 1 : null;
  const meta = { total, nextPageUrl: null, currentPage, nextPage, prevPage };
  if (last === undefined) return meta;
  const startAfter = instantToMs(last.createdAt);
  const startAfterId = toBase62Id(last.id);
  const cursor = { startAfter: String(startAfter), startAfterId };
  const nextPageUrl = hasMore ? `${base}/contacts/?${nextQuery(query, cursor)}` : null;
  return { ...meta, nextPageUrl, startAfter, startAfterId };
}

function nextQuery(query: ListQuery, cursor: Readonly<Record<string, string>>): string {
  const { locationId, limit } = query;
  return new URLSearchParams({
    locationId,
    limit: String(limit),
    ...(query.query === undefined ? {} : { query: query.query }),
    ...cursor,
  }).toString();
}
