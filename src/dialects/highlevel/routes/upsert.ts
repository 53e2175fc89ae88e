/** `POST /contacts/upsert`: changes who has the e-mail or phone, else makes a contact. */
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { assertLocation } from '../auth.ts';
import { newTraceId } from '../errors.ts';
import { toCore, toWire } from '../mapping.ts';
import { UpsertedReply } from '../reply-schema.ts';
import { UpsertContactBody } from '../schema.ts';
import { assertWritable } from './check.ts';
import { formOf } from './form.ts';

export function upsertRoute(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'upsert-contact',
    summary: 'Change the contact with this e-mail or phone, or create one',
    body: UpsertContactBody,
    response: { 200: UpsertedReply },
  };
  app.post(
    '/contacts/upsert',
    { config: needs('person.write'), schema },
    async (request, reply) => {
      const context = tenantOf(request);
      const { locationId, createNewIfDuplicateAllowed = false, ...fields } = request.body;
      assertLocation(locationId, context);
      assertWritable(fields, context);
      const patch = toCore(fields);
      const isNew = createNewIfDuplicateAllowed && context.workspace.duplicates === 'allow';
      // The vendor keeps the gender of a contact that is there.
      const { contact, created } = isNew
        ? { contact: await hub.contacts.create(context, patch), created: true }
        : await hub.contacts.upsert(context, patch, { keep: ['gender'] });
      reply.code(200);
      const shown = toWire(contact, formOf(request));
      return {
        new: created,
        succeded: true,
        succeeded: true,
        contact: shown,
        traceId: newTraceId(),
      };
    },
  );
}
