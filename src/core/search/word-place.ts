/**
 * How a word of letters and digits stands in a line of the search document: what its patterns say (`word-pattern.ts`), told
 * without compiling an expression for each word that somebody types.
 */
import type { PlannedWord } from '../port/search-query.ts';
import type { SearchWord } from './search-node.ts';
import { betweenWords, shortestPart } from './word-pattern.ts';

/** Best first: a whole word, the beginning of one, in the middle of one. */
export type WordPlace = 'word' | 'start' | 'part';

const plain = /^[\p{L}\p{N}]+$/u;
const separator = new RegExp(betweenWords, 'u');
const goingOn = /^[\p{L}\p{N}]/u;

/** Whether its place can be told so: no number, whose digits may be written in other ways. */
export function isPlain({ text, isPhrase, patterns }: PlannedWord): boolean {
  return !isPhrase && patterns.number === null && plain.test(text);
}

/** The best place of a plain word in a folded value; null when it is not in it. */
export function placeOf({ text, scope }: SearchWord, value: string): WordPlace | null {
  let best: WordPlace | null = null;
  for (let at = value.indexOf(text); at !== -1; at = value.indexOf(text, at + 1)) {
    if (at === 0 || beginsAfter(value.charAt(at - 1), scope)) {
      if (!goingOn.test(value.slice(at + text.length, at + text.length + 2))) return 'word';
      best = 'start';
    } else if (text.length >= shortestPart) best ??= 'part';
  }
  return best;
}

/** Within a name what follows a hyphen is no word of its own. */
function beginsAfter(sign: string, scope: SearchWord['scope']): boolean {
  return scope === 'name' ? sign === ' ' : separator.test(sign);
}
