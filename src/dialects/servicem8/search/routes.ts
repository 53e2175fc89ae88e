/** `/api_1.0/search.json`: jobs and companies by words. Contacts are not searched at the vendor either. */
import { CapabilityMissing, InvalidInput } from '../../../core/errors.ts';
import type { Hub } from '../../../core/hub.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { needs, tenantOf, type DialectApp } from '../../../http/plugin.ts';
import { refused } from '../record/reply.ts';
import {
  GeneralQuery,
  ObjectParams,
  ObjectQuery,
  ObjectSearchResponse,
  SearchResponse,
  type SearchResult,
} from './schema.ts';
import { searched, type Hit, type Searched } from './searched.ts';
import { hasAll, wordsOf } from './words.ts';

export function registerSearch(app: DialectApp, hub: Hub): void {
  registerGeneral(app, hub);
  registerOfObject(app, hub);
}

function registerGeneral(app: DialectApp, hub: Hub): void {
  app.get(
    '/api_1.0/search.json',
    {
      config: needs(null),
      schema: {
        operationId: 'generalSearch',
        summary: 'Search jobs and companies',
        querystring: GeneralQuery,
        response: { 200: SearchResponse, ...refused },
      },
    },
    async (request) => {
      const context = tenantOf(request);
      const { q, limit } = request.query;
      const results = await search(hub, context, { types: readable(context), q, limit });
      return { results, query: q, count: results.length };
    },
  );
}

function registerOfObject(app: DialectApp, hub: Hub): void {
  app.get(
    '/api_1.0/search/:objectType.json',
    {
      config: needs(null),
      schema: {
        operationId: 'objectSearch',
        summary: 'Search the records of one object',
        params: ObjectParams,
        querystring: ObjectQuery,
        response: { 200: ObjectSearchResponse, ...refused },
      },
    },
    async (request) => {
      const { q, limit } = request.query;
      const objectType = request.params.objectType.toLowerCase();
      const type = searched.get(objectType);
      if (type === undefined) {
        throw InvalidInput.of('objectType', `must be one of ${[...searched.keys()].join(', ')}`);
      }
      const results = await search(hub, tenantOf(request), { types: [type], q, limit });
      return { results, query: q, objectType, count: results.length };
    },
  );
}

/** What the credential may read of what can be searched. @throws CapabilityMissing when that is nothing */
function readable(context: TenantContext): readonly Searched[] {
  const types = [...searched.values()].filter(
    (type) => type.needs !== null && context.capabilities.has(type.needs),
  );
  if (types.length === 0) throw new CapabilityMissing('job.read');
  return types;
}

interface Search {
  readonly types: readonly Searched[];
  readonly q: string;
  readonly limit: number;
}

/** Those with all words in their titles first, then those changed last. @throws InvalidInput for blank words */
async function search(
  hub: Hub,
  context: TenantContext,
  { types, q, limit }: Search,
): Promise<SearchResult[]> {
  const words = wordsOf(q);
  if (words.length === 0) throw InvalidInput.of('q', 'must not be blank');
  const found = await Promise.all(types.map((type) => type.find(hub, context, { words, limit })));
  const isTitled = ({ result }: Hit): number => Number(hasAll(result.title, words));
  return found
    .flat()
    .toSorted((a, b) => isTitled(b) - isTitled(a) || b.changedAt - a.changedAt)
    .slice(0, limit)
    .map(({ result }) => result);
}
