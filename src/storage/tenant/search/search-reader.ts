/**
 * Finds contacts best first. What few match is fetched whole and ranked; of what many match, one level after the other
 * is read, each in the order of ids, until the page is full. Both give the same order.
 */
import {
  mostCounted,
  type SearchPosition,
  type SearchReader,
  type SearchRequest,
  type SearchResult,
} from '../../../core/port/search-query.ts';
import type { HubClock } from '../../../core/port/hub-clock.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { Instant } from '../../../core/value/instant.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { commit, type Database, type Row, type TenantConnection } from '../../database.ts';
import type { BoundStatement } from '../list/parameters.ts';
import { rowAs } from '../table.ts';
import { countFacets } from './facet-sql.ts';
import { hasOwnMatches, worstLevel, worstSureLevel } from './plan-sql.ts';
import { resolveWords, wordsOf } from './resolved-plan.ts';
import {
  aimLens,
  type Asked,
  findAtLevel,
  findInLevel,
  type HitRow,
  walkTier,
} from './search-sql.ts';
import { type Source, sourceOf } from './source.ts';
import { ranked, tiersAfter } from './tier.ts';

export class StoredSearch implements SearchReader {
  readonly #database: Database;
  readonly #clock: HubClock;

  constructor(database: Database, clock: HubClock) {
    this.#database = database;
    this.#clock = clock;
  }

  now({ tenantId }: TenantContext): Instant {
    return this.#clock.of(tenantId).now();
  }

  search(context: TenantContext, request: SearchRequest): Promise<SearchResult> {
    const { tenantId } = context;
    return this.#database.withTenant(tenantId, async (connection) => {
      const { plan, facets } = request;
      const factsOf = await resolveWords(connection, tenantId, plan);
      const search = new RunningSearch(connection, { tenantId, plan, factsOf });
      const { hits, counted, isExact } = await search.run(request);
      const ids = counted.slice(0, mostCounted).map(({ id }) => id);
      return {
        hits: hits.slice(0, request.limit),
        hasMore: hits.length > request.limit,
        total: { count: ids.length, isExact },
        facets: await countFacets(connection, { tenantId, ids, facets }),
      };
    });
  }
}

interface Found {
  /** One more than asked for, when there is one. */
  readonly hits: readonly SearchPosition[];
  readonly counted: readonly SearchPosition[];
  readonly isExact: boolean;
}

class RunningSearch {
  readonly #connection: TenantConnection;
  readonly #asked: Asked;
  readonly #worst: number;
  /** A level that is known to have more matches than are ranked at once. */
  #frequent: number | null = null;

  constructor(connection: TenantConnection, asked: Asked) {
    this.#connection = connection;
    this.#asked = asked;
    const words = wordsOf(asked.plan);
    const forgiving = words.some(({ patterns }) => patterns.similar !== null);
    this.#worst = forgiving ? worstLevel : words.length > 0 ? worstSureLevel : 0;
  }

  async run({ limit, after }: SearchRequest): Promise<Found> {
    const sure = await this.#upTo(Math.min(this.#worst, worstSureLevel));
    if (sure.length > mostCounted)
      return { hits: await this.#levels(limit + 1, after), counted: sure, isExact: false };
    const all = this.#worst === worstLevel ? await this.#upTo(worstLevel) : sure;
    if (all.length <= mostCounted)
      return { hits: ranked(all, after).slice(0, limit + 1), counted: all, isExact: true };
    if (all.length - sure.length > mostCounted / 2) this.#frequent = worstLevel;
    const hits = ranked(sure, after).slice(0, limit + 1);
    if (hits.length <= limit)
      hits.push(...(await this.#levels(limit + 1 - hits.length, after, worstLevel)));
    return { hits, counted: [...sure, ...without(all, sure)], isExact: false };
  }

  /** All that match at the level or better, each once; of more than can be counted, some. */
  async #upTo(level: number): Promise<SearchPosition[]> {
    const { plan, factsOf } = this.#asked;
    const source = sourceOf(plan, level, factsOf);
    const limit = (mostCounted + 1) * (source?.tags.length ? 2 : 1);
    const rows = await this.#through(source, findAtLevel(this.#asked, level, { source, limit }));
    return positions(rows);
  }

  async #levels(
    needed: number,
    after: SearchPosition | undefined,
    from = 0,
  ): Promise<SearchPosition[]> {
    const hits: SearchPosition[] = [];
    for (let level = Math.max(from, after?.level ?? 0); level <= this.#worst; level += 1) {
      if (hits.length >= needed) break;
      const here = after?.level === level ? after : undefined;
      hits.push(...(await this.#level(level, here, needed - hits.length)));
    }
    return hits;
  }

  /** What is rare is found by the index and sorted; what is frequent, by walking along the ids. */
  async #level(
    level: number,
    after: SearchPosition | undefined,
    needed: number,
  ): Promise<SearchPosition[]> {
    const { plan, factsOf } = this.#asked;
    const words = wordsOf(plan);
    const isKnownFrequent = level === this.#frequent;
    if (words.length > 0 && !isKnownFrequent) {
      if (!hasOwnMatches(words, level, factsOf)) return [];
      const source = sourceOf(plan, level, factsOf);
      const limit = mostCounted + 1;
      const rows = await this.#through(source, findInLevel(this.#asked, level, { source, limit }));
      if (rows.length <= mostCounted) return ranked(positions(rows), after).slice(0, needed);
    }
    const hits: SearchPosition[] = [];
    for (const tier of tiersAfter(level, after))
      if (hits.length < needed)
        hits.push(
          ...positions(await this.#walk(walkTier(this.#asked, tier, needed - hits.length))),
        );
    return hits;
  }

  async #through(source: Source | null, statement: BoundStatement): Promise<readonly Row[]> {
    if (source === null) return this.#connection.query(statement, statement.values);
    const aim = aimLens(source);
    const [, rows] = await Promise.all([
      this.#connection.query(aim, aim.values),
      this.#connection.query(statement, statement.values),
    ]);
    return rows;
  }

  /** Behind row-level security the planner cannot know how many rows match, and would rather sort all of them. */
  async #walk(statement: BoundStatement): Promise<readonly Row[]> {
    const [, , rows] = await Promise.all([
      this.#connection.query(beginReading),
      this.#connection.query(alongIndex),
      this.#connection.query(statement, statement.values),
      this.#connection.query(commit),
    ]);
    return rows;
  }
}

const beginReading = { name: '', text: 'begin read only' };
const alongIndex = {
  name: '',
  text: `select set_config('enable_sort', 'off', true), set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`,
};

function positions(rows: readonly Row[]): SearchPosition[] {
  const found = new Map<Uuid, SearchPosition>();
  for (const row of rows) {
    const { id, level, archived } = rowAs<HitRow>(row);
    found.set(id, { id, level, isArchived: archived });
  }
  return [...found.values()];
}

function without(
  all: readonly SearchPosition[],
  known: readonly SearchPosition[],
): SearchPosition[] {
  const ids = new Set(known.map(({ id }) => id));
  return all.filter(({ id }) => !ids.has(id));
}
