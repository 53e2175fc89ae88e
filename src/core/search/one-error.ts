/** What the pattern of similar words (`word-pattern.ts`) says of words, told without compiling an expression. */
import type { PlannedWord } from '../port/search-query.ts';
import { betweenWords, shortestUnfinished } from './word-pattern.ts';

const separators = new RegExp(`${betweenWords}+`, 'u');

/** Whether a word of the folded value is meant with a typing error. */
export function isMistypedIn({ text, scope, patterns }: PlannedWord, value: string): boolean {
  if (patterns.similar === null) return false;
  // Within a name what follows a hyphen is no word of its own.
  const words =
    scope === 'name'
      ? value.split(' ').flatMap((name) => name.split(separators, 1))
      : value.split(separators);
  return words.some((word) => isOneErrorAway(text, word));
}

/**
 * Whether the word is what was typed but for one error, not in the first letter: a letter wrong, missing or too many, or two
 * swapped. A longer text may be unfinished. A word that begins with the text has no error.
 */
export function isOneErrorAway(text: string, word: string): boolean {
  // An error among equal letters may as well be the last of them.
  const at = sameLetters(text, word);
  if (at === 0 || at === text.length) return false;
  const ends = (typed: string, meant: string): boolean =>
    text.length < shortestUnfinished ? meant === typed : meant.startsWith(typed);
  const [rest, next] = [text.slice(at), text.slice(at + 1)];
  const swapped = next.charAt(0) + rest.charAt(0) + next.slice(1);
  const [meant, after] = [word.slice(at), word.slice(at + 1)];
  const isWrong = meant !== '' && ends(next, after);
  return isWrong || ends(next, meant) || ends(rest, after) || (next !== '' && ends(swapped, meant));
}

function sameLetters(a: string, b: string): number {
  let count = 0;
  while (count < a.length && a.charAt(count) === b.charAt(count)) count += 1;
  return count;
}
