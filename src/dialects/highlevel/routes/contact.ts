/** One contact: create, get, update, delete. */
import type { ContactService } from '../../../core/service/contact-service.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { assertLocation, isV3 } from '../auth.ts';
import { newTraceId } from '../errors.ts';
import { toCore, toCreatedWire, toWire } from '../mapping.ts';
import { ContactReply, CreatedReply, DeletedReply, UpdatedReply } from '../reply-schema.ts';
import {
  ContactParams,
  CreateContactBody,
  UpdateContactBody,
  type ContactFields,
} from '../schema.ts';
import { assertWritable, withoutEchoes } from './check.ts';
import { formOf } from './form.ts';
import { idOf } from './id.ts';

const duplicates = { duplicates: 'workspace' } as const;

export function contactRoutes(app: DialectApp, services: DialectServices): void {
  create(app, services);
  get(app, services);
  update(app, services);
  remove(app, services);
}

function create(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'create-contact',
    summary: 'Create a contact',
    body: CreateContactBody,
    response: { 201: CreatedReply },
  };
  app.post('/contacts', { config: needs('person.write'), schema }, async (request, reply) => {
    const context = tenantOf(request);
    const { locationId, ...fields } = request.body;
    assertLocation(locationId, context);
    assertWritable(fields, context);
    const contact = await hub.contacts.create(context, toCore(fields), duplicates);
    reply.code(201);
    return { contact: toCreatedWire(contact, formOf(request)), traceId: newTraceId() };
  });
}

function get(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'get-contact',
    summary: 'Get a contact',
    params: ContactParams,
    response: { 200: ContactReply },
  };
  app.get('/contacts/:contactId', { config: needs('person.read'), schema }, async (request) => {
    const id = idOf('contact', request.params.contactId);
    const contact = await hub.contacts.get(tenantOf(request), id);
    return { contact: toWire(contact, formOf(request)), traceId: newTraceId() };
  });
}

function update(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'update-contact',
    summary: 'Change a contact',
    params: ContactParams,
    body: UpdateContactBody,
    response: { 200: UpdatedReply },
  };
  app.put('/contacts/:contactId', { config: needs('person.write'), schema }, async (request) => {
    const context = tenantOf(request);
    const id = idOf('contact', request.params.contactId);
    const fields = await fieldsToWrite(hub.contacts, context, id, request.body);
    const contact = await hub.contacts.update(context, id, toCore(fields), duplicates);
    const shown = toWire(contact, formOf(request));
    // The one reply of v3 that has the new spelling alone.
    const old = isV3(request) ? {} : { succeded: true };
    return { ...old, succeeded: true, contact: shown, traceId: newTraceId() };
  });
}

/** The body without what only repeats what was shown. @throws NotFound, VendorFailure */
async function fieldsToWrite(
  contacts: ContactService,
  context: TenantContext,
  id: Uuid,
  body: ContactFields,
): Promise<ContactFields> {
  const fields = await withoutEchoes(contacts, context, id, body);
  assertWritable(fields, context);
  return fields;
}

function remove(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'delete-contact',
    summary: 'Delete a contact',
    params: ContactParams,
    response: { 200: DeletedReply },
  };
  app.delete(
    '/contacts/:contactId',
    { config: needs('person.delete'), schema },
    async (request) => {
      await hub.contacts.remove(tenantOf(request), idOf('contact', request.params.contactId));
      return { succeded: true, succeeded: true, traceId: newTraceId() };
    },
  );
}
