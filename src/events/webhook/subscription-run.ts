/**
 * One turn of work for one subscription: looks through the events that came since the last time, and sends what is due,
 * one after the other. Whatever stands in the database after any of its steps can be gone on from by another process.
 */
import type { OutboundResult } from '../../core/port/outbound.ts';
import type {
  WebhookErrand,
  WebhookLease,
  WebhookTask,
  WebhookTimes,
} from '../../core/port/webhook-store.ts';
import type { InboxOrigin } from '../../core/sandbox/inbox.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import { instant, type Instant } from '../../core/value/instant.ts';
import { judge } from '../../core/webhook/retry.ts';
import type { WebhookNews, WebhookSubscription } from '../../core/webhook/subscription.ts';
import type { MessageParts, RecordLookup, WebhookRules } from '../../core/webhook/webhook-rules.ts';
import { makeRecordLookup } from './record-history.ts';
import { holdOf } from './webhook-faults.ts';
import type { WebhookEnvironment } from './webhook-environment.ts';

/** For one attempt, in milliseconds. */
const attemptTimeout = 10_000;
/** Longer than any attempt, in microseconds: after a kill others wait this long. */
const leaseFor = 15_000_000;
/** How old the knowledge of a subscriber's rights may be, in microseconds; a revocation takes effect within 5 s. */
const rightsFreshFor = 2_500_000;
const eventsPerStep = 500;
/** With so many on their way no more events are looked at: the log keeps them. */
const mostPending = 1000;

type Step = 'behind' | 'done' | 'full';

export class SubscriptionRun {
  readonly #environment: WebhookEnvironment;
  readonly #context: TenantContext;
  readonly #lease: WebhookLease;
  readonly #records: RecordLookup;
  readonly #isStopping: () => boolean;
  #seq: number;
  #failures: number;
  #rights: { readonly of: TenantContext | null; readonly at: Instant } | null = null;

  private constructor(
    environment: WebhookEnvironment,
    turn: { context: TenantContext; lease: WebhookLease; isStopping: () => boolean },
    task: WebhookTask,
  ) {
    this.#environment = environment;
    this.#context = turn.context;
    this.#lease = turn.lease;
    this.#records = makeRecordLookup(environment.store, turn.context);
    this.#isStopping = turn.isStopping;
    this.#seq = task.seq;
    this.#failures = task.failures;
  }

  /** Does all there is to do, unless another process is at it. `context` is the hub's own. */
  static async start(
    environment: WebhookEnvironment,
    turn: {
      readonly context: TenantContext;
      readonly subscriptionId: WebhookLease['subscriptionId'];
      readonly isStopping: () => boolean;
    },
  ): Promise<void> {
    const { store, newId } = environment;
    const { context, subscriptionId, isStopping } = turn;
    const lease = { subscriptionId, holder: newId() };
    const task = await store.webhooks.take(context, lease, leaseTimes(environment, context));
    if (!task) return;
    const run = new SubscriptionRun(environment, { context, lease, isStopping }, task);
    try {
      await run.#work(task.subscription);
    } finally {
      await store.webhooks.release(context, lease);
    }
  }

