/** Throw-away Sandboxes. */
import { InvalidInput } from '../../../core/errors.ts';
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../http/plugin.ts';
import { toTime } from '../wire/mapping.ts';
import { IdParams } from '../wire/schema.ts';
import { toDuration, toThrowawayWire } from './mapping.ts';
import { NewSandbox, SandboxList, WorkspaceOrder } from './schema.ts';

const tags = ['Sandbox'];

export function throwawayRoutes(app: DialectApp, services: DialectServices): void {
  const { auth } = services;
  createRoute(app, services);

  app.get(
    '/api/v1/sandbox/workspaces',
    {
      config: needs('sandbox.manage'),
      schema: {
        summary: 'List throw-away workspaces',
        description: 'Those made with this Sandbox’s keys that are alive, oldest first.',
        tags,
        response: { 200: SandboxList },
      },
    },
    async (request) => ({
      data: (await auth.throwaways.list(tenantOf(request))).map(toThrowawayWire),
      nextCursor: null,
    }),
  );

  app.delete(
    '/api/v1/sandbox/workspaces/:id',
    {
      config: needs('sandbox.manage'),
      schema: {
        summary: 'Remove a throw-away workspace',
        description: 'With everything in it, now. Its own key can do it, too.',
        tags,
        unversioned: true,
        params: IdParams,
      },
    },
    async (request, reply) => {
      await auth.throwaways.remove(tenantOf(request), request.params.id);
      return reply.code(204).send();
    },
  );
}

function createRoute(app: DialectApp, { auth, publicBase }: DialectServices): void {
  app.post(
    '/api/v1/sandbox/workspaces',
    {
      config: needs('sandbox.manage'),
      // Nothing has to be said: no body is an empty one.
      preValidation: async (request) => {
        request.body ??= {};
      },
      schema: {
        summary: 'Make a throw-away workspace',
        description:
          'An empty Sandbox with working credentials for every API, in the form of sandbox.json. It is gone after expiresIn, ' +
          'an hour if nothing is said. The secrets are shown in this reply and never again.',
        tags,
        unrepeatable: true,
        body: WorkspaceOrder,
        response: { 201: NewSandbox },
      },
    },
    async (request, reply) => {
      if (request.headers['idempotency-key'] !== undefined)
        throw InvalidInput.of('Idempotency-Key', 'is not taken here: secrets are never stored');
      const { expiresIn, ...settings } = request.body;
      const { file, expiresAt } = await auth.throwaways.create(tenantOf(request), {
        ...settings,
        baseUrl: publicBase(request),
        ...(expiresIn !== undefined && { expiresIn: toDuration('expiresIn', expiresIn) }),
      });
      reply.code(201).header('cache-control', 'no-store');
      return { ...file, expiresAt: toTime(expiresAt) };
    },
  );
}
