/** A name as it is compared: without titles, its parts where they belong as far as can be told. */
import type { MatchRecord } from '../match-record.ts';
import { isMissing, wordsOf } from './fold.ts';
import { generationOf, isParticle, isTitle } from './title.ts';

export interface NameForm {
  /** The first given name; `''` = not known. */
  readonly given: string;
  /** The second given name, or its initial; `''` = not known. */
  readonly middle: string;
  /** The family name in one word: "van der Berg" is "vanderberg". */
  readonly family: string;
  /** Every word of the name that could be told apart by, given names first; at most six. */
  readonly words: readonly string[];
  /** 0 = not said; see `generationOf`. */
  readonly generation: number;
}

type RawName = Pick<MatchRecord, 'given' | 'middle' | 'family' | 'full' | 'nickname' | 'suffix'>;

const mostWords = 6;

/** Never throws; a record without a name has blank parts. */
export function normaliseName(raw: RawName): NameForm {
  const parts = partsOf(raw);
  const generation = generationIn([...wordsOf(raw.suffix), ...parts.family, ...parts.given]);
  const [given, family] = settle(namesOnly(parts.given), namesOnly(parts.family));
  const nick = namesOnly(wordsOf(raw.nickname));
  const firsts = given.length > 0 ? given : nick;
  const others = namesOnly(wordsOf(raw.middle));
  const telling = [...firsts, ...others, ...nick, ...family]
    .flatMap((name) => name.split('-'))
    .filter((word) => !isParticle(word));
  return {
    given: inOneWord(firsts.slice(0, 1)),
    middle: inOneWord([others[0] ?? given[1] ?? '']),
    family: inOneWord(family),
    words: [...new Set(telling)].slice(0, mostWords),
    generation,
  };
}

function inOneWord(words: readonly string[]): string {
  return words.join('').replaceAll('-', '');
}

interface Parts {
  readonly given: readonly string[];
  readonly family: readonly string[];
}

const hyphened = /\p{L}{2}[-\u2010\u2011]\p{L}{2}/u;

/** The words of a name; "Anne-Marie" is one, with its hyphen, and not a first name and a second. */
function nameWords(text: string | null | undefined): string[] {
  if (isMissing(text) || !hyphened.test(text)) return wordsOf(text);
  return text
    .split(/\s+/)
    .flatMap((part) => (hyphened.test(part) ? [wordsOf(part).join('-')] : wordsOf(part)));
}

function partsOf({ given, family, full }: RawName): Parts {
  const known = { given: nameWords(given), family: nameWords(family) };
  if (known.given.length > 0 || known.family.length > 0) {
    const comma = isMissing(family) ? (given ?? '').indexOf(',') : -1;
    return comma < 0 ? known : splitAt(given ?? '', comma);
  }
  const text = full ?? '';
  const comma = text.indexOf(',');
  return comma < 0 ? { given: nameWords(full), family: [] } : splitAt(text, comma);
}

/** "Smith, John"; "John Smith, Jr." says nothing behind its comma that could be a name. */
function splitAt(text: string, comma: number): Parts {
  const behind = nameWords(text.slice(comma + 1));
  const before = nameWords(text.slice(0, comma));
  return namesOnly(behind).length === 0
    ? { given: [...before, ...behind], family: [] }
    : { given: behind, family: before };
}

function generationIn(words: readonly string[]): number {
  return Math.max(0, ...words.map(generationOf));
}

/** Without titles and generations, but never without anything: "Don" alone is a name. */
function namesOnly(words: readonly string[]): string[] {
  const names = words.filter(
    (word) => !isTitle(word) && (generationOf(word) === 0 || word === 'i'),
  );
  return names.length > 0 || words.length !== 1 ? names : words.filter((word) => word.length > 3);
}

/** Both parts in one field come apart; a family name repeated behind the given name goes. */
function settle(given: readonly string[], family: readonly string[]): [string[], string[]] {
  if (family.length === 0 && given.length > 1) return splitLast(given);
  if (given.length === 0 && family.length > 1 && !isParticle(family[0] ?? '')) {
    return [family.slice(0, 1), family.slice(1)];
  }
  const repeated = given.length > family.length && endsWith(given, family);
  return [repeated ? given.slice(0, given.length - family.length) : [...given], [...family]];
}

/** The last word is the family name, with the particles before it. */
function splitLast(words: readonly string[]): [string[], string[]] {
  let from = words.length - 1;
  while (from > 1 && isParticle(words[from - 1] ?? '')) from -= 1;
  return [words.slice(0, from), words.slice(from)];
}

function endsWith(words: readonly string[], end: readonly string[]): boolean {
  const offset = words.length - end.length;
  return end.length > 0 && end.every((word, index) => words[offset + index] === word);
}
