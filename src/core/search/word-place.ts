/**
 * How a word of letters and digits stands in a line of the search document: what its patterns say (`word-pattern.ts`), told
 * without compiling an expression for each word that somebody types.
 */
import { nameMark } from './name-mark.ts';
import type { SearchWord } from './search-node.ts';
import { betweenWords, shortestPart } from './word-pattern.ts';

/** Best first: a whole word, the beginning of one, in the middle of one. */
export type WordPlace = 'word' | 'start' | 'part';

const plain = /^[\p{L}\p{N}]+$/u;
const separator = new RegExp(betweenWords, 'u');
const goingOn = /^[\p{L}\p{N}]/u;

/** Whether its place can be told so. */
export function isPlain({ text, isPhrase }: SearchWord): boolean {
  return !isPhrase && plain.test(text);
}

/** The best place of a plain word, in a line whose names have their marks; null when it is not in the line. */
export function placeOf({ text, scope }: SearchWord, line: string): WordPlace | null {
  let best: WordPlace | null = null;
  for (let at = line.indexOf(text); at !== -1; at = line.indexOf(text, at + 1)) {
    if (beginsAt(line, at, scope === 'name')) {
      if (!goingOn.test(line.slice(at + text.length, at + text.length + 2))) return 'word';
      best = 'start';
    } else if (text.length >= shortestPart) best ??= 'part';
  }
  return best;
}

/** Whether a word begins there; `inName`: one of a name. */
function beginsAt(line: string, at: number, inName: boolean): boolean {
  const before = line.charAt(at - 1);
  if (before === nameMark) return at === 1 || /[ \n]/.test(line.charAt(at - 2));
  return !inName && (at === 0 || separator.test(before));
}
