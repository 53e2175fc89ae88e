/** ServiceTitan's GUID contacts: `/crm/v2/tenant/{tenant}/contacts`. Every success is 200. */
import type { Account } from '../../core/account/account.ts';
import { NotFound } from '../../core/errors.ts';
import type { Hub } from '../../core/hub.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import { normalizeUuid, type Uuid } from '../../core/value/identifier.ts';
import { VendorFailure } from '../../http/failure.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../http/plugin.ts';
import { unknownCustomer } from './errors.ts';
import { toListRequest, type ContactListRequest } from './list-query.ts';
import { toCore, toCoreDraft, toCoreReplacement, toWire } from './mapping.ts';
import { putContact } from './put-contact.ts';
import {
  ApiErrorResponse,
  ContactListParameters,
  ContactPage,
  ContactParams,
  ContactResponse,
  CreateContactRequest,
  NoContent,
  ReplaceContactRequest,
  TenantParams,
  UpdateContactRequest,
} from './schema.ts';
import { registerTokenRoute } from './token-route.ts';

const contacts = '/crm/v2/tenant/:tenant/contacts';
const contact = `${contacts}/:id`;
const refused = { 400: ApiErrorResponse, 401: ApiErrorResponse, 403: ApiErrorResponse };
const refusedOrMissing = { ...refused, 404: ApiErrorResponse };

export function routes(app: DialectApp, services: DialectServices): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  registerTokenRoute(app, services);
  registerCollection(app, services.hub);
  registerReads(app, services.hub);
  registerWrites(app, services.hub);
}

function registerCollection(app: DialectApp, hub: Hub): void {
  app.get(
    contacts,
    {
      config: needs('person.read'),
      schema: {
        params: TenantParams,
        querystring: ContactListParameters,
        response: { 200: ContactPage, ...refused },
      },
      // Left blank is left out, as the vendor's host binds parameters.
      preValidation: async (request) => dropBlank(request.query),
    },
    async (request) => listContacts(hub, tenantOf(request), toListRequest(request.query)),
  );
  app.post(
    contacts,
    {
      config: needs('person.write'),
      schema: {
        params: TenantParams,
        body: CreateContactRequest,
        response: { 200: ContactResponse, ...refused, 409: ApiErrorResponse },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const account = await findCustomer(hub, context, request.body.customerId);
      const draft = toCoreDraft(request.body, account?.id ?? null);
      return toWire(await hub.contacts.create(context, draft));
    },
  );
}

function registerReads(app: DialectApp, hub: Hub): void {
  app.get(
    contact,
    {
      config: needs('person.read'),
      schema: { params: ContactParams, response: { 200: ContactResponse, ...refusedOrMissing } },
    },
    async (request) => toWire(await hub.contacts.get(tenantOf(request), idOf(request.params))),
  );
}

function registerWrites(app: DialectApp, hub: Hub): void {
  app.put(
    contact,
    {
      config: needs('person.write'),
      schema: {
        params: ContactParams,
        body: ReplaceContactRequest,
        response: { 200: ContactResponse, ...refused },
      },
    },
    async (request) => {
      const write = { id: idOf(request.params), patch: toCoreReplacement(request.body) };
      return toWire(await putContact(hub.contacts, tenantOf(request), write));
    },
  );
  app.patch(
    contact,
    {
      config: needs('person.write'),
      schema: {
        params: ContactParams,
        body: UpdateContactRequest,
        response: { 200: ContactResponse, ...refusedOrMissing },
      },
    },
    async (request) => {
      const id = idOf(request.params);
      return toWire(await hub.contacts.update(tenantOf(request), id, toCore(request.body)));
    },
  );
  app.delete(
    contact,
    {
      config: needs('person.delete'),
      schema: {
        params: ContactParams,
        response: { 200: NoContent, ...refusedOrMissing, 409: ApiErrorResponse },
      },
    },
    async (request, reply) => {
      await hub.contacts.remove(tenantOf(request), idOf(request.params));
      return reply.code(200).send();
    },
  );
}

async function listContacts(
  hub: Hub,
  context: TenantContext,
  asked: ContactListRequest,
): Promise<ContactPage> {
  const { includeTotal, ...query } = asked;
  const [found, totalCount] = await Promise.all([
    hub.contacts.list(context, query),
    includeTotal ? hub.contacts.count(context, query) : null,
  ]);
  return {
    page: query.page,
    pageSize: query.limit,
    hasMore: found.hasMore,
    totalCount,
    data: found.items.map(toWire),
  };
}

/** The customer that the new contact is to belong to; none named, none looked for. */
async function findCustomer(
  hub: Hub,
  context: TenantContext,
  customerId: number | null | undefined,
): Promise<Account | null> {
  if (customerId === null || customerId === undefined) return null;
  const customer = await accountOf(hub, context, customerId);
  if (!customer) throw new VendorFailure(unknownCustomer, 'Unknown customer');
  return customer;
}

/** Our numbers stay below 2^53; beyond it, and beyond an int64, JSON's integers go on. */
async function accountOf(
  hub: Hub,
  context: TenantContext,
  value: number,
): Promise<Account | undefined> {
  if (!Number.isSafeInteger(value)) return undefined;
  const { items } = await hub.accounts.list(context, {
    filters: [{ field: 'number', op: 'eq', value }],
    sort: { field: 'id', direction: 'asc' },
    limit: 1,
  });
  return items[0];
}

function idOf(params: { readonly id: string }): Uuid {
  const id = normalizeUuid(params.id);
  if (id === null) throw new NotFound('contact', params.id);
  return id;
}

function dropBlank(query: object): void {
  for (const [name, value] of Object.entries(query)) {
    if (value === '') Reflect.deleteProperty(query, name);
  }
}
