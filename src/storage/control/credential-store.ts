/** Keys and tokens in PostgreSQL, found by the hash of what was presented. */
import type {
  CredentialGrant,
  CredentialStore,
  NewCredential,
  RefreshGrant,
  StandingGrant,
} from '../../core/port/control-store.ts';
import type { Credential } from '../../core/workspace/credential.ts';
import type { Role } from '../../core/workspace/principal.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { formatIsoMicros, type Instant } from '../../core/value/instant.ts';
import { roleOf } from './principal-store.ts';
import { onlyRow, type Queryable } from './queryable.ts';
import { clockAhead, withClock } from './sandbox-clock.ts';
import {
  credentialColumns,
  type CredentialRow,
  principalColumns,
  type PrincipalRow,
  toCredential,
  toPrincipal,
  toWorkspace,
  workspaceColumns,
  type WorkspaceRow,
} from './row.ts';

/** Three tables have an `id` and a `created_at`, so each comes as one JSON object. */
interface GrantRow {
  readonly credential: CredentialRow;
  readonly workspace: WorkspaceRow;
  readonly principal: PrincipalRow;
  readonly role: Role | null;
  readonly app_key_hash: string | null;
  readonly reusable: boolean;
}

const grantSelect = `
  select (select to_json(x) from (select ${credentialColumns}) x) as credential,
    (select to_json(x) from (select ${workspaceColumns}) x) as workspace,
    (select to_json(x) from (select ${principalColumns}) x) as principal,
    ${roleOf('c.principal_id', "c.reach = 'organisation'")} as role, encode(a.key_hash, 'hex') as app_key_hash, c.reusable
  from credential c
  join workspace w on w.tenant_id = c.tenant_id
  join principal p on p.id = c.principal_id
  left join oauth_client k on k.id = c.client_id
  left join oauth_app a on a.id = k.app_id
  left join sandbox_state s on s.tenant_id = c.tenant_id
  where c.token_hash = decode($1, 'hex')`;

type StandingRow = Pick<GrantRow, 'principal' | 'role' | 'workspace'> & {
  readonly scopes: readonly string[];
};

const standingSelect = `
  select (select to_json(x) from (select ${workspaceColumns}) x) as workspace,
    (select to_json(x) from (select ${principalColumns}) x) as principal,
    ${roleOf('p.id')} as role,
    array(
      select distinct scope from credential c cross join unnest(c.scopes) as scope
      where c.tenant_id = $1 and c.principal_id = $2 and c.audience = $3 and c.reach = 'workspace'
        and (c.id = $4 or c.client_id = $4)
        and c.revoked_at is null and coalesce(c.expires_at, 'infinity') > $5::timestamptz) as scopes
  from workspace w join principal p on p.id = $2
  where w.tenant_id = $1`;

/** What came from a credential is revoked with it. */
const revokeTree = `
  with recursive tree as (
    select id from credential where tenant_id = $1 and id = $2
    union select c.id from credential c join tree t on c.parent_id = t.id where c.tenant_id = $1)
  update credential c set revoked_at = $3
  from tree where c.tenant_id = $1 and c.id = tree.id and c.revoked_at is null returning c.id`;

