/** Organisations and workspaces in PostgreSQL. */
import type { WorkspaceChange, WorkspaceStore } from '../../core/port/control-store.ts';
import type { Organisation, Workspace } from '../../core/workspace/workspace.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { formatIsoMicros, parsePgTimestamptz } from '../../core/value/instant.ts';
import { onlyRow, type Queryable } from './queryable.ts';
import { type BigIntColumn, toWorkspace, workspaceColumns, type WorkspaceRow } from './row.ts';

export class PgWorkspaceStore implements WorkspaceStore {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async insertOrganisation(organisation: Organisation): Promise<void> {
    await this.#database.query(
      'insert into organisation (id, name, created_at) values ($1, $2, $3)',
      [organisation.id, organisation.name, formatIsoMicros(organisation.createdAt)],
    );
  }

  async findOrganisation(id: Uuid): Promise<Organisation | undefined> {
    const { rows } = await this.#database.query<{ id: Uuid; name: string; created_at: string }>(
      'select id, name, created_at::text as created_at from organisation where id = $1',
      [id],
    );
    const [row] = rows;
    return row && { id: row.id, name: row.name, createdAt: parsePgTimestamptz(row.created_at) };
  }

  async insert(workspace: Omit<Workspace, 'tenantId'>): Promise<Workspace> {
    const { rows } = await this.#database.query<WorkspaceRow>(
      `insert into workspace as w
         (id, location_id, organisation_id, name, region, time_zone, duplicates, sandbox, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning ${workspaceColumns}`,
      [
        workspace.id,
        workspace.locationId,
        workspace.organisationId,
        workspace.name,
        workspace.region,
        workspace.timeZone,
        workspace.duplicates,
        workspace.sandbox,
        formatIsoMicros(workspace.createdAt),
      ],
    );
    const inserted = toWorkspace(onlyRow(rows));
    await openTenant(this.#database, inserted.tenantId);
    return inserted;
  }

  async find(tenantId: number): Promise<Workspace | undefined> {
    return (await this.#select('where w.tenant_id = $1', [tenantId]))[0];
  }

  async findById(id: Uuid): Promise<Workspace | undefined> {
    return (await this.#select('where w.id = $1', [id]))[0];
  }

  async list(): Promise<readonly Workspace[]> {
    return this.#select('order by w.tenant_id', []);
  }

  async listOfOrganisation(organisationId: Uuid): Promise<readonly Workspace[]> {
    return this.#select('where w.organisation_id = $1 order by w.tenant_id', [organisationId]);
  }

  async listWithWebhooks(): Promise<readonly number[]> {
    const { rows } = await this.#database.query<{ tenant_id: BigIntColumn }>(
      'select tenant_id from webhook_workspace order by tenant_id',
    );
    return rows.map((row) => Number(row.tenant_id));
  }

  async update(tenantId: number, change: WorkspaceChange): Promise<Workspace | undefined> {
    const { rows } = await this.#database.query<WorkspaceRow>(
      `update workspace w set name = coalesce($2, w.name), region = coalesce($3, w.region),
         time_zone = coalesce($4, w.time_zone), duplicates = coalesce($5, w.duplicates)
       where w.tenant_id = $1 returning ${workspaceColumns}`,
      [
        tenantId,
        change.name ?? null,
        change.region ?? null,
        change.timeZone ?? null,
        change.duplicates ?? null,
      ],
    );
    return rows.map(toWorkspace)[0];
  }

  async #select(rest: string, values: unknown[]): Promise<Workspace[]> {
    const { rows } = await this.#database.query<WorkspaceRow>(
      `select ${workspaceColumns} from workspace w ${rest}`,
      values,
    );
    return rows.map(toWorkspace);
  }
}

/** The tenant's clock row, behind row-level security: the setting lasts until the transaction ends. */
async function openTenant(database: Queryable, tenantId: number): Promise<void> {
  await database.query(`select set_config('polydex.tenant_id', $1, true)`, [String(tenantId)]);
  await database.query('insert into tenant_clock (tenant_id) values ($1)', [tenantId]);
}
