import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { instant } from '../core/value/instant.ts';
import { makeSystemClock } from '../support/system-clock.ts';
import { isMigrated, migrate, readMigrations } from './migrate.ts';

const clock = makeSystemClock(instant);
let database: TestDatabase;
let path: string;
let folder: URL;

beforeEach(async () => {
  database = await makeTestDatabase({ empty: true });
  path = await mkdtemp(join(tmpdir(), 'polydex-migrations-'));
  folder = pathToFileURL(`${path}/`);
  await write('0001-first.sql', 'create table first (id integer);');
  await write('0002-second.sql', 'create table second (id integer);');
});
afterEach(async () => {
  await database.drop();
  await rm(path, { recursive: true });
});

let shared: TestDatabase;
beforeAll(async () => {
  shared = await makeTestDatabase();
});
afterAll(() => shared.drop());

const write = (name: string, sql: string): Promise<void> => writeFile(join(path, name), sql);
const run = (appRole: string | null = null): Promise<readonly number[]> =>
  migrate({ url: database.ownerUrl, appRole, clock, folder });

async function rowsOf(sql: string, url = database.ownerUrl): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('applies what is missing in order, and nothing twice', async () => {
  expect(await run()).toEqual([1, 2]);
  expect(await run()).toEqual([]);
  await write('0003-third.sql', 'alter table first add name text;');
  expect(await run()).toEqual([3]);
  expect(await rowsOf('select number, name from schema_migration order by number')).toEqual([
    { number: 1, name: 'first' },
    { number: 2, name: 'second' },
    { number: 3, name: 'third' },
  ]);
});

test('lets one of many processes work and the others find nothing to do', async () => {
  const runs = await Promise.all(Array.from({ length: 5 }, () => run()));
  expect(runs.filter((applied) => applied.length > 0)).toEqual([[1, 2]]);
});

test('undoes a file that fails and keeps those before it', async () => {
  await write(
    '0002-second.sql',
    'create table second (id integer); create table first (id integer);',
  );
  await expect(run()).rejects.toThrow('Migration 2 (second) failed');
  expect(
    await rowsOf(`select to_regclass('second') as second, to_regclass('first') as first`),
  ).toEqual([{ second: null, first: 'first' }]);
  expect(await rowsOf('select number from schema_migration')).toEqual([{ number: 1 }]);
});

test('refuses a file that was changed after it was applied, whatever its line ends', async () => {
  await write('0001-first.sql', 'create table first (\n  id integer);\n');
  await run();
  await write('0001-first.sql', 'create table first (\r\n  id integer);\r\n');
  expect(await run()).toEqual([]);
  await write('0001-first.sql', 'create table first (\n  id bigint);\n');
  await expect(run()).rejects.toMatchObject({ code: 'edited' });
});

test('refuses a database that a newer version has migrated', async () => {
  await run();
  await rm(join(path, '0002-second.sql'));
  await expect(run()).rejects.toMatchObject({ code: 'newer-schema' });
});

test('refuses two files with one number', async () => {
  await write('0002-other.sql', 'select 1;');
  await expect(run()).rejects.toMatchObject({ code: 'numbering' });
});

test('gives the application its rows, but neither tables nor the record of migrations', async () => {
  await run('polydex_app');
  await rowsOf('insert into first (id) values (1)', database.appUrl);
  expect(await rowsOf('select id from first', database.appUrl)).toEqual([{ id: 1 }]);
  await expect(rowsOf('drop table first', database.appUrl)).rejects.toMatchObject({
    code: '42501',
  });
  await expect(rowsOf('delete from schema_migration', database.appUrl)).rejects.toMatchObject({
    code: '42501',
  });
});

test('tells whether the database is at the version of this code', async () => {
  const migrations = await readMigrations();
  const latest = migrations.at(-1)?.number ?? 0;
  const client = new pg.Client({ connectionString: shared.appUrl });
  await client.connect();
  expect(await isMigrated(client, latest)).toBe(true);
  expect(await isMigrated(client, latest + 1)).toBe(false);
  await client.end();
});

test('asks the database for no time: every instant comes from the clock', async () => {
  const texts = await Promise.all(
    ['0001-control.sql', '0002-tenant.sql'].map((name) =>
      readFile(new URL(`./migrations/${name}`, import.meta.url), 'utf8'),
    ),
  );
  for (const text of texts)
    expect(text).not.toMatch(/\bnow\(\)|current_timestamp|clock_timestamp/i);
});
