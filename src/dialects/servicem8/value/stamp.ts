/** Dates and times as the vendor writes them: wall-clock text of the account's time zone, zeros when there is none. */
import { isCalendarDate } from '../../../core/value/calendar-date.ts';

export const emptyDay = '0000-00-00';
export const emptyStamp = '0000-00-00 00:00:00';

const empty: readonly string[] = ['', emptyDay, emptyStamp];
const form = /^(\d{4}-\d\d-\d\d)(?:[ T]((?:[01]\d|2[0-3]):[0-5]\d)(:[0-5]\d)?)?$/;

/** `YYYY-MM-DD HH:MM:SS` from itself, without seconds or without a time; `''` for zeros or blank, null for anything else. */
export function parseStamp(text: string): string | null {
  const trimmed = text.trim();
  if (empty.includes(trimmed)) return '';
  const [, day = '', time = '00:00', seconds = ':00'] = form.exec(trimmed) ?? [];
  return isDay(day) ? `${day} ${time}${seconds}` : null;
}

/** `YYYY-MM-DD` of a stamp, its time cut off; `''` for zeros or blank, null for anything else. */
export function parseDay(text: string): string | null {
  return parseStamp(text)?.slice(0, 10) ?? null;
}

function isDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number);
  return year >= 1000 && month >= 1 && month <= 12 && isCalendarDate(year, month, day);
}
