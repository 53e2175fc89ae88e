/** The contacts of a business, which is an account of the hub. */
import type { Contact } from '../../../core/contact/contact.ts';
import type { ContactListQuery } from '../../../core/port/list-query.ts';
import type { ContactService } from '../../../core/service/contact-service.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { fromBase62Id } from '../../../core/value/identifier.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { assertLocation } from '../auth.ts';
import { newTraceId } from '../errors.ts';
import { toListedWire } from '../mapping.ts';
import { BusinessContactsReply, BusinessReply } from '../reply-schema.ts';
import { BulkBusinessBody, BusinessContactsQuery, BusinessParams } from '../schema.ts';
import { formOf } from './form.ts';
import { idOf } from './id.ts';
import { filtersOf } from './list.ts';

export function businessContactRoutes(app: DialectApp, services: DialectServices): void {
  registerList(app, services);
  registerBulk(app, services);
}

function registerList(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'get-contacts-by-businessId',
    summary: 'List the contacts of a business',
    params: BusinessParams,
    querystring: BusinessContactsQuery,
    response: { 200: BusinessContactsReply },
  };
  app.get(
    '/contacts/business/:businessId',
    { config: needs('person.read'), schema },
    async (request) => {
      const context = tenantOf(request);
      const { limit, skip, query } = request.query;
      const accountId = fromBase62Id(request.params.businessId);
      if (accountId === null) return { contacts: [], count: 0, traceId: newTraceId() };
      const filters = [{ field: 'accountId', value: accountId } as const, ...filtersOf(query)];
      const sort = { field: 'createdAt', direction: 'desc' } as const;
      const [items, count] = await Promise.all([
        window(hub.contacts, context, { filters, sort, limit }, skip),
        hub.contacts.count(context, { filters }),
      ]);
      const form = formOf(request);
      const contacts = items.map((contact) => toListedWire(contact, form));
      return { contacts, count, traceId: newTraceId() };
    },
  );
}

/** The rows from `skip` on, out of the one or two pages that they stand on. */
async function window(
  contacts: ContactService,
  context: TenantContext,
  query: ContactListQuery,
  skip: number,
): Promise<readonly Contact[]> {
  const page = Math.floor(skip / query.limit) + 1;
  const offset = skip % query.limit;
  const { items } = await contacts.list(context, { ...query, page });
  if (offset === 0) return items;
  const next = await contacts.list(context, { ...query, page: page + 1 });
  return [...items.slice(offset), ...next.items.slice(0, offset)];
}

function registerBulk(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'add-remove-contact-from-business',
    summary: 'Put contacts into a business, or out of any',
    body: BulkBusinessBody,
    response: { 200: BusinessReply },
  };
  app.post(
    '/contacts/bulk/business',
    { config: needs('person.write'), schema },
    async (request, reply) => {
      const context = tenantOf(request);
      const { locationId, ids, businessId } = request.body;
      assertLocation(locationId, context);
      const contactIds = ids.map((id) => idOf('contact', id));
      const accountId = businessId === null ? null : idOf('account', businessId);
      await hub.contacts.updateAll(context, contactIds, { accountId });
      reply.code(200);
      return { success: true, ids, traceId: newTraceId() };
    },
  );
}
