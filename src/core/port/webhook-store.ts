/**
 * What webhooks need of a store. One process at a time works for a subscription: it holds a lease, which runs out by
 * itself when the process is killed. Whoever has lost the lease changes nothing any more.
 */
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type {
  HeldWebhook,
  SubscriptionState,
  WebhookDelivery,
  WebhookNews,
  WebhookSubscription,
} from '../webhook/subscription.ts';

export interface WebhookLease {
  readonly subscriptionId: Uuid;
  /** Unique to one taking. */
  readonly holder: Uuid;
}

/** This moment, twice, and how long a lease is taken for. */
export interface WebhookTimes {
  /** By the workspace's clock: what is due. */
  readonly at: Instant;
  /** By the machine's: whether a lease has run out. */
  readonly lease: Instant;
  readonly until: Instant;
}

/** Where the work for a subscription stands when it is taken up. */
export interface WebhookTask {
  readonly subscription: WebhookSubscription;
  /** The last event that was looked at; in the beginning that of the subscription's own creation. */
  readonly seq: number;
  /** Attempts that failed in a row. */
  readonly failures: number;
}

/** What is due, with the subscription as it is now. */
export interface WebhookErrand {
  readonly subscription: WebhookSubscription;
  readonly delivery: WebhookDelivery;
}

/** A failed attempt, as it is remembered. */
export interface WebhookFailure {
  readonly delivery: WebhookDelivery;
  readonly reason: string;
  readonly at: Instant;
  /** Null: it is given up. */
  readonly dueAt: Instant | null;
  readonly failingSince: Instant | null;
  /** Of the subscription. */
  readonly failuresInRow: number;
  readonly restUntil: Instant;
}

export interface WebhookStore {
  /** Makes it known that the workspace has subscriptions; before the first is written. */
  announce(context: TenantContext): Promise<void>;
  /** Oldest first; those of one subscriber, one of them, or all. */
  list(
    context: TenantContext,
    filter: { readonly credentialId?: Uuid; readonly active?: boolean; readonly id?: Uuid },
  ): Promise<readonly SubscriptionState[]>;
  /** Active subscriptions that have something to do at the instant, and that nobody works for. */
  waiting(
    context: TenantContext,
    times: Pick<WebhookTimes, 'at' | 'lease'>,
  ): Promise<readonly Uuid[]>;
  /** Undefined when another works for it, when it rests, or has ended. */
  take(
    context: TenantContext,
    lease: WebhookLease,
    times: WebhookTimes,
  ): Promise<WebhookTask | undefined>;
  release(context: TenantContext, lease: WebhookLease): Promise<void>;
  /** Atomic: the events up to `seq` were looked at, and this is what they have to tell. False when the lease is lost. */
  advance(
    context: TenantContext,
    lease: WebhookLease,
    step: { readonly seq: number; readonly news: readonly WebhookNews[]; readonly at: Instant },
  ): Promise<boolean>;
  /**
   * The oldest delivery that is due and has none of the same record before it, but for shuffled ones; prolongs the lease.
   * Undefined when there is none, or the lease is lost, or the subscription has ended.
   */
  next(
    context: TenantContext,
    lease: WebhookLease,
    times: WebhookTimes,
  ): Promise<WebhookErrand | undefined>;
  /**
   * Gone: taken by the subscriber at the instant, which is when a shuffled one becomes due, or (null) none of its business any more.
   */
  settle(
    context: TenantContext,
    lease: WebhookLease,
    done: { readonly delivery: WebhookDelivery; readonly takenAt: Instant | null },
  ): Promise<void>;
  /** It is not due before then; nothing has failed. False when another is shuffled already: two would keep their order. */
  hold(
    context: TenantContext,
    lease: WebhookLease,
    order: {
      readonly delivery: WebhookDelivery;
      readonly held: HeldWebhook;
      readonly until: Instant;
    },
  ): Promise<boolean>;
  fail(context: TenantContext, lease: WebhookLease, failure: WebhookFailure): Promise<void>;
  /** Forgets how far an ended subscription was told, so that taken up again it begins anew. */
  forget(context: TenantContext, subscriptionId: Uuid): Promise<void>;
  /** Removes what ended subscriptions left on its way. */
  purge(context: TenantContext): Promise<void>;
}
