/** The control plane over PostgreSQL. It is small and seldom asked, but for the look-up of credentials, which is cached. */
import pg from 'pg';
import type { ControlStore } from '../../core/port/control-store.ts';
import { formatIsoMicros, type Instant } from '../../core/value/instant.ts';
import { PgConnectionStore } from './connection-store.ts';
import { PgCredentialStore } from './credential-store.ts';
import { PgGrantStore } from './grant-store.ts';
import { PgOAuthClientStore } from './oauth-client-store.ts';
import { PgPrincipalStore } from './principal-store.ts';
import { onlyRow, type Queryable, whileReachable } from './queryable.ts';
import { PgSandboxRegistry } from './sandbox-registry.ts';
import { PgSessionStore } from './session-store.ts';
import { PgWorkspaceStore } from './workspace-store.ts';

export interface ControlDatabaseOptions {
  /** For the application's role. */
  readonly url: string;
  /** Most connections of this process for the control plane alone. */
  readonly maxConnections?: number;
  /** Told when a connection is lost while idle; the pool opens another when one is needed. */
  readonly onIdleError?: (error: Error) => void;
}

export interface ControlDatabase {
  readonly store: ControlStore;
  close(): Promise<void>;
}

/** The control store over a small pool of its own, so that sign-ins never wait behind address-book writes. */
export function openControlDatabase(options: ControlDatabaseOptions): ControlDatabase {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.maxConnections ?? 4,
    application_name: 'polydex control',
  });
  pool.on('error', (error) => options.onIdleError?.(error));
  const database: Queryable = {
    query: (text, values) => whileReachable(() => pool.query(text, values)),
  };
  const begun = <T>(work: (database: Queryable) => Promise<T>): Promise<T> =>
    whileReachable(() => inTransaction(pool, work));
  const store = storeOver(database, begun);
  return { store, close: () => pool.end() };
}

type Transact = <T>(work: (database: Queryable) => Promise<T>) => Promise<T>;

function storeOver(database: Queryable, transact: Transact): ControlStore {
  return {
    workspaces: new PgWorkspaceStore(database),
    principals: new PgPrincipalStore(database),
    credentials: new PgCredentialStore(database),
    clients: new PgOAuthClientStore(database),
    grants: new PgGrantStore(database),
    sessions: new PgSessionStore(database),
    connections: new PgConnectionStore(database),
    sandboxes: new PgSandboxRegistry(database, transact),
    atomically: (work) => transact((inner) => work(withinTransaction(inner))),
    confirmSecret: (fingerprint, at) => confirmSecret(database, fingerprint, at),
  };
}

async function inTransaction<T>(
  pool: pg.Pool,
  work: (database: Queryable) => Promise<T>,
): Promise<T> {
  const connection = await pool.connect();
  let broken = false;
  try {
    await connection.query('begin');
    const result = await work(connection);
    await connection.query('commit');
    return result;
  } catch (error) {
    await connection.query('rollback').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    connection.release(broken);
  }
}

/** A transaction within this one is part of it: the connection has only one. */
function withinTransaction(database: Queryable): ControlStore {
  return storeOver(database, (work) => work(database));
}

async function confirmSecret(
  database: Queryable,
  fingerprint: string,
  at: Instant,
): Promise<boolean> {
  await database.query(
    `insert into installation (id, secret_fingerprint, created_at) values (true, $1, $2) on conflict (id) do nothing`,
    [fingerprint, formatIsoMicros(at)],
  );
  const { rows } = await database.query<{ secret_fingerprint: string }>(
    'select secret_fingerprint from installation',
  );
  return onlyRow(rows).secret_fingerprint === fingerprint;
}
