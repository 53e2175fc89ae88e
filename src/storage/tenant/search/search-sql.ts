/** The statements of a search. Planned each time: what fits one text is wrong for another. */
import type { SearchPlan, SearchPosition } from '../../../core/port/search-query.ts';
import { type BoundStatement, Parameters } from '../list/parameters.ts';
import { PlanSql } from './plan-sql.ts';
import { type WordFactsOf, wordsOf } from './resolved-plan.ts';
import type { Source } from './source.ts';
import type { Tier } from './tier.ts';
import { wordRange } from './word-sql.ts';

export interface Asked {
  readonly tenantId: number;
  readonly plan: SearchPlan;
  readonly factsOf: WordFactsOf;
}

/** The patterns that the lens shows documents by. */
export function aimLens({ patterns }: Source): BoundStatement {
  const [first = '', second = '', third = ''] = patterns;
  return {
    name: 'search_lens',
    text: `select set_config('polydex.search_1', $1, false), set_config('polydex.search_2', $2, false), set_config('polydex.search_3', $3, false)`,
    values: [first, second, third],
  };
}

/** Whoever matches at the level or better, in no order; some twice when the source has tags. */
export function findAtLevel(
  { tenantId, plan, factsOf }: Asked,
  level: number,
  { source, limit }: { readonly source: Source | null; readonly limit: number },
): BoundStatement {
  const parameters = new Parameters();
  parameters.add(tenantId, 'bigint');
  const sql = new PlanSql(parameters, factsOf);
  const conditions = ['c.tenant_id = $1', 'c.deleted_at is null', sql.atLevel(plan, level)];
  const best = sql.bestLevel(plan, level);
  return select(parameters, {
    level: best,
    from: fromSource(plan, source, parameters),
    conditions,
    end: `limit ${parameters.add(limit, 'int')}`,
  });
}

/** Like `findAtLevel`, but the level is told of all who match at it or better. */
export function findMatching(
  { tenantId, plan, factsOf }: Asked,
  level: number,
  { source, limit }: { readonly source: Source; readonly limit: number },
): BoundStatement {
  const parameters = new Parameters();
  parameters.add(tenantId, 'bigint');
  const sql = new PlanSql(parameters, factsOf);
  return select(parameters, {
    level: String(level),
    conditions: ['c.tenant_id = $1', 'c.deleted_at is null', sql.atLevel(plan, level)],
    from: fromSource(plan, source, parameters),
    end: `limit ${parameters.add(limit, 'int')}`,
  });
}

/** Like `findAtLevel`, of one level alone. */
export function findInLevel(
  { tenantId, plan, factsOf }: Asked,
  level: number,
  { source, limit }: { readonly source: Source | null; readonly limit: number },
): BoundStatement {
  const parameters = new Parameters();
  parameters.add(tenantId, 'bigint');
  return select(parameters, {
    level: String(level),
    conditions: levelConditions(new PlanSql(parameters, factsOf), plan, level),
    from: fromSource(plan, source, parameters),
    end: `limit ${parameters.add(limit, 'int')}`,
  });
}

/** The first of one tier by id, found by walking along the ids: for what is frequent. */
export function walkTier(
  { tenantId, plan, factsOf }: Asked,
  tier: Tier,
  limit: number,
): BoundStatement {
  const parameters = new Parameters();
  parameters.add(tenantId, 'bigint');
  const hasWords = wordsOf(plan).length > 0;
  const id = hasWords ? 's.contact_id' : 'c.id';
  const conditions = levelConditions(new PlanSql(parameters, factsOf), plan, tier.level);
  conditions.push(`c.archived_at is ${tier.isArchived ? 'not null' : 'null'}`);
  if (hasWords) conditions.push('s.tenant_id = $1');
  if (tier.after) conditions.push(`${id} > ${parameters.add(tier.after.id, 'uuid')}`);
  return select(parameters, {
    level: String(tier.level),
    from: fromSource(plan, null, parameters),
    conditions,
    end: `order by ${id} limit ${parameters.add(limit, 'int')}`,
  });
}

