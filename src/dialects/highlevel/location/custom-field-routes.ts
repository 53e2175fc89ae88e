/** The custom fields that a location defines for its contacts. */
import { NotFound } from '../../../core/errors.ts';
import type { Hub } from '../../../core/hub.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { CustomField } from '../../../core/workspace/custom-field.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { assertLocation } from '../auth.ts';
import { newTraceId } from '../errors.ts';
import { DeletedReply } from '../reply-schema.ts';
import { idOf } from '../routes/id.ts';
import { toFieldPatch, toWireField } from './mapping.ts';
import { readAll } from './read-all.ts';
import {
  CreateFieldBody,
  FieldParams,
  FieldReply,
  FieldsQuery,
  FieldsReply,
  LocationParams,
  UpdateFieldBody,
} from './schema.ts';

const fields = '/locations/:locationId/customFields';
const field = `${fields}/:id`;

export function customFieldRoutes(app: DialectApp, { hub }: DialectServices): void {
  registerFields(app, hub);
  registerReads(app, hub);
  registerWrites(app, hub);
}

function registerFields(app: DialectApp, hub: Hub): void {
  const params = LocationParams;
  const schema = {
    operationId: 'get-custom-fields',
    summary: 'List the custom fields',
    params,
    querystring: FieldsQuery,
    response: { 200: FieldsReply },
  };
  app.get(fields, { config: needs('field.read'), schema }, async (request) => {
    const context = tenantOf(request);
    const { locationId } = request.params;
    assertLocation(locationId, context);
    // Opportunities are not kept here, nor are fields of theirs.
    const isNone = request.query.model === 'opportunity';
    const all = isNone ? [] : await readAll((query) => hub.customFields.list(context, query));
    return { customFields: all.map((one) => toWireField(one, locationId)), traceId: newTraceId() };
  });
  const made = { params, body: CreateFieldBody, response: { 201: FieldReply } };
  app.post(
    fields,
    {
      config: needs('field.write'),
      schema: { operationId: 'create-custom-field', summary: 'Create a custom field', ...made },
    },
    async (request, reply) => {
      const context = tenantOf(request);
      const { locationId } = request.params;
      assertLocation(locationId, context);
      const { dataType, ...body } = request.body;
      const draft = { ...toFieldPatch(body), dataType };
      const created = await hub.customFields.create(context, draft);
      reply.code(201);
      return { customField: toWireField(created, locationId), traceId: newTraceId() };
    },
  );
}

function registerReads(app: DialectApp, hub: Hub): void {
  const schema = {
    operationId: 'get-custom-field',
    summary: 'Get a custom field by its id or key',
    params: FieldParams,
    response: { 200: FieldReply },
  };
  app.get(field, { config: needs('field.read'), schema }, async (request) => {
    const context = tenantOf(request);
    const { locationId, id } = request.params;
    assertLocation(locationId, context);
    const customField = toWireField(await fieldOf(hub, context, id), locationId);
    return { customField, traceId: newTraceId() };
  });
}

/** By id, else by key with its prefix. @throws NotFound */
async function fieldOf(hub: Hub, context: TenantContext, text: string): Promise<CustomField> {
  const [, key] = /^contact\.(\w+)$/.exec(text) ?? [];
  if (key === undefined) return hub.customFields.get(context, idOf('custom-field', text));
  const { items } = await hub.customFields.list(context, {
    filters: [{ field: 'key', op: 'eq', value: key }],
    sort: { field: 'id', direction: 'asc' },
    limit: 1,
  });
  const [found] = items;
  if (!found) throw new NotFound('custom-field', text.slice(0, 50));
  return found;
}

function registerWrites(app: DialectApp, hub: Hub): void {
  const params = FieldParams;
  const changed = { params, body: UpdateFieldBody, response: { 200: FieldReply } };
  app.put(
    field,
    {
      config: needs('field.write'),
      schema: { operationId: 'update-custom-field', summary: 'Change a custom field', ...changed },
    },
    async (request) => {
      const context = tenantOf(request);
      const { locationId, id } = request.params;
      assertLocation(locationId, context);
      const patch = toFieldPatch(request.body);
      const after = await hub.customFields.update(context, idOf('custom-field', id), patch);
      return { customField: toWireField(after, locationId), traceId: newTraceId() };
    },
  );
  const removed = { params, response: { 200: DeletedReply } };
  app.delete(
    field,
    {
      config: needs('field.write'),
      schema: { operationId: 'delete-custom-field', summary: 'Delete a custom field', ...removed },
    },
    async (request) => {
      const context = tenantOf(request);
      assertLocation(request.params.locationId, context);
      await hub.customFields.remove(context, idOf('custom-field', request.params.id));
      return { succeded: true, succeeded: true, traceId: newTraceId() };
    },
  );
}
