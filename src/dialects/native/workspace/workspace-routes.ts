/** The caller's workspace and its settings. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { NotFound } from '../../../core/errors.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { Workspace } from '../../../core/workspace/workspace.ts';
import { VendorFailure } from '../../../http/failure.ts';
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../http/plugin.ts';
import { IdParams } from '../wire/schema.ts';
import { settingsTag, toMe, toWire } from './mapping.ts';
import { Me, Workspace as WorkspaceShape, WorkspaceChange, WorkspaceList } from './schema.ts';

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

function changeRoute(app: DialectApp, { auth }: DialectServices): void {
  app.patch(
    '/api/v1/workspaces/:id',
    {
      config: needs('settings'),
      schema: {
        summary: 'Change the settings of a workspace',
        description: 'JSON Merge Patch. A new region holds for numbers entered from then on.',
        tags,
        params: IdParams,
        body: WorkspaceChange,
        response: { 200: WorkspaceShape },
      },
    },
    async (request, reply) => {
      const context = ownWorkspace(request, request.params.id);
      const expected = request.headers['if-match']?.trim().replace(/^W\//, '');
      if (expected !== undefined && expected !== '*') {
        const current = settingsTag(await auth.workspaces.get(context));
        if (expected !== current)
          throw new VendorFailure('version-conflict', 'The settings were changed since');
      }
      return shown(reply, await auth.workspaces.update(context, request.body));
    },
  );
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
