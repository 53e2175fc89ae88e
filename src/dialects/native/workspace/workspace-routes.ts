/** The caller's workspace and its settings. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InvalidInput, NotFound } from '../../../core/errors.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { isRegion, type Region } from '../../../core/value/phone.ts';
import type { Workspace } from '../../../core/workspace/workspace.ts';
import { VendorFailure } from '../../../http/failure.ts';
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../http/plugin.ts';
import { IdParams } from '../wire/schema.ts';
import { settingsTag, toMe, toWire } from './mapping.ts';
import {
  ChangeQuery,
  Me,
  Workspace as WorkspaceShape,
  WorkspaceChange,
  WorkspaceList,
} from './schema.ts';

const tags = ['Workspace'];

export function workspaceRoutes(app: DialectApp, services: DialectServices): void {
  readRoutes(app, services);
  changeRoute(app, services);
}

function readRoutes(app: DialectApp, { auth }: DialectServices): void {
  app.get(
    '/api/v1/me',
    {
      config: needs(null),
      schema: { summary: 'Who is asking, and what they may do', tags, response: { 200: Me } },
    },
    async (request) => toMe(tenantOf(request)),
  );

  app.get(
    '/api/v1/workspaces',
    {
      config: needs(null),
      schema: {
        summary: 'List workspaces',
        description: 'A key opens one workspace, so this lists one.',
        tags,
        response: { 200: WorkspaceList },
      },
    },
    async (request) => ({
      data: [toWire(await auth.workspaces.get(tenantOf(request)))],
      nextCursor: null,
    }),
  );

  app.get(
    '/api/v1/workspaces/:id',
    {
      config: needs(null),
      schema: {
        summary: 'Read a workspace and its settings',
        tags,
        params: IdParams,
        response: { 200: WorkspaceShape },
      },
    },
    async (request, reply) => {
      const context = ownWorkspace(request, request.params.id);
      return shown(reply, await auth.workspaces.get(context));
    },
  );
}

function changeRoute(app: DialectApp, services: DialectServices): void {
  const { auth, hub } = services;
  app.patch(
    '/api/v1/workspaces/:id',
    {
      config: needs('settings'),
      schema: {
        summary: 'Change the settings of a workspace',
        description:
          'JSON Merge Patch. A new region reads every number again that was entered without a country code; ' +
          'preview=true counts them first and writes nothing.',
        tags,
        params: IdParams,
        querystring: ChangeQuery,
        body: WorkspaceChange,
        response: { 200: WorkspaceShape },
      },
    },
    async (request, reply) => {
      const context = ownWorkspace(request, request.params.id);
      const current = await auth.workspaces.get(context);
      assertUnchanged(request, current);
      const { body } = request;
      const region = body.region === undefined ? undefined : toRegion(body.region);
      if (request.query.preview) {
        if (!region) throw InvalidInput.of('region', 'is what a preview is about');
        const numbers = await hub.regions.preview(context, region);
        return { ...shown(reply, current), region, numbers };
      }
      const workspace = await auth.workspaces.update(context, body);
      const numbers = region ? { numbers: await hub.regions.recompute(context, region) } : {};
      return { ...shown(reply, workspace), ...numbers };
    },
  );
}

function toRegion(text: string): Region {
  const code = text.toUpperCase();
  if (!isRegion(code)) throw InvalidInput.of('region', 'must be a country code such as US');
  return code;
}

function assertUnchanged(request: FastifyRequest, current: Workspace): void {
  const expected = request.headers['if-match']?.trim().replace(/^W\//, '');
  if (expected === undefined || expected === '*' || expected === settingsTag(current)) return;
  throw new VendorFailure('version-conflict', 'The settings were changed since');
}

/** The id of any other workspace is as unknown as a made-up one. */
function ownWorkspace(request: FastifyRequest, id: string): TenantContext {
  const context = tenantOf(request);
  if (id.toLowerCase() !== context.workspace.id) throw new NotFound('workspace', id.slice(0, 100));
  return context;
}

function shown(reply: FastifyReply, workspace: Workspace): ReturnType<typeof toWire> {
  void reply.header('etag', settingsTag(workspace));
  return toWire(workspace);
}
