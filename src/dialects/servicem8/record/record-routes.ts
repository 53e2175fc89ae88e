/** The five calls that every object of the vendor has. Every success is 200. */
import { Type } from 'typebox';
import type { Hub } from '../../../core/hub.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { needs, tenantOf, type DialectApp } from '../../../http/plugin.ts';
import { listRecords, toListRequest } from '../list/list-records.ts';
import { ListParameters, RecordParams, Result } from '../schema.ts';
import type { ReadObject, RecordCalls, RecordObject } from './record-object.ts';
import { done, refused, refusedOrMissing, sayId, sayNext } from './reply.ts';
import { assertSameId, bodyAs, recordId } from './request.ts';

/** Registers list, get, create, update and delete of the object. */
export function registerObject<T extends { readonly id: Uuid }, Create, Update>(
  app: DialectApp,
  hub: Hub,
  object: RecordObject<T, Create, Update>,
): void {
  const calls = object.callsOf(hub);
  registerReads(app, hub, object);
  registerCreate(app, object, calls);
  registerUpdate(app, object, calls);
  registerDelete(app, object, calls);
}

const collection = (path: string): string => `/api_1.0/${path}.json`;
const record = (path: string): string => `/api_1.0/${path}/:uuid.json`;

/** Registers list and get of the object. */
export function registerReads<T extends { readonly id: Uuid }>(
  app: DialectApp,
  hub: Hub,
  object: ReadObject<T>,
): void {
  const calls = object.callsOf(hub);
  const { path, operations, title, titles, entity, fields, schema, toWire } = object;
  app.get(
    collection(path),
    {
      config: needs(object.needs.read),
      schema: {
        operationId: `list${operations}`,
        summary: `List ${titles}`,
        querystring: ListParameters,
        response: { 200: Type.Array(schema.record), ...refused },
      },
    },
    async (request, reply) => {
      const context = tenantOf(request);
      const { timeZone } = context.workspace;
      const wanted = toListRequest(request.query, fields, timeZone);
      const page = await listRecords((query) => calls.list(context, query), wanted);
      return sayNext(reply, page).map((one) => toWire(one, timeZone));
    },
  );
  app.get(
    record(path),
    {
      config: needs(object.needs.read),
      schema: {
        operationId: `get${operations}`,
        summary: `Get a ${title}`,
        params: RecordParams,
        response: { 200: schema.record, ...refusedOrMissing },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const found = await calls.get(context, recordId(request.params, entity));
      return toWire(found, context.workspace.timeZone);
    },
  );
}

function registerCreate<T extends { readonly id: Uuid }, Create, Update>(
  app: DialectApp,
  object: RecordObject<T, Create, Update>,
  calls: RecordCalls<T, Create, Update>,
): void {
  app.post(
    collection(object.path),
    {
      config: needs(object.needs.create),
      schema: {
        operationId: `create${object.operations}`,
        summary: `Create a ${object.title}`,
        body: object.schema.create,
        response: { 200: Result, ...refused },
      },
    },
    async (request, reply) => {
      const { id } = await calls.create(tenantOf(request), bodyAs<Create>(request));
      return sayId(reply, id);
    },
  );
}

function registerUpdate<T extends { readonly id: Uuid }, Create, Update>(
  app: DialectApp,
  object: RecordObject<T, Create, Update>,
  calls: RecordCalls<T, Create, Update>,
): void {
  app.post(
    record(object.path),
    {
      config: needs(object.needs.write),
      schema: {
        operationId: `update${object.operations}`,
        summary: `Change a ${object.title}`,
        params: RecordParams,
        body: object.schema.update,
        response: { 200: Result, ...refusedOrMissing },
      },
    },
    async (request, reply) => {
      const id = recordId(request.params, object.entity);
      assertSameId(id, bodyAs<{ uuid?: string }>(request));
      await calls.update(tenantOf(request), id, bodyAs<Update>(request));
      return sayId(reply, id);
    },
  );
}

function registerDelete<T extends { readonly id: Uuid }, Create, Update>(
  app: DialectApp,
  object: RecordObject<T, Create, Update>,
  calls: RecordCalls<T, Create, Update>,
): void {
  app.delete(
    record(object.path),
    {
      config: needs(object.needs.write),
      schema: {
        operationId: `delete${object.operations}`,
        summary: `Delete a ${object.title}`,
        params: RecordParams,
        response: { 200: Result, ...refusedOrMissing },
      },
    },
    async (request) => {
      await calls.remove(tenantOf(request), recordId(request.params, object.entity));
      return done;
    },
  );
}
