/** Principals and their roles in PostgreSQL. */
import { AlreadyExists } from '../../core/errors.ts';
import type { PrincipalStore, SignIn, WorkspaceEntry } from '../../core/port/control-store.ts';
import type { Membership, Principal, Role } from '../../core/workspace/principal.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { formatIsoMicros } from '../../core/value/instant.ts';
import type { Queryable } from './queryable.ts';
import {
  principalColumns,
  type PrincipalRow,
  toPrincipal,
  toWorkspace,
  workspaceColumns,
  type WorkspaceRow,
} from './row.ts';

/**
 * SQL for the highest role of a principal in a workspace, or in any of its organisation where `anywhere` holds. The names
 * of the roles are not in order of rights, so they are ranked; `workspace w` must be in scope.
 */
export function roleOf(principalId: string, anywhere = 'false'): string {
  return `(select m.role from membership m
    where m.principal_id = ${principalId} and m.organisation_id = w.organisation_id
      and (m.tenant_id = w.tenant_id or m.tenant_id is null or ${anywhere})
    order by array_position(array['owner', 'admin', 'editor', 'viewer'], m.role) limit 1)`;
}

export class PgPrincipalStore implements PrincipalStore {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async insert(
    principal: Omit<Principal, 'number'>,
    passwordHash: string | null,
  ): Promise<Principal> {
    const { rows } = await this.#database.query<PrincipalRow>(
      `insert into principal as p (id, kind, display_name, email, username, password_hash, created_at)
       values ($1, $2, $3, $4, $5, $6, $7) on conflict (username) do nothing returning ${principalColumns}`,
      [
        principal.id,
        principal.kind,
        principal.displayName,
        principal.email,
        principal.username,
        passwordHash,
        formatIsoMicros(principal.createdAt),
      ],
    );
    const [row] = rows;
    if (row === undefined) throw new AlreadyExists('credential', 'This user name');
    return toPrincipal(row);
  }

  async find(id: Uuid): Promise<Principal | undefined> {
    const { rows } = await this.#database.query<PrincipalRow>(
      `select ${principalColumns} from principal p where p.id = $1`,
      [id],
    );
    return rows.map(toPrincipal)[0];
  }

  async grantRole(membership: Membership): Promise<void> {
    await this.#database.query(
      `insert into membership (principal_id, organisation_id, tenant_id, role) values ($1, $2, $3, $4)
       on conflict (principal_id, organisation_id, tenant_id) do update set role = excluded.role`,
      [membership.principalId, membership.organisationId, membership.tenantId, membership.role],
    );
  }

  async roleIn(principalId: Uuid, tenantId: number): Promise<Role | null> {
    const { rows } = await this.#database.query<{ role: Role | null }>(
      `select ${roleOf('$1')} as role from workspace w where w.tenant_id = $2`,
      [principalId, tenantId],
    );
    return rows[0]?.role ?? null;
  }

  async findSignIn(username: string): Promise<SignIn | undefined> {
    const { rows } = await this.#database.query<PrincipalRow & { password_hash: string }>(
      `select ${principalColumns}, p.password_hash from principal p
       where p.username = $1 and p.password_hash is not null`,
      [username],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    const principal = toPrincipal(row);
    return {
      principal,
      passwordHash: row.password_hash,
      entries: await this.entriesOf(principal.id),
    };
  }

  async entriesOf(id: Uuid): Promise<readonly WorkspaceEntry[]> {
    const { rows } = await this.#database.query<WorkspaceRow & { role: Role | null }>(
      `select ${workspaceColumns}, ${roleOf('$1')} as role from workspace w
       where w.organisation_id in (select m.organisation_id from membership m where m.principal_id = $1)
       order by w.tenant_id`,
      [id],
    );
    return rows.flatMap((row) =>
      row.role === null ? [] : [{ workspace: toWorkspace(row), role: row.role }],
    );
  }
}
