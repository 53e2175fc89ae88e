/** Consents to apps, and the codes that carry them, in PostgreSQL. */
import type { GrantStore } from '../../core/port/grant-store.ts';
import type {
  AppGrant,
  AppGrantEntry,
  AuthorizationCode,
  Installation,
} from '../../core/workspace/app-grant.ts';
import type { Reach } from '../../core/workspace/credential.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { formatIsoMicros, type Instant, parsePgTimestamptz } from '../../core/value/instant.ts';
import { roleOf } from './principal-store.ts';
import type { Queryable } from './queryable.ts';
import {
  type BigIntColumn,
  instantOrNull,
  toWorkspace,
  workspaceColumns,
  type WorkspaceRow,
} from './row.ts';
import { clockAhead, withClock } from './sandbox-clock.ts';

interface ConsentRow {
  readonly id: Uuid;
  readonly tenant_id: BigIntColumn;
  readonly client_id: Uuid;
  readonly principal_id: Uuid;
  readonly scopes: string[];
  readonly created_at: string;
}

interface CodeRow extends ConsentRow {
  readonly approved: BigIntColumn[] | null;
  readonly redirect_uri: string;
  readonly code_challenge: string | null;
  readonly expires_at: string;
  readonly used_at: string | null;
}

interface GrantRow extends ConsentRow {
  readonly reach: Reach;
  readonly parent_id: Uuid | null;
  readonly audience: string;
  readonly app_name: string;
  readonly principal_name: string;
  readonly last_used_at: string | null;
}

interface InstallationRow extends WorkspaceRow {
  readonly grant_id: Uuid;
  readonly principal_id: Uuid;
  readonly scopes: string[];
  readonly installed_at: string;
}

/** The parts of the consent $1 that hold, in workspaces where the person has a role. */
const installationSelect = `
  select ${workspaceColumns}, g.id as grant_id, g.principal_id, g.scopes, g.created_at::text as installed_at
  from oauth_grant g join workspace w on w.tenant_id = g.tenant_id
  where g.parent_id = $1 and g.revoked_at is null and ${roleOf('g.principal_id')} is not null`;

/** The grant itself, its parts, and the whole that it was the last part of. */
const revokeFamily = `
  with asked as (
    select id, parent_id from oauth_grant where tenant_id = $1 and id = $2 and revoked_at is null),
  family as (
    select id from asked
    union select g.id from oauth_grant g join asked a on g.parent_id = a.id
    union select a.parent_id from asked a where not exists (
      select 1 from oauth_grant s where s.parent_id = a.parent_id and s.id <> a.id and s.revoked_at is null)),
  ended as (
    update oauth_grant g set revoked_at = $3 from family f
    where g.id = f.id and g.revoked_at is null returning g.tenant_id),
  tokens as (
    update credential c set revoked_at = $3 from family f where c.grant_id = f.id and c.revoked_at is null)
  select distinct tenant_id from ended`;

