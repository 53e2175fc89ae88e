/** The connection pool: pipelined connections, parsed types, and the tenant setting that row-level security reads. */
import pg from 'pg';
import { BatchingSocket } from './batching-socket.ts';
import { SharedConnections } from './shared-connections.ts';
import { Unavailable } from '../core/errors.ts';
import { parsePgTimestamptz } from '../core/value/instant.ts';

/** PostgreSQL's object ids of the types that are not parsed the driver's way. */
const int8 = 20;
const date = 1082;
const timestamptz = 1184;

export interface DatabaseOptions {
  readonly url: string;
  /** Most connections of this process. */
  readonly maxConnections?: number;
  /** Told when a connection is lost while idle; the pool opens another when one is needed. */
  readonly onIdleError?: (error: Error) => void;
}

/** A prepared statement: planned once per connection under its name, or each time anew under `''`. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export type SqlValue =
  string | number | boolean | null | Buffer | readonly (string | number | null)[];
export type Row = Readonly<Record<string, unknown>>;
export type RowList = readonly unknown[];

/** A checked-out connection, bound to one tenant by the setting that row-level security reads. */
export interface TenantConnection {
  /** Sends at once, without waiting for what was sent before (pipelining); rows in order. */
  query(statement: Statement, values?: readonly SqlValue[]): Promise<readonly Row[]>;
  /** The same, each row a list of its columns: no object for each row where they are many and short-lived. */
  queryLists(statement: Statement, values?: readonly SqlValue[]): Promise<readonly RowList[]>;
}

const setTenant: Statement = {
  name: 'set_tenant',
  text: `select set_config('polydex.tenant_id', $1, false)`,
};

/** What is read in between is of one moment; a write that is committed meanwhile is seen wholly or not at all. */
const beginReading: Statement = {
  name: 'begin_reading',
  text: 'begin isolation level repeatable read, read only',
};
export const begin: Statement = { name: 'begin', text: 'begin' };
export const commit: Statement = { name: 'commit', text: 'commit' };
export const rollback: Statement = { name: 'rollback', text: 'rollback' };

/**
 * After so long a silence in the middle of a transaction the server ends it, in milliseconds: a process that hangs must
 * not keep others from writing.
 */
const idleInTransaction = 30_000;
/** How long to wait for a connection before saying that the database cannot be reached, in milliseconds. */
const connectionTimeout = 10_000;

