/** Webhook subscriptions in the native API's words. */
import { portalKind } from '../../../core/webhook/portal-draft.ts';
import type { SubscriptionState } from '../../../core/webhook/subscription.ts';
import { toTimeOrNull, toWritten } from '../wire/mapping.ts';
import type { WebhookWire } from './schema.ts';

export function toWire(state: SubscriptionState): WebhookWire {
  const { id, dialect, callbackUrl, kind, topic, active, pending, lastFailureReason } = state;
  return {
    id,
    dialect,
    url: callbackUrl,
    events: eventsOf(state),
    appId: kind === portalKind ? topic : null,
    active,
    subscriber: { audience: state.audience ?? dialect, credentialId: state.credentialId },
    pending,
    lastSuccessAt: toTimeOrNull(state.lastSuccessAt),
    lastFailureAt: toTimeOrNull(state.lastFailureAt),
    lastFailureReason,
    ...toWritten(state),
  };
}

/** A subscription to fields of an object is shown as `object.field`. */
function eventsOf({ kind, topic, fields }: SubscriptionState): string[] {
  if (kind === portalKind) return [...fields];
  return fields.length === 0 ? [topic] : fields.map((field) => `${topic}.${field}`);
}
