/** Sandboxes in PostgreSQL: what is in one removed, kept and put back as a whole, and its clock. */
import { StateConflict } from '../../../core/errors.ts';
import type { ClockMove, SandboxStore, SnapshotOrder } from '../../../core/port/sandbox-store.ts';
import type { Snapshot } from '../../../core/sandbox/sandbox.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { formatIsoMicros, instant, type Instant } from '../../../core/value/instant.ts';
import {
  begin,
  commit,
  type Database,
  rollback,
  type Row,
  type TenantConnection,
} from '../../database.ts';
import * as sql from './sandbox-sql.ts';
import { clockTable, inboxTable, tenantTables } from './tenant-tables.ts';

export class StoredSandboxes implements SandboxStore {
  readonly #database: Database;
  readonly #forgetLists: () => void;

  /** `forgetLists` drops what the process remembers of lists, whose rows are others from now on. */
  constructor(database: Database, forgetLists: () => void) {
    this.#database = database;
    this.#forgetLists = forgetLists;
  }

  forgetLists(): void {
    this.#forgetLists();
  }

  async reset(context: TenantContext): Promise<void> {
    await this.#alone(context, async (connection, tenantId) => {
      await empty(connection, tenantId);
      await connection.query(sql.clearClock((await columnsOf(connection)).clock), [tenantId]);
      await connection.query(sql.saveState, [tenantId, 0, 1]);
    });
    this.#forgetLists();
  }

  snapshot(context: TenantContext, { name, at, most }: SnapshotOrder): Promise<Snapshot> {
    return this.#alone(context, async (connection, tenantId) => {
      const [counted] = await connection.query(sql.countSnapshots, [tenantId, name]);
      if (numberIn(counted, 'others') >= most) {
        throw new StateConflict(`A workspace keeps at most ${most} snapshots: remove one first`);
      }
      await connection.query(sql.removeSnapshot, [tenantId, name]);
      const offset = await offsetOf(connection, tenantId);
      await connection.query(sql.insertSnapshot, [tenantId, name, formatIsoMicros(at), offset]);
      let rows = 0;
      for (const table of [clockTable, ...tenantTables]) {
        const [kept] = await connection.query(sql.keepTable(table), [tenantId, name]);
        if (table !== clockTable) rows += numberIn(kept, 'rows');
      }
      await connection.query(sql.countRows, [tenantId, name, rows]);
      return { name, takenAt: at, rows };
    });
  }

  async restore(context: TenantContext, name: string): Promise<number | undefined> {
    const restored = await this.#alone(context, async (connection, tenantId) => {
      const [found] = await connection.query(sql.findSnapshot, [tenantId, name]);
      if (found === undefined) return undefined;
      const offset = numberIn(found, 'clock_offset');
      const columns = await columnsOf(connection);
      await empty(connection, tenantId);
      await connection.query(sql.putBackClock(columns.clock), [tenantId, name]);
      for (const table of tenantTables) {
        await connection.query(sql.putBackTable(table, columns.of(table)), [tenantId, name]);
      }
      await connection.query(sql.saveState, [tenantId, offset, 1]);
      return offset;
    });
    this.#forgetLists();
    return restored;
  }

  async listSnapshots({ tenantId }: TenantContext): Promise<readonly Snapshot[]> {
    const rows = await this.#database.withTenant(tenantId, (connection) =>
      connection.query(sql.listSnapshots, [tenantId]),
    );
    return rows.map((row) => ({
      name: String(row['name']),
      takenAt: instant(numberIn(row, 'taken_at')),
      rows: numberIn(row, 'rows'),
    }));
  }

  async removeSnapshot({ tenantId }: TenantContext, name: string): Promise<boolean> {
    const removed = await this.#database.withTenant(tenantId, (connection) =>
      connection.query(sql.removeSnapshot, [tenantId, name]),
    );
    return removed.length > 0;
  }

  moveClock(context: TenantContext, move: ClockMove): Promise<number> {
    return this.#alone(context, async (connection, tenantId) => {
      const offset = move.of(await offsetOf(connection, tenantId));
      const [newest] = await connection.query(sql.newestEvent, [tenantId]);
      const at: Instant | null = newest ? instant(numberIn(newest, 'at')) : null;
      move.check(instant(move.machineNow + offset), at);
      await connection.query(sql.saveState, [tenantId, offset, 0]);
      return offset;
    });
  }

  /** One transaction, begun by the lock that writers take turns by. */
  #alone<T>(
    { tenantId }: TenantContext,
    work: (connection: TenantConnection, tenantId: number) => Promise<T>,
  ): Promise<T> {
    return this.#database.withTenant(tenantId, async (connection) => {
      await connection.query(begin);
      try {
        await connection.query(sql.lock, [tenantId]);
        const result = await work(connection, tenantId);
        await connection.query(commit);
        return result;
      } catch (error) {
        await connection.query(rollback);
        throw error;
      }
    });
  }
}

async function empty(connection: TenantConnection, tenantId: number): Promise<void> {
  for (const table of [...tenantTables.toReversed(), inboxTable]) {
    await connection.query(sql.clearTable(table), [tenantId]);
  }
}

interface Columns {
  readonly clock: readonly string[];
  of(table: string): readonly string[];
}

/** Asked each time: a list in code would have to know what every migration added. */
async function columnsOf(connection: TenantConnection): Promise<Columns> {
  const rows = await connection.query(sql.listColumns, [[clockTable, ...tenantTables]]);
  const byTable = Map.groupBy(rows, (row) => String(row['table']));
  const of = (table: string): string[] =>
    (byTable.get(table) ?? []).map((row) => String(row['column']));
  return { clock: of(clockTable), of };
}

async function offsetOf(connection: TenantConnection, tenantId: number): Promise<number> {
  const [row] = await connection.query(sql.readOffset, [tenantId]);
  return row === undefined ? 0 : numberIn(row, 'clock_offset');
}

function numberIn(row: Row | undefined, column: string): number {
  return Number(row?.[column]);
}
