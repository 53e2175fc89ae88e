/**
 * How a word is looked for, from best to worst, as regular expressions over the search document: a line a fact, folded,
 * the shown name first. Written in what PostgreSQL and JavaScript read alike, so that the reason given for a match is
 * the one that it was found by.
 *
 * What separates words is listed sign by sign: a class such as `[[:alnum:]]` would keep the trigram index from seeing
 * that a word begins there.
 */
import { emailKey } from '../value/email.ts';
import { parsePhone } from '../value/phone.ts';
import { nameMark } from './name-mark.ts';
import type { Region } from '../workspace/workspace.ts';
import type { SearchWord } from './search-node.ts';

/** How a number begins that is found first, and how it ends. */
export interface NumberWays {
  readonly begins: readonly string[];
  /** Follows any country code of one to three digits; null when there is no such way. */
  readonly abroad: string | null;
  /** Null when the beginning of a number was typed for certain. */
  readonly end: string | null;
}

export interface WordPatterns {
  /** The text, where an address may begin so, which counts as the beginning of a name does; null for all else. */
  readonly address: string | null;
  /** Null for all else. */
  readonly number: NumberWays | null;
  /** A whole number or address: when somebody has it, nobody else is meant. */
  readonly isWhole: boolean;
  /** Keys of numbers and addresses, and external ids, that are the word exactly. */
  readonly keys: readonly string[];
  /** A whole word of a name; null for numbers, addresses, one or two letters and what begins with a sign. */
  readonly name: string | null;
  /** Begins a word of a name; of a number: the number begins so; of what may be an address: one begins so. */
  readonly nameStart: string;
  /** Begins a word anywhere; of a number: one begins or ends so. */
  readonly start: string;
  /** Anywhere; as `start` for one or two letters, which are in nearly everything. */
  readonly part: string;
  /** One letter wrong, missing, too many, or two swapped, but not the first; null where that is not forgiven. */
  readonly similar: string | null;
  /** In every text that `part` is in, and simple enough for an index. */
  readonly indexed: string;
}

const separating = ` !"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]\\^_\`{|}~`;
export const betweenWords = `[${separating}\n]`;
/** What stands before the mark says to the index that a word begins, which one letter alone would not. */
const beforeName = `(^|[ \n])${nameMark}`;
const before = `(${beforeName}|^|${betweenWords})`;
/** Every line of the document ends with a line feed, also the last. */
const after = betweenWords;
const letter = `[^${separating}\n]`;

/** The shortest text that is looked for in the middle of words: the index knows three letters at a time. */
export const shortestPart = 3;
const shortestNumber = 3;
/** Of a whole number the last ones tell people apart; the index need not go through all who share an area code. */
const tellingDigits = 7;
/** With fewer digits a number may be the beginning of another. */
const shortestWhole = 8;
const addressBeginning = new RegExp(`^(?!${nameMark})[\\p{L}\\p{N}][^\\s]*[.@_+]`, 'u');
const wholeAddress = /^[^@\s]+@[^@\s]+\.[^@\s.]{2,}$/;
/** Of shorter words a typing error makes another word. */
const shortestSimilar = 4;
/** From this length a word with an error may be unfinished; the similar beginnings of a shorter one are too many. */
export const shortestUnfinished = 6;
const longestSimilar = 20;

export function wordPatterns(word: SearchWord, region: Region): WordPatterns {
  const digits = word.text.replaceAll(/\D/g, '');
  const isNumber =
    word.scope === 'phone' ||
    (digits.length >= shortestNumber && /^[+\d\s()./-]+$/.test(word.text) && word.scope === 'any');
  return isNumber && digits !== '' ? ofNumber(word.text, digits, region) : ofText(word);
}

function ofText(word: SearchWord): WordPatterns {
  const { text, isPhrase, scope } = word;
  // A phrase of a name has a mark after each blank.
  const plain = escaped(text).replaceAll(' ', ` ${nameMark}?`);
  const base = { number: null, isWhole: wholeAddress.test(text), keys: [emailKey(text)] };
  const first = scope === 'name' ? beforeName : before;
  const within = scope === 'name' ? `${nameMark}${letter}*${plain}` : plain;
  if (!/^[\p{L}\p{N}]/u.test(text)) {
    const anywhere = { nameStart: within, start: within, part: within, indexed: plain };
    return { ...base, ...anywhere, address: null, name: null, similar: null };
  }
  const start = first + plain;
  const isShort = text.length < shortestPart;
  return {
    ...base,
    ...inName(word, plain),
    start,
    part: isShort ? start : within,
    similar: isPhrase ? null : similarTo(text, first),
    indexed: isShort ? start : plain,
  };
}

