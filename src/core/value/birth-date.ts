/** Dates of birth: a calendar day without time or zone, held as `YYYY-MM-DD` and shown in three more forms. */
import { isCalendarDate } from './calendar-date.ts';

/** Year first or last, month always before day, one of four separators used twice. */
const yearFirst = /^(\d{4})([/\-._])(\d{1,2})\2(\d{1,2})$/;
const yearLast = /^(\d{1,2})([/\-._])(\d{1,2})\2(\d{4})$/;
const dateTime =
  /^(\d{4}-\d\d-\d\d)[Tt ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d\d:?\d\d)?$/;
const canonical = /^(\d{4})-(\d\d)-(\d\d)$/;

/**
 * The day as `YYYY-MM-DD`, or null for other forms, impossible days and years outside 1000–9999.
 * Of a date with a time the day is taken as written: moving it to another zone would change somebody's birthday.
 */
export function parseBirthDate(text: string): string | null {
  const trimmed = text.trim();
  const date = dateTime.exec(trimmed)?.[1] ?? trimmed;
  const first = yearFirst.exec(date);
  if (first) return toCanonical(first[1], first[3], first[4]);
  const last = yearLast.exec(date);
  return last ? toCanonical(last[4], last[1], last[3]) : null;
}

function toCanonical(year = '', month = '', day = ''): string | null {
  if (Number(year) < 1000 || !isCalendarDate(Number(year), Number(month), Number(day))) return null;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

/** `1990-09-25` → `1990-09-25T00:00:00.000Z`. Like the other three: takes `YYYY-MM-DD`, throws RangeError on anything else. */
export function toIsoMidnight(date: string): string {
  splitDate(date);
  return `${date}T00:00:00.000Z`;
}

/** Milliseconds since 1970 of that day's midnight in UTC (negative before). */
export function toEpochMs(date: string): number {
  const { year, month, day } = splitDate(date);
  return Date.UTC(year, month - 1, day);
}

/** Month of birth counted from 0: September is 8. */
export function birthMonthIndex(date: string): number {
  return splitDate(date).month - 1;
}

/** Day of the month, from 1. */
export function birthDay(date: string): number {
  return splitDate(date).day;
}

function splitDate(date: string): { year: number; month: number; day: number } {
  const match = canonical.exec(date);
  if (match === null || parseBirthDate(date) === null)
    throw new RangeError('Not a YYYY-MM-DD date');
  return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
}
