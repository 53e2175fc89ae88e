/** The suppression list as a flush sees and changes it. */
import type { Channel } from '../../../core/contact/contact.ts';
import type { Instant } from '../../../core/value/instant.ts';
import type { Statement } from '../../database.ts';
import { makeTable, rowAs, toJsonRows } from '../table.ts';
import type { PlannedWrite } from './flush-plan.ts';
import type { Flush } from './flush.ts';
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
const findSuppressions: Statement = {
  name: 'find_suppressions',
  text: `select '\\x' || encode(hash, 'hex') as hash, channel from suppression where tenant_id = $1 and hash = any($2::bytea[])`,
};

export class Suppressions {
  readonly #flush: Flush;
  readonly #secret: Buffer;
  readonly #channels = new Map<string, Set<Channel>>();
  readonly #added = new Map<string, SuppressionRow>();
  readonly #lifted = new Map<string, SuppressionRow>();

  constructor(flush: Flush, secret: Buffer) {
    this.#flush = flush;
    this.#secret = secret;
  }

  async prefetch(keys: readonly string[]): Promise<void> {
    const missing = keys.filter((key) => !this.#channels.has(key));
    if (missing.length === 0) return;
    const byHash = new Map(missing.map((key) => [this.#hash(key), key]));
    const rows = await this.#flush.connection.query(findSuppressions, [
      this.#flush.tenantId,
      [...byHash.keys()],
    ]);
    for (const key of missing) this.#channels.set(key, new Set());
    for (const row of rows) {
      const { hash, channel } = rowAs<SuppressionRow>(row);
      const key = byHash.get(hash);
      if (key !== undefined) this.#channels.get(key)?.add(channel);
    }
  }

  async find(keys: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<Channel>>> {
    await this.prefetch(keys);
    const found = new Map<string, ReadonlySet<Channel>>();
    for (const key of keys) {
      const channels = this.#channels.get(key);
      if (channels && channels.size > 0) found.set(key, channels);
    }
    return found;
  }

  write(change: { channel: Channel; key: string; add: boolean; at: Instant }): void {
    const row = { hash: this.#hash(change.key), channel: change.channel, createdAt: change.at };
    const id = `${row.hash} ${row.channel}`;
    const [to, from] = change.add ? [this.#added, this.#lifted] : [this.#lifted, this.#added];
    const former = { to: to.get(id), from: from.get(id) };
    to.set(id, row);
    from.delete(id);
    const known = this.#channels.get(change.key);
    const had = known?.has(change.channel) ?? false;
    if (change.add) known?.add(change.channel);
    else known?.delete(change.channel);
    this.#flush.note(() => {
      restore(to, id, former.to);
      restore(from, id, former.from);
      if (had) known?.add(change.channel);
      else known?.delete(change.channel);
    });
  }

  plan(): PlannedWrite[] {
    const plans: PlannedWrite[] = [];
    if (this.#lifted.size > 0)
      plans.push({ statement: table.remove, rows: toJsonRows(table, [...this.#lifted.values()]) });
    if (this.#added.size > 0)
      plans.push({ statement: insertOnce, rows: toJsonRows(table, [...this.#added.values()]) });
    return plans;
  }

  #hash(key: string): string {
    return suppressionHash(this.#secret, this.#flush.tenantId, key);
  }
}

function restore(
  map: Map<string, SuppressionRow>,
  id: string,
  row: SuppressionRow | undefined,
): void {
  if (row) map.set(id, row);
  else map.delete(id);
}
