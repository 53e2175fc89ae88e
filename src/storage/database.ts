/** The connection pool: pipelined connections, parsed types, and the tenant setting that row-level security reads. */
import pg from 'pg';
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

/** A prepared statement: planned once per connection under its name. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export type SqlValue = string | number | boolean | null | Buffer | readonly (string | number)[];
export type Row = Readonly<Record<string, unknown>>;

/** A checked-out connection, bound to one tenant by the setting that row-level security reads. */
export interface TenantConnection {
  /** Sends at once, without waiting for what was sent before (pipelining); rows in order. */
  query(statement: Statement, values?: readonly SqlValue[]): Promise<readonly Row[]>;
}

const setTenant: Statement = {
  name: 'set_tenant',
  text: `select set_config('polydex.tenant_id', $1, false)`,
};

export class Database {
  readonly #pool: pg.Pool;
  /** Which tenant each connection is bound to, so that the setting is sent only when it changes. */
  readonly #boundTo = new WeakMap<pg.PoolClient, number>();

  constructor(options: DatabaseOptions) {
    this.#pool = new pg.Pool({
      connectionString: options.url,
      max: options.maxConnections ?? 10,
      pipeline: true,
      types: { getTypeParser: typeParser },
      application_name: 'polydex',
    });
    this.#pool.on('error', (error) => options.onIdleError?.(error));
  }

  /** Runs `use` with a connection bound to the tenant. A failed connection is thrown away. */
  async withTenant<T>(
    tenantId: number,
    use: (connection: TenantConnection) => Promise<T>,
  ): Promise<T> {
    const client = await this.#connect();
    try {
      const bound =
        this.#boundTo.get(client) === tenantId ? null : client.query(setTenant, [String(tenantId)]);
      this.#boundTo.set(client, tenantId);
      const connection = {
        query: (statement: Statement, values?: readonly SqlValue[]) =>
          run(client, statement, values),
      };
      const [result] = await Promise.all([use(connection), bound]);
      client.release();
      return result;
    } catch (error) {
      this.#boundTo.delete(client);
      client.release(isConnectionError(error));
      throw isConnectionError(error)
        ? new Unavailable('The database cannot be reached just now', { cause: error })
        : error;
    }
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
      throw new Unavailable('The database cannot be reached just now', { cause: error });
    }
  }
}

async function run(
  client: pg.PoolClient,
  statement: Statement,
  values?: readonly SqlValue[],
): Promise<readonly Row[]> {
  const result = await client.query<Row>({
    name: statement.name,
    text: statement.text,
    values: values ? [...values] : [],
  });
  return result.rows;
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

/** Errors after which the connection is of no more use: the server is gone, going or unreachable. */
function isConnectionError(error: unknown): boolean {
  const code = sqlState(error);
  if (code === undefined)
    return (
      error instanceof Error && /Connection terminated|ECONN|EPIPE|socket/i.test(error.message)
    );
  return (
    code.startsWith('08') ||
    code.startsWith('57P') ||
    code.startsWith('ECONN') ||
    code === 'EPIPE' ||
    code === 'ENOENT'
  );
}

/** The SQLSTATE (or the system's error code) of a driver error. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
