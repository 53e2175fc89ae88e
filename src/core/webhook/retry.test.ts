import { describe, expect, test } from 'vitest';
import { instantFromMs, type Instant, instant } from '../value/instant.ts';
import { fixedUuid } from '../../../test/support/grant-fixture.ts';
import type { OutboundResult } from '../port/outbound.ts';
import { judge, type RetryRules, type Verdict } from './retry.ts';

const start = instantFromMs(Date.UTC(2026, 0, 1));
const rules = { giveUpAfter: 72 * 3600, restAfterTooMany: 900 };

function after(seconds: number): Instant {
  return instant(start + seconds * 1_000_000);
}

interface Circumstances {
  readonly at?: Instant;
  readonly failures?: number;
  readonly failuresInRow?: number;
  readonly seq?: number;
  readonly rules?: RetryRules;
}

function judged(result: OutboundResult, over: Circumstances = {}): Verdict {
  const { at = start, failures = 0, failuresInRow = failures, seq = 1 } = over;
  const delivery = {
    recordId: fixedUuid(1),
    seq,
    part: 0,
    at: start,
    says: {},
    failures,
    failingSince: failures === 0 ? null : start,
    held: null,
  };
  return judge({ result, delivery, failuresInRow, at }, over.rules ?? rules);
}

const answered = (status: number): OutboundResult => ({ status, body: '' });

test.each([200, 201, 204, 299])('takes %i for delivered', (status) => {
  expect(judged(answered(status))).toEqual({ outcome: 'delivered' });
});

test('ends the subscription at 410, at once', () => {
  expect(judged(answered(410))).toMatchObject({ outcome: 'ended' });
});

test('leaves a subscriber alone for a quarter of an hour at 429, and does not count it', () => {
  const verdict = {
    outcome: 'failed',
    dueAt: after(900),
    restUntil: after(900),
    failingSince: null,
  };
  expect(judged(answered(429))).toMatchObject(verdict);
  const late = after(100 * 3600);
  expect(judged(answered(429), { at: late, failures: 3 })).toMatchObject({ outcome: 'failed' });
});

test.each([
  [answered(301), 'HTTP 301'],
  [answered(404), 'HTTP 404'],
  [answered(500), 'HTTP 500'],
  [{ failure: 'timeout' } as const, 'No answer in time'],
  [{ failure: 'unreachable' } as const, 'The connection failed'],
  [{ failure: 'unresolved' } as const, 'The name of the host was not found'],
  [{ failure: 'refused' } as const, 'The address is none that may be called'],
])('repeats after %j', (result, reason) => {
  expect(judged(result)).toEqual({
    outcome: 'failed',
    reason,
    dueAt: after(15),
    restUntil: start,
    failingSince: start,
  });
});

test('waits twice as long each time, up to an hour; from the second failure in a row the others wait too', () => {
  const waits = [0, 1, 2, 7, 8, 50].map((failures) => {
    const verdict = judged(answered(500), { failures });
    if (verdict.outcome !== 'failed' || verdict.dueAt === null) throw new Error('it is repeated');
    return [verdict.dueAt - start, verdict.restUntil - start].map((wait) => wait / 1_000_000);
  });
  expect(waits).toEqual([
    [15, 0],
    [30, 15],
    [60, 30],
    [1920, 900],
    [3600, 900],
    [3600, 900],
  ]);
});

test('gives up after 72 hours, not before', () => {
  expect(judged(answered(500), { at: after(72 * 3600 - 1), failures: 80 })).toMatchObject({
    outcome: 'failed',
  });
  expect(judged(answered(500), { at: after(72 * 3600), failures: 80 })).toEqual({
    outcome: 'ended',
    reason: 'HTTP 500, repeated for 72 hours',
  });
});

describe('where deliveries are given up one by one', () => {
  const drops = { afterTries: 12, endAfterFailures: 300 };
  const oneByOne = { ...rules, restAfterTooMany: 600, jitter: 60, drops };

  test('the twelfth failure is the last of one, and the subscription goes on', () => {
    const eleventh = judged(answered(500), { failures: 10, rules: oneByOne });
    expect(eleventh).toMatchObject({ outcome: 'failed', reason: 'HTTP 500' });
    const twelfth = judged(answered(500), { failures: 11, rules: oneByOne });
    const reason = 'HTTP 500, given up after 12 attempts';
    expect(twelfth).toMatchObject({ outcome: 'failed', reason, dueAt: null });
  });

  test('the three hundredth failure in a row ends it', () => {
    const failuresInRow = 298;
    expect(judged(answered(500), { failuresInRow, rules: oneByOne }).outcome).toBe('failed');
    expect(judged(answered(500), { failuresInRow: 299, rules: oneByOne })).toEqual({
      outcome: 'ended',
      reason: 'HTTP 500, 300 times in a row',
    });
  });

  test('429 comes back after ten to eleven minutes, spread by the event', () => {
    const waits = Array.from({ length: 50 }, (_, seq) => {
      const verdict = judged(answered(429), { seq, rules: oneByOne });
      if (verdict.outcome !== 'failed') throw new Error('it is repeated');
      return (verdict.restUntil - start) / 1_000_000;
    });
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(600);
    expect(Math.max(...waits)).toBeLessThanOrEqual(660);
    expect(new Set(waits).size).toBeGreaterThan(40);
  });
});
