/** Webhook subscriptions: who is told of which changes, where, and how far the telling has come. */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';

/** What a subscriber has asked for. What it means is known to the dialect that it was asked in. */
export interface WebhookSubscription {
  readonly id: Uuid;
  /** The dialect in whose words the subscriber is told. */
  readonly dialect: string;
  /** The key or the OAuth client that subscribed, and in whose name it acts: its present rights bound what it is told. */
  readonly credentialId: Uuid;
  readonly principalId: Uuid;
  /** The API that the key or client is for; null: the dialect. */
  readonly audience: string | null;
  /** In the vendor's words: what sort of subscription, and to what. */
  readonly kind: string;
  readonly topic: string;
  /** In the vendor's words; only a change of one of these counts. Empty: any change. */
  readonly fields: readonly string[];
  readonly callbackUrl: string;
  /** Chosen by the subscriber to tell its subscriptions to one topic apart; `''` for none. */
  readonly uniqueId: string;
  /** How the subscriber reaches this server, for links: `https://host/mount`, without a trailing slash. */
  readonly baseUrl: string;
  /** What deliveries are signed with, encrypted (`SecretBox`) and bound to the id; null: not signed. */
  readonly sealedSecret: string | null;
  /** False once ended, which is for good. */
  readonly active: boolean;
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  readonly version: number;
}

/** A subscription with how the telling goes. */
export interface SubscriptionState extends WebhookSubscription {
  /** Deliveries on their way. */
  readonly pending: number;
  readonly lastSuccessAt: Instant | null;
  readonly lastFailureReason: string | null;
  readonly lastFailureAt: Instant | null;
}

/** What an event has to tell a subscription about one record. */
export interface WebhookNotice {
  /** What is told of one record comes in order. */
  readonly recordId: Uuid;
  /** In the dialect's own form. Names of fields, never values: it outlives an erased event. */
  readonly says: JsonObject;
}

/** A notice with the event that it comes from. */
export interface WebhookNews extends WebhookNotice {
  readonly seq: number;
  /** Counts what one event has to tell, from 0. */
  readonly part: number;
  readonly at: Instant;
}

/** How a fault of a Sandbox holds news back: in its place, or so that those after it overtake it. */
export type HeldWebhook = 'late' | 'shuffled';

/** News on its way: kept until the subscriber has taken it. */
export interface WebhookDelivery extends WebhookNews {
  /** Attempts that failed. */
  readonly failures: number;
  /** When the first of them failed; null: none did. */
  readonly failingSince: Instant | null;
  /** Null: no fault has held it back. One that was is not held back again. */
  readonly held: HeldWebhook | null;
}
