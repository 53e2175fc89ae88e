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
import { commit, type Database, type Row, type TenantConnection } from '../../database.ts';
import type { BoundStatement } from '../list/parameters.ts';
import { countFacets } from './facet-sql.ts';
import { type Found, isCounted, positionsOf, resultOf, wholeOf } from './found.ts';
import { firstAskOf, JointLook } from './joint-look.ts';
import { searchNames } from './name-search.ts';
import { searchBeginnings } from './beginning-search.ts';
import { findSure, isPlain } from './sure-search.ts';
import { hasOwnMatches, worstLevel, worstSureLevel } from './plan-sql.ts';
import { factsOfHolders, resolveTags, settledHits, wordsOf } from './resolved-plan.ts';
import { aimLens, type Asked, findAtLevel, findInLevel, walkTier } from './search-sql.ts';
import {
  allSpellings,
  findSimilar,
  type SimilarAsk,
  spell,
  type Spelled,
} from './similar-search.ts';
import { findInTexts } from './similar-text.ts';
import { type Source, sourceOf } from './source.ts';
import { ranked, tiersAfter } from './tier.ts';

/** What is ranked whole. */
const mostRanked = 1_000;
/** How many are counted along the way, where nobody asks for counts. */
const mostAlong = 1_000;

export class StoredSearch implements SearchReader {
  readonly #database: Database;
  readonly #clock: HubClock;
  readonly #joint: JointLook;

  constructor(database: Database, clock: HubClock) {
    this.#database = database;
    this.#joint = new JointLook(database);
    this.#clock = clock;
  }

  now({ tenantId }: TenantContext): Instant {
    return this.#clock.of(tenantId).now();
  }

  async search(context: TenantContext, request: SearchRequest): Promise<SearchResult> {
    const { tenantId } = context;
    const { facets, limit } = request;
    const most = isCounted(request) ? mostCounted : mostAlong;
    const { asked, found } = await this.#atOnce(tenantId, request);
    if (found) return resultOf(found, limit, {});
    return this.#database.withTenant(tenantId, async (connection) => {
      const whole = await new RunningSearch(connection, asked, most).run(request);
      const ids = whole.counted;
      return resultOf(whole, limit, await countFacets(connection, { tenantId, ids, facets }));
    });
  }

  /** What the search asks for in full, and the page where names or numbers fill it: both are asked for together. */
  async #atOnce(
    tenantId: number,
    request: SearchRequest,
  ): Promise<{ readonly asked: Asked; readonly found: Found | null }> {
    const { plan, facets } = request;
    const ask = firstAskOf(request);
    const first = await this.#joint.ask(tenantId, ask);
    const early = { tenantId, plan, factsOf: () => ({ exactly: [], tags: [] }) };
    const share = <T>(use: (connection: TenantConnection) => Promise<T>): Promise<T> =>
      this.#database.shareTenant(tenantId, use);
    const { holders, begun, tags } = first;
    const found = isCounted(request)
      ? null
      : await share((connection) =>
          searchNames({ connection, asked: early }, request, { ...ask, ...first }),
        );
    const keys = factsOfHolders(plan, holders);
    const hasExact = wordsOf(plan).some((word) => keys(word).exactly.length > 0);
    if (found && !hasExact) return { asked: early, found };
    const settled = facets.length > 0 ? null : settledHits(plan, { holders, factsOf: keys });
    if (settled) return { asked: early, found: wholeOf(settled, request) };
    return share(async (connection) => {
      const known = { tenantId, plan, factsOf: keys };
      const isShort = isCounted(request) || hasExact;
      const [factsOf, told] = await Promise.all([
        resolveTags(connection, known, tags),
        isShort ? null : new RunningSearch(connection, known, mostAlong).byWords(request),
      ]);
      const asked = { tenantId, plan, factsOf };
      if (isShort) return { asked, found: null };
      // Whoever has a tag that begins so is found by no word.
      const isTold = wordsOf(plan).every((word) => factsOf(word).tags.length === 0);
      if (told && isTold) return { asked, found: told };
      return {
        asked,
        found: await searchBeginnings({ connection, asked }, request, begun),
      };
    });
  }
}

class RunningSearch {
  readonly #connection: TenantConnection;
  #asked: Asked;
  readonly #worst: number;
  #spelled: Promise<Spelled> | null = null;
  /** How many are counted, at most. */
  readonly #most: number;

  constructor(connection: TenantConnection, asked: Asked, most: number) {
    this.#connection = connection;
    this.#asked = asked;
    this.#most = most;
    const words = wordsOf(asked.plan);
    const forgiving = words.some(({ patterns }) => patterns.similar !== null);
    this.#worst = forgiving ? worstLevel : words.length > 0 ? worstSureLevel : 0;
  }

