/** `/v1.0/contacts/{id}/phone-numbers`: every write answers the whole contact. */
import { InvalidInput } from '../../../core/errors.ts';
import type { Hub } from '../../../core/hub.ts';
import type { Region } from '../../../core/workspace/workspace.ts';
import { needs, tenantOf, type DialectApp } from '../../../http/plugin.ts';
import { entryOf, patchOf, tooLongNumber, toWire } from '../mapping.ts';
import {
  Contact,
  ContactParams,
  ErrorResponse,
  PhoneNumberChange,
  PhoneNumberParams,
  PhoneNumberWrite,
} from '../schema.ts';
import { addition, change, removal } from './child-write.ts';
import { toUuid } from './path-id.ts';

const collection = '/v1.0/contacts/:id/phone-numbers';
const single = `${collection}/:phone_number_id`;
const refused = { 400: ErrorResponse, 401: ErrorResponse, 403: ErrorResponse, 404: ErrorResponse };
const refusedOrTaken = { ...refused, 409: ErrorResponse };

/** Where the workspace refuses duplicates, a number that another contact has is one. */
const options = { duplicates: 'workspace' } as const;

export function registerPhoneNumberRoutes(app: DialectApp, hub: Hub): void {
  app.post(
    collection,
    {
      config: needs('person.write'),
      schema: {
        operationId: 'PostContactsIdPhoneNumbers',
        summary: 'Add a phone number to a contact',
        params: ContactParams,
        body: PhoneNumberWrite,
        response: { 201: Contact, ...refusedOrTaken },
      },
    },
    async (request, reply) => {
      const context = tenantOf(request);
      const { id: customerId, region } = context.workspace;
      assertShort(request.body.number, region);
      const entry = entryOf(request.body.number, request.body);
      const decide = addition('phone', entry, region);
      const id = toUuid(request.params.id);
      reply.code(201);
      return toWire(await hub.contactMethods.change(context, id, decide, options), customerId);
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
        operationId: 'PutContactsIdPhoneNumbersPhoneNumberId',
        summary: 'Change a phone number of a contact',
        params: PhoneNumberParams,
        body: PhoneNumberChange,
        response: { 200: Contact, ...refusedOrTaken },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const { id: customerId, region } = context.workspace;
      const { number } = request.body;
      if (number) assertShort(number, region);
      const id = toUuid(request.params.phone_number_id);
      const decide = change('phone', id, patchOf(number, request.body), region);
      const contactId = toUuid(request.params.id);
      return toWire(
        await hub.contactMethods.change(context, contactId, decide, options),
        customerId,
      );
    },
  );
  app.delete(
    single,
    {
      config: needs('person.write'),
      schema: {
        operationId: 'DeleteContactsIdPhoneNumbersPhoneNumberId',
        summary: 'Remove a phone number from a contact',
        params: PhoneNumberParams,
        response: { 200: Contact, ...refused },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const decide = removal('phone', toUuid(request.params.phone_number_id));
      const contact = await hub.contactMethods.change(context, toUuid(request.params.id), decide);
      return toWire(contact, context.workspace.id);
    },
  );
}

function assertShort(number: string, region: Region): void {
  const issues = tooLongNumber('number', number, region);
  if (issues.length > 0) throw new InvalidInput(issues);
}
