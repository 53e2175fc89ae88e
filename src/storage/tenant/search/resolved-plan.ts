/** What of a search is looked up before it is asked: whose numbers and ids its words are exactly, and which tags they begin. */
import type { PlannedWord, SearchPlan, SearchPosition } from '../../../core/port/search-query.ts';
import { foldSearch } from '../../../core/value/text.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { Row, TenantConnection } from '../../database.ts';
import type { BoundStatement } from '../list/parameters.ts';
import { rowAs } from '../table.ts';

export interface WordFacts {
  /** Contacts that have it as a number, an address or an external id. */
  readonly exactly: readonly Uuid[];
  /** Tags of which a word begins so. */
  readonly tags: readonly Uuid[];
}

export type WordFactsOf = (word: PlannedWord) => WordFacts;

/** A number that more people than this have is no exact hit. */
const mostExact = 500;
const mostTags = 5_000;

const live = (id: string): string =>
  `join contact c on c.tenant_id = $1 and c.id = ${id} and c.deleted_at is null`;
const methodsBy = (column: string): string =>
  `(select m.kind, c.id, c.archived_at is not null as archived from contact_method m ${live('m.contact_id')}
      where m.tenant_id = $1 and m.${column} = k.key and m.shadow_of is null limit $4)`;
const keysOfWords = {
  name: 'search_exact_keys',
  text: `select k.key, x.* from unnest((select $2::text[]), (select $3::text[])) k(key, upper) cross join lateral (
      ${methodsBy('key')} union all ${methodsBy('stripped')}
      union all (select 'id' as kind, c.id, c.archived_at is not null as archived from contact c
        where c.tenant_id = $1 and c.external_id in (k.key, k.upper) and c.deleted_at is null limit $4)
    ) x`,
};
const tagNames = {
  name: 'search_tags',
  text: `select id, name from tag where tenant_id = $1 order by name limit ${mostTags}`,
};

/** Whether those who have the word exactly are all who are meant. */
export function isSettled({ patterns }: PlannedWord, { exactly }: WordFacts): boolean {
  return patterns.isWhole && exactly.length > 0;
}

/** Every word of the plan, also under a negation. */
export function wordsOf(plan: SearchPlan): readonly PlannedWord[] {
  if (plan.kind === 'word') return [plan];
  if (plan.kind === 'not') return wordsOf(plan.node);
  return plan.kind === 'all' || plan.kind === 'any' ? plan.nodes.flatMap(wordsOf) : [];
}

/** What its words are exactly, if they are a number, an address or an external id. */
export function keysOf(plan: SearchPlan): readonly string[] {
  return wordsOf(plan).flatMap(({ patterns }) => patterns.keys);
}

/** Who has one of the keys, as a number, an address or an external id. */
export function findHolders(tenantId: number, keys: readonly string[]): BoundStatement {
  const each = [...new Set(keys)];
  const upper = each.map((key) => key.toUpperCase());
  return { ...keysOfWords, values: [tenantId, each, upper, mostExact] };
}

/** Who has the words exactly; their tags are left open. `holders`: of these keys at least. */
export function factsOfHolders(plan: SearchPlan, holders: readonly Holder[]): WordFactsOf {
  if (holders.length === 0) return () => noFacts;
  const facts = wordsOf(plan).map(
    (word) => [word, { exactly: holdersOf(word, holders), tags: [] }] as const,
  );
  return factsFrom(new Map(facts));
}

export function allTags(tenantId: number): BoundStatement {
  return { ...tagNames, values: [tenantId] };
}

/** All who are meant, where the plan is one word that settles who they are; null otherwise. */
export function settledHits(
  plan: SearchPlan,
  { holders, factsOf }: { readonly holders: readonly Holder[]; readonly factsOf: WordFactsOf },
): SearchPosition[] | null {
  if (plan.kind !== 'word' || !isSettled(plan, factsOf(plan))) return null;
  const archived = new Map(holders.map((one) => [one.id, one.archived]));
  return factsOf(plan).exactly.map((id) => ({
    id,
    level: 0,
    isArchived: archived.get(id) ?? false,
  }));
}

/** The same facts with the tags that the words begin. `known`: all tags, where they are. */
export async function resolveTags(
  connection: TenantConnection,
  { tenantId, plan, factsOf }: Unresolved,
  known: readonly NamedTag[] | null,
): Promise<WordFactsOf> {
  const words = wordsOf(plan);
  if (words.every((word) => word.scope !== 'any' || isSettled(word, factsOf(word)))) return factsOf;
  const asked = allTags(tenantId);
  const tags = known ?? namedTags(await connection.query(asked, asked.values));
  const facts = words.map(
    (word) => [word, { ...factsOf(word), tags: tagsOf(word, tags) }] as const,
  );
  return factsFrom(new Map(facts));
}

interface Unresolved {
  readonly tenantId: number;
  readonly plan: SearchPlan;
  readonly factsOf: WordFactsOf;
}

const noFacts: WordFacts = { exactly: [], tags: [] };

function factsFrom(facts: ReadonlyMap<PlannedWord, WordFacts>): WordFactsOf {
  return (word) => facts.get(word) ?? noFacts;
}

export interface Holder {
  readonly key: string;
  readonly kind: 'phone' | 'email' | 'id';
  readonly id: Uuid;
  readonly archived: boolean;
}
/** `line`: the name as it stands in a search text. */
export interface NamedTag {
  readonly id: Uuid;
  readonly line: string;
}

/** The answer to `allTags`. */
export function namedTags(rows: readonly Row[]): NamedTag[] {
  return rows.map((row) => {
    const { id, name } = rowAs<{ readonly id: Uuid; readonly name: string }>(row);
    return { id, line: `${foldSearch(name)}\n` };
  });
}

function holdersOf(word: PlannedWord, holders: readonly Holder[]): Uuid[] {
  const kinds: readonly string[] = word.scope === 'any' ? ['phone', 'email', 'id'] : [word.scope];
  const keys = new Set(word.patterns.keys);
  const own = holders.filter(({ key, kind }) => kinds.includes(kind) && keys.has(key));
  return [...new Set(own.map(({ id }) => id))].slice(0, mostExact);
}

function tagsOf({ scope, text, patterns }: PlannedWord, tags: readonly NamedTag[]): Uuid[] {
  if (scope !== 'any') return [];
  // Most words are in no tag: that is told before an expression is made. A number may stand there in other digits.
  if (patterns.number === null && !tags.some(({ line }) => line.includes(text))) return [];
  const begins = new RegExp(patterns.start);
  return tags.filter(({ line }) => begins.test(line)).map(({ id }) => id);
}
