import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatSqlLike, instantFromMs } from '../../../core/value/instant.ts';
import { secondShownAs } from './account-time.ts';

const hour = 3_600_000_000;
const utc = (...parts: [number, number, number, number?, number?]) =>
  instantFromMs(Date.UTC(...parts));

describe('secondShownAs', () => {
  test.each([
    ['2026-03-01 12:00:00', 'UTC', utc(2026, 2, 1, 12)],
    ['2026-03-01 12:00:00', 'Australia/Sydney', utc(2026, 2, 1, 1)],
    ['2026-07-01 12:00:00', 'Australia/Sydney', utc(2026, 6, 1, 2)],
    ['2026-03-01 12:00:00', 'America/New_York', utc(2026, 2, 1, 17)],
    ['2026-03-01 12:00:00', 'Asia/Kathmandu', utc(2026, 2, 1, 6, 15)],
  ])('reads %s in %s', (text, timeZone, at) => {
    expect(secondShownAs(text, timeZone)).toEqual({ first: at, last: at });
  });

  test('gives both seconds that show one text where clocks are put back', () => {
    const first = utc(2026, 10, 1, 5, 30);
    expect(secondShownAs('2026-11-01 01:30:00', 'America/New_York')).toEqual({
      first,
      last: first + hour,
    });
  });

  test('takes a skipped time so early that nothing later is missed', () => {
    const change = utc(2026, 2, 8, 7);
    const second = secondShownAs('2026-03-08 02:30:00', 'America/New_York');
    expect(second).toEqual({ first: change - hour / 2, last: change - hour / 2 });
  });

  test.each([
    ['0000-00-00 00:00:00', 'before'],
    ['1000-01-01 00:00:00', 'before'],
    ['9999-12-31 23:59:59', 'after'],
  ])('puts %s %s everything', (text, side) => {
    expect(secondShownAs(text, 'UTC')).toBe(side);
  });

  test('finds the second that any instant shows', () => {
    const zones = ['UTC', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia', 'Asia/Tehran'];
    const times = fc.integer({ min: Date.UTC(1980, 0), max: Date.UTC(2100, 0) });
    fc.assert(
      fc.property(times, fc.constantFrom(...zones), (ms, timeZone) => {
        const at = instantFromMs(ms);
        const second = secondShownAs(formatSqlLike(at, timeZone), timeZone);
        const start = at - (at % 1_000_000);
        expect([Object.values(second)].flat()).toContain(start);
      }),
    );
  });
});
