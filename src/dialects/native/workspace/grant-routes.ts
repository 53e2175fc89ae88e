/** Which apps people let into the workspace, through any dialect. */
import { type DialectApp, type DialectServices, needs, tenantOf } from '../../../http/plugin.ts';
import { IdParams } from '../wire/schema.ts';
import { toGrantWire } from './mapping.ts';
import { GrantList } from './schema.ts';

const tags = ['Keys'];

export function grantRoutes(app: DialectApp, { auth }: DialectServices): void {
  app.get(
    '/api/v1/grants',
    {
      config: needs('keys.manage'),
      schema: {
        summary: 'List the apps that people let in',
        description: 'One entry for each time that a person let an app in, oldest first.',
        tags,
        response: { 200: GrantList },
      },
    },
    async (request) => ({
      data: (await auth.grants.list(tenantOf(request))).map(toGrantWire),
      nextCursor: null,
    }),
  );

  app.delete(
    '/api/v1/grants/:id',
    {
      config: needs('keys.manage'),
      schema: {
        summary: 'Shut out an app',
        description: 'Ends every token that came of it; takes effect everywhere within 5 seconds.',
        tags,
        params: IdParams,
      },
    },
    async (request, reply) => {
      await auth.grants.revoke(tenantOf(request), request.params.id);
      return reply.code(204).send();
    },
  );
}
