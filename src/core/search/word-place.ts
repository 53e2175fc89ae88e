/**
 * How a word stands in a line of the search document: what its patterns say (`word-pattern.ts`), told without compiling an
 * expression for each word that somebody types.
 */
import type { PlannedWord } from '../port/search-query.ts';
import type { SearchWord } from './search-node.ts';
import { betweenWords, type NumberWays, shortestPart } from './word-pattern.ts';

/** Best first: a whole word, the beginning of one, in the middle of one. */
export type WordPlace = 'word' | 'start' | 'part';

const letters = /^[\p{L}\p{N}]+$/u;
const begun = /^[\p{L}\p{N}][^ \n]*$/u;
const separator = new RegExp(betweenWords, 'u');
const goingOn = /^[\p{L}\p{N}]/u;

/** Whether its place can be told so: no number, whose digits may be written in other ways. */
export function isPlain({ text, isPhrase, scope, patterns }: PlannedWord): boolean {
  return !isPhrase && patterns.number === null && (scope === 'name' ? letters : begun).test(text);
}

/** The best place of a plain word in a folded value; null when it is not in it. */
export function placeOf({ text, scope }: SearchWord, value: string): WordPlace | null {
  let best: WordPlace | null = null;
  for (let at = value.indexOf(text); at !== -1; at = value.indexOf(text, at + 1)) {
    if (at === 0 || beginsAfter(value.charAt(at - 1), scope)) {
      if (!goingOn.test(value.slice(at + text.length, at + text.length + 2))) return 'word';
      best = 'start';
    } else if (text.length >= shortestPart && isWithinWord(value, at, scope)) best ??= 'part';
  }
  return best;
}

/** Within a name nothing but letters leads from where its word begins to there. */
function isWithinWord(value: string, at: number, scope: SearchWord['scope']): boolean {
  return scope !== 'name' || !separator.test(value.slice(value.lastIndexOf(' ', at) + 1, at));
}

/** Within a name what follows a hyphen is no word of its own. */
function beginsAfter(sign: string, scope: SearchWord['scope']): boolean {
  return scope === 'name' ? sign === ' ' : separator.test(sign);
}

/** The same of a number whose country code is known: the beginning of a line, or in the middle of one. */
export function placeOfNumber({ begins }: NumberWays, line: string): WordPlace | null {
  if (begins.some((text) => line.startsWith(text))) return 'start';
  // Where a `+` and the digits stand, the digits stand.
  return begins.some((text) => line.includes(text)) ? 'part' : null;
}
