/**
 * The first page of what is typed, found by the words of names alone: whoever has them in the name comes before all others,
 * so that nothing else need be looked at when they fill the page.
 */
import type {
  PlannedWord,
  SearchPosition,
  SearchRequest,
} from '../../../core/port/search-query.ts';
import type { Row, TenantConnection } from '../../database.ts';
import type { BoundStatement } from '../list/parameters.ts';
import { rowAs } from '../table.ts';
import { type Found, positionsOf } from './found.ts';
import { worstNameLevel } from './plan-sql.ts';
import { wordsOf } from './resolved-plan.ts';
import { type Asked, findAmong, findByName, walkWindow } from './search-sql.ts';
import { longestWord } from './search-word.ts';
import { ranked, tiersAfter } from './tier.ts';
import { contactsOf, countNames, rankNames, type RankedName, wordsFrom } from './word-sql.ts';

/** What is ranked whole: of more, one word after the other is read in the order of ids. */
const mostRanked = 2_000;
/** Candidates of which each is looked at for the other words. */
const mostLookedAt = 2_000;
/** Beginnings of more words than this are looked for along the ids. */
const mostWords = 100;
/** Contacts that are looked at, along the ids, in the hope of a full page. */
const windowSize = 5_000;

export interface Running {
  readonly connection: TenantConnection;
  readonly asked: Asked;
}

/** Null when the names do not fill the page, or are not what is asked for. */
export async function searchNames(
  run: Running,
  { limit, after }: Pick<SearchRequest, 'limit' | 'after'>,
): Promise<Found | null> {
  const { plan, factsOf } = run.asked;
  if (after && after.level > worstNameLevel) return null;
  // Whoever has it as a number or an id is a better match.
  if (wordsOf(plan).some((word) => factsOf(word).exactly.length > 0)) return null;
  const page = { limit: limit + 1, after };
  const single = plan.kind === 'word' && isName(plan) ? plan : null;
  const hits = single ? await oneName(run, single, page) : await severalWords(run, page);
  if (!hits || hits.length <= limit) return null;
  return { hits, total: { count: hits.length, isExact: false }, counted: [] };
}

export interface Page {
  readonly limit: number;
  readonly after: SearchPosition | undefined;
}

export type Hits = readonly SearchPosition[] | null;

/** Whether all that match it at the levels of names are those who have it so in their name. */
function isName({ scope, text, patterns }: PlannedWord): boolean {
  if (scope !== 'any' && scope !== 'name') return false;
  return patterns.number === null && text.length < longestWord && /^[\p{L}\p{N}]+$/u.test(text);
}

async function oneName(run: Running, word: PlannedWord, page: Page): Promise<Hits> {
  const { tenantId } = run.asked;
  const prefix = word.text;
  const hasWhole = word.patterns.name !== null;
  const rows = await ask(
    run,
    rankNames(tenantId, { prefix, hasWhole, mostRows: mostRanked, ...page }),
  );
  const [first] = rows.map((row) => rowAs<RankedName>(row));
  if (!first || first.rows === 0) return null;
  if (first.rows <= mostRanked)
    return positionsOf(rows.filter((row) => rowAs<RankedName>(row).id !== null));
  const whole = hasWhole
    ? await stream(run, { level: 1, words: [prefix], without: null }, page)
    : [];
  if (whole.length >= page.limit) return whole;
  const rest = { after: page.after, limit: page.limit - whole.length };
  const begun = await wordsBegun(run, wordsFrom(tenantId, prefix, mostWords + 1));
  const words = begun.filter((one) => !hasWhole || one !== prefix);
  const more =
    words.length > mostWords
      ? await inWindow(run, worstNameLevel, rest)
      : await stream(run, { level: 2, words, without: hasWhole ? prefix : null }, rest);
  return more && [...whole, ...more];
}

interface Streamed {
  readonly level: number;
  readonly words: readonly string[];
  readonly without: string | null;
}

async function stream(run: Running, streamed: Streamed, page: Page): Promise<SearchPosition[]> {
  const { level, words, without } = streamed;
  const hits: SearchPosition[] = [];
  if (page.after && page.after.level > level) return hits;
  for (const { isArchived, after } of tiersAfter(level, ofLevel(level, page.after))) {
    const limit = page.limit - hits.length;
    if (limit <= 0) break;
    const asked = { words, inName: true, isArchived, after, without, known: [], limit };
    const rows = await ask(run, contactsOf(run.asked.tenantId, asked));
    hits.push(...positionsOf(rows.map((row) => ({ ...row, level }))));
  }
  return hits;
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
  const prefixes = plan.nodes.flatMap((node) =>
    node.kind === 'word' && isName(node) ? [node.text] : [],
  );
  if (prefixes.length === 0) return null;
  const counting = countNames(tenantId, prefixes, mostLookedAt + 1);
  const names = (await ask(run, counting)).map((row, at): CountedName => ({
    ...rowAs<Omit<CountedName, 'text'>>(row),
    text: prefixes[at] ?? '',
  }));
  const [rarest] = names.toSorted((a, b) => a.count - b.count || b.text.length - a.text.length);
  if (!rarest || rarest.count === 0) return null;
  if (rarest.count > mostLookedAt) return frequentWords(run, { names, rarest }, page);
  const found = await ask(run, findByName(run.asked, worstNameLevel, rarest.text));
  return ranked(positionsOf(found), page.after).slice(0, page.limit);
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
  const among = { words, inName: true, after: ofLevel(level, after), most: mostLookedAt };
  const hits = positionsOf(await ask(run, findAmong(run.asked, level, { among, limit })));
  return hits.length < limit ? null : hits;
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

function ofLevel(level: number, after: SearchPosition | undefined): SearchPosition | undefined {
  return after?.level === level ? after : undefined;
}

export function ask({ connection }: Running, statement: BoundStatement): Promise<readonly Row[]> {
  return connection.query(statement, statement.values);
}
