/** What follows from a subscriber's answer, or from its silence. */
import type { OutboundFailure, OutboundResult } from '../port/outbound.ts';
import { instant, type Instant } from '../value/instant.ts';
import type { WebhookDelivery } from './subscription.ts';

/** In seconds. */
export interface RetryRules {
  /** How long a delivery is repeated before the subscription is given up. */
  readonly giveUpAfter: number;
  /** How long a subscriber that says 429 is left alone. It is not given up for it. */
  readonly restAfterTooMany: number;
  /** Up to so many seconds more, so that many deliveries do not come back at once. */
  readonly jitter?: number;
  /** Where the vendor gives up deliveries one by one, and goes on with the next. */
  readonly drops?: {
    /** Attempts at one delivery. */
    readonly afterTries: number;
    /** Failures in a row, of any deliveries, that end the subscription after all. */
    readonly endAfterFailures: number;
  };
}

export type Verdict =
  | { readonly outcome: 'delivered' }
  /** The subscription has come to its end. */
  | { readonly outcome: 'ended'; readonly reason: string }
  /** Nothing else goes to the subscriber before `restUntil`, nor this delivery before `dueAt`; null: never again. */
  | {
      readonly outcome: 'failed';
      readonly reason: string;
      readonly dueAt: Instant | null;
      readonly restUntil: Instant;
      /** Null when the failure does not count. */
      readonly failingSince: Instant | null;
    };

/** Doubled with every failure. */
const firstDelay = 15;
const longestDelay = 3600;
/** A subscriber that is back is noticed after this long at most. */
const longestRest = 900;

export interface Attempt {
  readonly result: OutboundResult;
  readonly delivery: WebhookDelivery;
  /** How many attempts at any delivery of the subscription have failed in a row before this one. */
  readonly failuresInRow: number;
  readonly at: Instant;
}

export function judge(attempt: Attempt, rules: RetryRules): Verdict {
  const { result, delivery, at } = attempt;
  const status = 'status' in result ? result.status : 0;
  if (status >= 200 && status < 300) return { outcome: 'delivered' };
  if (status === 410) return { outcome: 'ended', reason: 'HTTP 410: unsubscribed' };
  const reason = 'failure' in result ? sentences[result.failure] : `HTTP ${status}`;
  if (status === 429) {
    const until = later(at, rules.restAfterTooMany + jitterOf(delivery, rules));
    const { failingSince } = delivery;
    return { outcome: 'failed', reason, dueAt: until, restUntil: until, failingSince };
  }
  const ending = endingOf(attempt, rules);
  if (ending !== null) return { outcome: 'ended', reason: `${reason}, ${ending}` };
  return repeated(attempt, reason, rules.drops?.afterTries ?? Infinity);
}

/** `tries`: of one delivery, after which it is dropped. */
function repeated(
  { delivery, failuresInRow, at }: Attempt,
  reason: string,
  tries: number,
): Verdict {
  const isLast = delivery.failures + 1 >= tries;
  return {
    outcome: 'failed',
    reason: isLast ? `${reason}, given up after ${tries} attempts` : reason,
    dueAt: isLast ? null : later(at, delay(delivery.failures, longestDelay)),
    restUntil: later(at, restAfter(failuresInRow)),
    failingSince: delivery.failingSince ?? at,
  };
}

/** What has happened too often or for too long; null while the subscription goes on. */
function endingOf(
  { delivery, failuresInRow, at }: Attempt,
  { giveUpAfter, drops }: RetryRules,
): string | null {
  if (drops && failuresInRow + 1 >= drops.endAfterFailures)
    return `${drops.endAfterFailures} times in a row`;
  if (delivery.failingSince === null || at < later(delivery.failingSince, giveUpAfter)) return null;
  return `repeated for ${Math.round(giveUpAfter / 3600)} hours`;
}

const sentences: Readonly<Record<OutboundFailure, string>> = {
  refused: 'The address is none that may be called',
  unresolved: 'The name of the host was not found',
  unreachable: 'The connection failed',
  timeout: 'No answer in time',
};

/** One failure may be that of one record; only the second in a row is taken for the subscriber's. */
function restAfter(failuresInRow: number): number {
  return failuresInRow === 0 ? 0 : delay(failuresInRow - 1, longestRest);
}

function delay(failuresBefore: number, longest: number): number {
  return Math.min(longest, firstDelay * 2 ** Math.min(failuresBefore, 20));
}

/** Spread by the number of the event: the same each time, and told by no clock. */
function jitterOf({ seq }: WebhookDelivery, { jitter = 0 }: RetryRules): number {
  return jitter === 0 ? 0 : (seq * 7919) % (jitter + 1);
}

function later(at: Instant, seconds: number): Instant {
  return instant(at + seconds * 1_000_000);
}
