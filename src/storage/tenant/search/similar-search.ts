/** Matches of words with a typing error: the words of the workspace that are spelled alike are looked up first. */
import type { PlannedWord, SearchPlan, SearchPosition } from '../../../core/port/search-query.ts';
import { spelledAs } from '../../../core/search/word-pattern.ts';
import type { TenantConnection } from '../../database.ts';
import { rowAs } from '../table.ts';
import { positionsOf } from './found.ts';
import { similarWords } from './misspelling.ts';
import { worstLevel } from './plan-sql.ts';
import { type WordFacts, wordsOf } from './resolved-plan.ts';
import { type Asked, findBySpelling, walkWindow } from './search-sql.ts';
import { tiersAfter } from './tier.ts';
import { contactsOf, countContactsOf } from './word-sql.ts';

/** Candidates of which each is looked at for the rest of the query. */
const mostLookedAt = 2_000;
/** Contacts that are looked at, along the ids, in the hope of a full page. */
const windowSize = 20_000;

export interface Spelled {
  /** The same search, with the spellings that there are in place of all that might be; others forgive nothing. */
  readonly asked: Asked;
  /** None when nobody can match by a typing error. */
  readonly spellings: readonly string[];
}

/** What the words of a search may have meant. */
export async function spell(connection: TenantConnection, asked: Asked): Promise<Spelled> {
  const { tenantId, plan, factsOf } = asked;
  const words = wordsOf(plan);
  const similar = new Map<PlannedWord, readonly string[]>();
  await Promise.all(
    words.map(async (word) => similar.set(word, await similarWords(connection, tenantId, word))),
  );
  const facts = new Map<PlannedWord, WordFacts>();
  const spelled = mapWords(plan, (word) => {
    const own = spelledAs(word, similar.get(word) ?? []);
    facts.set(own, factsOf(word));
    return own;
  });
  return {
    asked: { tenantId, plan: spelled, factsOf: (word) => facts.get(word) ?? factsOf(word) },
    spellings: [...new Set([...similar.values()].flat())],
  };
}

function mapWords(plan: SearchPlan, change: (word: PlannedWord) => PlannedWord): SearchPlan {
  if (plan.kind === 'word') return change(plan);
  if (plan.kind === 'not') return { kind: 'not', node: mapWords(plan.node, change) };
  if (plan.kind !== 'all' && plan.kind !== 'any') return plan;
  return { kind: plan.kind, nodes: plan.nodes.map((node) => mapWords(node, change)) };
}

export interface SimilarAsk {
  readonly after?: SearchPosition | undefined;
  /** Whoever matches without an error. */
  readonly sure: readonly SearchPosition[];
  /** Needed at least. */
  readonly limit: number;
}

/** The first who match by a typing error alone, `limit` or all there are; null when only looking at all texts can tell. */
export async function findSimilar(
  connection: TenantConnection,
  { asked, spellings }: Spelled,
  { sure, after, limit }: SimilarAsk,
): Promise<readonly SearchPosition[] | null> {
  const { tenantId, plan } = asked;
  const known = sure.map(({ id }) => id);
  const place = after?.level === worstLevel ? after : undefined;
  if (plan.kind === 'word' && plan.scope === 'any') {
    const hits: SearchPosition[] = [];
    for (const tier of tiersAfter(worstLevel, place)) {
      const needed = limit - hits.length;
      if (needed <= 0) break;
      const { isArchived } = tier;
      const next = contactsOf(tenantId, {
        ...{ words: spellings, inName: false, isArchived, after: tier.after },
        ...{ without: null, known, limit: needed },
      });
      const rows = await connection.query(next, next.values);
      hits.push(...positionsOf(rows.map((row) => ({ ...row, level: worstLevel }))));
    }
    return hits;
  }
  if (plan.kind !== 'all' || !plan.nodes.every((node) => node.kind !== 'any')) return null;
  const counting = countContactsOf(tenantId, spellings, mostLookedAt + 1);
  const [row] = await connection.query(counting, counting.values);
  if (row && rowAs<{ readonly count: number }>(row).count <= mostLookedAt) {
    const found = findBySpelling(asked, worstLevel, { words: spellings, known });
    return positionsOf(await connection.query(found, found.values));
  }
  if (place?.isArchived) return null;
  const tier = { level: worstLevel, isArchived: false, after: place };
  const window = walkWindow(asked, tier, { limit, contacts: windowSize });
  const hits = positionsOf(await connection.query(window, window.values));
  return hits.length < limit ? null : hits;
}
