/** Connections and the users who own them, in PostgreSQL. */
import type { ConnectionStore } from '../../core/port/control-store.ts';
import type { Connection, ConnectionUser } from '../../core/workspace/connection.ts';
import { formatIsoMicros } from '../../core/value/instant.ts';
import type { Queryable } from './queryable.ts';
import {
  type ConnectionRow,
  type ConnectionUserRow,
  toConnection,
  toConnectionUser,
} from './row.ts';

const connectionColumns = `tenant_id, id, hex_id, connector, name, user_id, created_at::text as created_at,
  updated_at::text as updated_at`;

export class PgConnectionStore implements ConnectionStore {
  readonly #database: Queryable;

  constructor(database: Queryable) {
    this.#database = database;
  }

  async insertUser(user: ConnectionUser): Promise<void> {
    await this.#database.query(
      `insert into connection_user (tenant_id, id, hex_id, username, full_name, created_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [
        user.tenantId,
        user.id,
        user.hexId,
        user.username,
        user.fullName,
        formatIsoMicros(user.createdAt),
      ],
    );
  }

  async insert(connection: Connection): Promise<void> {
    await this.#database.query(
      `insert into connection (tenant_id, id, hex_id, connector, name, user_id, created_at, updated_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        connection.tenantId,
        connection.id,
        connection.hexId,
        connection.connector,
        connection.name,
        connection.userId,
        formatIsoMicros(connection.createdAt),
        formatIsoMicros(connection.updatedAt),
      ],
    );
  }

  async find(tenantId: number, hexId: string): Promise<Connection | undefined> {
    const { rows } = await this.#database.query<ConnectionRow>(
      `select ${connectionColumns} from connection where tenant_id = $1 and hex_id = $2`,
      [tenantId, hexId],
    );
    return rows.map(toConnection)[0];
  }

  async list(tenantId: number): Promise<readonly Connection[]> {
    const { rows } = await this.#database.query<ConnectionRow>(
      `select ${connectionColumns} from connection where tenant_id = $1 order by created_at, id`,
      [tenantId],
    );
    return rows.map(toConnection);
  }

  async listUsers(tenantId: number): Promise<readonly ConnectionUser[]> {
    const { rows } = await this.#database.query<ConnectionUserRow>(
      `select tenant_id, id, hex_id, username, full_name, created_at::text as created_at
       from connection_user where tenant_id = $1 order by created_at, id`,
      [tenantId],
    );
    return rows.map(toConnectionUser);
  }
}
