/** ServiceTitan's contact methods: those of one contact, and a search across all of them. */
import type { Hub } from '../../../core/hub.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { answerPage } from '../list/page.ts';
import { methodKeyOf, toGuid } from '../wire/path-id.ts';
import { NoContent, refused, refusedOrMissing, TenantParams } from '../wire/schema.ts';
import { toMethodListRequest } from './list-query.ts';
import { toAddition, toPatch, toPut, toWire } from './mapping.ts';
import {
  ContactMethodPage,
  ContactMethodParams,
  ContactMethodResponse,
  MethodListParameters,
  OwnerParams,
  OwnMethodListParameters,
  PatchContactMethodRequest,
  WriteContactMethodRequest,
} from './schema.ts';

const contacts = '/crm/v2/tenant/:tenant/contacts';
const methods = `${contacts}/:contactId/contact-methods`;
const method = `${methods}/:contactMethodId`;
const answered = { 200: ContactMethodResponse, ...refusedOrMissing };

export function contactMethodRoutes(app: DialectApp, { hub }: DialectServices): void {
  registerLists(app, hub);
  registerCreate(app, hub);
  registerReads(app, hub);
  registerWrites(app, hub);
}

function registerLists(app: DialectApp, hub: Hub): void {
  app.get(
    `${contacts}/contact-methods`,
    {
      config: needs('person.read'),
      schema: {
        operationId: 'Contacts_SearchContactMethods',
        summary: 'Search the contact methods of all contacts',
        params: TenantParams,
        querystring: MethodListParameters,
        response: { 200: ContactMethodPage, ...refused },
      },
    },
    async (request) => listMethods(hub, tenantOf(request), request.query),
  );
  app.get(
    methods,
    {
      config: needs('person.read'),
      schema: {
        operationId: 'ContactMethods_GetContactMethods',
        summary: 'List the contact methods of a contact',
        params: OwnerParams,
        querystring: OwnMethodListParameters,
        response: { 200: ContactMethodPage, ...refusedOrMissing },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const { contactId } = request.params;
      const [page] = await Promise.all([
        listMethods(hub, context, { ...request.query, contactId }),
        hub.contacts.get(context, toGuid('contact', contactId)),
      ]);
      return page;
    },
  );
}

function registerCreate(app: DialectApp, hub: Hub): void {
  app.post(
    methods,
    {
      config: needs('person.write'),
      schema: {
        operationId: 'ContactMethods_CreateContactMethod',
        summary: 'Create a contact method',
        params: OwnerParams,
        body: WriteContactMethodRequest,
        response: answered,
      },
    },
    async (request) => {
      const contactId = toGuid('contact', request.params.contactId);
      const addition = toAddition(request.body);
      return toWire(await hub.contactMethods.add(tenantOf(request), contactId, addition));
    },
  );
}

function registerReads(app: DialectApp, hub: Hub): void {
  app.get(
    method,
    {
      config: needs('person.read'),
      schema: {
        operationId: 'ContactMethods_GetContactMethod',
        summary: 'Get a contact method',
        params: ContactMethodParams,
        response: answered,
      },
    },
    async (request) =>
      toWire(await hub.contactMethods.get(tenantOf(request), methodKeyOf(request.params))),
  );
}

function registerWrites(app: DialectApp, hub: Hub): void {
  app.put(
    method,
    {
      config: needs('person.write'),
      schema: {
        operationId: 'ContactMethods_UpsertContactMethod',
        summary: 'Replace a contact method, or create it under its id',
        params: ContactMethodParams,
        body: WriteContactMethodRequest,
        response: answered,
      },
    },
    async (request) => {
      const key = methodKeyOf(request.params);
      const write = hub.contactMethods.write(tenantOf(request), key, (current) =>
        toPut(key.id, request.body, current),
      );
      return toWire(await write);
    },
  );
  app.patch(
    method,
    {
      config: needs('person.write'),
      schema: {
        operationId: 'ContactMethods_UpdateContactMethod',
        summary: 'Change the value or memo of a contact method',
        params: ContactMethodParams,
        body: PatchContactMethodRequest,
        response: answered,
      },
    },
    async (request) => {
      const key = methodKeyOf(request.params);
      const write = hub.contactMethods.write(tenantOf(request), key, (current) =>
        toPatch(key.id, request.body, current),
      );
      return toWire(await write);
    },
  );
  app.delete(
    method,
    {
      config: needs('person.write'),
      schema: {
        operationId: 'ContactMethods_DeleteContactMethod',
        summary: 'Delete a contact method',
        params: ContactMethodParams,
        response: { 200: NoContent, ...refusedOrMissing },
      },
    },
    async (request, reply) => {
      await hub.contactMethods.remove(tenantOf(request), methodKeyOf(request.params));
      return reply.code(200).send();
    },
  );
}

async function listMethods(
  hub: Hub,
  context: TenantContext,
  parameters: MethodListParameters,
): Promise<ContactMethodPage> {
  const asked = toMethodListRequest(parameters, context.workspace.region);
  const source = {
    list: () => hub.contactMethods.list(context, asked),
    count: () => hub.contactMethods.count(context, asked),
  };
  return answerPage(asked, source, toWire);
}
