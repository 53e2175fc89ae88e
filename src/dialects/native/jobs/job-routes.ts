/** Jobs. */
import { type DialectApp, needs, tenantOf, type DialectServices } from '../../../http/plugin.ts';
import { afterCursor, toPage } from '../request/cursor.ts';
import { ifMatch, isUnchanged, tagged } from '../request/entity-tag.ts';
import { makeOrRead, once } from '../request/idempotency.ts';
import { locationOf } from '../request/location.ts';
import { toRecordQuery } from '../wire/list-mapping.ts';
import { toPathId } from '../wire/mapping.ts';
import { IdParams } from '../wire/schema.ts';
import { toCore, toDraft, toWire } from './mapping.ts';
import { Job, JobChange, JobCreate, JobPage, JobQuery } from './schema.ts';

const tags = ['Jobs'];

export function jobRoutes(app: DialectApp, services: DialectServices): void {
  createRoute(app, services);
  writeRoutes(app, services);
  readRoutes(app, services);
}

function createRoute(app: DialectApp, services: DialectServices): void {
  const { hub } = services;
  app.post(
    '/api/v1/jobs',
    {
      config: needs('job.create'),
      schema: { summary: 'Create a job', tags, body: JobCreate, response: { 201: Job } },
    },
    async (request, reply) =>
      once(services, request, reply, async ({ own }) => {
        const context = tenantOf(request);
        const job = await makeOrRead(
          () => hub.jobs.create(context, { ...toDraft(request.body), ...own }),
          (id) => hub.jobs.get(context, id),
          own,
        );
        reply.code(201).header('location', locationOf(services, request, `jobs/${job.id}`));
        return toWire(tagged(reply, job));
      }),
  );
}

function writeRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.patch(
    '/api/v1/jobs/:id',
    {
      config: needs('job.write'),
      schema: {
        summary: 'Change a job',
        description: 'JSON Merge Patch.',
        tags,
        params: IdParams,
        body: JobChange,
        response: { 200: Job },
      },
    },
    async (request, reply) => {
      const id = toPathId('job', request.params.id);
      const patch = toCore(request.body);
      const job = await hub.jobs.update(tenantOf(request), id, patch, ifMatch(request));
      return toWire(tagged(reply, job));
    },
  );

  app.delete(
    '/api/v1/jobs/:id',
    {
      config: needs('job.write'),
      schema: {
        summary: 'Delete a job',
        description: 'It stays listed with active: false; PATCH active: true brings it back.',
        tags,
        params: IdParams,
      },
    },
    async (request, reply) => {
      const id = toPathId('job', request.params.id);
      await hub.jobs.update(tenantOf(request), id, { active: false }, ifMatch(request));
      return reply.code(204).send();
    },
  );
}

function readRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    '/api/v1/jobs/:id',
    {
      config: needs('job.read'),
      schema: { summary: 'Read a job', tags, params: IdParams, response: { 200: Job } },
    },
    async (request, reply) => {
      const job = await hub.jobs.get(tenantOf(request), toPathId('job', request.params.id));
      if (isUnchanged(request, reply, job)) return reply;
      return toWire(tagged(reply, job));
    },
  );

  app.get(
    '/api/v1/jobs',
    {
      config: needs('job.read'),
      schema: { summary: 'List jobs', tags, querystring: JobQuery, response: { 200: JobPage } },
    },
    async (request) => {
      const query = toRecordQuery(request.query);
      const after = afterCursor('jobs', query.sort, request.query.cursor);
      const page = await hub.jobs.list(tenantOf(request), { ...query, ...after });
      return toPage('jobs', query.sort, page, toWire);
    },
  );
}
