/** Webhooks in PostgreSQL: leases, the mark up to which events were looked at, and what has not arrived yet. */
import type {
  WebhookErrand,
  WebhookFailure,
  WebhookLease,
  WebhookStore,
  WebhookTask,
  WebhookTimes,
} from '../../../core/port/webhook-store.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { formatIsoMicros, type Instant } from '../../../core/value/instant.ts';
import type { JsonObject } from '../../../core/value/json.ts';
import type {
  HeldWebhook,
  SubscriptionState,
  WebhookDelivery,
  WebhookNews,
} from '../../../core/webhook/subscription.ts';
import type { Database, Row, SqlValue, Statement } from '../../database.ts';
import { fromRow, rowAs } from '../table.ts';
import { webhookSubscriptionTable } from './subscription-table.ts';
import * as sql from './webhook-sql.ts';

interface DeliveryRow {
  readonly record_id: Uuid;
  readonly seq: number;
  readonly part: number;
  readonly happened_at: Instant;
  readonly says: JsonObject;
  readonly failures: number;
  readonly failing_since: Instant | null;
  readonly held: HeldWebhook | null;
}

interface StateRow {
  readonly pending: number;
  readonly last_success_at: Instant | null;
  readonly last_failure_reason: string | null;
  readonly last_failure_at: Instant | null;
}

export class StoredWebhooks implements WebhookStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async announce(context: TenantContext): Promise<void> {
    await this.#run(context, sql.announce, []);
  }

  async list(
    context: TenantContext,
    filter: { readonly credentialId?: Uuid; readonly active?: boolean; readonly id?: Uuid },
  ): Promise<readonly SubscriptionState[]> {
    const { credentialId = null, active = null, id = null } = filter;
    const rows = await this.#run(context, sql.list, [credentialId, active, id]);
    return rows.map((row) => {
      const last = rowAs<StateRow>(row);
      return {
        ...fromRow(webhookSubscriptionTable, row),
        pending: last.pending,
        lastSuccessAt: last.last_success_at,
        lastFailureReason: last.last_failure_reason,
        lastFailureAt: last.last_failure_at,
      };
    });
  }

  async waiting(
    context: TenantContext,
    { at, lease }: Pick<WebhookTimes, 'at' | 'lease'>,
  ): Promise<readonly Uuid[]> {
    const rows = await this.#run(context, sql.waiting, [at, lease].map(formatIsoMicros));
    return rows.map((row) => rowAs<{ id: Uuid }>(row).id);
  }

  async take(
    context: TenantContext,
    lease: WebhookLease,
    { at, lease: now, until }: WebhookTimes,
  ): Promise<WebhookTask | undefined> {
    const times = [now, until, at].map(formatIsoMicros);
    const [row] = await this.#held(context, lease, sql.take, times);
    if (!row) return undefined;
    const { seq, failures } = rowAs<{ seq: number; failures: number }>(row);
    return { subscription: fromRow(webhookSubscriptionTable, row), seq, failures };
  }

  async release(context: TenantContext, lease: WebhookLease): Promise<void> {
    await this.#held(context, lease, sql.release, []);
  }

  async advance(
    context: TenantContext,
    lease: WebhookLease,
    step: { readonly seq: number; readonly news: readonly WebhookNews[]; readonly at: Instant },
  ): Promise<boolean> {
    const rows = step.news.map(({ recordId, seq, part, at, says }) => {
      return { record_id: recordId, seq, part, happened_at: formatIsoMicros(at), says };
    });
    const moved = await this.#held(context, lease, sql.advance, [
      step.seq,
      formatIsoMicros(step.at),
      JSON.stringify(rows),
    ]);
    return moved.length > 0;
  }

  async next(
    context: TenantContext,
    lease: WebhookLease,
    { at, until }: WebhookTimes,
  ): Promise<WebhookErrand | undefined> {
    const held = await this.#held(context, lease, sql.prolong, [formatIsoMicros(until)]);
    if (held.length === 0) return undefined;
    const { subscriptionId } = lease;
    const [row] = await this.#run(context, sql.next, [subscriptionId, formatIsoMicros(at)]);
    if (!row) return undefined;
    const delivery = rowAs<DeliveryRow>(row);
    return {
      subscription: fromRow(webhookSubscriptionTable, row),
      delivery: {
        recordId: delivery.record_id,
        seq: delivery.seq,
        part: delivery.part,
        at: delivery.happened_at,
        says: delivery.says,
        failures: delivery.failures,
        failingSince: delivery.failing_since,
        held: delivery.held,
      },
    };
  }

  async settle(
    context: TenantContext,
    lease: WebhookLease,
    { delivery, takenAt }: { readonly delivery: WebhookDelivery; readonly takenAt: Instant | null },
  ): Promise<void> {
    const { recordId, seq, part } = delivery;
    const taken = takenAt === null ? null : formatIsoMicros(takenAt);
    await this.#held(context, lease, sql.settle, [recordId, seq, part, taken]);
  }

  async hold(
    context: TenantContext,
    lease: WebhookLease,
    order: {
      readonly delivery: WebhookDelivery;
      readonly held: HeldWebhook;
      readonly until: Instant;
    },
  ): Promise<boolean> {
    const { recordId, seq, part } = order.delivery;
    const later = [formatIsoMicros(order.until), order.held];
    const rows = await this.#held(context, lease, sql.hold, [recordId, seq, part, ...later]);
    return rows.length > 0;
  }

  async fail(context: TenantContext, lease: WebhookLease, failure: WebhookFailure): Promise<void> {
    const { dueAt, failingSince } = failure;
    const { recordId, seq, part } = failure.delivery;
    const told = [
      recordId,
      seq,
      part,
      failure.failuresInRow,
      formatIsoMicros(failure.restUntil),
      failure.reason,
      formatIsoMicros(failure.at),
    ];
    if (dueAt === null) {
      await this.#held(context, lease, sql.drop, told);
      return;
    }
    const since = failingSince === null ? null : formatIsoMicros(failingSince);
    await this.#held(context, lease, sql.fail, [...told, since, formatIsoMicros(dueAt)]);
  }

  async forget(context: TenantContext, subscriptionId: Uuid): Promise<void> {
    await this.#run(context, sql.forget, [subscriptionId]);
  }

  async purge(context: TenantContext): Promise<void> {
    await this.#run(context, sql.purge, []);
  }

  #held(
    context: TenantContext,
    { subscriptionId, holder }: WebhookLease,
    statement: Statement,
    values: readonly SqlValue[],
  ): Promise<readonly Row[]> {
    return this.#run(context, statement, [subscriptionId, holder, ...values]);
  }

  #run(
    { tenantId }: TenantContext,
    statement: Statement,
    values: readonly SqlValue[],
  ): Promise<readonly Row[]> {
    return this.#database.queryTenant(tenantId, statement, values);
  }
}
