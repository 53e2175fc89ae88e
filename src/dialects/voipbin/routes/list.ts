/**
 * `GET /v1.0/contacts`, newest first. The vendor's page token is a bare time, so a page never ends between contacts of
 * one time: it goes on to the last of them.
 */
import type { Contact as CoreContact } from '../../../core/contact/contact.ts';
import type { Hub } from '../../../core/hub.ts';
import type { ContactFilter, Sort } from '../../../core/port/list-query.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { Instant } from '../../../core/value/instant.ts';
import { needs, tenantOf, type DialectApp } from '../../../http/plugin.ts';
import { toWire } from '../mapping.ts';
import { ContactList, ErrorResponse, ListParameters } from '../schema.ts';
import { mostRows, pageSizeOf, positionOf, tokenAfter } from './page.ts';

const newestFirst: Sort = { field: 'createdAt', direction: 'desc' };

export function registerListRoute(app: DialectApp, hub: Hub): void {
  app.get(
    '/v1.0/contacts',
    {
      config: needs('person.read'),
      schema: {
        operationId: 'GetContacts',
        summary: 'List contacts',
        querystring: ListParameters,
        response: { 200: ContactList, 400: ErrorResponse, 401: ErrorResponse, 403: ErrorResponse },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const found = await listPage(hub, context, {
        limit: pageSizeOf(request.query),
        before: positionOf(request.query),
      });
      return {
        result: found.map((contact) => toWire(contact, context.workspace.id)),
        next_page_token: tokenAfter(found),
      };
    },
  );
}

interface PageRequest {
  readonly limit: number;
  readonly before: Instant | null;
}

async function listPage(
  hub: Hub,
  context: TenantContext,
  { limit, before }: PageRequest,
): Promise<readonly CoreContact[]> {
  const filters: readonly ContactFilter[] =
    before === null ? [] : [{ field: 'createdAt', op: 'lt', value: before }];
  // One more than asked for tells whether the page would end inside a tie.
  const { items } = await hub.contacts.list(context, {
    filters,
    sort: newestFirst,
    limit: limit + 1,
  });
  const page = items.slice(0, limit);
  const last = page.at(-1);
  if (!last || items[limit]?.createdAt !== last.createdAt) return page;
  return [...page, ...(await restOfTie(hub, context, last))];
}

/** The contacts of the same time that come after this one. */
async function restOfTie(
  hub: Hub,
  context: TenantContext,
  { createdAt: at, id }: CoreContact,
): Promise<readonly CoreContact[]> {
  const { items, hasMore } = await hub.contacts.list(context, {
    filters: [
      { field: 'createdAt', op: 'gte', value: at },
      { field: 'createdAt', op: 'lte', value: at },
    ],
    sort: newestFirst,
    limit: mostRows,
    after: { at, id },
  });
  const last = items.at(-1);
  return hasMore && last ? [...items, ...(await restOfTie(hub, context, last))] : items;
}
