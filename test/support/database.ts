/** A database of its own for a test file, cloned from the migrated template in a fraction of a second. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { databaseUrl } from './database-url.ts';

export interface TestDatabase {
  /** As the application connects: row-level security applies. */
  readonly appUrl: string;
  /** As its owner: sees everything; for set-up and checks. */
  readonly ownerUrl: string;
  /** The rows of a query by the owner, past row-level security. */
  rows(sql: string): Promise<readonly Row[]>;
  /** Removes it, ending whatever is still connected. */
  drop(): Promise<void>;
}

/** Make it in `beforeAll`, drop it in `afterAll`. `empty` gives a database without our schema. */
export async function makeTestDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const server = inject('ownerUrl');
  const template = options.empty === true ? 'template0' : inject('templateDatabase');
  await run(server, `create database ${name} template ${template}`);
  const ownerUrl = databaseUrl(server, name);
  const owner = new LastingConnection(ownerUrl);
  return {
    appUrl: databaseUrl(inject('appUrl'), name),
    ownerUrl,
    rows: (sql) => owner.rows(sql),
    drop: async () => {
      await owner.end();
      await run(server, `drop database if exists ${name} with (force)`);
    },
  };
}

type Row = Readonly<Record<string, unknown>>;

/** Made for the first query and again where it was lost: a new one takes longer than most queries of a test. */
class LastingConnection {
  readonly #url: string;
  #client: Promise<pg.Client> | undefined;

  constructor(url: string) {
    this.#url = url;
  }

  async rows(sql: string): Promise<readonly Row[]> {
    this.#client ??= this.#connect();
    return (await (await this.#client).query<Record<string, unknown>>(sql)).rows;
  }

  async end(): Promise<void> {
    await (await this.#client)?.end();
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.#url });
    client.on('error', () => {
      this.#client = undefined;
    });
    await client.connect();
    return client;
  }
}

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
