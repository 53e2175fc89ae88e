/** The dates that clients filter by, in all the spellings that the vendor's host reads. */
import {
  instantFromMs,
  instantToMs,
  parseIsoInstant,
  type Instant,
} from '../../../core/value/instant.ts';

const earliest = instantFromMs(Date.UTC(1700, 0, 1));
const latest = instantFromMs(Date.UTC(2200, 0, 1));

/**
 * RFC 3339, a date alone, or no zone (UTC), cut to the milliseconds that replies show, so that a value read from a reply
 * finds its row. Dates that .NET clients send for "ever" and "never" (the years 1 and 9999) become bounds beyond all rows.
 */
export function parseTimestamp(text: string): Instant | null {
  const signed = withPlus(text);
  const at = parseIsoInstant(signed);
  if (at !== null) return instantFromMs(instantToMs(at));
  const year = /^\d{4}(?=-)/.exec(signed)?.[0];
  if (year === undefined || parseIsoInstant(inRange(signed, Number(year))) === null) return null;
  return Number(year) < 1700 ? earliest : latest;
}

/** The plus sign of an offset arrives as a space when it was not escaped. */
function withPlus(text: string): string {
  return text.replace(/(?<=^.{11,}) (\d\d:?\d\d)$/, '+$1');
}

/** The same day and time in a year that instants can express, leap years to leap years. */
function inRange(text: string, year: number): string {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return `${leap ? 1972 : 1973}${text.slice(4)}`;
}