/** Whoever has a name that begins so and matches at the level or better, once. */
export function findByName(
  { tenantId, plan, factsOf }: Asked,
  level: number,
  prefix: string,
): BoundStatement {
  const parameters = new Parameters();
  parameters.add(tenantId, 'bigint');
  const sql = new PlanSql(parameters, factsOf);
  return select(parameters, {
    level: sql.bestLevel(plan, level),
    from: eachOf(holdersOf(parameters.add(prefix, 'text')), 'contact_id'),
    conditions: [sql.atLevel(plan, level)],
    end: '',
  });
}

/** The first in order of those with a name that begins so who match at the level, where nobody matches at a better one. */
export function firstByName(
  { tenantId, plan, factsOf }: Asked,
  { level, after }: Pick<Tier, 'level' | 'after'>,
  { prefix, limit }: { readonly prefix: string; readonly limit: number },
): BoundStatement {
  const parameters = new Parameters();
  parameters.add(tenantId, 'bigint');
  const holders = holdersOf(parameters.add(prefix, 'text'));
  const rest = after
    ? ` where (h.archived, h.contact_id) > (${parameters.add(after.isArchived, 'boolean')}, ${parameters.add(after.id, 'uuid')})`
    : '';
  const inOrder = `select * from (${holders}) h${rest} order by h.archived, h.contact_id offset 0`;
  return select(parameters, {
    level: String(level),
    from: eachOf(inOrder, 'contact_id'),
    conditions: [new PlanSql(parameters, factsOf).atLevel(plan, level)],
    end: `order by w.archived, w.contact_id limit ${parameters.add(limit, 'int')}`,
  });
}

function holdersOf(prefix: string): string {
  return `select distinct contact_id, archived from search_word where tenant_id = $1 and ${wordRange('word', prefix)} and in_name`;
}

/** Whom `findAmong` looks at: the first `most` by id with any of the words, live, after a position. */
export interface Among {
  readonly words: readonly string[];
  readonly inName: boolean;
  readonly after: SearchPosition | undefined;
  readonly most: number;
}

/** The first of them at the level and no better, by id. */
export function findAmong(
  { tenantId, plan, factsOf }: Asked,
  level: number,
  { among, limit }: { readonly among: Among; readonly limit: number },
): BoundStatement {
  const parameters = new Parameters();
  parameters.add(tenantId, 'bigint');
  const sql = new PlanSql(parameters, factsOf);
  const words = parameters.add(among.words, 'text[]');
  const most = parameters.add(among.most, 'int');
  const conditions = ['w.tenant_id = $1', 'w.word = u.word', 'not w.archived'];
  if (among.inName) conditions.push('w.in_name');
  if (among.after) conditions.push(`w.contact_id > ${parameters.add(among.after.id, 'uuid')}`);
  const ofWord = `select w.contact_id from search_word w where ${conditions.join(' and ')} order by w.contact_id limit ${most}`;
  // Of one word they come in order as they are, and no more are read than are needed.
  const holders =
    among.words.length === 1
      ? ofWord.replace('u.word', `(${words})[1]`)
      : `select distinct x.contact_id from unnest(${words}) u(word) cross join lateral (${ofWord}) x order by 1 limit ${most}`;
  return select(parameters, {
    level: String(level),
    from: eachOf(holders, 'contact_id'),
    conditions: ofLevel(sql, plan, level),
    end: `order by w.contact_id limit ${parameters.add(limit, 'int')}`,
  });
}

