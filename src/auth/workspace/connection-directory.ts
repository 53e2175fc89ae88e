/** The connections of a workspace: what the unified API calls credentials, and the users who own them. */
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Connection, ConnectionUser } from '../../core/workspace/connection.ts';
import type { AuthEnvironment } from '../auth-environment.ts';

/** Microseconds; connections are asked for with every call of the unified API. */
const keptFor = 5_000_000;
const mostKept = 10_000;
const hexForm = /^[0-9a-f]{24}$/;

interface Kept {
  readonly connection: Connection;
  readonly until: number;
}

export class ConnectionDirectory {
  readonly #environment: AuthEnvironment;
  readonly #kept = new Map<string, Kept>();

  constructor(environment: AuthEnvironment) {
    this.#environment = environment;
  }

  /** The workspace's connection with this id of 24 hexadecimal digits; undefined for those of others too. */
  async find(context: TenantContext, hexId: string): Promise<Connection | undefined> {
    if (!hexForm.test(hexId)) return undefined;
    const { store, clock } = this.#environment;
    const now: number = clock.now();
    const kept = this.#kept.get(hexId);
    if (kept !== undefined && kept.until > now) {
      return kept.connection.tenantId === context.tenantId ? kept.connection : undefined;
    }
    const connection = await store.connections.find(context.tenantId, hexId);
    if (connection === undefined) return undefined;
    if (this.#kept.size >= mostKept) this.#kept.clear();
    this.#kept.set(hexId, { connection, until: now + keptFor });
    return connection;
  }

  /** Oldest first: the built-in one leads. */
  list(context: TenantContext): Promise<readonly Connection[]> {
    return this.#environment.store.connections.list(context.tenantId);
  }

  /** Oldest first. */
  listUsers(context: TenantContext): Promise<readonly ConnectionUser[]> {
    return this.#environment.store.connections.listUsers(context.tenantId);
  }
}
