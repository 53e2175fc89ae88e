import { describe, expect, test } from 'vitest';
import { instantFromMs } from '../../../core/value/instant.ts';
import { RateMeter } from './rate-limit.ts';

const midnight = Date.UTC(2026, 2, 1);

function meterAt(start: number): { meter: RateMeter; clock: { ms: number } } {
  const clock = { ms: start };
  return { meter: new RateMeter({ now: () => instantFromMs(clock.ms) }), clock };
}

describe('the rate-limit headers', () => {
  test('count each credential down for itself', () => {
    const { meter } = meterAt(midnight + 1_000);
    meter.count('a');
    expect(meter.count('a')).toEqual({
      'X-RateLimit-Limit-Daily': '200000',
      'X-RateLimit-Daily-Remaining': '199998',
      'X-RateLimit-Daily-Reset': String(86_400_000 - 1_000),
      'X-RateLimit-Interval-Milliseconds': '10000',
      'X-RateLimit-Max': '100',
      'X-RateLimit-Remaining': '98',
    });
    expect(meter.count('b')['X-RateLimit-Remaining']).toBe('99');
  });

  test('start again every ten seconds and every day', () => {
    const { meter, clock } = meterAt(midnight);
    meter.count('a');
    clock.ms += 10_000;
    const later = meter.count('a');
    expect(later['X-RateLimit-Remaining']).toBe('99');
    expect(later['X-RateLimit-Daily-Remaining']).toBe('199998');
    clock.ms = midnight + 86_400_000;
    expect(meter.count('a')['X-RateLimit-Daily-Remaining']).toBe('199999');
  });

  test('never go below zero', () => {
    const { meter } = meterAt(midnight);
    for (let index = 0; index < 150; index += 1) meter.count('a');
    expect(meter.count('a')['X-RateLimit-Remaining']).toBe('0');
  });

  test('show full numbers to a request that nobody can be counted for', () => {
    const { meter } = meterAt(midnight);
    meter.count(null);
    expect(meter.count(null)['X-RateLimit-Remaining']).toBe('100');
  });
});
