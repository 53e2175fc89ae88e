/** The contacts of a business, which is an account of the hub. */
import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { Contact } from '../../../core/contact/contact.ts';
import type { SortKey } from '../../../core/port/list-query.ts';
import type { ContactService } from '../../../core/service/contact-service.ts';
import { fromBase62Id } from '../../../core/value/identifier.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { assertLocation, isV3 } from '../auth.ts';
import { newTraceId } from '../errors.ts';
import { toListedWire, type WireForm } from '../mapping.ts';
import { BusinessContactsReply, BusinessReply, type ListedContact } from '../reply-schema.ts';
import { BulkBusinessBody, BusinessContactsQuery, BusinessParams } from '../schema.ts';
import { unprocessable } from './check.ts';
import { positionOf } from './cursor.ts';
import { formOf } from './form.ts';
import { idOf } from './id.ts';
import { filtersOf } from './list.ts';
import { windowOf } from './window.ts';

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
      const after = await startOf(hub.contacts, request, request.query);
      const accountId = fromBase62Id(request.params.businessId);
      if (accountId === null) return { contacts: [], count: 0, traceId: newTraceId() };
      const filters = [{ field: 'accountId', value: accountId } as const, ...filtersOf(query)];
      const sort = { field: 'createdAt', direction: 'desc' } as const;
      const pageOf = async (position: { page?: number; after?: SortKey }, most: number) =>
        (await hub.contacts.list(context, { filters, sort, limit: most, ...position })).items;
      const [items, count] = await Promise.all([
        after === null
          ? windowOf({ limit, skip }, (page, most) => pageOf({ page }, most))
          : pageOf({ after }, limit),
        hub.contacts.count(context, { filters }),
      ]);
      const form = formOf(request);
      const contacts = items.map((contact) => toBusinessWire(contact, form));
      return { contacts, count, traceId: newTraceId() };
    },
  );
}

/** Where v3's `startAfter` leads; null without one. @throws VendorFailure for one that leads nowhere, or before v3 */
async function startOf(
  contacts: ContactService,
  request: FastifyRequest,
  { startAfter, skip }: Static<typeof BusinessContactsQuery>,
): Promise<SortKey | null> {
  if (startAfter === undefined) return null;
  if (!isV3(request)) throw unprocessable(['property startAfter should not exist']);
  if (skip > 0) throw unprocessable(['startAfter must not be combined with skip']);
  const [, id] = startAfter;
  const position =
    startAfter.length === 2
      ? await positionOf(contacts, tenantOf(request), { ms: undefined, id })
      : null;
  if (position === null)
    throw unprocessable(['startAfter must be that of the last contact of the previous page']);
  return position;
}

/** Under v3 the position after a contact is its name and id. */
function toBusinessWire(contact: Contact, form: WireForm): ListedContact {
  const shown = toListedWire(contact, form);
  return form.v3 ? { ...shown, startAfter: [shown.contactName ?? '', shown.id] } : shown;
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
