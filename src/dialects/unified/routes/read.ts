/** `GET /crm/contacts/{id}`: a deleted contact is shown as one, so that those who keep copies learn of it. */
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { dropUnset } from '../list-query.ts';
import { toWire } from '../mapping.ts';
import { ContactParameters, ContactParams, ContactReadReply, ErrorReply } from '../schema.ts';
import { connectionHook, syncInfo } from './connection.ts';
import { idOf } from './id.ts';
import { viewFor } from './view.ts';

export function registerReads(app: DialectApp, services: DialectServices): void {
  const { hub } = services;
  app.get(
    '/crm/contacts/:id',
    {
      config: needs('person.read'),
      onRequest: connectionHook(services),
      preValidation: async (request) => dropUnset(request.query),
      schema: {
        params: ContactParams,
        querystring: ContactParameters,
        response: { 200: ContactReadReply, 400: ErrorReply, 401: ErrorReply, 404: ErrorReply },
      },
    },
    async (request) => {
      const id = idOf(request.params);
      const contact = await hub.contacts.get(tenantOf(request), id, { includeDeleted: true });
      return { contact: toWire(contact, await viewFor(hub, request, [contact])), syncInfo };
    },
  );
}
