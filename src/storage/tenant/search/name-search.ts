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
import { type Asked, findByName, walkWindow } from './search-sql.ts';
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

interface Running {
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

interface Page {
  readonly limit: number;
  readonly after: SearchPosition | undefined;
}

type Hits = readonly SearchPosition[] | null;

/** Whether all that match it at the levels of names are those who have it so in their name. */
function isName({ scope, text, patterns }: PlannedWord): boolean {
  if (scope !== 'any' && scope !== 'name') return false;
  return !patterns.isNumber && text.length < longestWord && /^[\p{L}\p{N}]+$/u.test(text);
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
  const words = (await ask(run, wordsFrom(tenantId, prefix, mostWords + 1)))
    .map((row) => rowAs<{ readonly word: string }>(row).word)
    .filter((one) => !hasWhole || one !== prefix);
  const begun =
    words.length > mostWords
      ? await inWindow(run, worstNameLevel, rest)
      : await stream(run, { level: 2, words, without: hasWhole ? prefix : null }, rest);
  return begun && [...whole, ...begun];
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

/** By the rarest of the names: the others are looked for in the texts of those who have it. */
async function severalWords(run: Running, page: Page): Promise<Hits> {
  const { asked } = run;
  if (asked.plan.kind !== 'all') return null;
  const names = asked.plan.nodes.filter((node) => node.kind === 'word' && isName(node));
  const prefixes = names.flatMap((node) => (node.kind === 'word' ? [node.text] : []));
  if (prefixes.length === 0) return null;
  const rows = await ask(run, countNames(asked.tenantId, prefixes, mostLookedAt + 1));
  const counts = rows.map((row) => rowAs<{ readonly count: number; readonly whole: boolean }>(row));
  const least = Math.min(...counts.map(({ count }) => count));
  const rarest = prefixes[counts.findIndex(({ count }) => count === least)];
  if (rarest === undefined || least === 0) return null;
  if (least <= mostLookedAt) {
    const found = await ask(run, findByName(asked, worstNameLevel, rarest));
    return ranked(positionsOf(found), page.after).slice(0, page.limit);
  }
  return inWindow(run, counts.every(({ whole }) => whole) ? 1 : worstNameLevel, page);
}

/** The first of the level among the next contacts by id; null when they do not fill the page: there may be more. */
async function inWindow(run: Running, level: number, page: Page): Promise<Hits> {
  if (page.after && (page.after.level > level || page.after.isArchived)) return null;
  const tier = { level, isArchived: false, after: ofLevel(level, page.after) };
  const window = { limit: page.limit, contacts: windowSize };
  const hits = positionsOf(await ask(run, walkWindow(run.asked, tier, window)));
  return hits.length < page.limit ? null : hits;
}

function ofLevel(level: number, after: SearchPosition | undefined): SearchPosition | undefined {
  return after?.level === level ? after : undefined;
}

function ask({ connection }: Running, statement: BoundStatement): Promise<readonly Row[]> {
  return connection.query(statement, statement.values);
}