/** Whoever has one of the words and matches at the level or better, which is what is told of all. */
export function findSpelled(
  { tenantId, plan, factsOf }: Asked,
  level: number,
  words: readonly string[],
): BoundStatement {
  const parameters = new Parameters();
  parameters.add(tenantId, 'bigint');
  const any = parameters.add(words, 'text[]');
  const holders = `select distinct contact_id from search_word where tenant_id = $1 and word = any(${any})`;
  return select(parameters, {
    level: String(level),
    from: eachOf(holders, 'contact_id'),
    conditions: [new PlanSql(parameters, factsOf).atLevel(plan, level)],
    end: '',
  });
}

/** Like `walkTier`, among so many contacts alone. */
export function walkWindow(
  { tenantId, plan, factsOf }: Asked,
  tier: Tier,
  { limit, contacts }: { readonly limit: number; readonly contacts: number },
): BoundStatement {
  const parameters = new Parameters();
  parameters.add(tenantId, 'bigint');
  const sql = new PlanSql(parameters, factsOf);
  const after = tier.after ? ` and contact_id > ${parameters.add(tier.after.id, 'uuid')}` : '';
  const window = `select contact_id, doc from contact_search where tenant_id = $1${after} order by contact_id limit ${parameters.add(contacts, 'int')}`;
  const archived = `c.archived_at is ${tier.isArchived ? 'not null' : 'null'}`;
  return select(parameters, {
    level: String(tier.level),
    from: `(${window}) s cross join lateral (${ownContact('s.contact_id')}) c`,
    conditions: [...ofLevel(sql, plan, tier.level), archived],
    end: `order by s.contact_id limit ${parameters.add(limit, 'int')}`,
  });
}

/** One after the other by its key: left to itself the planner, who cannot know how few they are, would read everybody. */
function eachOf(holders: string, id: string): string {
  const text = `select d.contact_id, d.doc from contact_search d where d.tenant_id = $1 and d.contact_id = w.${id} offset 0`;
  return `(${holders}) w cross join lateral (${text}) s cross join lateral (${ownContact('s.contact_id')}) c`;
}

function ownContact(id: string): string {
  return `select k.* from contact k where k.tenant_id = $1 and k.id = ${id} and k.deleted_at is null offset 0`;
}

function levelConditions(sql: PlanSql, plan: SearchPlan, level: number): string[] {
  return ['c.tenant_id = $1', 'c.deleted_at is null', ...ofLevel(sql, plan, level)];
}

function ofLevel(sql: PlanSql, plan: SearchPlan, level: number): string[] {
  const conditions = [sql.atLevel(plan, level)];
  if (level > 0) conditions.push(`(${sql.atLevel(plan, level - 1)}) is not true`);
  return conditions;
}

interface Parts {
  readonly level: string;
  readonly from: string;
  readonly conditions: readonly string[];
  readonly end: string;
}

function select(parameters: Parameters, { level, from, conditions, end }: Parts): BoundStatement {
  const text = `select c.id, ${level} as level, c.archived_at is not null as archived from ${from} where ${conditions.join(' and ')} ${end}`;
  return { name: '', text, values: parameters.values };
}

function fromSource(plan: SearchPlan, source: Source | null, parameters: Parameters): string {
  const contact = 'join contact c on c.tenant_id = $1 and c.id = s.contact_id';
  if (source === null)
    return wordsOf(plan).length > 0 ? `contact_search s ${contact}` : 'contact c';
  if (source.ids) {
    const ids = parameters.add(source.ids, 'uuid[]');
    return `(select contact_id, doc from contact_search where tenant_id = $1 and contact_id = any(${ids})) s ${contact}`;
  }
  const lens = 'select contact_id, doc from contact_search_lens where tenant_id = $1';
  if (source.tags.length === 0) return `(${lens}) s ${contact}`;
  const tags = parameters.add(source.tags, 'uuid[]');
  const tagged = `select d.contact_id, d.doc from contact_tag l join contact_search d on d.tenant_id = $1 and d.contact_id = l.contact_id where l.tenant_id = $1 and l.tag_id = any(${tags})`;
  return `(${lens} union all ${tagged}) s ${contact}`;
}
