/** The register of Sandboxes in PostgreSQL, and the end of throw-away ones. */
import type {
  SandboxRegistry,
  SandboxStanding,
  ThrowawayWorkspace,
} from '../../core/port/sandbox-registry.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { formatIsoMicros, type Instant, parsePgTimestamptz } from '../../core/value/instant.ts';
import { clockTable, sandboxTables, tenantTables } from '../tenant/sandbox/tenant-tables.ts';
import { onlyRow, type Queryable } from './queryable.ts';
import { type BigIntColumn, toWorkspace, workspaceColumns, type WorkspaceRow } from './row.ts';

interface ThrowawayRow extends WorkspaceRow {
  readonly made_by: BigIntColumn;
  readonly expires_at: string;
}

const throwaways = `select ${workspaceColumns}, s.made_by, s.expires_at::text as expires_at
  from sandbox_state s join workspace w on w.tenant_id = s.tenant_id and w.sandbox
  where s.made_by is not null`;

/** An app of an organisation is let into other workspaces too, and goes with the one that it was registered in. */
const ofItOrItsApps =
  '(tenant_id = $1 or client_id in (select k.id from oauth_client k where k.tenant_id = $1))';

/**
 * What the control plane holds of a workspace, each after those that refer to it. $1 is the workspace. Apps and people
 * have no workspace of their own: they go when nothing is left that needs them.
 */
const controlStatements = [
  `delete from credential where ${ofItOrItsApps}`,
  `delete from authorization_code where ${ofItOrItsApps}`,
  `delete from oauth_grant where ${ofItOrItsApps}`,
  `with gone as (delete from oauth_client where tenant_id = $1 returning id, app_id)
   delete from oauth_app a using gone g where a.id = g.app_id
     and not exists (select from oauth_client k where k.app_id = a.id and k.tenant_id is distinct from $1)`,
  'delete from connection where tenant_id = $1',
  'delete from connection_user where tenant_id = $1',
  'delete from webhook_workspace where tenant_id = $1',
  'delete from sandbox_state where tenant_id = $1',
] as const;

export class PgSandboxRegistry implements SandboxRegistry {
  readonly #database: Queryable;
  readonly #atomically: <T>(work: (database: Queryable) => Promise<T>) => Promise<T>;

  constructor(
    database: Queryable,
    atomically: <T>(work: (database: Queryable) => Promise<T>) => Promise<T>,
  ) {
    this.#database = database;
    this.#atomically = atomically;
  }

  async insert(throwaway: {
    readonly tenantId: number;
    readonly madeBy: number;
    readonly expiresAt: Instant;
  }): Promise<void> {
    await this.#database.query(
      'insert into sandbox_state (tenant_id, made_by, expires_at) values ($1, $2, $3)',
      [throwaway.tenantId, throwaway.madeBy, formatIsoMicros(throwaway.expiresAt)],
    );
  }

  async findThrowaway(id: Uuid): Promise<ThrowawayWorkspace | undefined> {
    return (await this.#select('and w.id = $1', [id]))[0];
  }

  listMadeBy(tenantId: number, at: Instant): Promise<readonly ThrowawayWorkspace[]> {
    return this.#select('and s.made_by = $1 and s.expires_at > $2 order by s.tenant_id', [
      tenantId,
      formatIsoMicros(at),
    ]);
  }

  async countMadeBy(tenantId: number, at: Instant): Promise<number> {
    const { rows } = await this.#database.query<{ alive: BigIntColumn }>(
      'select count(*) as alive from sandbox_state where made_by = $1 and expires_at > $2',
      [tenantId, formatIsoMicros(at)],
    );
    return Number(onlyRow(rows).alive);
  }

  async listExpired(at: Instant, limit: number): Promise<readonly number[]> {
    const { rows } = await this.#database.query<{ tenant_id: BigIntColumn }>(
      'select tenant_id from sandbox_state where expires_at <= $1 order by expires_at limit $2',
      [formatIsoMicros(at), limit],
    );
    return rows.map((row) => Number(row.tenant_id));
  }

  async listStandings(): Promise<readonly SandboxStanding[]> {
    const { rows } = await this.#database.query<{
      tenant_id: BigIntColumn;
      clock_offset: BigIntColumn;
      generation: number;
    }>(
      `select tenant_id, clock_offset, generation from sandbox_state
       where clock_offset <> 0 or generation <> 0`,
    );
    return rows.map((row) => ({
      tenantId: Number(row.tenant_id),
      clockOffset: Number(row.clock_offset),
      generation: row.generation,
    }));
  }

  async removeWorkspace(tenantId: number): Promise<void> {
    await this.#atomically(async (database) => {
      // The lock makes two processes that clear away take turns; the second finds nothing.
      const { rows } = await database.query(
        `select w.tenant_id from workspace w join sandbox_state s on s.tenant_id = w.tenant_id
         where w.tenant_id = $1 and w.sandbox and s.made_by is not null for update of w`,
        [tenantId],
      );
      if (rows.length === 0) return;
      await removeAddressBook(database, tenantId);
      for (const statement of controlStatements) await database.query(statement, [tenantId]);
      await removeWorkspaceItself(database, tenantId);
    });
  }

  async #select(rest: string, values: unknown[]): Promise<ThrowawayWorkspace[]> {
    const { rows } = await this.#database.query<ThrowawayRow>(`${throwaways} ${rest}`, values);
    return rows.map((row) => ({
      workspace: toWorkspace(row),
      madeBy: Number(row.made_by),
      expiresAt: parsePgTimestamptz(row.expires_at),
    }));
  }
}

/** Behind row-level security: the setting lasts until the transaction ends. */
async function removeAddressBook(database: Queryable, tenantId: number): Promise<void> {
  await database.query(`select set_config('polydex.tenant_id', $1, true)`, [String(tenantId)]);
  await database.query(`select from ${clockTable} where tenant_id = $1 for update`, [tenantId]);
  for (const table of [...tenantTables.toReversed(), ...sandboxTables.toReversed(), clockTable]) {
    await database.query(`delete from ${table} where tenant_id = $1`, [tenantId]);
  }
}

/** The workspace, who had a role in it and nowhere else, and the organisation that held nothing else. */
async function removeWorkspaceItself(database: Queryable, tenantId: number): Promise<void> {
  const { rows: members } = await database.query<{ principal_id: Uuid }>(
    'delete from membership where tenant_id = $1 returning principal_id',
    [tenantId],
  );
  const { rows } = await database.query<{ organisation_id: Uuid }>(
    'delete from workspace where tenant_id = $1 returning organisation_id',
    [tenantId],
  );
  await database.query(
    `delete from organisation o where o.id = any($1::uuid[])
       and not exists (select from workspace w where w.organisation_id = o.id)
       and not exists (select from membership m where m.organisation_id = o.id)`,
    [rows.map((row) => row.organisation_id)],
  );
  const principals = members.map((member) => member.principal_id);
  const lonely = `p.id = any($1::uuid[]) and not exists (select from membership m where m.principal_id = p.id)`;
  await database.query(
    `delete from browser_session s using principal p where s.principal_id = p.id and ${lonely}`,
    [principals],
  );
  await database.query(`delete from principal p where ${lonely}`, [principals]);
}
