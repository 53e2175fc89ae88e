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
}

export type Verdict =
  | { readonly outcome: 'delivered' }
  /** The subscription has come to its end. */
  | { readonly outcome: 'ended'; readonly reason: string }
  /** Nothing else goes to the subscriber before `restUntil`, nor this delivery before `dueAt`. */
  | {
      readonly outcome: 'failed';
      readonly reason: string;
      readonly dueAt: Instant;
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
    const until = later(at, rules.restAfterTooMany);
    const { failingSince } = delivery;
    return { outcome: 'failed', reason, dueAt: until, restUntil: until, failingSince };
  }
  const failingSince = delivery.failingSince ?? at;
  if (at >= later(failingSince, rules.giveUpAfter)) {
    const hours = Math.round(rules.giveUpAfter / 3600);
    return { outcome: 'ended', reason: `${reason}, repeated for ${hours} hours` };
  }
  return {
    outcome: 'failed',
    reason,
    dueAt: later(at, delay(delivery.failures, longestDelay)),
    restUntil: later(at, restAfter(attempt.failuresInRow)),
    failingSince,
  };
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

function later(at: Instant, seconds: number): Instant {
  return instant(at + seconds * 1_000_000);
}
