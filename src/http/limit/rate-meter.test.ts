import { describe, expect, test } from 'vitest';
import { HandClock } from '../../../test/support/hand-clock.ts';
import { RateMeter } from './rate-meter.ts';

const midnight = Date.UTC(2026, 2, 1);
const minute = { name: 'minute', seconds: 60, most: 3 };
const day = { name: 'day', seconds: 86_400, most: 5 };

function makeMeter(): { readonly meter: RateMeter; readonly clock: HandClock } {
  const clock = new HandClock(midnight);
  return { meter: new RateMeter([minute, day], clock), clock };
}

/** What is left, window by window. */
function left(meter: RateMeter, key: string | null): readonly number[] {
  return meter.standings(key).map((standing) => standing.left);
}

describe('a meter', () => {
  test('counts each key down for itself, and nobody not at all', () => {
    const { meter } = makeMeter();
    expect(meter.take('a')).toBeNull();
    expect(meter.take('a')).toBeNull();
    expect(left(meter, 'a')).toEqual([1, 3]);
    expect(left(meter, 'b')).toEqual([3, 5]);
    expect(left(meter, null)).toEqual([3, 5]);
  });

  test('refuses by the window that is used up, and counts no refused request', () => {
    const { meter, clock } = makeMeter();
    for (let request = 0; request < 3; request += 1) meter.take('a');
    expect(meter.take('a')?.window).toBe(minute);
    expect(left(meter, 'a')).toEqual([0, 2]);
    clock.advanceSeconds(60);
    expect(left(meter, 'a')).toEqual([3, 2]);
  });

  test('names the longer wait when two windows are used up', () => {
    const { meter, clock } = makeMeter();
    for (let request = 0; request < 3; request += 1) meter.take('a');
    clock.advanceSeconds(60);
    for (let request = 0; request < 2; request += 1) meter.take('a');
    expect(meter.take('a')).toMatchObject({ window: day, resetMs: 86_400_000 - 60_000 });
    clock.advanceSeconds(86_400 - 60);
    expect(meter.take('a')).toBeNull();
  });

  test('tells how long each window goes on, in milliseconds', () => {
    const { meter, clock } = makeMeter();
    clock.advanceSeconds(1);
    expect(meter.standings('a').map(({ resetMs }) => resetMs)).toEqual([59_000, 86_399_000]);
  });

  test('notes what nobody is refused for, and stops at nothing left', () => {
    const { meter } = makeMeter();
    for (let request = 0; request < 9; request += 1) meter.note('a');
    expect(left(meter, 'a')).toEqual([0, 0]);
  });

  test('forgets the oldest of too many', () => {
    const { meter } = makeMeter();
    for (let key = 0; key <= 10_000; key += 1) meter.take(String(key));
    expect(left(meter, '0')).toEqual([3, 5]);
    expect(left(meter, '1')).toEqual([2, 4]);
  });
});
