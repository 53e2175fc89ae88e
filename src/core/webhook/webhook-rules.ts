/** What a dialect knows of its vendor's webhooks. Everything else about them is the same for all. */
import type { Relation } from '../account/relation.ts';
import type { Capability } from '../capability.ts';
import type { EventEntity, HubEvent } from '../event/event.ts';
import type { Uuid } from '../value/identifier.ts';
import type { RetryRules } from './retry.ts';
import type { WebhookDelivery, WebhookNotice, WebhookSubscription } from './subscription.ts';

/** Records that an event does not tell enough of, as they are now. */
export interface RecordLookup {
  relation(id: Uuid): Promise<Relation | undefined>;
}

export interface WebhookMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WebhookRules {
  /** The kinds of records whose events can matter; others are not even read. */
  readonly entities: readonly EventEntity[];
  readonly retry: RetryRules;
  /** What the subscriber must be able to read to be told. */
  capabilityFor(subscription: WebhookSubscription): Capability;
  /** What the event tells the subscription: most events nothing. */
  noticesOf(
    event: HubEvent,
    subscription: WebhookSubscription,
    records: RecordLookup,
  ): Promise<readonly WebhookNotice[]>;
  /** A delivery as it is posted; `secret` signs it where the vendor signs. */
  messageFor(
    delivery: WebhookDelivery,
    subscription: WebhookSubscription,
    secret: string | null,
  ): WebhookMessage;
}
