/** Definitions of the custom fields that contacts can have. */
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../http/plugin.ts';
import { afterCursor, toPage } from '../request/cursor.ts';
import { ifMatch, isUnchanged, tagged } from '../request/entity-tag.ts';
import { once } from '../request/idempotency.ts';
import { locationOf } from '../request/location.ts';
import { toRecordQuery } from '../wire/list-mapping.ts';
import { toPathId } from '../wire/mapping.ts';
import { IdParams } from '../wire/schema.ts';
import { toFieldWire } from './mapping.ts';
import {
  CustomField,
  CustomFieldChange,
  CustomFieldCreate,
  CustomFieldPage,
  CustomFieldQuery,
} from './schema.ts';

const tags = ['Custom fields'];

export function customFieldRoutes(app: DialectApp, services: DialectServices): void {
  createRoute(app, services);
  writeRoutes(app, services);
  readRoutes(app, services);
}

function createRoute(app: DialectApp, services: DialectServices): void {
  const { hub } = services;
  app.post(
    '/api/v1/custom-fields',
    {
      config: needs('field.write'),
      schema: {
        summary: 'Define a custom field',
        tags,
        body: CustomFieldCreate,
        response: { 201: CustomField },
      },
    },
    async (request, reply) =>
      once(services, request, reply, async ({ own }) => {
        const record = await hub.customFields.create(tenantOf(request), {
          ...request.body,
          ...own,
        });
        reply
          .code(201)
          .header('location', locationOf(services, request, `custom-fields/${record.id}`));
        return toFieldWire(tagged(reply, record));
      }),
  );
}

function writeRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.patch(
    '/api/v1/custom-fields/:id',
    {
      config: needs('field.write'),
      schema: {
        summary: 'Change a custom field',
        description: 'Its key and type stay as they are.',
        tags,
        params: IdParams,
        body: CustomFieldChange,
        response: { 200: CustomField },
      },
    },
    async (request, reply) => {
      const id = toPathId('custom-field', request.params.id);
      const options = ifMatch(request);
      const record = await hub.customFields.update(tenantOf(request), id, request.body, options);
      return toFieldWire(tagged(reply, record));
    },
  );

  app.delete(
    '/api/v1/custom-fields/:id',
    {
      config: needs('field.write'),
      schema: {
        summary: 'Remove a custom field',
        description: 'Values that contacts have for it stay stored and are no longer shown.',
        tags,
        params: IdParams,
      },
    },
    async (request, reply) => {
      const id = toPathId('custom-field', request.params.id);
      await hub.customFields.remove(tenantOf(request), id, ifMatch(request));
      return reply.code(204).send();
    },
  );
}

function readRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    '/api/v1/custom-fields/:id',
    {
      config: needs('field.read'),
      schema: {
        summary: 'Read a custom field',
        tags,
        params: IdParams,
        response: { 200: CustomField },
      },
    },
    async (request, reply) => {
      const record = await hub.customFields.get(
        tenantOf(request),
        toPathId('custom-field', request.params.id),
      );
      if (isUnchanged(request, reply, record)) return reply;
      return toFieldWire(tagged(reply, record));
    },
  );

  app.get(
    '/api/v1/custom-fields',
    {
      config: needs('field.read'),
      schema: {
        summary: 'List custom fields',
        tags,
        querystring: CustomFieldQuery,
        response: { 200: CustomFieldPage },
      },
    },
    async (request) => {
      const query = toRecordQuery(request.query);
      const after = afterCursor('custom-fields', query.sort, request.query.cursor);
      const page = await hub.customFields.list(tenantOf(request), { ...query, ...after });
      return toPage('custom-fields', query.sort, page, toFieldWire);
    },
  );
}
