/** Who is signed in with a browser, in PostgreSQL; found by the hash of the cookie. */
import type { SessionStore } from '../../core/port/grant-store.ts';
import type { BrowserSession } from '../../core/workspace/app-grant.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { formatIsoMicros, type Instant, parsePgTimestamptz } from '../../core/value/instant.ts';
import type { Queryable } from './queryable.ts';

interface SessionRow {
  readonly id: Uuid;
  readonly principal_id: Uuid;
  readonly created_at: string;
  readonly expires_at: string;
}

export class PgSessionStore implements SessionStore {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async insert(session: BrowserSession, tokenHash: string): Promise<void> {
    const { id, principalId, createdAt, expiresAt } = session;
    await this.#database.query(
      `insert into browser_session (id, token_hash, principal_id, created_at, expires_at)
       values ($1, decode($2, 'hex'), $3, $4, $5)`,
      [id, tokenHash, principalId, formatIsoMicros(createdAt), formatIsoMicros(expiresAt)],
    );
  }

  async find(tokenHash: string): Promise<BrowserSession | undefined> {
    const { rows } = await this.#database.query<SessionRow>(
      `select id, principal_id, created_at::text as created_at, expires_at::text as expires_at
       from browser_session where token_hash = decode($1, 'hex')`,
      [tokenHash],
    );
    return rows.map(toSession)[0];
  }

  async remove(tokenHash: string): Promise<void> {
    await this.#database.query(`delete from browser_session where token_hash = decode($1, 'hex')`, [
      tokenHash,
    ]);
  }

  async removeExpired(before: Instant, limit: number): Promise<number> {
    const { rowCount } = await this.#database.query(
      `delete from browser_session where id in (
         select id from browser_session where expires_at < $1
         order by expires_at limit $2 for update skip locked)`,
      [formatIsoMicros(before), limit],
    );
    return rowCount ?? 0;
  }
}

function toSession(row: SessionRow): BrowserSession {
  return {
    id: row.id,
    principalId: row.principal_id,
    createdAt: parsePgTimestamptz(row.created_at),
    expiresAt: parsePgTimestamptz(row.expires_at),
  };
}