export class Database {
  readonly #pool: pg.Pool;
  /** Which tenant each connection is bound to, so that the setting is sent only when it changes. */
  readonly #boundTo = new WeakMap<pg.ClientBase, number>();
  /** Connections that broke: the server is gone, or has ended the session. */
  readonly #lost = new WeakSet<pg.ClientBase>();
  readonly #shared = new SharedConnections<TenantConnection>((tenantId, use) =>
    this.withTenant(tenantId, use),
  );

  constructor(options: DatabaseOptions) {
    this.#pool = new pg.Pool({
      connectionString: options.url,
      max: options.maxConnections ?? 10,
      pipeline: true,
      types: { getTypeParser: typeParser },
      stream: () => new BatchingSocket(),
      application_name: 'polydex',
      connectionTimeoutMillis: connectionTimeout,
      idle_in_transaction_session_timeout: idleInTransaction,
    });
    this.#pool.on('error', (error) => options.onIdleError?.(error));
    // The pool listens to idle connections only, and an error that nobody listens to ends the process.
    this.#pool.on('connect', (client) => client.on('error', () => this.#lost.add(client)));
  }

  /**
   * Runs `use` with a connection bound to the tenant. It must leave no transaction open. Throws `Unavailable` when the
   * connection was lost, in which case nobody knows whether a commit under way took place; the connection is thrown away.
   */
  async withTenant<T>(
    tenantId: number,
    use: (connection: TenantConnection) => Promise<T>,
  ): Promise<T> {
    const client = await this.#connect();
    try {
      const bound = this.#bind(client, tenantId);
      const result = await use({
        query: (statement, values) =>
          this.#run(client, () => client.query<Row>(config(statement, values))),
        queryLists: (statement, values) =>
          this.#run(client, () =>
            client.query<unknown[]>({ ...config(statement, values), rowMode: 'array' }),
          ),
      });
      await bound;
      client.release();
      return result;
    } catch (error) {
      this.#boundTo.delete(client);
      client.release(error instanceof Unavailable || this.#lost.has(client));
      throw error;
    }
  }

  /**
   * Like `withTenant`, with a connection that others of the tenant use at the same time: for statements that take little time
   * and stand alone, or are sent in one go. None leaves anything behind in the session that another could meet.
   */
  shareTenant<T>(tenantId: number, use: (connection: TenantConnection) => Promise<T>): Promise<T> {
    return this.#shared.use(tenantId, use);
  }

  /** Runs one statement, whose $1 is the tenant; `values` begin with $2. Throws as `withTenant` does. */
  queryTenant(
    tenantId: number,
    statement: Statement,
    values: readonly SqlValue[],
  ): Promise<readonly Row[]> {
    return this.withTenant(tenantId, (connection) =>
      connection.query(statement, [tenantId, ...values]),
    );
  }

  /**
   * Reads with several statements as if they were one: all see the same moment. For what is made up of several tables,
   * which would otherwise show a record of one version with parts of another. Throws as `withTenant` does.
   */
  readAtOnce<T>(tenantId: number, read: (connection: TenantConnection) => Promise<T>): Promise<T> {
    return this.withTenant(tenantId, async (connection) => {
      const begun = connection.query(beginReading);
      begun.catch(() => {});
      try {
        const result = await read(connection);
        await begun;
        await connection.query(commit);
        return result;
      } catch (error) {
        await connection.query(rollback).catch(() => {});
        throw error;
      }
    });
  }

  /**
   * Like `readAtOnce`, for statements of which none waits for another: all go out with the end of the transaction, in one
   * round trip. The rows of each, in their order.
   */
  readTogether(
    tenantId: number,
    statements: readonly Statement[],
    values: readonly SqlValue[],
  ): Promise<readonly (readonly RowList[])[]> {
    return this.withTenant(tenantId, async (connection) => {
      const begun = connection.query(beginReading);
      const answers = statements.map((statement) => connection.queryLists(statement, values));
      // After a failure it ends the transaction all the same.
      const ended = connection.query(commit);
      // Nothing is still under way when one of them fails.
      await Promise.allSettled([begun, ...answers, ended]);
      await begun;
      await ended;
      return Promise.all(answers);
    });
  }

  /** True when the database answers. */
  async ping(): Promise<boolean> {
    try {
      await this.#pool.query('select 1');
      return true;
    } catch {
      return false;
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw unreachable(error);
    }
  }

  /** Sent ahead of what `use` sends; awaited after it, so that nothing of it is still under way when this fails. */
  #bind(client: pg.ClientBase, tenantId: number): Promise<unknown> {
    if (this.#boundTo.get(client) === tenantId) return Promise.resolve();
    this.#boundTo.set(client, tenantId);
    const bound = this.#run(client, () => client.query(config(setTenant, [String(tenantId)])));
    bound.catch(() => {});
    return bound;
  }

  async #run<T>(
    client: pg.ClientBase,
    ask: () => Promise<{ readonly rows: readonly T[] }>,
  ): Promise<readonly T[]> {
    try {
      return (await ask()).rows;
    } catch (error) {
      if (this.#lost.has(client) || isFarewell(error)) throw unreachable(error);
      throw error;
    }
  }
}

function config(
  { name, text }: Statement,
  values: readonly SqlValue[] = [],
): { name: string; text: string; values: SqlValue[] } {
  return { name, text, values: [...values] };
}

function unreachable(cause: unknown): Unavailable {
  return new Unavailable('The database cannot be reached just now', { cause });
}

type TypeParser = (text: string) => unknown;

function typeParser(oid: number): TypeParser {
  if (oid === int8) return Number;
  if (oid === timestamptz) return parsePgTimestamptz;
  if (oid === date) return (text) => text;
  // oxlint-disable-next-line typescript/no-unsafe-assignment -- the driver types its parsers as any
  const parse: TypeParser = pg.types.getTypeParser(oid, 'text');
  return parse;
}

/** What a server says before it ends a session: connection exception, shutdown, crash of another backend. */
function isFarewell(error: unknown): boolean {
  const state = refusalState(error);
  return state !== undefined && (state.startsWith('08') || state.startsWith('57P'));
}

/** The SQLSTATE of an error that PostgreSQL sent; undefined for any other. */
export function refusalState(error: unknown): string | undefined {
  return error instanceof pg.DatabaseError ? error.code : undefined;
}

/** The SQLSTATE (or the system's error code) of a driver error. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
