/** ISO 8601 durations of parts that always last as long: weeks, days, hours, minutes, seconds. */

const form = /^(-)?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,6}))?S)?)?$/;

const second = 1_000_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `PT16M`, `P1DT12H`, `-PT0.5S` in microseconds; null for anything else, months and years included. */
export function parseDuration(text: string): number | null {
  const parts = form.exec(text);
  if (parts === null || !/\d/.test(text) || text.endsWith('T')) return null;
  const [, sign, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0, fraction = ''] = parts;
  const micros =
    Number(weeks) * 7 * day +
    Number(days) * day +
    Number(hours) * hour +
    Number(minutes) * minute +
    Number(seconds) * second +
    Number(fraction.padEnd(6, '0'));
  if (!Number.isSafeInteger(micros)) return null;
  return sign === undefined || micros === 0 ? micros : -micros;
}
