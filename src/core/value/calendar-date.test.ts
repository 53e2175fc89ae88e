import { expect, test } from 'vitest';
import { isCalendarDate } from './calendar-date.ts';

test('agrees with the runtime on every day of leap, common and century years', () => {
  for (const year of [1600, 1900, 1999, 2000, 2023, 2024, 2100]) {
    for (let month = 0; month <= 13; month += 1) {
      for (let day = 0; day <= 32; day += 1) {
        const date = new Date(Date.UTC(year, month - 1, day));
        const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
        expect(isCalendarDate(year, month, day), `${year}-${month}-${day}`).toBe(exists);
      }
    }
  }
});
