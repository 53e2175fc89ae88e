/**
 * The first page of digits that are typed, or of what an address may begin with, found by how the numbers of the workspace
 * begin and end and how its addresses begin: they come before all that hold it elsewhere, so that no text need be looked at
 * when they fill the page.
 */
import type { PlannedWord, SearchPlan, SearchRequest } from '../../../core/port/search-query.ts';
import type { NumberWays } from '../../../core/search/word-pattern.ts';
import { rowAs } from '../table.ts';
import { type Found, fullPage, hitsOf, positionsOf } from './found.ts';
import { inWindow } from './name-search.ts';
import { ask, type Hits, isBehind, ofLevel, type Page, type Running } from './running.ts';
import {
  type BeginningAsk,
  type BegunContact,
  countryCodes,
  type FirstHolder,
  firstHolders,
  mostBegun,
  type WordRange,
  type RangeRanking,
  type RankedHolder,
  rankHolders,
} from './beginning-sql.ts';
import { wordLevel, worstNameLevel } from './plan-sql.ts';
import {
  addressSign,
  beginSign,
  endSign,
  longestEnd,
  longestWord,
  numberStart,
  reversed,
} from './search-word.ts';

/** What is ranked whole, where those that come first by id do not fill the page. */
const mostRankedAtAll = 200_000;

/** What is asked of numbers and addresses for the first page; null when they are not what is typed, or it must be found out first. */
export function beginningAskOf(plan: SearchPlan, { limit, after }: Page): BeginningAsk | null {
  if (after || plan.kind !== 'word' || !isBeginning(plan)) return null;
  const { address, number } = plan.patterns;
  if (address !== null) {
    const starts = waysOf(address).map((prefix) => ({ prefix, isShort: false }));
    return { starts, end: null, limit };
  }
  if (number === null || number.abroad !== null) return null;
  return { starts: number.begins.map(numberStart), end: endOf(number), limit };
}

/** Null when they do not fill the page, or are not what is asked for. `begun`: what was asked of the first page. */
export async function searchBeginnings(
  run: Running,
  { limit, after }: Pick<SearchRequest, 'limit' | 'after'>,
  begun: readonly BegunContact[] | null,
): Promise<Found | null> {
  const { plan } = run.asked;
  if (plan.kind !== 'word' || !isBeginning(plan)) return null;
  // Whoever has it as a number or an id is a better match.
  const { exactly, tags } = run.asked.factsOf(plan);
  if (exactly.length > 0) return null;
  // Tags that begin so are as good as the ends of numbers.
  if (begun?.every(({ isMany, level }) => !isMany && (tags.length === 0 || level !== wordLevel)))
    return fullPage(hitsOf(begun), limit);
  const ranges = await rangesOf(run, plan);
  const worst = Math.max(-1, ...ranges.map(({ level }) => level));
  if (worst < 0 || isBehind(worst, after)) return null;
  const page = { limit: limit + 1, after };
  const isMany = begun?.some((one) => one.isMany) === true;
  const hits = await firstOf(run, { ranges, isMany }, page);
  return fullPage(hits, limit);
}

/** `isMany`: that more begin so than are looked at first is known. */
async function firstOf(
  run: Running,
  { ranges, isMany }: { readonly ranges: readonly WordRange[]; readonly isMany: boolean },
  page: Page,
): Promise<Hits> {
  const best = ranges.filter(({ level }) => level === worstNameLevel);
  if (best.length > 0 && !isBehind(worstNameLevel, page.after)) {
    const begun =
      (isMany ? null : await beginnings(run, best, { mostRows: mostBegun, ...page })) ??
      (await inWindow(run, worstNameLevel, page)) ??
      (await beginnings(run, best, { mostRows: mostRankedAtAll, ...page }));
    if (best.length === ranges.length || (begun && begun.length >= page.limit)) return begun;
  }
  return rank(run, { ranges, mostRows: mostRankedAtAll, ...page });
}

/** The first whose numbers begin so; null when there are more than are looked at. */
async function beginnings(
  run: Running,
  ranges: readonly WordRange[],
  { mostRows, limit, after }: Page & Pick<RangeRanking, 'mostRows'>,
): Promise<Hits> {
  const place = ofLevel(worstNameLevel, after);
  const prefixes = ranges.map(({ prefix }) => prefix);
  const asked = { prefixes, mostRows, after: place, limit };
  const rows = await ask(run, firstHolders(run.asked.tenantId, asked));
  if (rows.some((row) => rowAs<FirstHolder>(row).isMany)) return null;
  const found = rows.filter((row) => rowAs<FirstHolder>(row).id !== null);
  return positionsOf(found.map((row) => ({ ...row, level: worstNameLevel })));
}

function isBeginning({ scope, text }: PlannedWord): boolean {
  return scope === 'any' && text.length < longestWord;
}

/** A name that looks so is as good. */
function waysOf(address: string): string[] {
  return [addressSign + address, address];
}

function endOf({ end }: NumberWays): string | null {
  return end === null || end.length > longestEnd ? null : endSign + reversed(end);
}

/** None for what is no number and no address. */
async function rangesOf(run: Running, word: PlannedWord): Promise<WordRange[]> {
  const { number, address } = word.patterns;
  if (address !== null) return waysOf(address).map((prefix) => ({ prefix, level: worstNameLevel }));
  if (number === null) return [];
  const { begins, abroad } = number;
  const end = endOf(number);
  const begun = new Set([...begins, ...(abroad === null ? [] : await abroadOf(run, abroad))]);
  const ranges = [...begun].map((text) => ({
    prefix: numberStart(text).prefix,
    level: worstNameLevel,
  }));
  // Tags that begin so are as good as the ends of numbers.
  if (end === null || run.asked.factsOf(word).tags.length > 0) return ranges;
  return [...ranges, { prefix: end, level: wordLevel }];
}

/** The number after every country code that the workspace has numbers of. */
async function abroadOf(run: Running, rest: string): Promise<string[]> {
  const rows = await ask(run, countryCodes(run.asked.tenantId, `${beginSign}+`));
  const codes = rows.map((row) => rowAs<{ readonly code: string }>(row).code);
  return codes.flatMap((code) => [1, 2, 3].map((digits) => `+${code.slice(0, digits)}${rest}`));
}

/** Null when there are more. */
async function rank(run: Running, ranking: RangeRanking): Promise<Hits> {
  const rows = await ask(run, rankHolders(run.asked.tenantId, ranking));
  const [first] = rows.map((row) => rowAs<RankedHolder>(row));
  if (!first || first.rows > ranking.mostRows) return null;
  return positionsOf(rows.filter((row) => rowAs<RankedHolder>(row).id !== null));
}
