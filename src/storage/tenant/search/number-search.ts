/**
 * The first page of digits that are typed, found by how the numbers of the workspace begin and end: they come before all
 * that hold the digits elsewhere, so that no text need be looked at when they fill the page.
 */
import type { PlannedWord, SearchRequest } from '../../../core/port/search-query.ts';
import { rowAs } from '../table.ts';
import { type Found, positionsOf } from './found.ts';
import { ask, type Hits, inWindow, type Page, type Running } from './name-search.ts';
import {
  countryCodes,
  type NumberRange,
  type NumberRanking,
  type RankedNumber,
  rankNumbers,
} from './number-sql.ts';
import { wordLevel, worstNameLevel } from './plan-sql.ts';
import { beginSign, endSign, longestEnd, longestWord, reversed } from './search-word.ts';

/** What is ranked whole; of more, the first by id are looked at before. */
const mostRanked = 20_000;
const mostRankedAtAll = 200_000;

/** Null when they do not fill the page, or are not what is asked for. */
export async function searchNumbers(
  run: Running,
  { limit, after }: Pick<SearchRequest, 'limit' | 'after'>,
): Promise<Found | null> {
  const { plan } = run.asked;
  if (plan.kind !== 'word' || plan.scope !== 'any' || plan.text.length >= longestWord) return null;
  // Whoever has it as a number or an id is a better match.
  if (run.asked.factsOf(plan).exactly.length > 0) return null;
  const ranges = await rangesOf(run, plan);
  const worst = Math.max(-1, ...ranges.map(({ level }) => level));
  if (worst < 0 || (after && after.level > worst)) return null;
  const page = { limit: limit + 1, after };
  const hits = await firstOf(run, ranges, page);
  if (!hits || hits.length <= limit) return null;
  return { hits, total: { count: hits.length, isExact: false }, counted: [] };
}

async function firstOf(run: Running, ranges: readonly NumberRange[], page: Page): Promise<Hits> {
  const few = await rank(run, { ranges, mostRows: mostRanked, ...page });
  const first = few ?? (await inWindow(run, worstNameLevel, page));
  return first ?? rank(run, { ranges, mostRows: mostRankedAtAll, ...page });
}

/** None for what is no number. */
async function rangesOf(run: Running, word: PlannedWord): Promise<NumberRange[]> {
  const { number } = word.patterns;
  if (number === null) return [];
  const { begins, abroad, end } = number;
  const beginnings = new Set([...begins, ...(abroad === null ? [] : await abroadOf(run, abroad))]);
  const ranges = [...beginnings].map((text) => ({
    prefix: beginSign + text,
    level: worstNameLevel,
  }));
  // Tags that begin so are as good as the ends of numbers.
  if (end === null || end.length > longestEnd || run.asked.factsOf(word).tags.length > 0)
    return ranges;
  return [...ranges, { prefix: endSign + reversed(end), level: wordLevel }];
}

/** The number after every country code that the workspace has numbers of. */
async function abroadOf(run: Running, rest: string): Promise<string[]> {
  const rows = await ask(run, countryCodes(run.asked.tenantId, `${beginSign}+`));
  const codes = rows.map((row) => rowAs<{ readonly code: string }>(row).code);
  return codes.flatMap((code) => [1, 2, 3].map((digits) => `+${code.slice(0, digits)}${rest}`));
}

/** Null when there are more. */
async function rank(run: Running, ranking: NumberRanking): Promise<Hits> {
  const rows = await ask(run, rankNumbers(run.asked.tenantId, ranking));
  const [first] = rows.map((row) => rowAs<RankedNumber>(row));
  if (!first || first.rows > ranking.mostRows) return null;
  return positionsOf(rows.filter((row) => rowAs<RankedNumber>(row).id !== null));
}
