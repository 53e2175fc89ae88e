/** The index of blocking keys in PostgreSQL. */
import type { ContactPair } from '../../../core/merge/distinct-pair.ts';
import type {
  ContactChange,
  KeyHolder,
  MatchIndex,
  MatchMark,
  MatchStep,
  MatchTurn,
} from '../../../core/port/match-index.ts';
import type { KnownPair, MatchLease } from '../../../core/port/match-store.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { formatIsoMicros } from '../../../core/value/instant.ts';
import type { Database, Row, SqlValue, Statement } from '../../database.ts';
import { rowAs } from '../table.ts';
import * as sql from './match-index-sql.ts';

/** The fields of a contact that are compared; other changes move no match. */
const comparedFields = [
  'kind',
  'givenName',
  'familyName',
  'fullName',
  'displayName',
  'middleName',
  'nickname',
  'nameSuffix',
  'dateOfBirth',
  'companyName',
  'externalId',
  'methods',
  'addresses',
];

export class StoredMatchIndex implements MatchIndex {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async take(context: TenantContext, lease: MatchLease, fewEvents: number): Promise<MatchTurn> {
    const times = [lease.at, lease.until].map(formatIsoMicros);
    const [row] = await this.#run(context, sql.take, [lease.holder, ...times, fewEvents]);
    if (row) return rowAs<MatchMark>(row);
    return (await this.#run(context, sql.behind, [])).length > 0 ? 'held' : 'done';
  }

  async release(context: TenantContext, holder: Uuid): Promise<void> {
    await this.#run(context, sql.release, [holder]);
  }

  async changes(
    { tenantId }: TenantContext,
    { afterSeq, limit }: { readonly afterSeq: number; readonly limit: number },
  ): Promise<{ readonly changes: readonly ContactChange[]; readonly upTo: number }> {
    return this.#database.withTenant(tenantId, async (connection) => {
      const [clock, rows] = await Promise.all([
        connection.query(sql.head, [tenantId]),
        connection.query(sql.changes, [tenantId, afterSeq, limit, comparedFields]),
      ]);
      const changes = rows.map((row) => rowAs<ContactChange & { readonly seq: number }>(row));
      const last = changes.at(-1)?.seq ?? afterSeq;
      const isAll = changes.length < limit;
      return { changes, upTo: isAll ? Math.max(last, Number(clock[0]?.['seq'] ?? 0)) : last };
    });
  }

  async holders(
    context: TenantContext,
    keys: readonly number[],
    mostOfEach: number,
  ): Promise<readonly KeyHolder[]> {
    if (keys.length === 0) return [];
    const rows = await this.#run(context, sql.holders, [keys, mostOfEach]);
    return rows.map((row) => rowAs<KeyHolder>(row));
  }

  async advance(
    context: TenantContext,
    { holder, until }: MatchLease,
    { mark, changed, keys, crowded }: MatchStep,
  ): Promise<boolean> {
    // Of contacts that are new nothing goes, so nothing is looked for.
    const kept = changed.length === 0 ? [] : keys;
    const added = keys.filter(({ key }) => !crowded.has(key));
    const held = await this.#run(context, sql.advance, [
      holder,
      mark.seq,
      mark.fillAfter,
      formatIsoMicros(until),
      changed,
      ...columnsOf(kept),
      ...columnsOf(added),
    ]);
    return held.length > 0;
  }

  async openPairs(context: TenantContext, ids: readonly Uuid[]): Promise<readonly KnownPair[]> {
    if (ids.length === 0) return [];
    return (await this.#run(context, sql.openPairs, [ids])).map((row) => rowAs<KnownPair>(row));
  }

  async apartFrom(context: TenantContext, ids: readonly Uuid[]): Promise<readonly ContactPair[]> {
    if (ids.length === 0) return [];
    return (await this.#run(context, sql.apartFrom, [ids])).map((row) => rowAs<ContactPair>(row));
  }

  async count(context: TenantContext): Promise<number> {
    const [row] = await this.#run(context, sql.head, []);
    return Number(row?.['contacts'] ?? 0);
  }

  #run(
    { tenantId }: TenantContext,
    statement: Statement,
    values: readonly SqlValue[],
  ): Promise<readonly Row[]> {
    return this.#database.queryTenant(tenantId, statement, values);
  }
}

function columnsOf(keys: readonly KeyHolder[]): [readonly Uuid[], readonly number[]] {
  return [keys.map(({ contactId }) => contactId), keys.map(({ key }) => key)];
}
