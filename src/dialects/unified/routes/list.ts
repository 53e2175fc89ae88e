/** `GET /crm/contacts` and `/crm/contacts/count`: pages by number or by cursor, and the same filters for both. */
import type { FastifyRequest } from 'fastify';
import type { Contact } from '../../../core/contact/contact.ts';
import type { Hub } from '../../../core/hub.ts';
import type { ContactFilter, Page } from '../../../core/port/list-query.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { cursorOf, dropUnset, toListRequest, type ContactListRequest } from '../list-query.ts';
import { parameterWarnings, toWire } from '../mapping.ts';
import {
  ContactCountReply,
  ContactListParameters,
  ContactListReply,
  ErrorReply,
  type Warning,
} from '../schema.ts';
import { connectionHook, syncInfo } from './connection.ts';
import { viewFor } from './view.ts';

const refused = { 400: ErrorReply, 401: ErrorReply, 404: ErrorReply };

export function registerList(app: DialectApp, services: DialectServices): void {
  const { hub } = services;
  const shared = {
    config: needs('person.read'),
    onRequest: connectionHook(services),
    preValidation: async (request: FastifyRequest): Promise<void> => {
      if (typeof request.query === 'object' && request.query !== null) dropUnset(request.query);
    },
  };
  app.get(
    '/crm/contacts',
    {
      ...shared,
      schema: {
        querystring: ContactListParameters,
        response: { 200: ContactListReply, ...refused },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const asked = toListRequest(request.query, context.workspace.region);
      const page = await listContacts(hub, context, asked);
      const view = await viewFor(hub, request, page.items);
      return {
        contacts: page.items.map((contact) => toWire(contact, view)),
        pageInfo: pageInfoOf(page),
        syncInfo,
        ...warningsOf(request.query),
      };
    },
  );
  app.get(
    '/crm/contacts/count',
    {
      ...shared,
      schema: {
        querystring: ContactListParameters,
        response: { 200: ContactCountReply, ...refused },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const asked = toListRequest(request.query, context.workspace.region);
      return {
        count: await countContacts(hub, context, asked),
        syncInfo,
        ...warningsOf(request.query),
      };
    },
  );
}

function pageInfoOf({ items, hasMore }: Page<Contact>): ContactListReply['pageInfo'] {
  const last = items.at(-1);
  return { hasNext: hasMore, nextCursor: hasMore && last ? cursorOf(last) : null };
}

function warningsOf(query: object): { warnings?: Warning[] } {
  const warnings = parameterWarnings(query, ContactListParameters);
  return warnings.length === 0 ? {} : { warnings };
}

async function listContacts(
  hub: Hub,
  context: TenantContext,
  asked: ContactListRequest,
): Promise<Page<Contact>> {
  const { remoteId, ...query } = asked;
  if (remoteId === undefined) return hub.contacts.list(context, query);
  const found = await findOne(hub, context, asked);
  return { items: (query.page ?? 1) === 1 ? found : [], hasMore: false };
}

async function countContacts(
  hub: Hub,
  context: TenantContext,
  asked: ContactListRequest,
): Promise<number> {
  if (asked.remoteId !== undefined) return (await findOne(hub, context, asked)).length;
  const { filters, include } = asked;
  return hub.contacts.count(context, { filters, ...(include ? { include } : {}) });
}

/** More contacts of one microsecond than any number of processes make. */
const mostAtOnce = 100;

/** The contact of that id, if the other filters let it through: lists are not filtered by id, but by its moment. */
async function findOne(
  hub: Hub,
  context: TenantContext,
  { remoteId, filters, include, sort }: ContactListRequest,
): Promise<readonly Contact[]> {
  const contact = remoteId
    ? await hub.contacts.find(context, remoteId, { includeDeleted: true })
    : undefined;
  if (!contact) return [];
  const moment: ContactFilter[] = (['gte', 'lte'] as const).map((op) => ({
    field: 'createdAt',
    op,
    value: contact.createdAt,
  }));
  const { items } = await hub.contacts.list(context, {
    filters: [...filters, ...moment],
    sort,
    limit: mostAtOnce,
    ...(include ? { include } : {}),
  });
  return items.filter(({ id }) => id === contact.id);
}
