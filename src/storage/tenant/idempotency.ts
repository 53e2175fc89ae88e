/** Idempotency keys in PostgreSQL: one row a key, whose insertion decides which of several attempts goes ahead. */
import {
  idempotencySeconds,
  type IdempotencyStart,
  type IdempotencyStore,
  type IdempotentRequest,
  leaseSeconds,
  type RecordedReply,
} from '../../core/port/idempotency-store.ts';
import type { HubClock } from '../../core/port/hub-clock.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { formatIsoMicros, instant, type Instant } from '../../core/value/instant.ts';
import type { Database, Row, SqlValue, Statement } from '../database.ts';
import { rowAs } from './table.ts';

/** Takes the key if it is free, forgotten, or held by an attempt whose lease has run out. */
const take: Statement = {
  name: 'take_idempotency_key',
  text: `insert into idempotency_key as k (tenant_id, credential_id, key, route, body, seed, created_at, lease_until)
    values ($1, $2, $3, $4, $5, $6, $7, $8)
    on conflict (tenant_id, credential_id, key) do update set
      route = excluded.route, body = excluded.body, lease_until = excluded.lease_until,
      seed = case when k.created_at < $9 then excluded.seed else k.seed end,
      created_at = case when k.created_at < $9 then excluded.created_at else k.created_at end,
      status = null, headers = null, reply = null
    where k.created_at < $9
      or (k.status is null and k.lease_until <= $7 and k.route = excluded.route and k.body = excluded.body)
    returning k.seed`,
};
const find: Statement = {
  name: 'find_idempotency_key',
  text: `select route, body, status, headers, reply, lease_until from idempotency_key
    where tenant_id = $1 and credential_id = $2 and key = $3`,
};
const complete: Statement = {
  name: 'complete_idempotency_key',
  text: `update idempotency_key set status = $4, headers = $5::jsonb, reply = $6
    where tenant_id = $1 and credential_id = $2 and key = $3`,
};
const release: Statement = {
  name: 'release_idempotency_key',
  text: `update idempotency_key set lease_until = $4
    where tenant_id = $1 and credential_id = $2 and key = $3 and status is null`,
};
const forget: Statement = {
  name: 'forget_idempotency_key',
  text: `delete from idempotency_key
    where tenant_id = $1 and credential_id = $2 and key = $3 and status is null and created_at + interval '${leaseSeconds} seconds' >= lease_until`,
};
const purge: Statement = {
  name: 'purge_idempotency_keys',
  text: `delete from idempotency_key where tenant_id = $1 and created_at < $2`,
};

interface KeyRow {
  readonly route: string;
  readonly body: string;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>> | null;
  readonly reply: string | null;
  readonly lease_until: Instant;
}

export interface IdempotencyOptions {
  readonly database: Database;
  readonly clock: HubClock;
  readonly newId: (tenantId: number) => Uuid;
}

export class StoredIdempotency implements IdempotencyStore {
  readonly #database: Database;
  readonly #clock: HubClock;
  readonly #newId: (tenantId: number) => Uuid;

  constructor({ database, clock, newId }: IdempotencyOptions) {
    this.#database = database;
    this.#clock = clock;
    this.#newId = newId;
  }

  async begin(context: TenantContext, request: IdempotentRequest): Promise<IdempotencyStart> {
    const now = this.#clock.of(context.tenantId).now();
    const seed = this.#newId(context.tenantId);
    const lease = later(now, leaseSeconds);
    const forgotten = later(now, -idempotencySeconds);
    const [taken] = await this.#run(context, request, take, [
      request.route,
      request.body,
      seed,
      ...[now, lease, forgotten].map(formatIsoMicros),
    ]);
    if (taken) {
      const kept = rowAs<{ seed: Uuid }>(taken).seed;
      return { outcome: 'new', seed: kept, resumed: kept !== seed };
    }
    const [row] = await this.#run(context, request, find, []);
    // Forgotten by another attempt in between: that attempt wrote nothing, so this one may start over.
    return row ? startOf(rowAs<KeyRow>(row), request, now) : this.begin(context, request);
  }

  async complete(
    context: TenantContext,
    request: IdempotentRequest,
    reply: RecordedReply,
  ): Promise<void> {
    await this.#run(context, request, complete, [
      reply.status,
      JSON.stringify(reply.headers),
      reply.body,
    ]);
  }

  async abandon(
    context: TenantContext,
    request: IdempotentRequest,
    effect: 'nothing-written' | 'unknown',
  ): Promise<void> {
    const now = formatIsoMicros(this.#clock.of(context.tenantId).now());
    if (effect === 'nothing-written') await this.#run(context, request, forget, []);
    await this.#run(context, request, release, [now]);
  }

  async purge({ tenantId }: TenantContext): Promise<void> {
    const now = this.#clock.of(tenantId).now();
    const before = formatIsoMicros(later(now, -idempotencySeconds));
    await this.#database.withTenant(tenantId, (connection) =>
      connection.query(purge, [tenantId, before]),
    );
  }

  #run(
    context: TenantContext,
    request: IdempotentRequest,
    statement: Statement,
    values: readonly SqlValue[],
  ): Promise<readonly Row[]> {
    const { tenantId, credentialId } = context;
    return this.#database.withTenant(tenantId, (connection) =>
      connection.query(statement, [tenantId, credentialId, request.key, ...values]),
    );
  }
}

function later(at: Instant, seconds: number): Instant {
  return instant(at + seconds * 1_000_000);
}

function startOf(row: KeyRow, request: IdempotentRequest, now: Instant): IdempotencyStart {
  if (row.route !== request.route || row.body !== request.body) return { outcome: 'mismatch' };
  if (row.status !== null) {
    return {
      outcome: 'replay',
      reply: { status: row.status, headers: row.headers ?? {}, body: row.reply ?? '' },
    };
  }
  return {
    outcome: 'in-flight',
    retryAfter: Math.max(1, Math.ceil((row.lease_until - now) / 1_000_000)),
  };
}
