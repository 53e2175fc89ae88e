/** What of a search is looked up before it is asked: whose numbers and ids its words are exactly, and which tags they begin. */
import type { PlannedWord, SearchPlan } from '../../../core/port/search-query.ts';
import { foldSearch } from '../../../core/value/text.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { TenantConnection } from '../../database.ts';
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

const keysOfWords = {
  name: 'search_exact_keys',
  text: `(select key, kind, contact_id as id from contact_method where tenant_id = $1 and key = any($2::text[]) and shadow_of is null limit $3)
    union all (select stripped as key, kind, contact_id as id from contact_method where tenant_id = $1 and stripped = any($2::text[]) and shadow_of is null limit $3)
    union all (select lower(external_id) as key, 'id' as kind, id from contact where tenant_id = $1 and external_id = any($2::text[]) limit $3)`,
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

/** Who has the words exactly; their tags are left open. */
export async function resolveKeys(
  connection: TenantConnection,
  tenantId: number,
  plan: SearchPlan,
): Promise<WordFactsOf> {
  const words = wordsOf(plan);
  if (words.length === 0) return () => noFacts;
  const keys = [...new Set(words.flatMap((word) => [...word.patterns.keys, word.text]))];
  const spelled = [...new Set([...keys, ...keys.map((key) => key.toUpperCase())])];
  const rows = await connection.query(keysOfWords, [tenantId, spelled, mostExact]);
  if (rows.length === 0) return () => noFacts;
  const holders = rows.map((row) => rowAs<Holder>(row));
  const facts = words.map(
    (word) => [word, { exactly: holdersOf(word, holders), tags: [] }] as const,
  );
  return factsFrom(new Map(facts));
}

/** The same facts with the tags that the words begin. */
export async function resolveTags(
  connection: TenantConnection,
  {
    tenantId,
    plan,
    factsOf,
  }: { readonly tenantId: number; readonly plan: SearchPlan; readonly factsOf: WordFactsOf },
): Promise<WordFactsOf> {
  const words = wordsOf(plan);
  if (words.every((word) => word.scope !== 'any' || isSettled(word, factsOf(word)))) return factsOf;
  const tags = (await connection.query(tagNames, [tenantId])).map((row) => rowAs<NamedTag>(row));
  const facts = words.map(
    (word) => [word, { ...factsOf(word), tags: tagsOf(word, tags) }] as const,
  );
  return factsFrom(new Map(facts));
}

const noFacts: WordFacts = { exactly: [], tags: [] };

function factsFrom(facts: ReadonlyMap<PlannedWord, WordFacts>): WordFactsOf {
  return (word) => facts.get(word) ?? noFacts;
}

interface Holder {
  readonly key: string;
  readonly kind: 'phone' | 'email' | 'id';
  readonly id: Uuid;
}
interface NamedTag {
  readonly id: Uuid;
  readonly name: string;
}

function holdersOf(word: PlannedWord, holders: readonly Holder[]): Uuid[] {
  const kinds: readonly string[] = word.scope === 'any' ? ['phone', 'email', 'id'] : [word.scope];
  const keys = new Set(word.patterns.keys);
  const own = holders.filter(({ key, kind }) => kinds.includes(kind) && keys.has(key));
  return [...new Set(own.map(({ id }) => id))].slice(0, mostExact);
}

function tagsOf({ scope, patterns }: PlannedWord, tags: readonly NamedTag[]): Uuid[] {
  if (scope !== 'any') return [];
  const begins = new RegExp(patterns.start);
  return tags.filter(({ name }) => begins.test(`${foldSearch(name)}\n`)).map(({ id }) => id);
}
