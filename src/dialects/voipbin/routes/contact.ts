/** `/v1.0/contacts`: every write answers the whole contact. */
import type { Contact as CoreContact } from '../../../core/contact/contact.ts';
import { InvalidInput, NotFound } from '../../../core/errors.ts';
import type { Hub } from '../../../core/hub.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { needs, tenantOf, type DialectApp } from '../../../http/plugin.ts';
import { toCore, toCoreDraft, tooLongNumbers, toWire } from '../mapping.ts';
import {
  Contact,
  ContactCreate,
  ContactParams,
  ContactUpdate,
  ErrorResponse,
  LookupParameters,
} from '../schema.ts';
import { toUuid } from './path-id.ts';

const contacts = '/v1.0/contacts';
const contact = `${contacts}/:id`;
const refused = { 400: ErrorResponse, 401: ErrorResponse, 403: ErrorResponse };
const refusedOrMissing = { ...refused, 404: ErrorResponse };

export function registerContactRoutes(app: DialectApp, hub: Hub): void {
  registerCreate(app, hub);
  registerReads(app, hub);
  registerWrites(app, hub);
}

function registerCreate(app: DialectApp, hub: Hub): void {
  app.post(
    contacts,
    {
      config: needs('person.write'),
      schema: {
        operationId: 'PostContacts',
        summary: 'Create a contact',
        body: ContactCreate,
        response: { 201: Contact, ...refused },
      },
    },
    async (request, reply) => {
      const context = tenantOf(request);
      const issues = tooLongNumbers(request.body, context.workspace.region);
      if (issues.length > 0) throw new InvalidInput(issues);
      const created = await hub.contacts.create(context, toCoreDraft(request.body));
      reply.code(201);
      return toWire(created, context.workspace.id);
    },
  );
}

function registerReads(app: DialectApp, hub: Hub): void {
  app.get(
    `${contacts}/lookup`,
    {
      config: needs('lookup'),
      schema: {
        operationId: 'GetContactsLookup',
        summary: 'Find the contact of a number or an address',
        querystring: LookupParameters,
        response: { 200: Contact, ...refusedOrMissing },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      return toWire(await lookUp(hub, context, request.query), context.workspace.id);
    },
  );
  app.get(
    contact,
    {
      config: needs('person.read'),
      schema: {
        operationId: 'GetContactsId',
        summary: 'Read a contact',
        params: ContactParams,
        response: { 200: Contact, ...refusedOrMissing },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      return toWire(
        await hub.contacts.get(context, toUuid(request.params.id)),
        context.workspace.id,
      );
    },
  );
}

function registerWrites(app: DialectApp, hub: Hub): void {
  app.put(
    contact,
    {
      config: needs('person.write'),
      schema: {
        operationId: 'PutContactsId',
        summary: 'Change a contact',
        params: ContactParams,
        body: ContactUpdate,
        response: { 200: Contact, ...refusedOrMissing },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const id = toUuid(request.params.id);
      const updated = await hub.contacts.update(context, id, toCore(request.body), { touch: true });
      return toWire(updated, context.workspace.id);
    },
  );
  app.delete(
    contact,
    {
      config: needs('person.delete'),
      schema: {
        operationId: 'DeleteContactsId',
        summary: 'Delete a contact',
        params: ContactParams,
        response: { 200: Contact, ...refusedOrMissing },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      return toWire(
        await hub.contacts.remove(context, toUuid(request.params.id)),
        context.workspace.id,
      );
    },
  );
}

/** The phone decides alone when both are given; of several contacts the one that the core ranks first. */
async function lookUp(
  hub: Hub,
  context: TenantContext,
  { phone, email }: LookupParameters,
): Promise<CoreContact> {
  if (!phone && !email) throw InvalidInput.of('phone or email', 'must be given');
  const [best] = await hub.lookups.contacts(context, phone ? { phone } : { email: email ?? '' }, 1);
  if (!best) throw new NotFound('contact', '');
  return best;
}
