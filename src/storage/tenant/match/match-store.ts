/** Runs, what they have learned, and whom they read, in PostgreSQL. */
import type { MatchProgress, MatchRun } from '../../../core/matching/match-run.ts';
import type { ContactPair } from '../../../core/merge/distinct-pair.ts';
import type {
  KnownPair,
  MatchLease,
  MatchMemory,
  MatchStore,
  Person,
} from '../../../core/port/match-store.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { formatIsoMicros, type Instant } from '../../../core/value/instant.ts';
import type { JsonObject } from '../../../core/value/json.ts';
import type { Database, Row, SqlValue, Statement } from '../../database.ts';
import { fromRow, rowAs, rowListAs } from '../table.ts';
import { matchRunTable } from './match-run-table.ts';
import * as sql from './match-sql.ts';
import { assemblePeople } from './person-rows.ts';

export class StoredMatching implements MatchStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async find(context: TenantContext, id: Uuid): Promise<MatchRun | undefined> {
    return (await this.#run(context, sql.findRun, [id])).map(toRun)[0];
  }

  async list(context: TenantContext, limit: number): Promise<readonly MatchRun[]> {
    return (await this.#run(context, sql.listRuns, [limit])).map(toRun);
  }

  async underWay(context: TenantContext): Promise<MatchRun | undefined> {
    return (await this.#run(context, sql.runUnderWay, [])).map(toRun)[0];
  }

  async take(context: TenantContext, id: Uuid, lease: MatchLease): Promise<boolean> {
    const times = [lease.at, lease.until].map(formatIsoMicros);
    return (await this.#run(context, sql.takeRun, [id, lease.holder, ...times])).length > 0;
  }

  async keep(
    context: TenantContext,
    id: Uuid,
    { lease, progress }: { readonly lease: MatchLease; readonly progress: MatchProgress },
  ): Promise<boolean> {
    const { phase, share, contacts, compared, suggested, merged } = progress;
    const kept = await this.#run(context, sql.keepRun, [
      id,
      lease.holder,
      formatIsoMicros(lease.until),
      phase,
      share,
      contacts,
      compared,
      suggested,
      merged,
    ]);
    return kept.length > 0;
  }

  async release(context: TenantContext, id: Uuid, holder: Uuid): Promise<void> {
    await this.#run(context, sql.releaseRun, [id, holder]);
  }

  async recall(context: TenantContext): Promise<MatchMemory | undefined> {
    const [row] = await this.#run(context, sql.recall, []);
    if (!row) return undefined;
    const { model, contacts, learned_at: learnedAt } = rowAs<MemoryRow>(row);
    return { model, contacts, learnedAt };
  }

  async remember(
    context: TenantContext,
    { model, contacts, learnedAt }: MatchMemory,
  ): Promise<void> {
    const values = [JSON.stringify(model), contacts, formatIsoMicros(learnedAt)];
    await this.#run(context, sql.remember, values);
  }

  /** Numbers and addresses are read by the range of the page, which is one walk along their primary keys. */
  people(
    { tenantId }: TenantContext,
    { limit, afterId }: { readonly limit: number; readonly afterId?: Uuid },
  ): Promise<readonly Person[]> {
    return this.#database.readAtOnce(tenantId, async (connection) => {
      const rows = await (afterId === undefined
        ? connection.queryLists(sql.firstPeople, [tenantId, limit])
        : connection.queryLists(sql.nextPeople, [tenantId, limit, afterId]));
      const [first, last] = [rows.at(0), rows.at(-1)].map((row) => row && idOf(row));
      if (first === undefined || last === undefined) return [];
      const [methods, addresses] = await Promise.all([
        connection.queryLists(sql.methodsBetween, [tenantId, first, last]),
        connection.queryLists(sql.addressesBetween, [tenantId, first, last]),
      ]);
      return assemblePeople(rows, methods, addresses);
    });
  }

  peopleOf({ tenantId }: TenantContext, ids: readonly Uuid[]): Promise<readonly Person[]> {
    return this.#database.readAtOnce(tenantId, async (connection) => {
      const [rows, methods, addresses] = await Promise.all(
        [sql.peopleOf, sql.methodsAmong, sql.addressesAmong].map((statement) =>
          connection.queryLists(statement, [tenantId, ids]),
        ),
      );
      return assemblePeople(rows ?? [], methods ?? [], addresses ?? []);
    });
  }

  async apart(context: TenantContext): Promise<readonly ContactPair[]> {
    return (await this.#run(context, sql.apart, [])).map((row) => rowAs<ContactPair>(row));
  }

  async knownPairs(
    context: TenantContext,
    firstIds: readonly Uuid[],
  ): Promise<readonly KnownPair[]> {
    return (await this.#run(context, sql.knownPairs, [firstIds])).map((row) =>
      rowAs<KnownPair>(row),
    );
  }

  #run(
    { tenantId }: TenantContext,
    statement: Statement,
    values: readonly SqlValue[] | readonly [readonly Uuid[]],
  ): Promise<readonly Row[]> {
    return this.#database.queryTenant(tenantId, statement, values);
  }
}

interface MemoryRow {
  readonly model: JsonObject;
  readonly contacts: number;
  readonly learned_at: Instant;
}

function toRun(row: Row): MatchRun {
  return { ...fromRow(matchRunTable, row), ...progressOf(row) };
}

function progressOf(row: Row): MatchProgress {
  const { phase, share, contacts, compared, suggested, merged } = rowAs<MatchProgress>(row);
  return { phase, share, contacts, compared, suggested, merged };
}

function idOf(row: readonly unknown[]): Uuid {
  return rowListAs<readonly [Uuid]>(row)[0];
}
