/** `GET /contacts/{contactId}/appointments`: the hub keeps no calendar, so there are none. */
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { newTraceId } from '../errors.ts';
import { AppointmentsReply } from '../reply-schema.ts';
import { ContactParams } from '../schema.ts';
import { idOf } from './id.ts';

export function appointmentsRoute(app: DialectApp, { hub }: DialectServices): void {
  const schema = {
    operationId: 'get-appointments-for-contact',
    summary: 'List the appointments of a contact, of which there are none',
    params: ContactParams,
    response: { 200: AppointmentsReply },
  };
  app.get(
    '/contacts/:contactId/appointments',
    { config: needs('person.read'), schema },
    async (request) => {
      await hub.contacts.get(tenantOf(request), idOf('contact', request.params.contactId));
      return { events: [], traceId: newTraceId() };
    },
  );
}
