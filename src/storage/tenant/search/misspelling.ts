/** Which words of the workspace are a typing error away from what was typed. */
import type { PlannedWord } from '../../../core/port/search-query.ts';
import { nameMark } from '../../../core/search/name-mark.ts';
import type { TenantConnection } from '../../database.ts';
import { rowAs } from '../table.ts';
import { type Misspelling, wordsLike } from './word-sql.ts';

/** Words looked at, and words that are given. */
const mostLookedAt = 3_000;
const mostSimilar = 100;
/** So many letters at the beginning, where an error lies behind them, name few words. */
const firstLetters = 3;

/** Words of other spelling that the word stands for; none when it forgives no error. */
export async function similarWords(
  connection: TenantConnection,
  tenantId: number,
  { text, patterns: { similar } }: PlannedWord,
): Promise<readonly string[]> {
  if (similar === null) return [];
  const statement = wordsLike(tenantId, misspellingOf(text), mostLookedAt);
  const rows = await connection.query(statement, statement.values);
  const isSimilar = new RegExp(similar, 'u');
  const words = rows.map((row) => rowAs<{ readonly word: string }>(row).word);
  const found = words.filter((word) => isSimilar.test(`${nameMark}${word}\n`));
  return [...new Set(found)].slice(0, mostSimilar);
}

/** Where the error is among the first letters, it is tried out; behind them all words that begin so are looked at. */
function misspellingOf(text: string): Misspelling {
  const heads: string[] = [];
  const tails: string[][] = [];
  const plain = [text.slice(0, firstLetters)];
  for (let at = 1; at < firstLetters; at += 1) {
    const [head, letter, tail] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
    heads.push(head);
    tails.push([tail, letter + tail]);
    plain.push(head + tail, head + tail.charAt(0) + letter + tail.slice(1));
  }
  return { heads, tails, plain };
}