export class PgGrantStore implements GrantStore {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async insertCode(code: Omit<AuthorizationCode, 'usedAt'>, codeHash: string): Promise<void> {
    await this.#database.query(
      `insert into authorization_code (id, tenant_id, client_id, principal_id, scopes, created_at, redirect_uri,
         code_challenge, expires_at, code_hash, approved)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, decode($10, 'hex'), $11)`,
      [
        ...consentValues(code),
        code.redirectUri,
        code.codeChallenge,
        formatIsoMicros(code.expiresAt),
        codeHash,
        code.approved,
      ],
    );
  }

  async findCode(codeHash: string): Promise<AuthorizationCode | undefined> {
    const { rows } = await this.#database.query<CodeRow>(
      `select id, tenant_id, client_id, principal_id, scopes, redirect_uri, code_challenge, approved,
         created_at::text as created_at, expires_at::text as expires_at, used_at::text as used_at
       from authorization_code where code_hash = decode($1, 'hex')`,
      [codeHash],
    );
    return rows.map(toCode)[0];
  }

  async useCode(id: Uuid, at: Instant): Promise<boolean> {
    const { rowCount } = await this.#database.query(
      'update authorization_code set used_at = $2 where id = $1 and used_at is null',
      [id, formatIsoMicros(at)],
    );
    return rowCount === 1;
  }

  async insert(grant: Omit<AppGrant, 'revokedAt'>): Promise<void> {
    await this.#database.query(
      `insert into oauth_grant (id, tenant_id, client_id, principal_id, scopes, created_at, reach, parent_id)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [...consentValues(grant), grant.reach, grant.parentId],
    );
  }

  async listOfTenant(tenantId: number): Promise<readonly AppGrantEntry[]> {
    const { rows } = await this.#database.query<GrantRow>(
      `select g.id, g.tenant_id, g.client_id, g.principal_id, g.scopes, g.created_at::text as created_at, g.reach, g.parent_id,
         k.audience,
         a.name as app_name, p.display_name as principal_name,
         (select max(c.last_used_at) from credential c where c.grant_id = g.id)::text as last_used_at
       from oauth_grant g
       join oauth_client k on k.id = g.client_id
       join oauth_app a on a.id = k.app_id
       join principal p on p.id = g.principal_id
       where g.tenant_id = $1 and g.reach = 'workspace' and g.revoked_at is null
       order by g.created_at, g.id`,
      [tenantId],
    );
    return rows.map(toEntry);
  }

  async listInstallations(parentId: Uuid): Promise<readonly Installation[]> {
    const { rows } = await this.#database.query<InstallationRow>(
      `${installationSelect} order by w.tenant_id`,
      [parentId],
    );
    return rows.map(toInstallation);
  }

  async holdInstallation(parentId: Uuid, locationId: string): Promise<Installation | undefined> {
    const { rows } = await this.#database.query<InstallationRow>(
      `${installationSelect} and w.location_id = $2 for share of g`,
      [parentId, locationId],
    );
    return rows.map(toInstallation)[0];
  }

  async revoke(tenantId: number, id: Uuid, at: Instant): Promise<readonly number[]> {
    const { rows } = await this.#database.query<{ tenant_id: BigIntColumn }>(revokeFamily, [
      tenantId,
      id,
      formatIsoMicros(at),
    ]);
    return rows.map((row) => Number(row.tenant_id));
  }

  async removeExpiredCodes(before: Instant, limit: number): Promise<number> {
    const { rowCount } = await this.#database.query(
      `delete from authorization_code where id in (
         select a.id from authorization_code a ${withClock('a')}
         where a.expires_at < $1::timestamptz + ${clockAhead}
         order by a.expires_at limit $2 for update of a skip locked)`,
      [formatIsoMicros(before), limit],
    );
    return rowCount ?? 0;
  }
}

type Consent = Omit<AppGrant, 'parentId' | 'reach' | 'revokedAt'>;

/** In the order of both tables' first columns. */
function consentValues(consent: Consent): unknown[] {
  const { id, tenantId, clientId, principalId, scopes, createdAt } = consent;
  return [id, tenantId, clientId, principalId, scopes, formatIsoMicros(createdAt)];
}

function toConsent(row: ConsentRow): Consent {
  return {
    id: row.id,
    tenantId: Number(row.tenant_id),
    clientId: row.client_id,
    principalId: row.principal_id,
    scopes: row.scopes,
    createdAt: parsePgTimestamptz(row.created_at),
  };
}

function toCode(row: CodeRow): AuthorizationCode {
  return {
    ...toConsent(row),
    approved: row.approved?.map(Number) ?? null,
    redirectUri: row.redirect_uri,
    codeChallenge: row.code_challenge,
    expiresAt: parsePgTimestamptz(row.expires_at),
    usedAt: instantOrNull(row.used_at),
  };
}

function toEntry(row: GrantRow): AppGrantEntry {
  return {
    ...toConsent(row),
    reach: row.reach,
    parentId: row.parent_id,
    revokedAt: null,
    audience: row.audience,
    appName: row.app_name,
    principalName: row.principal_name,
    lastUsedAt: instantOrNull(row.last_used_at),
  };
}

function toInstallation(row: InstallationRow): Installation {
  return {
    grantId: row.grant_id,
    workspace: toWorkspace(row),
    principalId: row.principal_id,
    scopes: row.scopes,
    installedAt: parsePgTimestamptz(row.installed_at),
  };
}
