/** Brings a database to the schema that this code knows: plain SQL files, in order, forward only. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import type { Clock } from '../core/port/store.ts';
import { formatIsoMicros } from '../core/value/instant.ts';
import type { Queryable } from './control/queryable.ts';

export interface Migration {
  readonly number: number;
  /** `control` of `0001-control.sql`. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the text with line feeds alone, whatever the checkout made of them. */
  readonly checksum: string;
}

export type MigrationErrorCode = 'edited' | 'newer-schema' | 'numbering';

/** The database and the code do not belong together; nothing was changed. */
export class MigrationError extends Error {
  readonly code: MigrationErrorCode;
  constructor(code: MigrationErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}

export interface MigrateOptions {
  /** For the role that owns the schema. */
  readonly url: string;
  /** The role that the application runs as, to be given rights on all tables; null when it is the owner itself. */
  readonly appRole: string | null;
  readonly clock: Clock;
  /** The folder of `NNNN-name.sql` files; ours if absent. */
  readonly folder?: URL;
}

/** Any constant will do, as long as every version of the code uses the same. */
const lockKey = 7_035_933_409;
const fileForm = /^(\d{4})-([a-z0-9-]+)\.sql$/;

/**
 * Applies what is missing, each file in a transaction of its own, and returns the numbers applied. Many processes may call
 * it at once: one works, the others wait and find nothing left to do. Throws `MigrationError`.
 */
export async function migrate(options: MigrateOptions): Promise<readonly number[]> {
  const migrations = await readMigrations(options.folder);
  const client = new pg.Client({
    connectionString: options.url,
    application_name: 'polydex migrate',
  });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [lockKey]);
    const missing = findMissing(migrations, await readApplied(client));
    for (const migration of missing) {
      await apply(client, migration, options.clock);
    }
    if (options.appRole !== null) await grantAccess(client, options.appRole);
    return missing.map(({ number }) => number);
  } finally {
    // Ends the session, and with it the lock.
    await client.end();
  }
}

/** The numbers that `migrate` would apply; changes nothing. Throws `MigrationError` like it. */
export async function pendingMigrations(
  options: Pick<MigrateOptions, 'folder' | 'url'>,
): Promise<readonly number[]> {
  const migrations = await readMigrations(options.folder);
  const client = new pg.Client({
    connectionString: options.url,
    application_name: 'polydex check',
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ there: boolean }>(
      `select to_regclass('schema_migration') is not null as there`,
    );
    const applied = rows[0]?.there === true ? await listApplied(client) : [];
    return findMissing(migrations, applied).map(({ number }) => number);
  } finally {
    await client.end();
  }
}

/** True when the database has exactly the migrations of this code; for readiness checks. */
export async function isMigrated(database: Queryable, latest: number): Promise<boolean> {
  const { rows } = await database.query<{ latest: number | null }>(
    'select max(number) as latest from schema_migration',
  );
  return rows[0]?.latest === latest;
}

/** The migrations of this code in order; a number may be left out. Throws `MigrationError` when two have the same. */
export async function readMigrations(
  folder: URL = new URL('./migrations/', import.meta.url),
): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  const numbers = new Set<number>();
  return Promise.all(
    names.map(async (file) => {
      const [, digits = '', name = ''] = fileForm.exec(file) ?? [];
      const number = Number(digits);
      if (number === 0 || numbers.has(number)) {
        throw new MigrationError('numbering', `${file} has no number of its own`);
      }
      numbers.add(number);
      const sql = (await readFile(new URL(file, folder), 'utf8')).replaceAll('\r\n', '\n');
      return { number, name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

interface Applied {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

async function readApplied(client: pg.Client): Promise<readonly Applied[]> {
  await client.query(`create table if not exists schema_migration (
    number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null)`);
  return listApplied(client);
}

async function listApplied(client: pg.Client): Promise<readonly Applied[]> {
  const { rows } = await client.query<Applied>(
    'select number, name, checksum from schema_migration order by number',
  );
  return rows;
}

function findMissing(
  migrations: readonly Migration[],
  applied: readonly Applied[],
): readonly Migration[] {
  const byNumber = new Map(migrations.map((migration) => [migration.number, migration]));
  for (const { number, name, checksum } of applied) {
    const known = byNumber.get(number);
    if (known === undefined) {
      throw new MigrationError(
        'newer-schema',
        `The database has migration ${number} (${name}), which this version of Polydex does not know. ` +
          'Start the version that made it, or a newer one.',
      );
    }
    if (known.checksum !== checksum) {
      throw new MigrationError(
        'edited',
        `Migration ${number} (${name}) was changed after it was applied to this database. ` +
          'Restore the file, and put the change into a new migration.',
      );
    }
  }
  const done = new Set(applied.map(({ number }) => number));
  return migrations.filter(({ number }) => !done.has(number));
}

async function apply(client: pg.Client, migration: Migration, clock: Clock): Promise<void> {
  const { number, name, sql, checksum } = migration;
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query(
      'insert into schema_migration (number, name, checksum, applied_at) values ($1, $2, $3, $4)',
      [number, name, checksum, formatIsoMicros(clock.now())],
    );
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${number} (${name}) failed`, { cause: error });
  }
}

/** Rows of every table, but neither the tables themselves nor the record of migrations. Views are for reading. */
async function grantAccess(client: pg.Client, appRole: string): Promise<void> {
  const role = pg.escapeIdentifier(appRole);
  const { rows } = await client.query<{ schema: string }>('select current_schema() as schema');
  const schema = pg.escapeIdentifier(rows[0]?.schema ?? 'public');
  await client.query(`grant usage on schema ${schema} to ${role}`);
  await client.query(
    `grant select, insert, update, delete on all tables in schema ${schema} to ${role}`,
  );
  await client.query(`grant usage on all sequences in schema ${schema} to ${role}`);
  const views = await client.query<{ name: string }>(
    'select viewname::text as name from pg_views where schemaname = current_schema()',
  );
  const read = ['schema_migration', ...views.rows.map(({ name }) => pg.escapeIdentifier(name))];
  await client.query(`revoke insert, update, delete on ${read.join(', ')} from ${role}`);
}
