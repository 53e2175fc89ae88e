/** Times as people write them in a query, on the wall clock of the workspace. */
import { isCalendarDate } from '../value/calendar-date.ts';
import { formatSqlLike, type Instant, instant, parseIsoInstant } from '../value/instant.ts';
import type { TimeSpan } from './search-node.ts';

export interface TimeReading {
  readonly now: Instant;
  readonly timeZone: string;
}

export const allowedTimes =
  '2026, 2026-03, 2026-03-31, today, yesterday, 7d (of h, d, w, m, y), each but the last after >=, >, <= or <, or a range 2026-01-01..2026-03-31';

const micros = 1_000_000;
const day = 24 * 3600 * micros;
const unitLengths: Readonly<Record<string, number>> = {
  h: 3600 * micros,
  d: day,
  w: 7 * day,
  m: 30 * day,
  y: 365 * day,
};

/** The span that a text means; null for one that means none. */
export function readTimeSpan(text: string, reading: TimeReading): TimeSpan | null {
  const ago = /^(\d{1,4})([hdwmy])$/i.exec(text);
  if (ago) return { from: before(reading.now, ago), before: null };
  const range = /^(.*)\.\.(.*)$/.exec(text);
  if (range) return readRange(range[1] ?? '', range[2] ?? '', reading);
  const [, operator = '', rest = ''] = /^(>=|<=|>|<|)(.*)$/s.exec(text) ?? [];
  const period = readPeriod(rest, reading);
  return period && compared(operator, period);
}

function before(now: Instant, [, count, unit = '']: RegExpExecArray): Instant {
  return instant(now - Number(count) * (unitLengths[unit.toLowerCase()] ?? 0));
}

/** One of the two ends may be left out. */
function readRange(first: string, last: string, reading: TimeReading): TimeSpan | null {
  if (first + last === '') return null;
  const [from, to] = [first, last].map((text) => (text === '' ? open : readPeriod(text, reading)));
  return from && to ? { from: from.start, before: to.end } : null;
}

const open = { start: null, end: null };

/** From its first instant up to, not including, its end. */
interface Period {
  readonly start: Instant;
  readonly end: Instant;
}

function compared(operator: string, { start, end }: Period): TimeSpan {
  switch (operator) {
    case '>=':
      return { from: start, before: null };
    case '>':
      return { from: end, before: null };
    case '<':
      return { from: null, before: start };
    case '<=':
      return { from: null, before: end };
    default:
      return { from: start, before: end };
  }
}

function readPeriod(text: string, { now, timeZone }: TimeReading): Period | null {
  const daysAgo = ['today', 'yesterday'].indexOf(text.toLowerCase());
  if (daysAgo >= 0) {
    const [year = 0, month = 0, date = 0] = formatSqlLike(now, timeZone).split(/\D/).map(Number);
    return days([year, month, date - daysAgo], [year, month, date - daysAgo + 1], timeZone);
  }
  const match = /^([12]\d{3})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text);
  return match ? readCalendar(match, timeZone) : readInstant(text);
}

/** A year, a month or a day. */
function readCalendar([, year, month, date]: RegExpExecArray, timeZone: string): Period | null {
  const [y, m, d] = [Number(year), Number(month ?? 1), Number(date ?? 1)];
  if (!isCalendarDate(y, m, d)) return null;
  if (month === undefined) return days([y, 1, 1], [y + 1, 1, 1], timeZone);
  const end: Day = date === undefined ? [y, m + 1, 1] : [y, m, d + 1];
  return days([y, m, d], end, timeZone);
}

/** A whole time is a period of one microsecond. */
function readInstant(text: string): Period | null {
  const at = text.length > 10 ? parseIsoInstant(text) : null;
  return at === null ? null : { start: at, end: instant(at + 1) };
}

type Day = readonly [year: number, month: number, date: number];

function days(first: Day, end: Day, timeZone: string): Period {
  return { start: startOfDay(first, timeZone), end: startOfDay(end, timeZone) };
}

/** Midnight there; where clocks jump over it, the first instant after. Months and dates may overflow. */
function startOfDay([year, month, date]: Day, timeZone: string): Instant {
  const wanted = Date.UTC(year, month - 1, date);
  let guess = wanted;
  for (let round = 0; round < 2; round++) guess = wanted - offsetAt(guess, timeZone);
  return instant(guess * 1000);
}

/** How far the wall clock is ahead of UTC at that time; both in milliseconds. */
function offsetAt(ms: number, timeZone: string): number {
  const wall = formatSqlLike(instant(ms * 1000), timeZone);
  return Date.parse(`${wall.replace(' ', 'T')}Z`) - ms;
}
