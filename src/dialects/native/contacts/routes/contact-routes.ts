/** Contacts, one at a time. */
import { type DialectApp, needs, tenantOf, type DialectServices } from '../../../../http/plugin.ts';
import { ifMatch, isUnchanged } from '../../request/entity-tag.ts';
import { makeOrRead, once } from '../../request/idempotency.ts';
import { locationOf } from '../../request/location.ts';
import { toPathId } from '../../wire/mapping.ts';
import { IdParams } from '../../wire/schema.ts';
import { assertReason } from '../consent-reason.ts';
import { toLikenessWire } from '../mapping/likeness.ts';
import { toCore, toDraft } from '../mapping/to-core.ts';
import { Contact as ContactShape, ContactChange, ContactCreate } from '../schema/contact.ts';
import { CreatedContact, CreateQuery } from '../schema/likeness.ts';
import { GetQuery } from '../schema/list.ts';
import { shown } from '../shown.ts';

const tags = ['Contacts'];

export function contactRoutes(app: DialectApp, services: DialectServices): void {
  createRoute(app, services);
  readRoute(app, services);
  changeRoute(app, services);
  deleteRoutes(app, services);
}

function createRoute(app: DialectApp, services: DialectServices): void {
  const { hub } = services;
  app.post(
    '/api/v1/contacts',
    {
      config: needs('person.write'),
      schema: {
        summary: 'Create a contact',
        description:
          'With looksLike=true the answer says whom it looks like; 409, and nothing is made, where contacts are not compared ' +
          'as they are written.',
        tags,
        querystring: CreateQuery,
        body: ContactCreate,
        response: { 201: CreatedContact },
      },
    },
    async (request, reply) =>
      once(services, request, reply, async ({ own }) => {
        const context = tenantOf(request);
        const asksLooks = request.query.looksLike === true;
        if (asksLooks) hub.likenesses.assertOffered(context);
        const contact = await makeOrRead(
          () => hub.contacts.create(context, { ...toDraft(request.body), ...own }),
          (id) => hub.contacts.update(context, id, {}),
          own,
        );
        reply.code(201).header('location', locationOf(services, request, `contacts/${contact.id}`));
        const wire = await shown(services, context, reply, contact);
        if (!asksLooks) return wire;
        const found = await hub.likenesses.of(context, contact.id);
        return { ...wire, looksLike: found.map(toLikenessWire) };
      }),
  );
}

function readRoute(app: DialectApp, services: DialectServices): void {
  app.get(
    '/api/v1/contacts/:id',
    {
      config: needs('person.read'),
      schema: {
        summary: 'Read a contact',
        tags,
        params: IdParams,
        querystring: GetQuery,
        response: { 200: ContactShape },
      },
    },
    async (request, reply) => {
      const context = tenantOf(request);
      const contact = await services.hub.contacts.get(
        context,
        toPathId('contact', request.params.id),
        { includeDeleted: request.query.includeDeleted ?? false },
      );
      if (isUnchanged(request, reply, contact)) return reply;
      return shown(services, context, reply, contact);
    },
  );
}

function changeRoute(app: DialectApp, services: DialectServices): void {
  const { hub } = services;
  app.patch(
    '/api/v1/contacts/:id',
    {
      config: needs('person.write'),
      schema: {
        summary: 'Change a contact',
        description:
          'JSON Merge Patch (RFC 7396), as application/merge-patch+json or application/json. With If-Match, only when ' +
          'nobody changed the contact since.',
        tags,
        params: IdParams,
        body: ContactChange,
        response: { 200: ContactShape },
      },
    },
    async (request, reply) => {
      const context = tenantOf(request);
      const id = toPathId('contact', request.params.id);
      const patch = toCore(request.body);
      if (patch.consent)
        await assertReason(hub, context, { id, patch: patch.consent, path: 'consent.reason' });
      const contact = await hub.contacts.update(context, id, patch, ifMatch(request));
      return shown(services, context, reply, contact);
    },
  );
}

function deleteRoutes(app: DialectApp, services: DialectServices): void {
  const { hub } = services;
  app.delete(
    '/api/v1/contacts/:id',
    {
      config: needs('person.delete'),
      schema: {
        summary: 'Delete a contact',
        description: 'Gone from lists, search and look-ups at once; can be restored for 90 days.',
        tags,
        params: IdParams,
      },
    },
    async (request, reply) => {
      const id = toPathId('contact', request.params.id);
      await hub.contacts.remove(tenantOf(request), id, ifMatch(request));
      return reply.code(204).send();
    },
  );

  app.post(
    '/api/v1/contacts/:id/restore',
    {
      config: needs('person.delete'),
      schema: {
        summary: 'Restore a deleted contact',
        description: 'With exactly the job links that the deletion ended.',
        tags,
        params: IdParams,
        response: { 200: ContactShape },
      },
    },
    async (request, reply) =>
      once(services, request, reply, async () => {
        const context = tenantOf(request);
        const id = toPathId('contact', request.params.id);
        return shown(
          services,
          context,
          reply,
          await hub.contacts.restore(context, id, ifMatch(request)),
        );
      }),
  );
}
