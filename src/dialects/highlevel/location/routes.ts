/** The location itself, its time zones, and its tags. */
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { assertLocation } from '../auth.ts';
import { newTraceId } from '../errors.ts';
import { DeletedReply } from '../reply-schema.ts';
import { idOf } from '../routes/id.ts';
import { toWireLocation, toWireTag } from './mapping.ts';
import { readAll } from './read-all.ts';
import {
  LocationParams,
  LocationReply,
  TagBody,
  TagParams,
  TagReply,
  TagsReply,
  TimeZonesReply,
} from './schema.ts';

export function locationRoutes(app: DialectApp, services: DialectServices): void {
  registerLocation(app);
  registerTags(app, services);
  registerTag(app, services);
}

function registerLocation(app: DialectApp): void {
  const params = LocationParams;
  const shown = { params, response: { 200: LocationReply } };
  app.get(
    '/locations/:locationId',
    {
      config: needs('workspace.read'),
      schema: { operationId: 'get-location', summary: 'Get the location', ...shown },
    },
    async (request) => {
      const context = tenantOf(request);
      assertLocation(request.params.locationId, context);
      return { location: toWireLocation(context.workspace), traceId: newTraceId() };
    },
  );
  const zones = { params, response: { 200: TimeZonesReply } };
  app.get(
    '/locations/:locationId/timezones',
    {
      config: needs('workspace.read'),
      schema: { operationId: 'get-timezones', summary: 'List the time zones', ...zones },
    },
    async (request) => {
      assertLocation(request.params.locationId, tenantOf(request));
      return { timeZones: Intl.supportedValuesOf('timeZone'), traceId: newTraceId() };
    },
  );
}

function registerTags(app: DialectApp, { hub }: DialectServices): void {
  const path = '/locations/:locationId/tags';
  const params = LocationParams;
  const listed = { params, response: { 200: TagsReply } };
  app.get(
    path,
    {
      config: needs('tag.read'),
      schema: { operationId: 'get-location-tags', summary: 'List the tags', ...listed },
    },
    async (request) => {
      const context = tenantOf(request);
      const { locationId } = request.params;
      assertLocation(locationId, context);
      const tags = await readAll((query) => hub.tags.list(context, query));
      return { tags: tags.map((tag) => toWireTag(tag, locationId)), traceId: newTraceId() };
    },
  );
  const made = { params, body: TagBody, response: { 200: TagReply } };
  app.post(
    path,
    {
      config: needs('tag.write'),
      schema: { operationId: 'create-tag', summary: 'Create a tag', ...made },
    },
    async (request, reply) => {
      const context = tenantOf(request);
      const { locationId } = request.params;
      assertLocation(locationId, context);
      const tag = await hub.tags.create(context, { name: request.body.name });
      reply.code(200);
      return { tag: toWireTag(tag, locationId), traceId: newTraceId() };
    },
  );
}

function registerTag(app: DialectApp, { hub }: DialectServices): void {
  const path = '/locations/:locationId/tags/:tagId';
  const params = TagParams;
  const response = { 200: TagReply };
  app.get(
    path,
    {
      config: needs('tag.read'),
      schema: { operationId: 'get-tag-by-id', summary: 'Get a tag', params, response },
    },
    async (request) => {
      const context = tenantOf(request);
      const { locationId, tagId } = request.params;
      assertLocation(locationId, context);
      const tag = await hub.tags.get(context, idOf('tag', tagId));
      return { tag: toWireTag(tag, locationId), traceId: newTraceId() };
    },
  );
  app.put(
    path,
    {
      config: needs('tag.write'),
      schema: {
        operationId: 'update-tag',
        summary: 'Rename a tag, on every contact that has it',
        params,
        body: TagBody,
        response,
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const { locationId, tagId } = request.params;
      assertLocation(locationId, context);
      const tag = await hub.tags.update(context, idOf('tag', tagId), request.body);
      return { tag: toWireTag(tag, locationId), traceId: newTraceId() };
    },
  );
  app.delete(
    path,
    {
      config: needs('tag.write'),
      schema: {
        operationId: 'delete-tag',
        summary: 'Delete a tag, on every contact that has it',
        params,
        response: { 200: DeletedReply },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      assertLocation(request.params.locationId, context);
      await hub.tags.remove(context, idOf('tag', request.params.tagId));
      return { succeded: true, succeeded: true, traceId: newTraceId() };
    },
  );
}
