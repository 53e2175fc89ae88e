/** Who matches in several words, some perhaps with a typing error: told from the texts of those who have the rarest of them, here. */
import type { PlannedWord, SearchPlan, SearchPosition } from '../../../core/port/search-query.ts';
import { isPlain } from '../../../core/search/word-place.ts';
import { shortestPart } from '../../../core/search/word-pattern.ts';
import type { Row, TenantConnection } from '../../database.ts';
import { rowAs } from '../table.ts';
import { mostLookedAt } from './among-search.ts';
import type { LikeWords } from './misspelling.ts';
import { documentPattern, worstLevel, worstSureLevel } from './plan-sql.ts';
import type { WordFactsOf } from './resolved-plan.ts';
import { ofLevel, type Page } from './running.ts';
import type { Spelled } from './similar-search.ts';
import { ranked, type Tier, tiersAfter } from './tier.ts';
import {
  firstTexts,
  type FirstText,
  type FirstTexts,
  type HeldText,
  type RarestText,
  textsOfRarest,
} from './similar-text-sql.ts';

/** Of a word that no more have, all are looked at, also where only a page is asked for. */
const few = 500;
/** Else as many are looked at first, at a time, and at all: a look at all texts would take longer. */
const firstLookedAt = 300;
const mostAtOnce = 4_000;
const mostLooked = 20_000;
/** Texts that are fetched at least: some may hold a word without having it. */
const leastFetched = 50;
/** Of so many more it is likely that they fill the page. */
const margin = 2;
/** Each number of words is a statement of its own. */
const mostWords = 5;
const unknown: LikeWords = { spellings: [], holding: null };

/** How a word of the query stands in a text. */
interface Sought {
  readonly text: string;
  readonly set: LikeWords;
  /** In another spelling. */
  readonly similar: RegExp | null;
  /** As it is, best first. */
  readonly levels: () => readonly (RegExp | null)[];
}

/** Null where the texts alone do not tell: of fields, negations and alternatives, numbers, one or two letters, and tags. */
function soughtIn({ asked: { plan, factsOf }, like }: Spelled): readonly Sought[] | null {
  if (plan.kind !== 'all' || plan.nodes.length > mostWords) return null;
  const words = plan.nodes.filter((node) => isTextual(node, factsOf));
  if (words.length < plan.nodes.length) return null;
  return words.map((word) => soughtOf(word, like.get(word)));
}

function soughtOf(word: PlannedWord, set: LikeWords = unknown): Sought {
  const { similar } = word.patterns;
  let levels: readonly (RegExp | null)[] | null = null;
  return {
    text: word.text,
    set,
    similar: similar === null ? null : new RegExp(similar, 'u'),
    levels: () => (levels ??= levelsOf(word)),
  };
}

function levelsOf(word: PlannedWord): readonly (RegExp | null)[] {
  return Array.from({ length: worstSureLevel }, (_, level) => {
    const pattern = documentPattern(word, level);
    return pattern === null ? null : new RegExp(pattern, 'u');
  });
}

function isTextual(node: SearchPlan, factsOf: WordFactsOf): node is PlannedWord {
  if (node.kind !== 'word' || node.scope !== 'any') return false;
  if (!isPlain(node) || node.text.length < shortestPart) return false;
  const { exactly, tags } = factsOf(node);
  return exactly.length === 0 && tags.length === 0;
}

function patternsOf(sought: readonly Sought[]): string[][] {
  return sought.map(({ text, set }) => [text, ...set.spellings].map(within));
}

function within(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}

/** The level at which a text has all the words; null when it does not. */
function levelIn(sought: readonly Sought[], doc: string): number | null {
  const unsure = sought.filter(({ text }) => !doc.includes(text));
  if (unsure.length > 0)
    return unsure.every(({ similar }) => similar?.test(doc) === true) ? worstLevel : null;
  return Math.max(...sought.map(({ levels }) => sureLevelIn(levels(), doc)));
}

function sureLevelIn(levels: readonly (RegExp | null)[], doc: string): number {
  const level = levels.findIndex((pattern) => pattern?.test(doc) === true);
  return level === -1 ? worstSureLevel : level;
}

export interface InTexts {
  /** All who match without an error. */
  readonly sure: readonly SearchPosition[];
  /** Who match by one alone. */
  readonly similar: readonly SearchPosition[];
  /** False: `similar` are the first after the position. */
  readonly isAll: boolean;
}

export interface InTextsAsk {
  readonly after: SearchPosition | undefined;
  /** How many after the position are needed; null when all are. */
  readonly limit: number | null;
}

