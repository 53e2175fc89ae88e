/** `/v1.0/contacts/{id}/emails`: every write answers the whole contact. An address may belong to several contacts. */
import type { Hub } from '../../../core/hub.ts';
import { needs, tenantOf, type DialectApp } from '../../../http/plugin.ts';
import { entryOf, patchOf, toWire } from '../mapping.ts';
import {
  Contact,
  ContactParams,
  EmailChange,
  EmailParams,
  EmailWrite,
  ErrorResponse,
} from '../schema.ts';
import { addition, change, removal } from './child-write.ts';
import { toUuid } from './path-id.ts';

const collection = '/v1.0/contacts/:id/emails';
const single = `${collection}/:email_id`;
const refused = { 400: ErrorResponse, 401: ErrorResponse, 403: ErrorResponse, 404: ErrorResponse };
const refusedOrTaken = { ...refused, 409: ErrorResponse };

export function registerEmailRoutes(app: DialectApp, hub: Hub): void {
  app.post(
    collection,
    {
      config: needs('person.write'),
      schema: {
        operationId: 'PostContactsIdEmails',
        summary: 'Add an e-mail address to a contact',
        params: ContactParams,
        body: EmailWrite,
        response: { 201: Contact, ...refusedOrTaken },
      },
    },
    async (request, reply) => {
      const context = tenantOf(request);
      const { id: customerId, region } = context.workspace;
      const entry = entryOf(request.body.address, request.body);
      const decide = addition('email', entry, region);
      reply.code(201);
      const id = toUuid(request.params.id);
      return toWire(await hub.contactMethods.change(context, id, decide), customerId);
    },
  );
  registerSingle(app, hub);
}

function registerSingle(app: DialectApp, hub: Hub): void {
  app.put(
    single,
    {
      config: needs('person.write'),
      schema: {
        operationId: 'PutContactsIdEmailsEmailId',
        summary: 'Change an e-mail address of a contact',
        params: EmailParams,
        body: EmailChange,
        response: { 200: Contact, ...refusedOrTaken },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const { id: customerId, region } = context.workspace;
      const patch = patchOf(request.body.address, request.body);
      const decide = change('email', toUuid(request.params.email_id), patch, region);
      const id = toUuid(request.params.id);
      return toWire(await hub.contactMethods.change(context, id, decide), customerId);
    },
  );
  app.delete(
    single,
    {
      config: needs('person.write'),
      schema: {
        operationId: 'DeleteContactsIdEmailsEmailId',
        summary: 'Remove an e-mail address from a contact',
        params: EmailParams,
        response: { 200: Contact, ...refused },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const decide = removal('email', toUuid(request.params.email_id));
      const contact = await hub.contactMethods.change(context, toUuid(request.params.id), decide);
      return toWire(contact, context.workspace.id);
    },
  );
}
