/** ServiceTitan's GUID contacts: `/crm/v2/tenant/{tenant}/contacts`. */
import type { Hub } from '../../../core/hub.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { toGuid } from '../wire/path-id.ts';
import {
  ApiErrorResponse,
  NoContent,
  refused,
  refusedOrMissing,
  TenantParams,
} from '../wire/schema.ts';
import { findCustomer } from './customer.ts';
import { listContacts, listRelated } from './list-contacts.ts';
import { toListRequest } from './list-query.ts';
import { toCore, toCoreDraft, toCoreReplacement, toWire } from './mapping.ts';
import { putContact } from './put-contact.ts';
import {
  ContactListParameters,
  ContactPage,
  ContactParams,
  ContactResponse,
  RelationshipParams,
  CreateContactRequest,
  ReplaceContactRequest,
  UpdateContactRequest,
} from './schema.ts';

const contacts = '/crm/v2/tenant/:tenant/contacts';
const contact = `${contacts}/:id`;

export function contactRoutes(app: DialectApp, { hub }: DialectServices): void {
  registerCollection(app, hub);
  registerRelated(app, hub);
  registerReads(app, hub);
  registerWrites(app, hub);
}

function registerCollection(app: DialectApp, hub: Hub): void {
  app.get(
    contacts,
    {
      config: needs('person.read'),
      schema: {
        operationId: 'Contacts_GetList',
        summary: 'List contacts',
        params: TenantParams,
        querystring: ContactListParameters,
        response: { 200: ContactPage, ...refused },
      },
    },
    async (request) => listContacts(hub, tenantOf(request), toListRequest(request.query)),
  );
  app.post(
    contacts,
    {
      config: needs('person.write'),
      schema: {
        operationId: 'Contacts_Create',
        summary: 'Create a contact',
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

/** By an int64 although relationships have GUIDs: it is that of the customer, location or booking. */
function registerRelated(app: DialectApp, hub: Hub): void {
  app.get(
    `${contacts}/relationships/:relationshipId`,
    {
      config: needs('relation.read'),
      schema: {
        operationId: 'Contacts_GetByRelationshipId',
        summary: 'List the contacts related to a customer, location or booking',
        params: RelationshipParams,
        querystring: ContactListParameters,
        response: { 200: ContactPage, ...refusedOrMissing },
      },
    },
    async (request) => {
      const { relationshipId } = request.params;
      const asked = toListRequest(request.query);
      return listRelated(hub, tenantOf(request), relationshipId, asked);
    },
  );
}

function registerReads(app: DialectApp, hub: Hub): void {
  app.get(
    contact,
    {
      config: needs('person.read'),
      schema: {
        operationId: 'Contacts_Get',
        summary: 'Get a contact',
        params: ContactParams,
        response: { 200: ContactResponse, ...refusedOrMissing },
      },
    },
    async (request) =>
      toWire(await hub.contacts.get(tenantOf(request), toGuid('contact', request.params.id))),
  );
}

function registerWrites(app: DialectApp, hub: Hub): void {
  app.put(
    contact,
    {
      config: needs('person.write'),
      schema: {
        operationId: 'Contacts_Replace',
        summary: 'Replace a contact, or create it under its id',
        params: ContactParams,
        body: ReplaceContactRequest,
        response: { 200: ContactResponse, ...refused },
      },
    },
    async (request) => {
      const write = {
        id: toGuid('contact', request.params.id),
        patch: toCoreReplacement(request.body),
        throughAlias: toCore(request.body),
      };
      return toWire(await putContact(hub.contacts, tenantOf(request), write));
    },
  );
  app.patch(
    contact,
    {
      config: needs('person.write'),
      schema: {
        operationId: 'Contacts_Update',
        summary: 'Change a contact',
        params: ContactParams,
        body: UpdateContactRequest,
        response: { 200: ContactResponse, ...refusedOrMissing },
      },
    },
    async (request) => {
      const id = toGuid('contact', request.params.id);
      return toWire(await hub.contacts.update(tenantOf(request), id, toCore(request.body)));
    },
  );
  app.delete(
    contact,
    {
      config: needs('person.delete'),
      schema: {
        operationId: 'Contacts_DeleteContact',
        summary: 'Delete a contact',
        params: ContactParams,
        response: { 200: NoContent, ...refusedOrMissing, 409: ApiErrorResponse },
      },
    },
    async (request, reply) => {
      await hub.contacts.remove(tenantOf(request), toGuid('contact', request.params.id));
      return reply.code(200).send();
    },
  );
}