  async #work(subscription: WebhookSubscription): Promise<void> {
    const rules = this.#environment.rules.get(subscription.dialect);
    if (!rules) return;
    for (;;) {
      const step = await this.#look(subscription, rules);
      const sent = await this.#sendDue(rules);
      if (sent === null || step === 'done' || (step === 'full' && sent === 0)) return;
    }
  }

  /** Looks at the next events, and puts what they have to tell on its way. */
  async #look(taken: WebhookSubscription, rules: WebhookRules): Promise<Step> {
    const { store, clock } = this.#environment;
    const context = this.#context;
    const rights = await this.#rightsOf(taken);
    if (rights === null) return 'done';
    const wanted = { afterSeq: this.#seq, entities: rules.entities, limit: eventsPerStep };
    const { events, upTo } = await store.events.tail(context, wanted);
    if (upTo === this.#seq) return 'done';
    // Read after the events: what was changed of the subscription before one of them counts for it.
    const [subscription] = await store.webhooks.list(context, { id: taken.id, active: true });
    if (!subscription) return 'done';
    if (subscription.pending >= mostPending) return 'full';
    const news: WebhookNews[] = [];
    if (rights.capabilities.has(rules.capabilityFor(subscription))) {
      for (const event of events) {
        const { seq, at } = event;
        const notices = await rules.noticesOf(event, subscription, this.#records);
        news.push(...notices.map((notice, part) => ({ ...notice, seq, part, at })));
      }
    }
    const step = { seq: upTo, news, at: clock.of(context.tenantId).now() };
    if (!(await store.webhooks.advance(context, this.#lease, step))) return 'done';
    this.#seq = upTo;
    return events.length < eventsPerStep ? 'done' : 'behind';
  }

  /** How many were sent; null when no more may be sent in this turn. */
  async #sendDue(rules: WebhookRules): Promise<number | null> {
    const { store } = this.#environment;
    for (let sent = 0; ; sent += 1) {
      if (this.#isStopping()) return null;
      const time = leaseTimes(this.#environment, this.#context);
      const errand = await store.webhooks.next(this.#context, this.#lease, time);
      if (!errand) return sent;
      if (!(await this.#send(errand, rules))) return null;
    }
  }

  /** False when the subscriber is to be left alone for now, or for good. */
  async #send({ subscription, delivery }: WebhookErrand, rules: WebhookRules): Promise<boolean> {
    const { store, outbound, clock, faultOf } = this.#environment;
    const rights = await this.#rightsOf(subscription);
    if (rights === null) return false;
    const mayKnow = rights.capabilities.has(rules.capabilityFor(subscription));
    const parts = this.#partsFor(subscription, rights);
    const message = mayKnow ? await rules.messageFor(delivery, subscription, parts) : null;
    if (message === null) {
      const done = { delivery, takenAt: null };
      await store.webhooks.settle(this.#context, this.#lease, done);
      return true;
    }
    const fault = delivery.held === null ? faultOf(rights, subscription.dialect) : undefined;
    const hold = holdOf(fault, clock.of(this.#context.tenantId).now());
    if (hold && (await store.webhooks.hold(this.#context, this.#lease, { delivery, ...hold }))) {
      return true;
    }
    const { callbackUrl: url } = subscription;
    const order = { url, ...message, timeoutMs: attemptTimeout };
    const origin = originOf({ subscription, delivery }, rules);
    const result = await outbound.send(rights, order, origin);
    if (fault?.name === 'webhook-double') await outbound.send(rights, order, origin);
    return this.#conclude({ subscription, delivery }, result, rules);
  }

  #partsFor({ id, sealedSecret }: WebhookSubscription, { workspace }: TenantContext): MessageParts {
    const { secrets, signing, clock } = this.#environment;
    const secret = sealedSecret === null ? null : secrets.open(sealedSecret, id);
    const at = clock.of(workspace.tenantId).now();
    return { records: this.#records, workspace, secret, signing, at };
  }

  /** False when the subscriber is to be left alone. */
  async #conclude(
    { subscription, delivery }: WebhookErrand,
    result: OutboundResult,
    rules: WebhookRules,
  ): Promise<boolean> {
    const { store, clock, counts } = this.#environment;
    const at = clock.of(this.#context.tenantId).now();
    const failuresInRow = this.#failures;
    const verdict = judge({ result, delivery, failuresInRow, at }, rules.retry);
    if (verdict.outcome === 'delivered') {
      this.#failures = 0;
      await store.webhooks.settle(this.#context, this.#lease, { delivery, takenAt: at });
      counts.delivered.add();
      counts.delay.observe((at - delivery.at) / 1_000_000);
      return true;
    }
    counts.failed.add();
    this.#failures += 1;
    const told =
      verdict.outcome === 'ended' ? { dueAt: at, restUntil: at, failingSince: at } : verdict;
    const failure = {
      ...told,
      delivery,
      reason: verdict.reason,
      at,
      failuresInRow: this.#failures,
    };
    await store.webhooks.fail(this.#context, this.#lease, failure);
    if (verdict.outcome === 'failed') return verdict.restUntil <= at;
    await this.#end(subscription, verdict.reason);
    return false;
  }

  /** Null when the subscriber has no valid key or grant any more, which ends the subscription. */
  async #rightsOf(subscription: WebhookSubscription): Promise<TenantContext | null> {
    const { clock, rightsOf } = this.#environment;
    const at = clock.now();
    if (this.#rights === null || at - this.#rights.at > rightsFreshFor) {
      this.#rights = { of: await rightsOf(this.#context.tenantId, subscription), at };
      if (this.#rights.of === null) {
        await this.#end(subscription, 'The key or grant is no longer valid');
      }
    }
    return this.#rights.of;
  }

  async #end(subscription: WebhookSubscription, reason: string): Promise<void> {
    const { webhooks, counts, log } = this.#environment;
    await webhooks.end(this.#context, subscription.id, reason);
    counts.ended.add();
    const { tenantId } = this.#context;
    const { dialect, credentialId } = subscription;
    log.info('webhook subscription ended', { tenantId, dialect, credentialId });
  }
}

function originOf({ subscription, delivery }: WebhookErrand, rules: WebhookRules): InboxOrigin {
  const { recordId, seq, failures } = delivery;
  return {
    dialect: subscription.dialect,
    event: rules.eventNameOf(delivery, subscription),
    subscriptionId: subscription.id,
    recordId,
    seq,
    attempt: failures + 1,
    replayOf: null,
  };
}

/** Leases are between processes, and run by the machine's clock; what is due is so by the workspace's. */
function leaseTimes({ clock }: WebhookEnvironment, { tenantId }: TenantContext): WebhookTimes {
  const lease = clock.now();
  return { at: clock.of(tenantId).now(), lease, until: instant(lease + leaseFor) };
}
