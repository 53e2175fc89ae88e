/** The suppression list as a flush sees and changes it. */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { channels, type Channel } from '../../../core/contact/contact.ts';
import type { Instant } from '../../../core/value/instant.ts';
import type { Statement } from '../../database.ts';
import { makeTable, rowAs, toJsonRows } from '../table.ts';
import type { PlannedWrite } from './flush-plan.ts';
import type { FlushScope } from './flush-scope.ts';
import { suppressionHash } from './suppression-hash.ts';

interface SuppressionRow {
  readonly hash: string;
  readonly channel: Channel;
  readonly createdAt: Instant;
}

const table = makeTable<SuppressionRow>(
  'suppression',
  { hash: 'bytea', channel: 'text', createdAt: 'timestamptz' },
  ['hash', 'channel'],
);
const insertOnce: Statement = {
  name: 'add_suppression',
  text: `${table.insert.text} on conflict do nothing`,
};
const anySuppression: Statement = {
  name: 'any_suppression',
  text: 'select 1 from suppression where tenant_id = $1 limit 1',
};
const findSuppressions: Statement = {
  name: 'find_suppressions',
  text: `select '\\x' || encode(hash, 'hex') as hash, channel from suppression where tenant_id = $1 and hash = any($2::bytea[])`,
};

export class Suppressions {
  readonly #flush: FlushScope;
  readonly #secret: KeyObject;
  /** As in the database, by key, as far as was asked. */
  readonly #stored = new Map<string, ReadonlySet<Channel>>();
  #anyStored: Promise<boolean> | undefined;
  /** What this flush takes away, and then adds. */
  readonly #lifted = new Map<string, SuppressionRow>();
  readonly #added = new Map<string, SuppressionRow>();

  /** `former`: those of the flush before, which has changed nothing here. */
  constructor(flush: FlushScope, secret: Buffer, former?: Suppressions) {
    this.#flush = flush;
    this.#secret = createSecretKey(secret);
    if (former) this.#anyStored = former.#anyStored;
  }

  async prefetch(keys: readonly string[]): Promise<void> {
    const missing = keys.filter((key) => !this.#stored.has(key));
    if (missing.length === 0) return;
    if (!(await this.#isAnyStored())) {
      for (const key of missing) this.#stored.set(key, new Set());
      return;
    }
    const byHash = new Map(missing.map((key) => [this.#hash(key), key]));
    const rows = await this.#flush.connection.query(findSuppressions, [
      this.#flush.tenantId,
      [...byHash.keys()],
    ]);
    const found = new Map(missing.map((key) => [key, new Set<Channel>()]));
    for (const row of rows) {
      const { hash, channel } = rowAs<SuppressionRow>(row);
      found.get(byHash.get(hash) ?? '')?.add(channel);
    }
    for (const [key, stored] of found) this.#stored.set(key, stored);
  }

  /** Most workspaces suppress nobody, and need no hash of anybody to know it. */
  async #isAnyStored(): Promise<boolean> {
    this.#anyStored ??= this.#flush.connection
      .query(anySuppression, [this.#flush.tenantId])
      .then((rows) => rows.length > 0);
    return this.#anyStored;
  }

  async find(keys: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<Channel>>> {
    await this.prefetch(keys);
    const found = new Map<string, ReadonlySet<Channel>>();
    for (const key of keys) {
      const suppressed = this.#channelsOf(key);
      if (suppressed.size > 0) found.set(key, suppressed);
    }
    return found;
  }

  write(change: { channel: Channel; key: string; add: boolean; at: Instant }): void {
    const row = { hash: this.#hash(change.key), channel: change.channel, createdAt: change.at };
    const id = idOf(row);
    const former = { lifted: this.#lifted.get(id), added: this.#added.get(id) };
    // The first to add an address keeps its date, here as in the table.
    if (change.add) this.#added.set(id, former.added ?? row);
    else {
      this.#lifted.set(id, row);
      this.#added.delete(id);
    }
    this.#flush.note(() => {
      restore(this.#lifted, id, former.lifted);
      restore(this.#added, id, former.added);
    });
  }

  /** True when there is something to write. */
  get isChanged(): boolean {
    return this.#lifted.size > 0 || this.#added.size > 0;
  }

  plan(): PlannedWrite[] {
    const plans: PlannedWrite[] = [];
    if (this.#lifted.size > 0)
      plans.push({ statement: table.remove, rows: toJsonRows(table, [...this.#lifted.values()]) });
    if (this.#added.size > 0)
      plans.push({ statement: insertOnce, rows: toJsonRows(table, [...this.#added.values()]) });
    return plans;
  }

  #channelsOf(key: string): ReadonlySet<Channel> {
    const stored = this.#stored.get(key) ?? new Set<Channel>();
    // Nearly every flush changes nothing here, and hashing costs more than all else.
    if (this.#added.size === 0 && this.#lifted.size === 0) return stored;
    const hash = this.#hash(key);
    return new Set(
      channels.filter((channel) => {
        const id = idOf({ hash, channel });
        return this.#added.has(id) || (stored.has(channel) && !this.#lifted.has(id));
      }),
    );
  }

  #hash(key: string): string {
    return suppressionHash(this.#secret, this.#flush.tenantId, key);
  }
}

function idOf({ hash, channel }: Pick<SuppressionRow, 'hash' | 'channel'>): string {
  return `${hash} ${channel}`;
}

function restore(
  map: Map<string, SuppressionRow>,
  id: string,
  row: SuppressionRow | undefined,
): void {
  if (row) map.set(id, row);
  else map.delete(id);
}
