/** Points in time: microseconds since 1970 in UTC, the resolution of the database and of the finest contract. */
import { isCalendarDate } from './calendar-date.ts';

/** Microseconds since the Unix epoch, UTC; a safe integer, so between the years 1684 and 2255. */
export type Instant = number & { readonly unit: 'microsecond-since-epoch' };

/** Checks that `microseconds` is a safe integer; throws RangeError otherwise. */
export function instant(microseconds: number): Instant {
  if (!isInstant(microseconds)) throw new RangeError(`Not an instant: ${microseconds}`);
  return microseconds;
}

function isInstant(microseconds: number): microseconds is Instant {
  return Number.isSafeInteger(microseconds);
}

/** From whole milliseconds since 1970; throws RangeError when fractional or out of range. */
export function instantFromMs(milliseconds: number): Instant {
  return instant(milliseconds * 1000);
}

/** Milliseconds since 1970, rounded down. */
export function instantToMs(at: Instant): number {
  return Math.floor(at / 1000);
}

/** `2026-03-01T12:00:00.123Z`: the microseconds are cut off. */
export function formatIsoMs(at: Instant): string {
  return new Date(instantToMs(at)).toISOString();
}

/** `2026-03-01T12:00:00.123456Z`: always six decimals. */
export function formatIsoMicros(at: Instant): string {
  if (at !== last.at) {
    const milliseconds = instantToMs(at);
    const rest = String(at - milliseconds * 1000).padStart(3, '0');
    last = { at, text: `${new Date(milliseconds).toISOString().slice(0, 23)}${rest}Z` };
  }
  return last.text;
}

/** The records of one write, a dozen at times, carry one instant. */
let last: { readonly at: number; readonly text: string } = { at: Number.NaN, text: '' };

/** Up to six decimals without trailing zeros, nor a bare dot: `…00.995Z`, `…00Z`. */
export function formatIsoMicrosTrimmed(at: Instant): string {
  const text = formatIsoMicros(at);
  let end = 26;
  while (text.charAt(end - 1) === '0') end -= 1;
  if (end === 20) end = 19;
  return `${text.slice(0, end)}Z`;
}

const sqlParts = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
} as const;
const sqlFormats = new Map<string, Intl.DateTimeFormat>();
const mostSqlFormats = 500;

/** `2026-03-01 12:00:00` on the wall clock of an IANA time zone; throws RangeError for an unknown zone. */
export function formatSqlLike(at: Instant, timeZone: string): string {
  if (timeZone === 'UTC') return formatIsoMs(at).slice(0, 19).replace('T', ' ');
  // `03/01/2026, 12:00:00`: parts would be cleaner and cost three times as much.
  const text = sqlFormat(timeZone).format(instantToMs(at));
  return `${text.slice(6, 10)}-${text.slice(0, 2)}-${text.slice(3, 5)} ${text.slice(12, 20)}`;
}

function sqlFormat(timeZone: string): Intl.DateTimeFormat {
  const known = sqlFormats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', { ...sqlParts, timeZone });
  if (sqlFormats.size >= mostSqlFormats) sqlFormats.clear();
  sqlFormats.set(timeZone, format);
  return format;
}

const isoDate = /^(\d{4})-(\d\d)-(\d\d)$/;
const isoTime = /^(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:[Zz]|([+-]\d\d)(?::?(\d\d))?)?$/;

/**
 * RFC 3339 and its everyday variants (date only, no seconds, space for `T`, offset as `+00`, none = UTC).
 * Decimals beyond the sixth are cut off. Null for anything else, impossible days and times out of range.
 */
export function parseIsoInstant(text: string): Instant | null {
  const midnight = parseDay(text.slice(0, 10));
  if (midnight === null) return null;
  if (text.length === 10) return orNull(midnight);
  const separated = 'Tt '.includes(text.charAt(10));
  const sinceMidnight = separated ? parseTime(text.slice(11)) : null;
  return sinceMidnight === null ? null : orNull(midnight + sinceMidnight);
}

/** PostgreSQL's text of a `timestamptz` (`2026-03-01 12:00:00.123456+00`); throws RangeError for `infinity`, BC and garbage. */
export function parsePgTimestamptz(text: string): Instant {
  const quick = parseUtcText(text);
  if (isInstant(quick)) return quick;
  const careful = parseIsoInstant(text);
  if (careful === null) throw new RangeError('Not a timestamptz within range');
  return careful;
}

function orNull(microseconds: number): Instant | null {
  return isInstant(microseconds) ? microseconds : null;
}

/** Microseconds of a day's midnight in UTC. Years below 1000 are out of range, and `Date.UTC` misreads them. */
function parseDay(text: string): number | null {
  const match = isoDate.exec(text);
  if (match === null) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1000 || !isCalendarDate(year, month, day)) return null;
  return Date.UTC(year, month - 1, day) * 1000;
}

/** Microseconds since midnight in UTC: an offset can make them negative or more than a day. */
function parseTime(text: string): number | null {
  const match = isoTime.exec(text);
  if (match === null) return null;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  const offset = offsetMinutes(match[5] ?? '+00', match[6] ?? '00');
  if (hour > 23 || minute > 59 || second > 59 || offset === null) return null;
  const micros = Number((match[4] ?? '').slice(0, 6).padEnd(6, '0'));
  return ((hour * 60 + minute - offset) * 60 + second) * 1_000_000 + micros;
}

/** `hours` with its sign, so that `-00:30` stays negative. */
function offsetMinutes(hours: string, minutes: string): number | null {
  const size = Number(hours.slice(1)) * 60 + Number(minutes);
  if (size >= 24 * 60 || Number(minutes) > 59) return null;
  return hours.startsWith('-') ? -size : size;
}

/** The shape that nearly every row has, read by position (five times as fast); NaN for any other. */
function parseUtcText(text: string): number {
  const end = text.length - 3;
  if (end < 19 || end > 26 || end === 20 || !text.endsWith('+00')) return Number.NaN;
  const seconds = Date.UTC(
    digits(text, 0, 4),
    digits(text, 5, 7) - 1,
    digits(text, 8, 10),
    digits(text, 11, 13),
    digits(text, 14, 16),
    digits(text, 17, 19),
  );
  return seconds * 1000 + (end === 19 ? 0 : digits(text, 20, end) * 10 ** (26 - end));
}

/** The number written at [from, to); NaN when a character is no digit. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let index = from; index < to; index += 1) {
    const digit = text.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return number;
}
