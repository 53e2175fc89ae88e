/** A Sandbox as a whole: started over, kept, put back. */
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../http/plugin.ts';
import { toSnapshotWire } from './mapping.ts';
import { Snapshot, SnapshotList, SnapshotParams } from './schema.ts';

const tags = ['Sandbox'];
const config = needs('sandbox.manage');

export function sandboxStateRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.post(
    '/api/v1/sandbox/reset',
    {
      config,
      schema: {
        summary: 'Empty the Sandbox',
        description:
          'Every record, event and subscription is gone and the clock is right again. Credentials, snapshots and fault rules stay.',
        tags,
        unrepeatable: true,
      },
    },
    async (request, reply) => {
      await hub.sandboxes.reset(tenantOf(request));
      return reply.code(204).send();
    },
  );
  snapshotRoutes(app, { hub });
  restoreRoute(app, { hub });
}

function snapshotRoutes(app: DialectApp, { hub }: Pick<DialectServices, 'hub'>): void {
  app.get(
    '/api/v1/sandbox/snapshots',
    { config, schema: { summary: 'List snapshots', tags, response: { 200: SnapshotList } } },
    async (request) => ({
      data: (await hub.sandboxes.listSnapshots(tenantOf(request))).map(toSnapshotWire),
      nextCursor: null,
    }),
  );

  app.put(
    '/api/v1/sandbox/snapshots/:name',
    {
      config,
      schema: {
        summary: 'Keep the Sandbox as it is',
        description: 'Under a name of your own, in place of what was kept under it before.',
        tags,
        unversioned: true,
        params: SnapshotParams,
        response: { 200: Snapshot },
      },
    },
    async (request) =>
      toSnapshotWire(await hub.sandboxes.snapshot(tenantOf(request), request.params.name)),
  );

  app.delete(
    '/api/v1/sandbox/snapshots/:name',
    {
      config,
      schema: { summary: 'Remove a snapshot', tags, unversioned: true, params: SnapshotParams },
    },
    async (request, reply) => {
      await hub.sandboxes.removeSnapshot(tenantOf(request), request.params.name);
      return reply.code(204).send();
    },
  );
}

function restoreRoute(app: DialectApp, { hub }: Pick<DialectServices, 'hub'>): void {
  app.post(
    '/api/v1/sandbox/snapshots/:name/restore',
    {
      config,
      schema: {
        summary: 'Put the Sandbox back to a snapshot',
        description:
          'Everything is as it was, numbers of events and the clock’s distance from the machine’s included.',
        tags,
        unrepeatable: true,
        params: SnapshotParams,
      },
    },
    async (request, reply) => {
      await hub.sandboxes.restore(tenantOf(request), request.params.name);
      return reply.code(204).send();
    },
  );
}
