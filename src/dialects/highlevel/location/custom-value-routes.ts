/** The custom values of a location: texts that its templates name. */
import type { Hub } from '../../../core/hub.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { assertLocation } from '../auth.ts';
import { newTraceId } from '../errors.ts';
import { DeletedReply } from '../reply-schema.ts';
import { idOf } from '../routes/id.ts';
import { toWireValue } from './mapping.ts';
import { readAll } from './read-all.ts';
import { FieldParams, LocationParams, ValueBody, ValueReply, ValuesReply } from './schema.ts';

const values = '/locations/:locationId/customValues';
const value = `${values}/:id`;

export function customValueRoutes(app: DialectApp, { hub }: DialectServices): void {
  registerList(app, hub);
  registerCreate(app, hub);
  registerGet(app, hub);
  registerWrites(app, hub);
}

function registerList(app: DialectApp, hub: Hub): void {
  const schema = {
    operationId: 'get-custom-values',
    summary: 'List the custom values',
    params: LocationParams,
    response: { 200: ValuesReply },
  };
  app.get(values, { config: needs('value.read'), schema }, async (request) => {
    const context = tenantOf(request);
    const { locationId } = request.params;
    assertLocation(locationId, context);
    const all = await readAll((query) => hub.customValues.list(context, query));
    return { customValues: all.map((one) => toWireValue(one, locationId)), traceId: newTraceId() };
  });
}

function registerCreate(app: DialectApp, hub: Hub): void {
  const schema = {
    operationId: 'create-custom-value',
    summary: 'Create a custom value',
    params: LocationParams,
    body: ValueBody,
    response: { 201: ValueReply },
  };
  app.post(values, { config: needs('value.write'), schema }, async (request, reply) => {
    const context = tenantOf(request);
    const { locationId } = request.params;
    assertLocation(locationId, context);
    const { name, value: content } = request.body;
    const made = await hub.customValues.create(context, { name, content });
    reply.code(201);
    return { customValue: toWireValue(made, locationId), traceId: newTraceId() };
  });
}

function registerGet(app: DialectApp, hub: Hub): void {
  const schema = {
    operationId: 'get-custom-value',
    summary: 'Get a custom value',
    params: FieldParams,
    response: { 200: ValueReply },
  };
  app.get(value, { config: needs('value.read'), schema }, async (request) => {
    const context = tenantOf(request);
    const { locationId, id } = request.params;
    assertLocation(locationId, context);
    const found = await hub.customValues.get(context, idOf('custom-value', id));
    return { customValue: toWireValue(found, locationId), traceId: newTraceId() };
  });
}

function registerWrites(app: DialectApp, hub: Hub): void {
  const params = FieldParams;
  const changed = { params, body: ValueBody, response: { 200: ValueReply } };
  app.put(
    value,
    {
      config: needs('value.write'),
      schema: { operationId: 'update-custom-value', summary: 'Change a custom value', ...changed },
    },
    async (request) => {
      const context = tenantOf(request);
      const { locationId, id } = request.params;
      assertLocation(locationId, context);
      const { name, value: content } = request.body;
      const fields = { name, content };
      const after = await hub.customValues.update(context, idOf('custom-value', id), fields);
      return { customValue: toWireValue(after, locationId), traceId: newTraceId() };
    },
  );
  const removed = { params, response: { 200: DeletedReply } };
  app.delete(
    value,
    {
      config: needs('value.write'),
      schema: { operationId: 'delete-custom-value', summary: 'Delete a custom value', ...removed },
    },
    async (request) => {
      const context = tenantOf(request);
      assertLocation(request.params.locationId, context);
      await hub.customValues.remove(context, idOf('custom-value', request.params.id));
      return { succeded: true, succeeded: true, traceId: newTraceId() };
    },
  );
}