/** Null where only a look at all texts can tell. */
export async function findInTexts(
  connection: TenantConnection,
  spelled: Spelled,
  { after, limit }: InTextsAsk,
): Promise<InTexts | null> {
  const { tenantId } = spelled.asked;
  const sought = soughtIn(spelled) ?? [];
  const most = limit === null ? mostLookedAt : few;
  const looked = await ofRarest(connection, tenantId, { sought, most });
  if (!looked) return null;
  const { found, place } = looked;
  const sure = found.filter(({ level }) => level < worstLevel);
  if (place === null || sought.every(({ similar }) => similar === null))
    return { sure, similar: similarOf(found), isAll: true };
  if (limit === null) return null;
  const page = { limit: limit - ranked(sure, after).length, after: ofLevel(worstLevel, after) };
  const similar = await firstSimilar(connection, tenantId, { sought, page, wordPlace: place });
  return similar && { sure, similar, isAll: !page.after && similar.length < page.limit };
}

interface OfRarest {
  readonly found: readonly SearchPosition[];
  /** Null when all are found; else the place of the word that nobody matches without. */
  readonly place: number | null;
}

/** Who matches of those who have the rarest word; null when even those who have it as it is are too many. */
async function ofRarest(
  connection: TenantConnection,
  tenantId: number,
  { sought, most }: { readonly sought: readonly Sought[]; readonly most: number },
): Promise<OfRarest | null> {
  const sets = sought.map(({ set }) => set);
  if (sets.every(({ holding }) => holding === null)) return null;
  const asked = { sets, most, patterns: patternsOf(sought) };
  const statement = textsOfRarest(tenantId, asked);
  const rows = await connection.query(statement, statement.values);
  const [first] = rows.map((row) => rowAs<RarestText>(row));
  if (!first || first.isMore) return null;
  return { found: hitsIn(sought, first.id === null ? [] : rows), place: first.rarest };
}

interface Next extends Pick<FirstTexts, 'wordPlace'> {
  readonly sought: readonly Sought[];
  readonly page: Page;
}

/** The first in order; null when those that are looked at do not fill the page: there may be more. */
async function firstSimilar(
  connection: TenantConnection,
  tenantId: number,
  { page: { limit, after }, ...next }: Next,
): Promise<readonly SearchPosition[] | null> {
  const hits: SearchPosition[] = [];
  for (const tier of tiersAfter(worstLevel, after)) {
    if (hits.length >= limit) break;
    const page = { limit: limit - hits.length, after: tier.after };
    const more = await firstOfTier(connection, tenantId, { ...next, ...tier, page });
    if (!more) return null;
    hits.push(...more);
  }
  return hits;
}

async function firstOfTier(
  connection: TenantConnection,
  tenantId: number,
  { sought, wordPlace, isArchived, page: { limit, after } }: Next & Pick<Tier, 'isArchived'>,
): Promise<readonly SearchPosition[] | null> {
  const hits: SearchPosition[] = [];
  const sets = sought.map(({ set }) => set);
  const given = Math.max(limit, leastFetched);
  const next = { sets, wordPlace, isArchived, limit: given, patterns: patternsOf(sought) };
  let [behind, looked]: [string | undefined, number] = [after?.id, 0];
  let most = firstLookedAt;
  while (looked < mostLooked) {
    const statement = firstTexts(tenantId, { ...next, behind, most });
    const rows = await connection.query(statement, statement.values);
    hits.push(...similarOf(hitsIn(sought, rows)));
    if (hits.length >= limit) return hits.slice(0, limit);
    const [last] = rows.slice(-1).map((row) => rowAs<FirstText>(row));
    if (!last || (last.place === last.count && last.count < most)) return hits;
    [behind, looked] = [last.id, looked + last.place];
    const perHit = looked / Math.max(hits.length, 1);
    most = Math.min(
      mostAtOnce,
      Math.max(firstLookedAt, Math.ceil(perHit * (limit - hits.length) * margin)),
    );
  }
  return null;
}

function hitsIn(sought: readonly Sought[], rows: readonly Row[]): readonly SearchPosition[] {
  return rows.flatMap((row) => {
    const { id, doc, archived } = rowAs<HeldText>(row);
    const level = levelIn(sought, doc);
    return level === null ? [] : [{ id, level, isArchived: archived }];
  });
}

function similarOf(hits: readonly SearchPosition[]): readonly SearchPosition[] {
  return hits.filter(({ level }) => level === worstLevel);
}
