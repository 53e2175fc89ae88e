/** `/v1.0/tags`: what contacts are sorted by. Also a creation answers 200 here. */
import type { Hub } from '../../../core/hub.ts';
import type { RecordFilter } from '../../../core/port/list-query.ts';
import { needs, tenantOf, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { pageSizeOf, positionOf, tokenAfter } from '../routes/page.ts';
import { toUuid } from '../routes/path-id.ts';
import { ErrorResponse, ListParameters } from '../schema.ts';
import { toWire } from './mapping.ts';
import { Tag, TagChange, TagCreate, TagList, TagParams } from './schema.ts';

const tags = '/v1.0/tags';
const tag = `${tags}/:id`;
const refused = { 400: ErrorResponse, 401: ErrorResponse, 403: ErrorResponse };
const refusedOrMissing = { ...refused, 404: ErrorResponse };

export function tagRoutes(app: DialectApp, services: DialectServices): void {
  registerCollection(app, services.hub);
  registerReads(app, services.hub);
  registerWrites(app, services);
}

function registerCollection(app: DialectApp, hub: Hub): void {
  app.post(
    tags,
    {
      config: needs('tag.write'),
      schema: {
        operationId: 'PostTags',
        summary: 'Create a tag',
        body: TagCreate,
        response: { 200: Tag, ...refused, 409: ErrorResponse },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const { name, detail } = request.body;
      const created = await hub.tags.create(context, { name, detail: detail ?? '' });
      return toWire(created, context.workspace.id);
    },
  );
}

function registerReads(app: DialectApp, hub: Hub): void {
  app.get(
    tags,
    {
      config: needs('tag.read'),
      schema: {
        operationId: 'GetTags',
        summary: 'List tags',
        querystring: ListParameters,
        response: { 200: TagList, ...refused },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const before = positionOf(request.query);
      const filters: readonly RecordFilter[] =
        before === null ? [] : [{ field: 'createdAt', op: 'lt', value: before }];
      const sort = { field: 'createdAt', direction: 'desc' } as const;
      const limit = pageSizeOf(request.query);
      const { items } = await hub.tags.list(context, { filters, sort, limit });
      return {
        result: items.map((item) => toWire(item, context.workspace.id)),
        next_page_token: tokenAfter(items),
      };
    },
  );
  app.get(
    tag,
    {
      config: needs('tag.read'),
      schema: {
        operationId: 'GetTagsId',
        summary: 'Read a tag',
        params: TagParams,
        response: { 200: Tag, ...refusedOrMissing },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      return toWire(await hub.tags.get(context, toUuid(request.params.id)), context.workspace.id);
    },
  );
}

function registerWrites(app: DialectApp, { hub, clock }: DialectServices): void {
  app.put(
    tag,
    {
      config: needs('tag.write'),
      schema: {
        operationId: 'PutTagsId',
        summary: 'Change a tag',
        params: TagParams,
        body: TagChange,
        response: { 200: Tag, ...refusedOrMissing, 409: ErrorResponse },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const { name, detail } = request.body;
      const patch = {
        ...(typeof name === 'string' ? { name } : {}),
        ...(typeof detail === 'string' ? { detail } : {}),
      };
      const updated = await hub.tags.update(context, toUuid(request.params.id), patch);
      return toWire(updated, context.workspace.id);
    },
  );
  app.delete(
    tag,
    {
      config: needs('tag.write'),
      schema: {
        operationId: 'DeleteTagsId',
        summary: 'Delete a tag',
        params: TagParams,
        response: { 200: Tag, ...refusedOrMissing },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const removed = await hub.tags.remove(context, toUuid(request.params.id));
      return toWire(removed, context.workspace.id, clock.of(context.tenantId).now());
    },
  );
}
