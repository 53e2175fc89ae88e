/** Creating, changing and deleting a contact. PUT takes a part of a contact like PATCH, as the vendor's SDKs send it. */
import type { FastifyRequest } from 'fastify';
import { IdTaken } from '../../../core/errors.ts';
import type { Contact } from '../../../core/contact/contact.ts';
import type { Hub } from '../../../core/hub.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { dropUnset } from '../list-query.ts';
import { bodyWarnings, toCore, toWire } from '../mapping.ts';
import {
  ContactParameters,
  ContactParams,
  ContactReply,
  CreateContactRequest,
  ErrorReply,
  SuccessReply,
  UpdateContactRequest,
} from '../schema.ts';
import { accountPatch } from './account.ts';
import { connectionHook } from './connection.ts';
import { idOf } from './id.ts';
import { once, type Attempt } from './once.ts';
import { viewFor } from './view.ts';

const refused = { 400: ErrorReply, 401: ErrorReply, 404: ErrorReply };

export function registerWrites(app: DialectApp, services: DialectServices): void {
  registerCreate(app, services);
  registerUpdate(app, services);
  registerDelete(app, services);
}

function registerCreate(app: DialectApp, services: DialectServices): void {
  const { hub } = services;
  app.post(
    '/crm/contacts',
    {
      config: needs('person.write'),
      onRequest: connectionHook(services),
      preValidation: async (request) => dropUnset(request.query),
      schema: {
        querystring: ContactParameters,
        body: CreateContactRequest,
        response: { 200: ContactReply, ...refused, 409: ErrorReply },
      },
    },
    async (request, reply) =>
      once(services, { request, reply }, async (attempt) =>
        replyWith(hub, request, await createContact(hub, request, attempt)),
      ),
  );
}

function registerUpdate(app: DialectApp, services: DialectServices): void {
  const { hub } = services;
  app.route({
    method: ['PUT', 'PATCH'],
    url: '/crm/contacts/:id',
    config: needs('person.write'),
    onRequest: connectionHook(services),
    preValidation: async (request) => dropUnset(request.query),
    schema: {
      params: ContactParams,
      querystring: ContactParameters,
      body: UpdateContactRequest,
      response: { 200: ContactReply, ...refused },
    },
    handler: async (request) =>
      replyWith(hub, request, await updateContact(hub, request, idOf(request.params))),
  });
}

function registerDelete(app: DialectApp, services: DialectServices): void {
  app.delete(
    '/crm/contacts/:id',
    {
      config: needs('person.delete'),
      onRequest: connectionHook(services),
      schema: { params: ContactParams, response: { 200: SuccessReply, ...refused } },
    },
    async (request) => {
      await services.hub.contacts.remove(tenantOf(request), idOf(request.params));
      return { success: true };
    },
  );
}

type WithBody = FastifyRequest & { readonly body: UpdateContactRequest };

async function createContact(hub: Hub, request: WithBody, { id }: Attempt): Promise<Contact> {
  const context = tenantOf(request);
  const account = await accountPatch(hub, context, { text: request.body.account, before: null });
  const { region } = context.workspace;
  const draft = toCore(request.body, { before: null, region }, account);
  if (id === undefined) return hub.contacts.create(context, draft);
  try {
    return await hub.contacts.create(context, { ...draft, id });
  } catch (error) {
    if (!(error instanceof IdTaken)) throw error;
    // An attempt that was cut short has made it already.
    return hub.contacts.get(context, id, { includeDeleted: true });
  }
}

/** Read first: what the reply of a read showed must change nothing when it comes back. */
async function updateContact(hub: Hub, request: WithBody, id: Uuid): Promise<Contact> {
  const context = tenantOf(request);
  const before = await hub.contacts.get(context, id);
  const account = await accountPatch(hub, context, { text: request.body.account, before });
  const { region } = context.workspace;
  return hub.contacts.update(context, id, toCore(request.body, { before, region }, account));
}

async function replyWith(hub: Hub, request: WithBody, contact: Contact) {
  const view = await viewFor(hub, request, [contact]);
  const warnings = bodyWarnings(request.body);
  return { contact: toWire(contact, view), ...(warnings.length === 0 ? {} : { warnings }) };
}
