/** Between the vendor's subscriptions and the hub's. */
import { formatSqlLike } from '../../../core/value/instant.ts';
import type { SubscriptionState } from '../../../core/webhook/subscription.ts';
import type { SubscriptionRecord } from './schema.ts';

/** Times are in UTC, as in deliveries. */
export function toWire(state: SubscriptionState): SubscriptionRecord {
  const { kind, topic, fields, lastFailureAt } = state;
  return {
    uuid: state.id,
    ...(kind === 'event'
      ? { type: 'event', event: topic }
      : { type: 'object', object: topic, fields: [...fields] }),
    callback_url: state.callbackUrl,
    unique_id: state.uniqueId,
    active: state.active,
    last_failure_reason: state.lastFailureReason,
    last_failure_at: lastFailureAt === null ? null : formatSqlLike(lastFailureAt, 'UTC'),
  };
}
