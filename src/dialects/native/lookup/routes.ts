/** `GET /api/v1/lookup`. */
import { type DialectApp, needs, tenantOf, type DialectServices } from '../../../http/plugin.ts';
import { toWire } from './mapping.ts';
import { LookupQuery, LookupReply } from './schema.ts';

export function lookupRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    '/api/v1/lookup',
    {
      config: needs('lookup'),
      schema: {
        summary: 'Who is this number or address',
        description:
          'All live contacts that have it, best first: not archived before archived, the exact extension before ' +
          'others, a flagged primary before others, older before newer. With both parameters, those of the phone come first.',
        tags: ['Lookup'],
        querystring: LookupQuery,
        response: { 200: LookupReply },
      },
    },
    async (request) => {
      const matches = await hub.lookups.lookup(tenantOf(request), request.query);
      return { data: matches.map(toWire) };
    },
  );
}
