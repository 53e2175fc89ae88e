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
  rows(sql: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
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
  return {
    appUrl: databaseUrl(inject('appUrl'), name),
    ownerUrl,
    rows: (sql) => run(ownerUrl, sql),
    drop: async () => {
      await run(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function run(
  url: string,
  sql: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}
