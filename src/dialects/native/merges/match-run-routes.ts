/** Comparing everybody with everybody: ask for it, see how far it is, give it up. */
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../http/plugin.ts';
import { tagged } from '../request/entity-tag.ts';
import { once } from '../request/idempotency.ts';
import { locationOf } from '../request/location.ts';
import { toPathId } from '../wire/mapping.ts';
import { IdParams } from '../wire/schema.ts';
import { toRunWire } from './mapping.ts';
import { MatchRun, MatchRunList } from './schema.ts';

const tags = ['Merging'];
const path = '/api/v1/duplicates/runs';
const mostListed = 100;

export function matchRunRoutes(app: DialectApp, services: DialectServices): void {
  startRoute(app, services);
  cancelRoute(app, services);
  readRoutes(app, services);
}

function startRoute(app: DialectApp, services: DialectServices): void {
  app.post(
    path,
    {
      config: needs('bulk'),
      schema: {
        summary: 'Look for duplicates in the whole workspace',
        description:
          'In the background: read the run to see how far it is. What may be one person is put on the list of duplicates; ' +
          'what was decided stays decided. Where automatic merging is switched on, what is sure is merged. 409 while ' +
          'another run is under way.',
        tags,
        response: { 202: MatchRun },
      },
    },
    async (request, reply) =>
      once(services, request, reply, async ({ own }) => {
        const run = await services.hub.matchRuns.start(tenantOf(request), own.id);
        reply
          .code(202)
          .header('location', locationOf(services, request, `duplicates/runs/${run.id}`));
        return toRunWire(tagged(reply, run));
      }),
  );
}

function cancelRoute(app: DialectApp, services: DialectServices): void {
  app.post(
    `${path}/:id/cancel`,
    {
      config: needs('merge'),
      schema: {
        summary: 'Give up a run',
        description: 'What it has found so far stays.',
        tags,
        params: IdParams,
        response: { 200: MatchRun },
      },
    },
    async (request, reply) =>
      once(services, request, reply, async () => {
        const id = toPathId('match-run', request.params.id);
        return toRunWire(tagged(reply, await services.hub.matchRuns.cancel(tenantOf(request), id)));
      }),
  );
}

function readRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    path,
    {
      config: needs('merge'),
      schema: {
        summary: 'List runs over the workspace',
        description: 'The newest first, at most 100.',
        tags,
        response: { 200: MatchRunList },
      },
    },
    async (request) => {
      const runs = await hub.matchRuns.list(tenantOf(request), mostListed);
      return { data: runs.map(toRunWire) };
    },
  );
  app.get(
    `${path}/:id`,
    {
      config: needs('merge'),
      schema: {
        summary: 'See how far a run is',
        tags,
        params: IdParams,
        response: { 200: MatchRun },
      },
    },
    async (request) =>
      toRunWire(
        await hub.matchRuns.get(tenantOf(request), toPathId('match-run', request.params.id)),
      ),
  );
}
