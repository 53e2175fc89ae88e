/** The suppression list as a flush sees and changes it. */
import { createSecretKey, type KeyObject } from 'node:crypto';
import { channels, type Channel } from '../../../core/contact/contact.ts';
import type { Instant } from '../../../core/value/instant.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { Statement } from '../../database.ts';
import { makeTable, rowAs, toJsonRows } from '../table.ts';
import type { PlannedWrite } from './flush-plan.ts';
import type { FlushScope } from './flush-scope.ts';
import { suppressionHash } from './suppression-hash.ts';

interface SuppressionRow {
  readonly hash: string;
  readonly channel: Channel;
  readonly createdAt: Instant;
  /** The merge that put it there, and whose undoing takes it off. */
  readonly mergeId: Uuid | null;
}

const table = makeTable<SuppressionRow>(
  'suppression',
  { hash: 'bytea', channel: 'text', createdAt: 'timestamptz', mergeId: 'uuid' },
  ['hash', 'channel'],
);
/** The first to add an address keeps its date; one that another than a merge has added stays when the merge is undone. */
const insertOnce: Statement = {
  name: 'add_suppression',
  text: `${table.insert.text} on conflict (tenant_id, hash, channel) do update set merge_id = null
    where suppression.merge_id is not null and excluded.merge_id is null`,
};
const anySuppression: Statement = {
  name: 'any_suppression',
  text: 'select 1 from suppression where tenant_id = $1 limit 1',
};
const findSuppressions: Statement = {
  name: 'find_suppressions',
  text: `select '\\x' || encode(hash, 'hex') as hash, channel, merge_id from suppression where tenant_id = $1 and hash = any($2::bytea[])`,
};

export class Suppressions {
  readonly #flush: FlushScope;
  readonly #secret: KeyObject;
  /** As in the database, by key, as far as was asked. */
  readonly #stored = new Map<string, StoredChannels>();
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
      for (const key of missing) this.#stored.set(key, new Map());
      return;
    }
    const byHash = new Map(missing.map((key) => [this.#hash(key), key]));
    const rows = await this.#flush.connection.query(findSuppressions, [
      this.#flush.tenantId,
      [...byHash.keys()],
    ]);
    const found = new Map(missing.map((key) => [key, new Map<Channel, Uuid | null>()]));
    for (const row of rows) {
      const { hash, channel, merge_id: mergeId } = rowAs<FoundRow>(row);
      found.get(byHash.get(hash) ?? '')?.set(channel, mergeId);
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

  write(change: SuppressionWrite): void {
    const { channel, mergeId, at: createdAt } = change;
    const row = { hash: this.#hash(change.key), channel, createdAt, mergeId };
    const id = idOf(row);
    const former = { lifted: this.#lifted.get(id), added: this.#added.get(id) };
    if (change.add) this.#added.set(id, joined(former.added, row));
    else {
      this.#lifted.set(id, row);
      this.#added.delete(id);
    }
    this.#flush.note(() => {
      restore(this.#lifted, id, former.lifted);
      restore(this.#added, id, former.added);
    });
  }

  /** Takes off what the merge alone has put there, of these addresses. */
  async liftOf(mergeId: Uuid, keys: readonly string[], at: Instant): Promise<void> {
    await this.prefetch(keys);
    for (const key of keys) {
      const hash = this.#hash(key);
      for (const channel of channels) {
        if (this.#mergeOf(key, { hash, channel }) === mergeId)
          this.write({ channel, key, add: false, at, mergeId: null });
      }
    }
  }

  /** The merge by which the address is on the list; null when otherwise, or not at all. */
  #mergeOf(key: string, row: Pick<SuppressionRow, 'hash' | 'channel'>): Uuid | null {
    const id = idOf(row);
    const stored = this.#lifted.has(id) ? undefined : this.#stored.get(key)?.get(row.channel);
    const added = this.#added.get(id);
    if (!added) return stored ?? null;
    // Added again without a merge, or stored so before.
    return added.mergeId === null || stored === null ? null : (stored ?? added.mergeId);
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
    const stored = new Set(this.#stored.get(key)?.keys());
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

type StoredChannels = ReadonlyMap<Channel, Uuid | null>;

interface FoundRow {
  readonly hash: string;
  readonly channel: Channel;
  readonly merge_id: Uuid | null;
}

interface SuppressionWrite {
  readonly channel: Channel;
  readonly key: string;
  readonly add: boolean;
  readonly at: Instant;
  readonly mergeId: Uuid | null;
}

/** The first to add an address keeps its date, here as in the table; a merge's comes to stay when somebody else adds it. */
function joined(former: SuppressionRow | undefined, row: SuppressionRow): SuppressionRow {
  if (!former) return row;
  return row.mergeId === null ? { ...former, mergeId: null } : former;
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
