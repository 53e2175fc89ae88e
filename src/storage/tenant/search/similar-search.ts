/** Matches of words with a typing error: the words of the workspace that are spelled alike are looked up first. */
import type { PlannedWord, SearchPlan, SearchPosition } from '../../../core/port/search-query.ts';
import { spelledAs } from '../../../core/search/word-pattern.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { TenantConnection } from '../../database.ts';
import { rowAs } from '../table.ts';
import { firstAmong, mostLookedAt } from './among-search.ts';
import { positionsOf } from './found.ts';
import { likeWords, type LikeWords } from './misspelling.ts';
import { worstLevel } from './plan-sql.ts';
import { type WordFacts, wordsOf } from './resolved-plan.ts';
import { ofLevel, type Running } from './running.ts';
import { aimLens, type Asked, findMatching, findSpelled } from './search-sql.ts';
import { contactsOf, countBegun } from './word-sql.ts';

/** Of a word that few have, so many texts at most hold it anywhere. */
const mostHolding = 5_000;

export interface Spelled {
  /** The same search, with the spellings that there are in place of all that might be; others forgive nothing. */
  readonly asked: Asked;
  /** Of each word. */
  readonly like: ReadonlyMap<PlannedWord, LikeWords>;
}

/** What the words of a search may have meant. */
export async function spell(connection: TenantConnection, asked: Asked): Promise<Spelled> {
  const { tenantId, plan, factsOf } = asked;
  const found = await likeWords(connection, tenantId, wordsOf(plan));
  const facts = new Map<PlannedWord, WordFacts>();
  const like = new Map<PlannedWord, LikeWords>();
  const spelled = mapWords(plan, (word) => {
    const words = found.get(word) ?? { spellings: [], holding: null };
    const own = { ...word, patterns: spelledAs(word.patterns, word.scope, words.spellings) };
    facts.set(own, factsOf(word));
    like.set(own, words);
    return own;
  });
  return {
    asked: { tenantId, plan: spelled, factsOf: (word) => facts.get(word) ?? factsOf(word) },
    like,
  };
}

/** None when nobody can match by a typing error. */
export function allSpellings({ like }: Spelled): readonly string[] {
  return [...new Set([...like.values()].flatMap(({ spellings }) => spellings))];
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

export interface Similar {
  readonly hits: readonly SearchPosition[];
  /** False: `hits` are the first in order. */
  readonly isAll: boolean;
}

/** Who matches by a typing error alone: all, or at least `limit`; null when only looking at all texts can tell. */
export async function findSimilar(
  connection: TenantConnection,
  spelled: Spelled,
  ask: SimilarAsk,
): Promise<Similar | null> {
  const { asked } = spelled;
  const known = ask.sure.map(({ id }) => id);
  const after = ofLevel(worstLevel, ask.after);
  const { limit } = ask;
  const run = { connection, asked };
  const words = allSpellings(spelled);
  if (asked.plan.kind === 'word')
    return asked.plan.scope === 'any' ? ofSpellings(run, { words, known, limit, after }) : null;
  if (asked.plan.kind !== 'all') return null;
  const rarest = await rarestWord(run, spelled);
  if (rarest) return withWord(run, rarest, known);
  return after?.isArchived ? null : amongFirst(run, { words, known, limit, after });
}

/** Null when those that are looked at do not fill the page. */
async function amongFirst(
  { connection, asked }: Running,
  { words, after, limit }: OfSpellings,
): Promise<Similar | null> {
  const among = { words, inName: false, after };
  const hits = await firstAmong(connection, { asked, level: worstLevel, among, limit });
  return hits && { hits, isAll: false };
}

/** All who have the word, somewhere in their text or in another spelling; null when they are many. */
async function withWord(
  { connection, asked }: Running,
  { word, spellings }: RarestWord,
  known: readonly Uuid[],
): Promise<Similar | null> {
  const source = { ids: null, patterns: [word.patterns.indexed], tags: [] };
  const aim = aimLens(source);
  const holding = findMatching(asked, worstLevel, { source, limit: mostHolding + 1 });
  const others = findSpelled(asked, worstLevel, spellings);
  const [, texts, words] = await Promise.all([
    connection.query(aim, aim.values),
    connection.query(holding, holding.values),
    connection.query(others, others.values),
  ]);
  if (texts.length > mostHolding) return null;
  return { hits: withoutKnown(positionsOf([...texts, ...words]), known), isAll: true };
}

function withoutKnown(
  hits: readonly SearchPosition[],
  known: readonly Uuid[],
): readonly SearchPosition[] {
  const others = new Set(known);
  return hits.filter(({ id }) => !others.has(id));
}

interface RarestWord {
  readonly word: PlannedWord;
  readonly spellings: readonly string[];
}

interface OfSpellings {
  readonly words: readonly string[];
  readonly known: readonly Uuid[];
  readonly limit: number;
  readonly after: SearchPosition | undefined;
}

/** Who has any of the words needs no second look. */
async function ofSpellings(
  { connection, asked }: Running,
  { words, known, limit, after }: OfSpellings,
): Promise<Similar> {
  const stream = contactsOf(asked.tenantId, { words, known, limit, after });
  const rows = await connection.query(stream, stream.values);
  const hits = positionsOf(rows.map((row) => ({ ...row, level: worstLevel })));
  return { hits, isAll: hits.length < limit };
}

/** The word that fewest have, however it is spelled; null when all are frequent. */
async function rarestWord(
  { connection, asked }: Running,
  { like }: Spelled,
): Promise<RarestWord | null> {
  const { plan } = asked;
  if (plan.kind !== 'all') return null;
  const words = plan.nodes
    .filter((node) => node.kind === 'word')
    .filter(
      ({ scope, text, patterns }) => scope === 'any' && patterns.number === null && text.length > 2,
    );
  const counts = await Promise.all(
    words.map(async (word) => {
      const begun = { prefix: word.text, words: like.get(word)?.spellings ?? [] };
      const counting = countBegun(asked.tenantId, begun, mostLookedAt + 1);
      const [row] = await connection.query(counting, counting.values);
      return row ? rowAs<{ readonly count: number }>(row).count : 0;
    }),
  );
  const least = Math.min(...counts);
  const rarest = words[counts.indexOf(least)];
  if (!rarest || least > mostLookedAt || asked.factsOf(rarest).tags.length > 0) return null;
  return { word: rarest, spellings: like.get(rarest)?.spellings ?? [] };
}