/** Of a name, or of an address where the text may begin one. */
function inName(
  { text, isPhrase, scope }: SearchWord,
  plain: string,
): Pick<WordPatterns, 'address' | 'name' | 'nameStart'> {
  const nameStart = beforeName + plain;
  if (scope === 'any' && !isPhrase && addressBeginning.test(text))
    return { address: text, name: null, nameStart: `(${nameStart}|${addressStart(text)})` };
  return { address: null, name: text.length < shortestPart ? null : nameStart + after, nameStart };
}

/** A line with an @ in its first word begins so. */
function addressStart(text: string): string {
  return `(^|\n)${escaped(text)}${text.includes('@') ? '' : '[^ \n]*@'}`;
}

function ofNumber(text: string, digits: string, region: Region): WordPatterns {
  const { key, stripped } = parsePhone(text, region);
  const common = /^0+(\d{2,})$/.exec(digits)?.[1] ?? digits;
  // A number that is read whole may be written with other digits than were typed.
  const other = key.startsWith('+') && !key.includes(common) ? [key] : [];
  const number = numberWays(digits, { isAbroad: text.startsWith('+'), common, other });
  const { begins, abroad, end } = number;
  // Where a `+` and the digits stand, the digits stand.
  const within = begins.filter((one) => end === null || one !== `+${digits}`).map(escaped);
  if (abroad !== null) within.push(`\\+[0-9]{1,3}${abroad}`);
  const part = `(${within.join('|')})`;
  const nameStart = `(^|\n)(${begins.map(escaped).join('|')}|${part})`;
  return {
    address: null,
    number,
    isWhole: key.startsWith('+') && digits.length >= shortestWhole,
    keys: [...new Set([key, stripped, text])],
    name: null,
    nameStart,
    start: end === null ? nameStart : `(${nameStart}|${end}\n)`,
    part,
    similar: null,
    indexed: other.length > 0 ? part : common.slice(-tellingDigits),
  };
}

interface TypedNumber {
  readonly isAbroad: boolean;
  /** The digits without zeros before them. */
  readonly common: string;
  readonly other: readonly string[];
}

/** `00` stands for `+`, a leading 0 for any country code. */
function numberWays(digits: string, { isAbroad, common, other }: TypedNumber): NumberWays {
  const isDialled = common !== digits && digits.startsWith('00');
  const begins = [`+${digits}`, ...(isAbroad ? [] : [digits]), ...other];
  if (isDialled) begins.push(`+${common}`);
  const abroad = common === digits || isDialled ? null : common;
  return { begins, abroad, end: isAbroad ? null : digits };
}

/** Every text one typing error away, as one alternation. */
function similarTo(text: string, first: string): string | null {
  if (text.length < shortestSimilar || text.length > longestSimilar) return null;
  if (!/^\p{L}+$/u.test(text)) return null;
  const variants = new Set<string>();
  for (let at = 1; at <= text.length; at += 1) {
    const [head, next, tail] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
    variants.add(head + letter + next + tail);
    if (next === '') continue;
    variants.add(head + letter + tail);
    variants.add(head + tail);
    if (tail !== '') variants.add(head + tail.charAt(0) + next + tail.slice(1));
  }
  const end = text.length < shortestUnfinished ? after : '';
  return `${first}(${[...variants].join('|')})${end}`;
}

/** The patterns with the spellings found instead of every one that might be; without any they forgive nothing. */
export function spelledAs(
  patterns: WordPatterns,
  scope: SearchWord['scope'],
  spellings: readonly string[],
): WordPatterns {
  if (patterns.similar === null || spellings.length === 0) return { ...patterns, similar: null };
  const first = scope === 'name' ? beforeName : before;
  return { ...patterns, similar: `${first}(${spellings.map(escaped).join('|')})${after}` };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);
}
