import { describe, expect, test, vi } from 'vitest';
import { makeSystemClock } from './system-clock.ts';

describe('the system clock', () => {
  const same = (microseconds: number): number => microseconds;

  test('never says the same time twice, nor an earlier one', () => {
    const clock = makeSystemClock(same);
    let last = 0;
    for (let index = 0; index < 100_000; index += 1) {
      const now = clock.now();
      expect(now).toBeGreaterThan(last);
      last = now;
    }
  });

  test('follows the machine’s clock, also when that is set', () => {
    const clock = makeSystemClock(same);
    const machine = performance.timeOrigin + performance.now();
    expect(Math.abs(clock.now() / 1000 - machine)).toBeLessThan(10_000);
    const later = machine + 3_600_000;
    const spy = vi.spyOn(Date, 'now').mockReturnValue(later);
    expect(Math.abs(clock.now() / 1000 - later)).toBeLessThan(1);
    spy.mockReturnValue(later - 7_200_000);
    const before = clock.now();
    expect(clock.now()).toBe(before + 1);
    spy.mockRestore();
  });
});
