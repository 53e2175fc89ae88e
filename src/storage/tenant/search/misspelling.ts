/** Which words of the workspace are a typing error away from what was typed, and which hold it as it is. */
import type { PlannedWord } from '../../../core/port/search-query.ts';
import { isOneErrorAway } from '../../../core/search/one-error.ts';
import { shortestUnfinished } from '../../../core/search/word-pattern.ts';
import type { TenantConnection } from '../../database.ts';
import { rowAs } from '../table.ts';
import { partKeys, partSign } from './spelling.ts';
import { type KeyRange, keysFrom, wordsLike } from './spelling-sql.ts';

/** Words looked at in one range, and words that are given. */
const mostLookedAt = 3_000;
const mostSimilar = 100;
/** Of more words that hold the text, everybody's text is looked at. */
export const mostHolding = 200;
/** Where an error among the first letters is, words are stored without the letter there. */
const firstLetters = 4;
const shortened = '-';
const tail = '*';

/** Words of the workspace that a typed one may stand for. */
export interface LikeWords {
  /** Of another spelling; none when it forgives no error. */
  readonly spellings: readonly string[];
  /** All that hold it as it is; null where something else may, too many do, or one word alone is asked for. */
  readonly holding: readonly string[] | null;
}

/** Of each. Who has one word alone as it is, is asked for at once (`sure-search.ts`). */
export async function likeWords(
  connection: TenantConnection,
  tenantId: number,
  words: readonly PlannedWord[],
): Promise<ReadonlyMap<PlannedWord, LikeWords>> {
  const isSeveral = words.length > 1;
  const ranges = words
    .filter(({ patterns }) => patterns.similar !== null)
    .flatMap(({ text }) => [...rangesOf(text), ...(isSeveral ? holdingRanges(text) : [])]);
  const found = await wordsIn(connection, tenantId, ranges);
  const likeOf = (word: PlannedWord): LikeWords => ({
    spellings: spellingsIn(found, word),
    holding: isSeveral ? holdingIn(found, word) : null,
  });
  return new Map(words.map((word) => [word, likeOf(word)]));
}

async function wordsIn(
  connection: TenantConnection,
  tenantId: number,
  ranges: readonly KeyRange[],
): Promise<readonly string[]> {
  if (ranges.length === 0) return [];
  const statement = wordsLike(tenantId, ranges, mostLookedAt);
  const rows = await connection.query(statement, statement.values);
  return rows.map((row) => rowAs<{ readonly word: string }>(row).word);
}

function spellingsIn(
  found: readonly string[],
  { text, patterns: { similar } }: PlannedWord,
): readonly string[] {
  if (similar === null) return [];
  const isMeant = (word: string): boolean =>
    word.startsWith(text) ? isGrown(text, word) : isOneErrorAway(text, word);
  return found.filter((word) => word !== text && isMeant(word)).slice(0, mostSimilar);
}

/** Whether a word that begins with the text may be it with a letter missing at the end. */
function isGrown(text: string, word: string): boolean {
  if (text.length >= shortestUnfinished) return true;
  return Array.from(word.slice(text.length)).length === 1;
}

function holdingIn(
  found: readonly string[],
  { text, patterns: { similar } }: PlannedWord,
): readonly string[] | null {
  if (similar === null || found.length >= mostLookedAt) return null;
  const hidden = new Set(found);
  if (partKeys(text).every((part) => hidden.has(part))) return null;
  const holding = found.filter((word) => word.includes(text) && !word.startsWith(partSign));
  return holding.length > mostHolding ? null : holding;
}

/** Besides the words that begin so, which are those of other spelling, too. */
function holdingRanges(text: string): KeyRange[] {
  return [keysFrom(tail + text), ...partKeys(text).map(only)];
}

/** With an error behind the first letters a word begins like the text; of one before, it says itself what is left. */
function rangesOf(text: string): KeyRange[] {
  const letters = Array.from(text);
  const keys = new Set([shortened + text]);
  for (let at = 1; at < firstLetters; at += 1) {
    const [letter = '', next = ''] = letters.slice(at, at + 2);
    const [head, rest] = [letters.slice(0, at).join(''), letters.slice(at + 2).join('')];
    keys.add(head + next + rest);
    keys.add(head + next + letter + rest);
    keys.add(shortened + head + next + rest);
  }
  const isUnfinished = letters.length >= shortestUnfinished;
  const whole = [...keys].map((key) => (isUnfinished ? keysFrom(key) : only(key)));
  return [keysFrom(letters.slice(0, firstLetters).join('')), ...whole];
}

function only(key: string): KeyRange {
  return { low: key, high: key };
}
