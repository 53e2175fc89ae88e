/** Consents to apps, and the codes that carry them, in PostgreSQL. */
import type { GrantStore } from '../../core/port/grant-store.ts';
import type { AppGrant, AppGrantEntry, AuthorizationCode } from '../../core/workspace/app-grant.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { formatIsoMicros, type Instant, parsePgTimestamptz } from '../../core/value/instant.ts';
import type { Queryable } from './queryable.ts';
import { type BigIntColumn, instantOrNull } from './row.ts';
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
  readonly redirect_uri: string;
  readonly code_challenge: string | null;
  readonly expires_at: string;
  readonly used_at: string | null;
}

interface GrantRow extends ConsentRow {
  readonly audience: string;
  readonly app_name: string;
  readonly principal_name: string;
  readonly last_used_at: string | null;
}

export class PgGrantStore implements GrantStore {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async insertCode(code: Omit<AuthorizationCode, 'usedAt'>, codeHash: string): Promise<void> {
    await this.#database.query(
      `insert into authorization_code (id, tenant_id, client_id, principal_id, scopes, created_at, redirect_uri,
         code_challenge, expires_at, code_hash)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, decode($10, 'hex'))`,
      [
        ...consentValues(code),
        code.redirectUri,
        code.codeChallenge,
        formatIsoMicros(code.expiresAt),
        codeHash,
      ],
    );
  }

  async findCode(codeHash: string): Promise<AuthorizationCode | undefined> {
    const { rows } = await this.#database.query<CodeRow>(
      `select id, tenant_id, client_id, principal_id, scopes, redirect_uri, code_challenge,
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
      `insert into oauth_grant (id, tenant_id, client_id, principal_id, scopes, created_at)
       values ($1, $2, $3, $4, $5, $6)`,
      consentValues(grant),
    );
  }

  async listOfTenant(tenantId: number): Promise<readonly AppGrantEntry[]> {
    const { rows } = await this.#database.query<GrantRow>(
      `select g.id, g.tenant_id, g.client_id, g.principal_id, g.scopes, g.created_at::text as created_at, k.audience,
         a.name as app_name, p.display_name as principal_name,
         (select max(c.last_used_at) from credential c where c.grant_id = g.id)::text as last_used_at
       from oauth_grant g
       join oauth_client k on k.id = g.client_id
       join oauth_app a on a.id = k.app_id
       join principal p on p.id = g.principal_id
       where g.tenant_id = $1 and g.revoked_at is null order by g.created_at, g.id`,
      [tenantId],
    );
    return rows.map(toEntry);
  }

  async revoke(tenantId: number, id: Uuid, at: Instant): Promise<boolean> {
    const { rows } = await this.#database.query(
      `with ended as (
         update oauth_grant set revoked_at = $3
         where tenant_id = $1 and id = $2 and revoked_at is null returning id),
       tokens as (
         update credential c set revoked_at = $3 from ended
         where c.tenant_id = $1 and c.grant_id = ended.id and c.revoked_at is null)
       select id from ended`,
      [tenantId, id, formatIsoMicros(at)],
    );
    return rows.length > 0;
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

type Consent = Omit<AppGrant, 'revokedAt'>;

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
    redirectUri: row.redirect_uri,
    codeChallenge: row.code_challenge,
    expiresAt: parsePgTimestamptz(row.expires_at),
    usedAt: instantOrNull(row.used_at),
  };
}

function toEntry(row: GrantRow): AppGrantEntry {
  return {
    ...toConsent(row),
    revokedAt: null,
    audience: row.audience,
    appName: row.app_name,
    principalName: row.principal_name,
    lastUsedAt: instantOrNull(row.last_used_at),
  };
}