export class PgCredentialStore implements CredentialStore {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async insert(credential: NewCredential): Promise<Credential> {
    const { rows } = await this.#database.query<CredentialRow>(
      `insert into credential as c (id, tenant_id, audience, kind, token_hash, prefix, scopes, principal_id, client_id,
         reusable, parent_id, label, created_at, expires_at, grant_id, detail, reach)
       values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
       returning ${credentialColumns}`,
      [
        credential.id,
        credential.tenantId,
        credential.audience,
        credential.kind,
        credential.tokenHash,
        credential.prefix,
        credential.scopes,
        credential.principalId,
        credential.clientId,
        credential.reusable,
        credential.parentId,
        credential.label,
        formatIsoMicros(credential.createdAt),
        credential.expiresAt === null ? null : formatIsoMicros(credential.expiresAt),
        credential.grantId ?? null,
        credential.detail ?? '',
        credential.reach ?? 'workspace',
      ],
    );
    return toCredential(onlyRow(rows));
  }

  async findGrant(tokenHash: string, at: Instant): Promise<CredentialGrant | undefined> {
    const { rows } = await this.#database.query<GrantRow>(
      `with used as (
         update credential set last_used_at = $2 where token_hash = decode($1, 'hex')
           and coalesce(last_used_at, '-infinity') < $2::timestamptz - interval '1 minute')
       ${grantSelect} and coalesce(s.expires_at, 'infinity') > $2::timestamptz`,
      [tokenHash, formatIsoMicros(at)],
    );
    return rows.map(toGrant)[0];
  }

  async findRefreshGrant(tokenHash: string): Promise<RefreshGrant | undefined> {
    const { rows } = await this.#database.query<GrantRow>(grantSelect, [tokenHash]);
    return rows.map((row) => ({ ...toGrant(row), reusable: row.reusable }))[0];
  }

  async findStanding(
    of: {
      readonly tenantId: number;
      readonly audience: string;
      readonly credentialId: Uuid;
      readonly principalId: Uuid;
    },
    at: Instant,
  ): Promise<StandingGrant | undefined> {
    const { tenantId, audience, credentialId, principalId } = of;
    const { rows } = await this.#database.query<StandingRow>(standingSelect, [
      tenantId,
      principalId,
      audience,
      credentialId,
      formatIsoMicros(at),
    ]);
    return rows.map(({ workspace, principal, role, scopes }) => {
      return { workspace: toWorkspace(workspace), principal: toPrincipal(principal), role, scopes };
    })[0];
  }

  async listOfTenant(tenantId: number): Promise<readonly Credential[]> {
    const { rows } = await this.#database.query<CredentialRow>(
      `select ${credentialColumns} from credential c where c.tenant_id = $1 order by c.created_at, c.id`,
      [tenantId],
    );
    return rows.map(toCredential);
  }

  async describe(
    tenantId: number,
    id: Uuid,
    { label, detail }: { readonly label: string; readonly detail: string },
    at: Instant,
  ): Promise<Credential | undefined> {
    const { rows } = await this.#database.query<CredentialRow>(
      `update credential c set label = $3, detail = $4, updated_at = $5
       where c.tenant_id = $1 and c.id = $2 and c.kind = 'api-key' and c.revoked_at is null
       returning ${credentialColumns}`,
      [tenantId, id, label, detail, formatIsoMicros(at)],
    );
    return rows.map(toCredential)[0];
  }

  async revoke(tenantId: number, id: Uuid, at: Instant): Promise<boolean> {
    const { rows } = await this.#database.query<{ id: Uuid }>(revokeTree, [
      tenantId,
      id,
      formatIsoMicros(at),
    ]);
    return rows.some((row) => row.id === id);
  }

  async rotate(tenantId: number, id: Uuid, at: Instant): Promise<boolean> {
    const { rowCount } = await this.#database.query(
      `update credential set rotated_at = coalesce(rotated_at, $3)
       where tenant_id = $1 and id = $2 and revoked_at is null`,
      [tenantId, id, formatIsoMicros(at)],
    );
    return rowCount === 1;
  }

  async removeExpired(before: Instant, limit: number): Promise<number> {
    const { rowCount } = await this.#database.query(
      `delete from credential where id in (
         select c.id from credential c ${withClock('c')}
         where c.expires_at < $1::timestamptz + ${clockAhead} and c.kind = 'access-token' and c.client_id is not null
         order by c.expires_at limit $2 for update of c skip locked)`,
      [formatIsoMicros(before), limit],
    );
    return rowCount ?? 0;
  }

  async removeRotated(before: Instant, limit: number): Promise<number> {
    const { rowCount } = await this.#database.query(
      `delete from credential where id in (
         select c.id from credential c ${withClock('c')}
         where c.rotated_at < $1::timestamptz + ${clockAhead}
         order by c.rotated_at limit $2 for update of c skip locked)`,
      [formatIsoMicros(before), limit],
    );
    return rowCount ?? 0;
  }
}

function toGrant(row: GrantRow): CredentialGrant {
  return {
    credential: toCredential(row.credential),
    workspace: toWorkspace(row.workspace),
    principal: toPrincipal(row.principal),
    role: row.role,
    appKeyHash: row.app_key_hash,
  };
}
