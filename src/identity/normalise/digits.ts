/** Phone numbers and dates, as digits. */
import { monthAsNumber } from './month.ts';

const tail = 9;
const fewest = 6;

/**
 * The last nine digits, which are the same with and without country code or trunk prefix; `''` for fewer than six: an
 * extension belongs to nobody alone.
 */
export function phoneDigits(text: string): string {
  const digits = text.replaceAll(/\D/g, '');
  return digits.length < fewest ? '' : digits.slice(-tail);
}

/** Which of day and month stands first where a list writes neither years first nor names: true for the day. */
export function isDayFirst(dates: Iterable<string>): boolean {
  let dayFirst = 0;
  for (const text of dates) {
    const [first = 0, second = 0] = text.split(/\D+/).map(Number);
    if (first > 12 && first <= 31 && second <= 12) dayFirst += 1;
    if (second > 12 && second <= 31 && first <= 12) dayFirst -= 1;
  }
  return dayFirst >= 0;
}

const yearless = /^-{1,2}(\d{2})-?(\d{2})$/;
const yearFirst = /^(\d{4})\D?(\d{1,2})\D?(\d{1,2})(?:\D.*)?$/;
const yearLast = /^(\d{1,2})\D{1,2}(\d{1,2})\D{1,2}(\d{4}|\d{2})$/;

/** `YYYYMMDD`, `0000` for a year that is not said; other texts keep their digits, and fewer than six of them are nothing. */
// oxlint-disable-next-line complexity -- what is counted are defaults and short circuits of one plain decision
export function dateDigits(text: string | null | undefined, dayFirst = true): string {
  const bare = monthAsNumber((text ?? '').trim());
  const [, month = '', day = ''] = yearless.exec(bare) ?? [];
  if (month !== '') return `0000${month}${day}`;
  const [, year = '', second = '', third = ''] = yearFirst.exec(bare) ?? [];
  if (year !== '') return `${year}${two(second)}${two(third)}`;
  return yearLastDigits(bare, dayFirst) ?? loneDigits(bare);
}

function yearLastDigits(text: string, dayFirst: boolean): string | null {
  const [, first = '', second = '', year = ''] = yearLast.exec(text) ?? [];
  if (year === '') return null;
  const [day, month] = dayFirst ? [first, second] : [second, first];
  return `${fourDigits(year)}${two(month)}${two(day)}`;
}

function loneDigits(text: string): string {
  const digits = text.replaceAll(/\D/g, '');
  return digits.length < fewest || /^0+$/.test(digits) ? '' : digits.slice(0, 8);
}

function two(text: string): string {
  return text.padStart(2, '0');
}

/** Nobody is born in the future: two digits above thirty are of the last century. */
function fourDigits(year: string): string {
  if (year.length === 4) return year;
  return Number(year) > 30 ? `19${year}` : `20${year}`;
}
