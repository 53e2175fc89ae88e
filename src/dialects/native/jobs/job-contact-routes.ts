/** Job contacts: who is who on a job. */
import { type DialectApp, needs, tenantOf, type DialectServices } from '../../../http/plugin.ts';
import { afterCursor, toPage } from '../request/cursor.ts';
import { ifMatch, isUnchanged, tagged } from '../request/entity-tag.ts';
import { makeOrRead, once } from '../request/idempotency.ts';
import { locationOf } from '../request/location.ts';
import { toRecordQuery } from '../wire/list-mapping.ts';
import { toPathId } from '../wire/mapping.ts';
import { IdParams } from '../wire/schema.ts';
import { toLinkDraft, toLinkWire } from './mapping.ts';
import {
  JobContact,
  JobContactChange,
  JobContactCreate,
  JobContactPage,
  JobContactQuery,
} from './schema.ts';

const tags = ['Job contacts'];

export function jobContactRoutes(app: DialectApp, services: DialectServices): void {
  createRoute(app, services);
  writeRoutes(app, services);
  readRoutes(app, services);
}

function createRoute(app: DialectApp, services: DialectServices): void {
  const { hub } = services;
  app.post(
    '/api/v1/job-contacts',
    {
      config: needs('link.write'),
      schema: {
        summary: 'Put a person on a job',
        description:
          'With contactId, that person. Without, an existing person with this e-mail or mobile and a compatible name, ' +
          'else a new one. The link keeps its own five values.',
        tags,
        body: JobContactCreate,
        response: { 201: JobContact },
      },
    },
    async (request, reply) =>
      once(services, request, reply, async ({ own }) => {
        const context = tenantOf(request);
        const link = await makeOrRead(
          () => hub.jobContacts.create(context, { ...toLinkDraft(request.body), ...own }),
          (id) => hub.jobContacts.update(context, id, {}),
          own,
        );
        reply
          .code(201)
          .header('location', locationOf(services, request, `job-contacts/${link.id}`));
        return toLinkWire(tagged(reply, link));
      }),
  );
}

function writeRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.patch(
    '/api/v1/job-contacts/:id',
    {
      config: needs('link.write'),
      schema: {
        summary: 'Change a job contact',
        description:
          'JSON Merge Patch. The person changes with it where they still had the former value.',
        tags,
        params: IdParams,
        body: JobContactChange,
        response: { 200: JobContact },
      },
    },
    async (request, reply) => {
      const id = toPathId('job-contact', request.params.id);
      const options = ifMatch(request);
      const link = await hub.jobContacts.update(tenantOf(request), id, request.body, options);
      return toLinkWire(tagged(reply, link));
    },
  );

  app.delete(
    '/api/v1/job-contacts/:id',
    {
      config: needs('link.write'),
      schema: {
        summary: 'Take a person off a job',
        description: 'The link stays listed with active: false, and the person stays.',
        tags,
        params: IdParams,
      },
    },
    async (request, reply) => {
      const id = toPathId('job-contact', request.params.id);
      await hub.jobContacts.remove(tenantOf(request), id, ifMatch(request));
      return reply.code(204).send();
    },
  );
}

function readRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    '/api/v1/job-contacts/:id',
    {
      config: needs('link.read'),
      schema: {
        summary: 'Read a job contact',
        tags,
        params: IdParams,
        response: { 200: JobContact },
      },
    },
    async (request, reply) => {
      const id = toPathId('job-contact', request.params.id);
      const link = await hub.jobContacts.get(tenantOf(request), id);
      if (isUnchanged(request, reply, link)) return reply;
      return toLinkWire(tagged(reply, link));
    },
  );

  app.get(
    '/api/v1/job-contacts',
    {
      config: needs('link.read'),
      schema: {
        summary: 'List job contacts',
        tags,
        querystring: JobContactQuery,
        response: { 200: JobContactPage },
      },
    },
    async (request) => {
      const query = toRecordQuery(request.query);
      const after = afterCursor('job-contacts', query.sort, request.query.cursor);
      const page = await hub.jobContacts.list(tenantOf(request), { ...query, ...after });
      return toPage('job-contacts', query.sort, page, toLinkWire);
    },
  );
}
