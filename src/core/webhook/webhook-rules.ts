/** What a dialect knows of its vendor's webhooks. Everything else about them is the same for all. */
import type { Relation } from '../account/relation.ts';
import type { Capability } from '../capability.ts';
import type { Contact } from '../contact/contact.ts';
import type { Note } from '../contact/note.ts';
import type { Task } from '../contact/task.ts';
import type { EventEntity, HubEvent } from '../event/event.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { RetryRules } from './retry.ts';
import type { WebhookDelivery, WebhookNotice, WebhookSubscription } from './subscription.ts';

/** Records that an event does not tell enough of. */
export interface RecordLookup {
  /** As it is now. */
  relation(id: Uuid): Promise<Relation | undefined>;
  /** As they were after the event with this number; null for what nobody knows any more. */
  contactAt(id: Uuid, seq: number): Promise<Contact | null>;
  noteAt(id: Uuid, seq: number): Promise<Note | null>;
  taskAt(id: Uuid, seq: number): Promise<Task | null>;
}

/** What a message is made with. */
export interface MessageParts {
  readonly records: RecordLookup;
  readonly workspace: Workspace;
  /** The subscriber's own; null when it gave none. */
  readonly secret: string | null;
  /** Signs a text's bytes for this server (Ed25519, base64). */
  readonly signing: { sign(text: string): string };
  /** Of this attempt. */
  readonly at: Instant;
}

/** What may be subscribed to for an app by whoever looks after the workspace, as on the vendor's portal page. */
export interface WebhookPortal {
  readonly events: readonly string[];
  /** What the subscriber must be able to read. */
  readonly needs: Capability;
}

export interface WebhookMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface WebhookRules {
  /** The kinds of records whose events can matter; others are not even read. */
  readonly entities: readonly EventEntity[];
  readonly retry: RetryRules;
  /** Absent where subscribers subscribe by themselves, through the dialect's API. */
  readonly portal?: WebhookPortal;
  /** What the subscriber must be able to read to be told. */
  capabilityFor(subscription: WebhookSubscription): Capability;
  /** What the event tells the subscription: most events nothing. */
  noticesOf(
    event: HubEvent,
    subscription: WebhookSubscription,
    records: RecordLookup,
  ): Promise<readonly WebhookNotice[]>;
  /** What it is called in the vendor's words: `ContactCreate`, `job.created`. */
  eventNameOf(delivery: WebhookDelivery, subscription: WebhookSubscription): string;
  /** A delivery as it is posted; null when there is nothing left to tell. */
  messageFor(
    delivery: WebhookDelivery,
    subscription: WebhookSubscription,
    parts: MessageParts,
  ): Promise<WebhookMessage | null>;
}
