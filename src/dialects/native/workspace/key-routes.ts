/** The keys of the workspace, of every dialect. */
import { InvalidInput } from '../../../core/errors.ts';
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../http/plugin.ts';
import { IdParams } from '../wire/schema.ts';
import { toKeyDraft, toKeyWire } from './mapping.ts';
import { KeyCreate, KeyList, NewKey } from './schema.ts';

const tags = ['Keys'];

export function keyRoutes(app: DialectApp, services: DialectServices): void {
  makeRoute(app, services);
  listRoutes(app, services);
}

function makeRoute(app: DialectApp, { auth, clock }: DialectServices): void {
  app.post(
    '/api/v1/keys',
    {
      config: needs('keys.manage'),
      schema: {
        summary: 'Make a key',
        description:
          'The secret is shown in this reply and never again. That is why Idempotency-Key is refused here: a repeated ' +
          'reply would have to be stored with it. Nobody can make a key that may do more than their own.',
        tags,
        unrepeatable: true,
        body: KeyCreate,
        response: { 201: NewKey },
      },
    },
    async (request, reply) => {
      if (request.headers['idempotency-key'] !== undefined)
        throw InvalidInput.of('Idempotency-Key', 'is not taken here: secrets are never stored');
      const context = tenantOf(request);
      const now = clock.of(context.tenantId).now();
      const key = await auth.keys.create(context, toKeyDraft(request.body, now));
      reply.code(201).header('cache-control', 'no-store');
      return { ...toKeyWire(key), secrets: key.secrets };
    },
  );
}

function listRoutes(app: DialectApp, { auth }: DialectServices): void {
  app.get(
    '/api/v1/keys',
    {
      config: needs('keys.manage'),
      schema: {
        summary: 'List keys',
        description: 'Revoked ones too, oldest first.',
        tags,
        response: { 200: KeyList },
      },
    },
    async (request) => ({
      data: (await auth.keys.list(tenantOf(request))).map(toKeyWire),
      nextCursor: null,
    }),
  );

  app.delete(
    '/api/v1/keys/:id',
    {
      config: needs('keys.manage'),
      schema: {
        summary: 'Revoke a key',
        description:
          'And everything that was issued from it; takes effect everywhere within 5 seconds.',
        tags,
        params: IdParams,
      },
    },
    async (request, reply) => {
      await auth.keys.revoke(tenantOf(request), request.params.id);
      return reply.code(204).send();
    },
  );
}
