/** ISO 8601 durations of parts that always last as long: weeks, days, hours, minutes, seconds. */

const form = /^(-)?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,6})?)S)?)?$/;

const second = 1_000_000;
/** In the order of the form. */
const units = [7 * 86_400, 86_400, 3600, 60, 1].map((seconds) => seconds * second);

/** `PT16M`, `P1DT12H`, `-PT0.5S` in microseconds; null for anything else, months and years included. */
export function parseDuration(text: string): number | null {
  const parts = form.exec(text);
  if (parts === null || !/\d/.test(text) || text.endsWith('T')) return null;
  const [, sign, ...amounts] = parts;
  const micros = units.reduce(
    (sum, unit, at) => sum + Math.round(Number(amounts[at] ?? 0) * unit),
    0,
  );
  if (!Number.isSafeInteger(micros)) return null;
  return sign === undefined || micros === 0 ? micros : -micros;
}