  /**
   * The page of a plain word, or of several, told by the words of the workspace; null when they do not tell it. Its statements
   * stand alone, and tags are left aside.
   */
  async byWords(request: SearchRequest): Promise<Found | null> {
    if (!isPlain(this.#asked.plan)) return this.#inTexts(request);
    const [sure] = await Promise.all([
      findSure(this.#connection, this.#asked, this.#most + 1),
      this.#findSpellings(),
    ]);
    return sure && sure.length <= this.#most ? this.#withSimilar(sure, request) : null;
  }

  async run(request: SearchRequest): Promise<Found> {
    const { limit, after } = request;
    // Where nobody counts, this has been asked for already.
    const told = this.#most === mostAlong ? null : await this.#inTexts(request);
    if (told) return told;
    const [sure] = await Promise.all([
      this.#sure(),
      this.#worst === worstLevel ? this.#findSpellings() : null,
    ]);
    if (sure.length > this.#most) return this.#found(await this.#levels(limit + 1, after), sure);
    if (this.#worst === worstLevel) return this.#withSimilar(sure, request);
    return this.#found(ranked(sure, after), sure);
  }

  /** Of several words, by the texts of those who have the rarest; null when they do not tell it. */
  async #inTexts({ limit, after }: SearchRequest): Promise<Found | null> {
    if (this.#asked.plan.kind !== 'all' || this.#worst < worstLevel) return null;
    const most = this.#most === mostAlong ? limit + 1 : null;
    const spelled = await this.#findSpellings();
    const told = await findInTexts(this.#connection, spelled, { after, limit: most });
    if (!told) return null;
    const { sure, similar, isAll } = told;
    const all = [...sure, ...similar];
    if (isAll) return this.#found(ranked(all, after), all);
    const found = this.#found([...ranked(sure, after), ...similar].slice(0, limit + 1), all);
    return { ...found, total: { ...found.total, isExact: false } };
  }

  /** Whoever matches without a typing error. */
  async #sure(): Promise<SearchPosition[]> {
    const holders = await findSure(this.#connection, this.#asked, this.#most + 1);
    return holders ?? this.#upTo(Math.min(this.#worst, worstSureLevel));
  }

  #found(hits: readonly SearchPosition[], all: readonly SearchPosition[]): Found {
    const counted = all.slice(0, this.#most).map(({ id }) => id);
    return { hits, total: { count: counted.length, isExact: all.length <= this.#most }, counted };
  }

  /** Those who match by a typing error come after those who match without, of whom all are known. */
  async #withSimilar(
    sure: readonly SearchPosition[],
    { limit, after }: SearchRequest,
  ): Promise<Found> {
    const spelled = await this.#spell();
    if (!spelled) return this.#found(ranked(sure, after), sure);
    const most = this.#most === mostAlong ? limit + 1 : this.#most + 1;
    const similar = await findSimilar(this.#connection, spelled, { sure, limit: most });
    const all = similar ? [...sure, ...similar.hits] : await this.#upTo(worstLevel);
    const isAll = similar ? similar.isAll : all.length <= this.#most;
    if (isAll) return this.#found(ranked(all, after), all);
    const hits = ranked(sure, after).slice(0, limit + 1);
    const needed = limit + 1 - hits.length;
    const isFirst = similar !== null && after?.level !== worstLevel;
    if (isFirst) hits.push(...ranked(similar.hits, undefined).slice(0, needed));
    else if (needed > 0)
      hits.push(...(await this.#similarAfter(spelled, { sure, after, limit: needed })));
    const found = this.#found(hits, all);
    return { ...found, total: { ...found.total, isExact: false } };
  }

  async #similarAfter(spelled: Spelled, ask: SimilarAsk): Promise<readonly SearchPosition[]> {
    const similar = await findSimilar(this.#connection, spelled, ask);
    if (!similar) return this.#levels(ask.limit, ask.after, worstLevel);
    return ranked(similar.hits, ask.after).slice(0, ask.limit);
  }

  /** Once it is known what was meant, the search goes on with that; null when nobody can have meant anything else. */
  async #spell(): Promise<Spelled | null> {
    const spelled = await this.#findSpellings();
    if (allSpellings(spelled).length === 0) return null;
    this.#asked = spelled.asked;
    return spelled;
  }

  /** Sent along with what is asked before it is known whether they are needed. */
  #findSpellings(): Promise<Spelled> {
    this.#spelled ??= spell(this.#connection, this.#asked);
    return this.#spelled;
  }

  /** All that match at the level or better, each once; of more than can be counted, some. */
  async #upTo(level: number): Promise<SearchPosition[]> {
    const { plan, factsOf } = this.#asked;
    const source = sourceOf(plan, level, factsOf);
    const limit = (this.#most + 1) * (source?.tags.length ? 2 : 1);
    const rows = await this.#through(source, findAtLevel(this.#asked, level, { source, limit }));
    return positionsOf(rows);
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
    if (level === worstLevel && (await this.#spell()) === null) return [];
    const { plan, factsOf } = this.#asked;
    const words = wordsOf(plan);
    if (words.length > 0) {
      if (!hasOwnMatches(words, level, factsOf)) return [];
      const source = sourceOf(plan, level, factsOf);
      const limit = mostRanked + 1;
      const rows = await this.#through(source, findInLevel(this.#asked, level, { source, limit }));
      if (rows.length <= mostRanked) return ranked(positionsOf(rows), after).slice(0, needed);
    }
    const hits: SearchPosition[] = [];
    for (const tier of tiersAfter(level, after))
      if (hits.length < needed)
        hits.push(
          ...positionsOf(await this.#walk(walkTier(this.#asked, tier, needed - hits.length))),
        );
    return hits;
  }

  async #through(source: Source | null, statement: BoundStatement): Promise<readonly Row[]> {
    if (source === null || source.ids) return this.#connection.query(statement, statement.values);
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
