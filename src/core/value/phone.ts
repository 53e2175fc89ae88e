/** Phone numbers: what was typed stays as typed; the forms that are matched are derived from it here. */
import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { CountryCode } from 'libphonenumber-js/max';

/** A region that has its own numbering plan, as ISO 3166-1 alpha-2 in upper case. */
export type Region = CountryCode;

export interface PhoneParts {
  /** The text as entered, untouched. */
  readonly value: string;
  /** `+` and digits; null when the text is no possible number. */
  readonly e164: string | null;
  /** True when `e164` exists only thanks to the default region: another region would give another number. */
  readonly inferred: boolean;
  /** The digits, after a `+` if that came first; the text itself when it holds no digit. */
  readonly stripped: string;
  readonly ext: string | null;
  /** What is matched: `e164`, else `stripped`. */
  readonly key: string;
}

type Parsed = Pick<PhoneParts, 'e164' | 'inferred' | 'ext'>;

const longestParsed = 250;
const unparsed: Parsed = { e164: null, inferred: false, ext: null };

/** Ten digits of the North American plan in their everyday spellings, with or without the leading 1. */
const northAmerican = /^(\+?1)?[ .-]?(?:\(([2-9]\d\d)\)|([2-9]\d\d))[ .-]?(\d{3})[ .-]?(\d{4})$/;
const northAmericanHome: ReadonlySet<Region | null> = new Set<Region | null>(['US', 'CA']);

/** True for a region that `parsePhone` can take as default. */
export function isRegion(text: string): text is Region {
  return isSupportedCountry(text);
}

/**
 * Derives the matched forms of a phone number; never throws.
 * "Possible" (a length that the plan knows) is enough for `e164`: fictional and newly opened ranges are not
 * "valid" in any metadata, yet people have them. Texts over 250 characters are stripped but not parsed.
 */
export function parsePhone(text: string, defaultRegion: Region | null): PhoneParts {
  const parsed = parseNorthAmerican(text, defaultRegion) ?? parseAny(text, defaultRegion);
  const stripped = strip(text);
  return { value: text, ...parsed, stripped, key: parsed.e164 ?? stripped };
}

/** A shortcut around the library, which tries all 25 countries that share +1: the same answer in a thirtieth of the time. */
function parseNorthAmerican(text: string, region: Region | null): Parsed | null {
  const match = northAmerican.exec(text);
  if (match === null) return null;
  const inferred = !text.startsWith('+');
  if (inferred && !northAmericanHome.has(region)) return null;
  const [, , bracketed, bare, exchange, line] = match;
  return {
    e164: `+1${bracketed ?? bare ?? ''}${exchange ?? ''}${line ?? ''}`,
    inferred,
    ext: null,
  };
}

/** A number that is complete in itself must not depend on the region, so it is tried without one first. */
function parseAny(text: string, region: Region | null): Parsed {
  if (text.length > longestParsed) return unparsed;
  if (/[+＋]/.test(text)) {
    const international = parseWith(text, null);
    if (international.e164 !== null) return international;
  }
  if (region === null) return unparsed;
  const national = parseWith(text, region);
  return national.e164 === null && exitCode.test(text) ? parseDialled(text) : national;
}

/** `00` stands for `+` in most of the world, and telephone systems write it wherever they are. */
const exitCode = /^\s*00(?=[1-9\s.(-])/;

function parseDialled(text: string): Parsed {
  const read = parseWith(text.replace(exitCode, '+'), null);
  return { ...read, inferred: read.e164 !== null };
}

function parseWith(text: string, region: Region | null): Parsed {
  const number = parsePhoneNumberFromString(text, region ?? undefined);
  if (number === undefined || !number.isPossible()) return unparsed;
  const e164 = number.number;
  // The same digits have just been read so.
  const stable = (region === null && strip(text) === e164) || isStable(e164);
  return stable ? { e164, inferred: region !== null, ext: number.ext ?? null } : unparsed;
}

/**
 * Whether a number is read as itself, without a region. Garbage such as `+49 000000` loses a zero at every reading,
 * and some local numbers exist in no other region: such a key would match nothing when it is looked up.
 */
function isStable(e164: string): boolean {
  const again = parsePhoneNumberFromString(e164);
  return again !== undefined && again.number === e164 && again.isPossible();
}

/**
 * ASCII digits, after a `+` if that is the first character but for white space; a text without digits is returned
 * as it is, untrimmed. No country code is added. Rule of the caller-id dialect (its contract of 2026-06-21).
 */
function strip(text: string): string {
  const digits = text.replaceAll(/[^0-9]/g, '');
  if (digits === '') return text;
  return /^\p{White_Space}*\+/u.test(text) ? `+${digits}` : digits;
}
