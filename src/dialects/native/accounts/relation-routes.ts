/** Relations: which contacts belong to which accounts, locations, bookings and jobs, and as what. */
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../http/plugin.ts';
import { afterCursor, toPage } from '../request/cursor.ts';
import { ifMatch, isUnchanged, tagged } from '../request/entity-tag.ts';
import { makeOrRead, once } from '../request/idempotency.ts';
import { locationOf } from '../request/location.ts';
import { toRecordQuery } from '../wire/list-mapping.ts';
import { toPathId } from '../wire/mapping.ts';
import { IdParams } from '../wire/schema.ts';
import { toRelationDraft, toRelationWire } from './mapping.ts';
import { Relation, RelationChange, RelationCreate, RelationPage, RelationQuery } from './schema.ts';

const tags = ['Relations'];

export function relationRoutes(app: DialectApp, services: DialectServices): void {
  createRoute(app, services);
  writeRoutes(app, services);
  readRoutes(app, services);
}

function createRoute(app: DialectApp, services: DialectServices): void {
  const { hub } = services;
  app.post(
    '/api/v1/relations',
    {
      config: needs('relation.write'),
      schema: {
        summary: 'Relate a contact',
        description:
          'Relating twice to the same target in the same role gives the relation that is there.',
        tags,
        body: RelationCreate,
        response: { 201: Relation },
      },
    },
    async (request, reply) =>
      once(services, request, reply, async ({ own }) => {
        const context = tenantOf(request);
        const relation = await makeOrRead(
          () => hub.relations.relate(context, { ...toRelationDraft(request.body), ...own }),
          (id) => hub.relations.update(context, id, {}),
          own,
        );
        reply
          .code(201)
          .header('location', locationOf(services, request, `relations/${relation.id}`));
        return toRelationWire(tagged(reply, relation));
      }),
  );
}

function writeRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.patch(
    '/api/v1/relations/:id',
    {
      config: needs('relation.write'),
      schema: {
        summary: 'Change a relation',
        description: 'JSON Merge Patch.',
        tags,
        params: IdParams,
        body: RelationChange,
        response: { 200: Relation },
      },
    },
    async (request, reply) => {
      const id = toPathId('relation', request.params.id);
      const options = ifMatch(request);
      const { body } = request;
      const relation = await hub.relations.update(tenantOf(request), id, body, options);
      return toRelationWire(tagged(reply, relation));
    },
  );

  app.delete(
    '/api/v1/relations/:id',
    {
      config: needs('relation.write'),
      schema: {
        summary: 'End a relation',
        description:
          'It stays readable with active: false, and a change to active: true restores it.',
        tags,
        params: IdParams,
      },
    },
    async (request, reply) => {
      const id = toPathId('relation', request.params.id);
      await hub.relations.remove(tenantOf(request), id, ifMatch(request));
      return reply.code(204).send();
    },
  );
}

function readRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    '/api/v1/relations/:id',
    {
      config: needs('relation.read'),
      schema: { summary: 'Read a relation', tags, params: IdParams, response: { 200: Relation } },
    },
    async (request, reply) => {
      const id = toPathId('relation', request.params.id);
      const relation = await hub.relations.get(tenantOf(request), id);
      if (isUnchanged(request, reply, relation)) return reply;
      return toRelationWire(tagged(reply, relation));
    },
  );

  app.get(
    '/api/v1/relations',
    {
      config: needs('relation.read'),
      schema: {
        summary: 'List relations',
        tags,
        querystring: RelationQuery,
        response: { 200: RelationPage },
      },
    },
    async (request) => {
      const query = toRecordQuery({ active: true, ...request.query });
      const after = afterCursor('relations', query.sort, request.query.cursor);
      const page = await hub.relations.list(tenantOf(request), { ...query, ...after });
      return toPage('relations', query.sort, page, toRelationWire);
    },
  );
}
