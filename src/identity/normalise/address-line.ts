/** An address that stands in one cell, taken apart. */
import { isMissing } from './fold.ts';
import { isStreetWord, isUnitWord } from './street.ts';

export interface AddressParts {
  readonly street: string;
  readonly line2: string;
  readonly city: string;
  readonly postcode: string;
}

const countries: ReadonlySet<string> = new Set(
  'us usa united states uk united kingdom england australia canada germany deutschland france austria new zealand ireland'.split(
    ' ',
  ),
);
const digits = String.raw`\d{4,6}(?:-\d{3,4})?`;
const british = String.raw`[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}`;
/** "NSW 2119", "10115 Berlin", "Dover CT16 1AB". */
const patterns = [
  `^(?:[a-z]{2,3}[\\s.-]+)?(?<code>${digits}|${british})$`,
  `^(?:[a-z]{1,3}-)?(?<code>${digits})\\s+(?<town>\\D+)$`,
  `^(?<town>\\D+?)\\s+(?<code>${digits}|${british})$`,
].map((pattern) => new RegExp(pattern, 'i'));
const state = /^[a-z]{2,3}$/i;

/** Null for a line without commas or line breaks: of that nobody can tell where the street ends. */
export function splitAddress(line: string | null | undefined): AddressParts | null {
  if (isMissing(line)) return null;
  const parts = line.split(/[,;\n]+/).flatMap((part) => part.trim() || []);
  if (parts.length < 2) return null;
  const { rest, postcode } = withoutPostcode(
    parts.filter((part, at) => at === 0 || !isCountry(part)),
  );
  const at = Math.max(0, rest.findIndex(isStreet));
  const others = rest.filter((_, index) => index !== at);
  const [only = ''] = rest;
  if (rest.length === 1 && !isStreet(only)) return { street: '', line2: '', city: only, postcode };
  return {
    street: rest[at] ?? '',
    // What stands before the street belongs to the house, and so does what stands between it and the town.
    line2: others.slice(0, at < rest.length - 1 ? -1 : undefined).join(' '),
    city: at < rest.length - 1 ? (others.at(-1) ?? '') : '',
    postcode,
  };
}

/** The postcode out of the last part that has one, and without the state that may stand beside it. */
function withoutPostcode(parts: readonly string[]): {
  readonly rest: readonly string[];
  readonly postcode: string;
} {
  const found = parts.map((part, at) => (at === 0 ? null : postcodeIn(part)));
  const at = found.findLastIndex((code) => code !== null);
  const rest = parts.flatMap((part, index) => {
    if (index === at) return found[at]?.town || [];
    return index > 0 && state.test(part) ? [] : part;
  });
  return { rest, postcode: found[at]?.postcode ?? '' };
}

/** With the town that stands in one part with it, `''` = none. */
function postcodeIn(part: string): { readonly postcode: string; readonly town: string } | null {
  const { groups } = patterns.map((pattern) => pattern.exec(part)).find(Boolean) ?? {};
  if (!groups) return null;
  const { code = '', town = '' } = groups;
  return { postcode: code, town: town.replace(/\s+[A-Z]{2,3}$/, '') };
}

function isStreet(part: string): boolean {
  const [first = '', ...others] = part.toLowerCase().split(/\s+/);
  if (isUnitWord(first)) return false;
  return /\d/.test(part) || [first, ...others].some(isStreetWord);
}

function isCountry(part: string): boolean {
  return part
    .toLowerCase()
    .split(/[\s.]+/)
    .every((word) => word === '' || countries.has(word));
}
