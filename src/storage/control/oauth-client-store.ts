/** OAuth apps and their clients in PostgreSQL. */
import type { OAuthClientStore } from '../../core/port/control-store.ts';
import type { RegisteredApp } from '../../core/workspace/app-grant.ts';
import type { OAuthApp, OAuthClient } from '../../core/workspace/credential.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { formatIsoMicros, type Instant, parsePgTimestamptz } from '../../core/value/instant.ts';
import type { Queryable } from './queryable.ts';
import { clientColumns, type OAuthClientRow, toOAuthClient } from './row.ts';

type RegisteredRow = OAuthClientRow & { readonly app_name: string };

const registeredSelect = `select ${clientColumns}, a.name as app_name
  from oauth_client k join oauth_app a on a.id = k.app_id`;

function toRegistered(row: RegisteredRow): RegisteredApp {
  return { client: toOAuthClient(row), name: row.app_name };
}

export class PgOAuthClientStore implements OAuthClientStore {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async insertApp(app: OAuthApp, keyHash: string | null): Promise<void> {
    await this.#database.query(
      `insert into oauth_app (id, audience, name, key_hash, created_at) values ($1, $2, $3, decode($4, 'hex'), $5)`,
      [app.id, app.audience, app.name, keyHash, formatIsoMicros(app.createdAt)],
    );
  }

  async insertClient(client: Omit<OAuthClient, 'revokedAt'>, secretHash: string): Promise<void> {
    await this.#database.query(
      `insert into oauth_client (id, app_id, audience, public_id, secret_hash, tenant_id, principal_id, grants, scopes,
         redirect_uris, created_at, reach)
       values ($1, $2, $3, $4, decode($5, 'hex'), $6, $7, $8, $9, $10, $11, $12)`,
      [
        client.id,
        client.appId,
        client.audience,
        client.publicId,
        secretHash,
        client.tenantId,
        client.principalId,
        client.grants,
        client.scopes,
        client.redirectUris,
        formatIsoMicros(client.createdAt),
        client.reach,
      ],
    );
  }

  async findById(id: Uuid): Promise<OAuthClient | undefined> {
    const { rows } = await this.#database.query<OAuthClientRow>(
      `select ${clientColumns} from oauth_client k where k.id = $1 and k.revoked_at is null`,
      [id],
    );
    return rows.map(toOAuthClient)[0];
  }

  async findClient(
    audience: string,
    publicId: string,
    secretHash: string,
  ): Promise<OAuthClient | undefined> {
    const { rows } = await this.#database.query<OAuthClientRow>(
      `select ${clientColumns} from oauth_client k
       where k.audience = $1 and k.public_id = $2 and k.secret_hash = decode($3, 'hex') and k.revoked_at is null`,
      [audience, publicId, secretHash],
    );
    return rows.map(toOAuthClient)[0];
  }

  async findRegistered(audience: string, publicId: string): Promise<RegisteredApp | undefined> {
    const { rows } = await this.#database.query<RegisteredRow>(
      `${registeredSelect} where k.audience = $1 and k.public_id = $2 and k.revoked_at is null`,
      [audience, publicId],
    );
    return rows.map(toRegistered)[0];
  }

  async findApp(audience: string, keyHash: string): Promise<OAuthApp | undefined> {
    const { rows } = await this.#database.query<{ id: Uuid; name: string; created_at: string }>(
      `select id, name, created_at::text as created_at from oauth_app
       where audience = $1 and key_hash = decode($2, 'hex')`,
      [audience, keyHash],
    );
    const [row] = rows;
    if (row === undefined) return undefined;
    const createdAt = parsePgTimestamptz(row.created_at);
    return { id: row.id, audience, name: row.name, hasKey: true, createdAt };
  }

  async listOfTenant(tenantId: number): Promise<readonly RegisteredApp[]> {
    const { rows } = await this.#database.query<RegisteredRow>(
      `${registeredSelect} where k.tenant_id = $1 order by k.created_at, k.id`,
      [tenantId],
    );
    return rows.map(toRegistered);
  }

  async revoke(tenantId: number, id: Uuid, at: Instant): Promise<boolean> {
    const { rows } = await this.#database.query(
      `with client as (
         update oauth_client set revoked_at = $3
         where tenant_id = $1 and id = $2 and revoked_at is null returning id),
       grants as (
         update oauth_grant g set revoked_at = $3 from client
         where g.client_id = client.id and g.revoked_at is null),
       tokens as (
         update credential c set revoked_at = $3 from client
         where c.client_id = client.id and c.revoked_at is null)
       select id from client`,
      [tenantId, id, formatIsoMicros(at)],
    );
    return rows.length > 0;
  }
}
