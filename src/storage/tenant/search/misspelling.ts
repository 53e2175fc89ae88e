/** Which words of the workspace are a typing error away from what was typed. */
import type { PlannedWord } from '../../../core/port/search-query.ts';
import { nameMark } from '../../../core/search/name-mark.ts';
import { isOneErrorAway } from '../../../core/search/one-error.ts';
import { shortestUnfinished } from '../../../core/search/word-pattern.ts';
import type { TenantConnection } from '../../database.ts';
import { rowAs } from '../table.ts';
import { type KeyRange, keysFrom, wordsLike } from './spelling-sql.ts';

/** Words looked at, and words that are given. */
const mostLookedAt = 3_000;
const mostSimilar = 100;
/** Where an error among the first letters is, words are stored without the letter there. */
const firstLetters = 4;
const shortened = '-';

/** Words of other spelling that the word stands for; none when it forgives no error. */
export async function similarWords(
  connection: TenantConnection,
  tenantId: number,
  { text, patterns: { similar } }: PlannedWord,
): Promise<readonly string[]> {
  if (similar === null) return [];
  const statement = wordsLike(tenantId, rangesOf(Array.from(text)), mostLookedAt);
  const rows = await connection.query(statement, statement.values);
  const words = rows.map((row) => rowAs<{ readonly word: string }>(row).word);
  // Compiled only where there are words that begin with the text: one may be it with a letter at the end.
  let pattern: RegExp | null = null;
  const isGrown = (word: string): boolean =>
    (pattern ??= new RegExp(similar, 'u')).test(`${nameMark}${word}\n`);
  return words
    .filter((word) => (word.startsWith(text) ? isGrown(word) : isOneErrorAway(text, word)))
    .slice(0, mostSimilar);
}

/** With an error behind the first letters a word begins like the text; of one before, it says itself what is left. */
function rangesOf(letters: readonly string[]): KeyRange[] {
  const keys = new Set([shortened + letters.join('')]);
  for (let at = 1; at < firstLetters; at += 1) {
    const [letter = '', next = ''] = letters.slice(at, at + 2);
    const [head, tail] = [letters.slice(0, at).join(''), letters.slice(at + 2).join('')];
    keys.add(head + next + tail);
    keys.add(head + next + letter + tail);
    keys.add(shortened + head + next + tail);
  }
  const isUnfinished = letters.length >= shortestUnfinished;
  const whole = [...keys].map((key) => (isUnfinished ? keysFrom(key) : { low: key, high: key }));
  return [keysFrom(letters.slice(0, firstLetters).join('')), ...whole];
}
