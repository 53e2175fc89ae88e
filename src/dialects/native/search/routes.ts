/** `GET /api/v1/search`. */
import { type DialectApp, needs, tenantOf, type DialectServices } from '../../../http/plugin.ts';
import { fieldKeysFor, haveFields } from '../contacts/field-keys.ts';
import { toCursor, toPosition } from './cursor.ts';
import { toFacets, toReply } from './mapping.ts';
import { SearchQuery, SearchReply } from './schema.ts';

export function searchRoutes(app: DialectApp, { hub }: DialectServices): void {
  app.get(
    '/api/v1/search',
    {
      config: needs('person.read'),
      schema: {
        summary: 'Search contacts as people do',
        description:
          'Words of names, companies, roles, numbers, addresses, external ids and tags, in part, with typing errors and ' +
          'without accents; "phrases", field:value, -not, OR and brackets. Best first: exact, name, name-start, word, ' +
          'part, similar; within a level those not archived first, then older before newer. Matches are counted where facets or `count` ask for it, up to 10,000.',
        tags: ['Search'],
        querystring: SearchQuery,
        response: { 200: SearchReply },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const { q, limit = 50, cursor, facets, count = false } = request.query;
      const after = cursor === undefined ? {} : { after: toPosition(q, cursor) };
      const ask = { query: q, limit, facets: toFacets(facets), count, ...after };
      const answer = await hub.search.search(context, ask);
      const contacts = answer.matches.map(({ contact }) => contact);
      const next = answer.next && toCursor(q, answer.next);
      return toReply(answer, next, await fieldKeysFor(hub, context, haveFields(contacts)));
    },
  );
}
