/**
 * The first page of what is typed, found by the words of names alone: whoever has them in the name comes before all others,
 * so that nothing else need be looked at when they fill the page.
 */
import type { SearchPlan, SearchRequest } from '../../../core/port/search-query.ts';
import type { BoundStatement } from '../list/parameters.ts';
import { rowAs } from '../table.ts';
import { firstAmong, mostLookedAt } from './among-search.ts';
import { type Found, fullPage, hitsOf, positionsOf } from './found.ts';
import { worstNameLevel } from './plan-sql.ts';
import { isName, type NameAsk, type NamedContact } from './name-sql.ts';
import { ask, type Hits, isBehind, ofLevel, type Page, type Running } from './running.ts';
import { findByName, firstByName, walkWindow } from './search-sql.ts';
import { shortNameWord } from './search-word.ts';
import { severalNames } from './several-names.ts';
import type { NamedAll, NamesAsk } from './several-names-sql.ts';
import { ranked } from './tier.ts';
import { countNames, wordsFrom } from './word-sql.ts';

/** Beginnings of more words than this are looked for along the ids. */
const mostWords = 100;
/** Contacts that are looked at, along the ids, in the hope of a full page. */
const windowSize = 5_000;

/** What is asked of the names where the plan is one word of them; null otherwise, and where no name comes after the position. */
export function nameAskOf(plan: SearchPlan, page: Page): NameAsk | null {
  if (plan.kind !== 'word' || !isName(plan) || isBehind(worstNameLevel, page.after)) return null;
  const { text: prefix, patterns } = plan;
  const short = shortNameWord(prefix);
  if (short !== null)
    return {
      prefix,
      whole: { word: short, level: worstNameLevel },
      isBeginning: false,
      ...page,
    };
  const whole = patterns.name === null ? null : { word: prefix, level: 1 };
  return { prefix, whole, isBeginning: true, ...page };
}

/** What was asked of the names first, of one word or of several, and the answer. */
export interface FirstNames {
  readonly names: NamesAsk | null;
  readonly named: readonly NamedContact[] | null;
  readonly namedAll: readonly NamedAll[] | null;
}

/** Null when the names do not fill the page, or are not what is asked for. */
export async function searchNames(
  run: Running,
  { limit, after }: Pick<SearchRequest, 'limit' | 'after'>,
  { names, named, namedAll }: FirstNames,
): Promise<Found | null> {
  if (isBehind(worstNameLevel, after)) return null;
  const page = { limit: limit + 1, after };
  if (named) return fullPage(await oneName(run, named, page), limit);
  const all = names && namedAll && (await severalNames(run, names, namedAll));
  return fullPage(all ?? (await severalWords(run, page)), limit);
}

async function oneName(run: Running, named: readonly NamedContact[], page: Page): Promise<Hits> {
  const hits = hitsOf(named);
  if (!named.some(({ isMore }) => isMore) || hits.length >= page.limit) return hits;
  const rest = { after: page.after, limit: page.limit - hits.length };
  const more = await inWindow(run, worstNameLevel, rest);
  return more && [...hits, ...more];
}

interface CountedName {
  readonly text: string;
  readonly count: number;
  readonly whole: boolean;
}

/** By the rarest of the names: the others are looked for in the texts of those who have it. */
async function severalWords(run: Running, page: Page): Promise<Hits> {
  const { tenantId, plan } = run.asked;
  if (plan.kind !== 'all') return null;
  const words = plan.nodes.flatMap((node) => (node.kind === 'word' && isName(node) ? [node] : []));
  if (words.length === 0) return null;
  const prefixes = words.map(({ text }) => text);
  const counting = countNames(tenantId, prefixes, mostLookedAt + 1);
  const names = (await ask(run, counting)).map((row, at): CountedName => ({
    ...rowAs<Omit<CountedName, 'text'>>(row),
    text: prefixes[at] ?? '',
  }));
  const [rarest] = names.toSorted((a, b) => a.count - b.count || b.text.length - a.text.length);
  if (!rarest || rarest.count === 0) return null;
  if (rarest.count > mostLookedAt) return frequentWords(run, { names, rarest }, page);
  const { text: prefix } = rarest;
  if (names.every(({ whole }) => whole)) {
    const found = await ask(run, findByName(run.asked, worstNameLevel, prefix));
    return ranked(positionsOf(found), page.after).slice(0, page.limit);
  }
  const tier = { level: worstNameLevel, after: ofLevel(worstNameLevel, page.after) };
  const { limit } = page;
  return positionsOf(await ask(run, firstByName(run.asked, tier, { prefix, limit })));
}

/** Among the first who have the name: those who do not fill the page leave it open who comes after them. */
async function frequentWords(
  run: Running,
  { names, rarest }: { readonly names: readonly CountedName[]; readonly rarest: CountedName },
  { limit, after }: Page,
): Promise<Hits> {
  const { tenantId } = run.asked;
  const level = names.every(({ whole }) => whole) ? 1 : worstNameLevel;
  if (after && (after.level > level || after.isArchived)) return null;
  const words =
    level === 1
      ? [rarest.text]
      : await wordsBegun(run, wordsFrom(tenantId, rarest.text, mostWords + 1));
  if (words.length > mostWords) return inWindow(run, level, { limit, after });
  const among = { words, inName: true, after: ofLevel(level, after) };
  return firstAmong(run.connection, { asked: run.asked, level, among, limit });
}

async function wordsBegun(run: Running, statement: BoundStatement): Promise<readonly string[]> {
  const rows = await ask(run, statement);
  return rows.map((row) => rowAs<{ readonly word: string }>(row).word);
}

/** The first of the level among the next contacts by id; null when they do not fill the page: there may be more. */
export async function inWindow(run: Running, level: number, page: Page): Promise<Hits> {
  if (page.after && (page.after.level > level || page.after.isArchived)) return null;
  const tier = { level, isArchived: false, after: ofLevel(level, page.after) };
  const window = { limit: page.limit, contacts: windowSize };
  const hits = positionsOf(await ask(run, walkWindow(run.asked, tier, window)));
  return hits.length < page.limit ? null : hits;
}
