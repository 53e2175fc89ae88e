/** A contact's postal addresses, one at a time. */
import type { Contact, ContactAddress } from '../../../../core/contact/contact.ts';
import { NotFound } from '../../../../core/errors.ts';
import { type DialectApp, needs, tenantOf, type DialectServices } from '../../../../http/plugin.ts';
import { ifMatch, tagged } from '../../request/entity-tag.ts';
import { once } from '../../request/idempotency.ts';
import { toPathId } from '../../wire/mapping.ts';
import { IdParams } from '../../wire/schema.ts';
import { toAddress } from '../mapping/to-wire.ts';
import { Address, AddressParams, AddressWrite } from '../schema/address.ts';

const tags = ['Contact methods'];

export function addressRoutes(app: DialectApp, services: DialectServices): void {
  addRoute(app, services);
  changeRoutes(app, services);
}

function addRoute(app: DialectApp, services: DialectServices): void {
  const { hub } = services;
  app.post(
    '/api/v1/contacts/:id/addresses',
    {
      config: needs('person.write'),
      schema: {
        summary: 'Add a postal address',
        description: "The ETag is the contact's.",
        tags,
        params: IdParams,
        body: AddressWrite,
        response: { 201: Address },
      },
    },
    async (request, reply) =>
      once(services, request, reply, async ({ own }) => {
        const id = toPathId('contact', request.params.id);
        const addresses = [{ op: 'add' as const, entry: request.body, ...own }];
        const contact = await hub.contacts.update(
          tenantOf(request),
          id,
          { addresses },
          ifMatch(request),
        );
        reply.code(201);
        return toAddress(addressOf(tagged(reply, contact), own.id));
      }),
  );
}

function changeRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.patch(
    '/api/v1/contacts/:id/addresses/:addressId',
    {
      config: needs('person.write'),
      schema: {
        summary: 'Change a postal address',
        description: "JSON Merge Patch. The ETag is the contact's.",
        tags,
        params: AddressParams,
        body: AddressWrite,
        response: { 200: Address },
      },
    },
    async (request, reply) => {
      const id = toPathId('contact', request.params.id);
      const addressId = toPathId('address', request.params.addressId);
      const contact = await hub.contacts.update(
        tenantOf(request),
        id,
        { addresses: [{ op: 'patch', id: addressId, patch: request.body }] },
        ifMatch(request),
      );
      return toAddress(addressOf(tagged(reply, contact), addressId));
    },
  );

  app.delete(
    '/api/v1/contacts/:id/addresses/:addressId',
    {
      config: needs('person.write'),
      schema: { summary: 'Remove a postal address', tags, params: AddressParams },
    },
    async (request, reply) => {
      const id = toPathId('contact', request.params.id);
      const addressId = toPathId('address', request.params.addressId);
      const addresses = [{ op: 'remove' as const, id: addressId }];
      const context = tenantOf(request);
      tagged(reply, await hub.contacts.update(context, id, { addresses }, ifMatch(request)));
      return reply.code(204).send();
    },
  );
}

/** By id, or the last: an address is added at the end. */
function addressOf(contact: Contact, id: string | undefined): ContactAddress {
  const found =
    id === undefined
      ? contact.addresses.at(-1)
      : contact.addresses.find((address) => address.id === id);
  if (!found) throw new NotFound('address', id ?? contact.id);
  return found;
}
