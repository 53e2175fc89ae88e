/** A hub over a database of its own, with as many tenants and processes as a test needs. */
import { createHash } from 'node:crypto';
import pg from 'pg';
import { capabilities, type Capability } from '../../src/core/capability.ts';
import { makeHub, type Hub, type HubOutside } from '../../src/core/hub.ts';
import type { Clock, Store } from '../../src/core/port/store.ts';
import { MovableClock } from '../../src/core/sandbox/movable-clock.ts';
import { TenantContext, type TenantContextFields } from '../../src/core/tenant-context.ts';
import { type Uuid, uuidV7 } from '../../src/core/value/identifier.ts';
import { instant, instantFromMs, type Instant } from '../../src/core/value/instant.ts';
import type { Workspace } from '../../src/core/workspace/workspace.ts';
import { makeEgress } from '../../src/egress/egress.ts';
import { SecretBox } from '../../src/support/secret-box.ts';
import { SigningKey } from '../../src/support/signing-key.ts';
import { Database } from '../../src/storage/database.ts';
import { makeStore } from '../../src/storage/store.ts';
import { makeSystemClock } from '../../src/support/system-clock.ts';
import { makeTestDatabase, type TestDatabase } from './database.ts';

const firstMs = Date.UTC(2026, 0, 1);
const stepMicros = 1_000;

/** Starts with 2026, moves a millisecond at every look, and as far as a test says. */
export class TestClock implements Clock {
  #now: Instant = instantFromMs(firstMs);

  now(): Instant {
    this.#now = instant(this.#now + stepMicros);
    return this.#now;
  }

  advanceDays(days: number): void {
    this.#now = instant(this.#now + days * 24 * 3600 * 1_000_000);
  }
}

/** Ids in the order of their making, the same in every run; makers with different seeds never make the same. */
export function makeIds(seed: string): () => Uuid {
  let made = 0;
  return () => {
    made += 1;
    return uuidV7(firstMs + made, createHash('sha256').update(`${seed} ${made}`).digest());
  };
}

/** A workspace and the one who writes to it. */
export class TestTenant {
  readonly id: number;
  readonly workspace: Workspace;

  constructor(workspace: Workspace) {
    this.id = workspace.tenantId;
    this.workspace = workspace;
  }

  /** With every capability unless said otherwise. */
  context(fields: Partial<TenantContextFields> = {}): TenantContext {
    return TenantContext.issue({
      workspace: this.workspace,
      principal: 1001,
      principalId: nameUuid('principal'),
      credentialId: nameUuid(`credential of ${this.id}`),
      dialect: 'native',
      capabilities: new Set<Capability>(capabilities),
      requestId: 'request',
      ...fields,
    });
  }

  without(...missing: Capability[]): TenantContext {
    const left = capabilities.filter((capability) => !missing.includes(capability));
    return this.context({ capabilities: new Set(left) });
  }
}

/** Sandboxes may call this machine, and nobody is told of subscriptions. */
export const outside: HubOutside = {
  outbound: makeEgress({ allowed: [], loopbackForSandbox: true }),
  secrets: new SecretBox(new Uint8Array(32).fill(7)),
  watch: { add: () => {} },
  portals: new Map(),
  signatureKey: new SigningKey(new Uint8Array(32).fill(7)).publicKey,
  clock: new MovableClock(makeSystemClock(instant)),
  woken: () => {},
  matching: { asked: () => {} },
  likenesses: { isOn: false, find: async () => [] },
  newId: makeIds('outside'),
  onlySandboxes: async () => true,
};

/** What one process holds: a pool, a store over it, and the hub. */
export interface TestProcess {
  readonly database: Database;
  readonly store: Store;
  readonly hub: Hub;
  /** How many writes each committed flush carried. */
  readonly flushes: number[];
  readonly close: () => Promise<void>;
}

export interface ProcessOptions {
  readonly maxWritesPerFlush?: number;
  readonly maxConnections?: number;
  readonly newId?: () => Uuid;
  readonly clock?: Clock;
  readonly onFlush?: (writes: number) => void;
}

export class HubFixture {
  readonly database: TestDatabase;
  readonly clock = new TestClock();
  /** As the owner: sees and may change everything. */
  readonly owner: pg.Client;
  readonly #processes: TestProcess[] = [];
  #tenants = 0;

  private constructor(database: TestDatabase, owner: pg.Client) {
    this.database = database;
    this.owner = owner;
  }

  static async open(): Promise<HubFixture> {
    const database = await makeTestDatabase();
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    await owner.connect();
    return new HubFixture(database, owner);
  }

  async addTenant(settings: Partial<Workspace> = {}): Promise<TestTenant> {
    this.#tenants += 1;
    const tenantId = 1_000_000 + this.#tenants;
    await this.owner.query('insert into tenant_clock (tenant_id) values ($1)', [tenantId]);
    return new TestTenant({
      tenantId,
      id: nameUuid(`workspace ${tenantId}`),
      locationId: String(tenantId).padStart(20, 'L'),
      organisationId: nameUuid('organisation'),
      name: `Workspace ${this.#tenants}`,
      region: 'US',
      timeZone: 'America/Chicago',
      duplicates: 'allow',
      sandbox: true,
      createdAt: instantFromMs(firstMs),
      ...settings,
    });
  }

  /** Another process over the same database; closed with the fixture. */
  openProcess(options: ProcessOptions = {}): TestProcess {
    const { maxConnections = 4, newId, clock, onFlush, ...rest } = options;
    const database = new Database({ url: this.database.appUrl, maxConnections });
    const flushes: number[] = [];
    const movable = new MovableClock(clock ?? this.clock);
    const store = makeStore({
      database,
      clock: movable,
      newId: newId ?? makeIds(`process ${this.#processes.length}`),
      secret: Buffer.alloc(32, 7),
      onFlush: (writes) => {
        flushes.push(writes);
        onFlush?.(writes);
      },
      ...rest,
    });
    const hub = makeHub(store, { ...outside, clock: movable });
    let closing: Promise<void> | undefined;
    const close = (): Promise<void> => (closing ??= database.close());
    const opened = { database, store, hub, flushes, close };
    this.#processes.push(opened);
    return opened;
  }

  /** Rows as the owner sees them. */
  async rows<T extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<T[]> {
    return (await this.owner.query<T>(sql, values)).rows;
  }

  async close(): Promise<void> {
    await Promise.all(this.#processes.map((opened) => opened.close()));
    await this.owner.end();
    await this.database.drop();
  }
}

/** The same uuid for the same name. */
export function nameUuid(name: string): Uuid {
  return uuidV7(firstMs, createHash('sha256').update(name).digest());
}

/** What the failed ones threw. */
export function reasonsOf(settled: readonly PromiseSettledResult<unknown>[]): readonly unknown[] {
  return settled
    .filter((result) => result.status === 'rejected')
    .map((result): unknown => result.reason);
}

/**
 * Starts all the work while a first write keeps the tenant's writer busy, so that what it writes goes into one flush.
 * Resolves once all has ended, well or badly.
 */
export async function inOneFlush<T>(
  { store }: TestProcess,
  context: TenantContext,
  works: readonly (() => Promise<T>)[],
): Promise<readonly PromiseSettledResult<T>[]> {
  const first = store.write(context, {}, () => Promise.resolve());
  const settled = await Promise.allSettled(works.map((work) => work()));
  await first;
  return settled;
}
