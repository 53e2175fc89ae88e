/** Tags of the workspace. A tag is also made by naming it on a contact. */
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../http/plugin.ts';
import { afterCursor, toPage } from '../request/cursor.ts';
import { ifMatch, isUnchanged, tagged } from '../request/entity-tag.ts';
import { once } from '../request/idempotency.ts';
import { locationOf } from '../request/location.ts';
import { toRecordQuery } from '../wire/list-mapping.ts';
import { toPathId } from '../wire/mapping.ts';
import { IdParams } from '../wire/schema.ts';
import { toTagWire } from './mapping.ts';
import { Tag, TagChange, TagCreate, TagPage, TagQuery } from './schema.ts';

const tags = ['Tags'];

export function tagRoutes(app: DialectApp, services: DialectServices): void {
  createRoute(app, services);
  writeRoutes(app, services);
  readRoutes(app, services);
}

function createRoute(app: DialectApp, services: DialectServices): void {
  const { hub } = services;
  app.post(
    '/api/v1/tags',
    {
      config: needs('tag.write'),
      schema: { summary: 'Define a tag', tags, body: TagCreate, response: { 201: Tag } },
    },
    async (request, reply) =>
      once(services, request, reply, async ({ own }) => {
        const record = await hub.tags.create(tenantOf(request), { ...request.body, ...own });
        reply.code(201).header('location', locationOf(services, request, `tags/${record.id}`));
        return toTagWire(tagged(reply, record));
      }),
  );
}

function writeRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.patch(
    '/api/v1/tags/:id',
    {
      config: needs('tag.write'),
      schema: {
        summary: 'Change a tag',
        description: 'A new name shows on every contact that has the tag.',
        tags,
        params: IdParams,
        body: TagChange,
        response: { 200: Tag },
      },
    },
    async (request, reply) => {
      const id = toPathId('tag', request.params.id);
      const options = ifMatch(request);
      const record = await hub.tags.update(tenantOf(request), id, request.body, options);
      return toTagWire(tagged(reply, record));
    },
  );

  app.delete(
    '/api/v1/tags/:id',
    {
      config: needs('tag.write'),
      schema: {
        summary: 'Remove a tag',
        description: 'It goes from every contact that has it.',
        tags,
        params: IdParams,
      },
    },
    async (request, reply) => {
      const id = toPathId('tag', request.params.id);
      await hub.tags.remove(tenantOf(request), id, ifMatch(request));
      return reply.code(204).send();
    },
  );
}

function readRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    '/api/v1/tags/:id',
    {
      config: needs('tag.read'),
      schema: { summary: 'Read a tag', tags, params: IdParams, response: { 200: Tag } },
    },
    async (request, reply) => {
      const record = await hub.tags.get(tenantOf(request), toPathId('tag', request.params.id));
      if (isUnchanged(request, reply, record)) return reply;
      return toTagWire(tagged(reply, record));
    },
  );

  app.get(
    '/api/v1/tags',
    {
      config: needs('tag.read'),
      schema: { summary: 'List tags', tags, querystring: TagQuery, response: { 200: TagPage } },
    },
    async (request) => {
      const query = toRecordQuery(request.query);
      const after = afterCursor('tags', query.sort, request.query.cursor);
      const page = await hub.tags.list(tenantOf(request), { ...query, ...after });
      return toPage('tags', query.sort, page, toTagWire);
    },
  );
}
