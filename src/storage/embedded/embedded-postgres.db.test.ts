import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rename } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { homeOf, makeFixture, query, refusalOf } from './embedded-fixture.ts';
import type { EmbeddedPostgres } from './embedded-postgres.ts';
import { findRunningPostgres } from './find-running.ts';

const fixture = makeFixture();
afterAll(fixture.cleanUp);

const newFolder = (): string => join(fixture.makeFolder(), 'data');

/** Made by the first tests; those after them start it again, and leave it stopped. */
const dataDir = newFolder();

describe('a new server', () => {
  let server: EmbeddedPostgres;

  beforeAll(async () => {
    process.env['POLYDEX_CANARY_SECRET'] = 'canary-secret';
    server = await fixture.start({ dataDir, settings: { fsync: 'on' } });
    delete process.env['POLYDEX_CANARY_SECRET'];
  });

  test('has private folders and files', () => {
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, 'postgres', 'cluster.json')).mode & 0o777).toBe(0o600);
    expect(statSync(server.app.host).mode & 0o777).toBe(0o700);
  });

  test('leaves nothing of its making behind, least of all the password file', async () => {
    const home = await homeOf(dataDir);
    const expected = ['data', 'log', 'pg_hba.conf', 'postgresql.conf', 'start.log'];
    expect(readdirSync(home)).toEqual(expect.arrayContaining(expected));
    expect(readdirSync(home).filter((name) => name.startsWith('setup-'))).toEqual([]);
  });

  test('is reached by its settings and by its URL', async () => {
    const viaSettings = await query(server.app, 'select current_user, version()');
    expect(viaSettings[0]).toMatchObject({ current_user: 'polydex_app' });
    expect(viaSettings[0]?.['version']).toMatch(/^PostgreSQL 18\./);
    const viaUrl = await query(server.appUrl, 'select current_database() as name');
    expect(viaUrl).toEqual([{ name: 'polydex' }]);
  });

  test('asks for the password on its socket', async () => {
    await expect(query({ ...server.owner, password: 'wrong' }, 'select 1')).rejects.toMatchObject({
      code: '28P01',
    });
  });

  test('keeps the settings for durability and privacy at their safe values', async () => {
    const rows = await query(server.owner, 'select name, setting from pg_settings');
    const settings = Object.fromEntries(rows.map((row) => [String(row['name']), row['setting']]));
    expect(settings).toMatchObject({
      listen_addresses: '',
      fsync: 'on',
      synchronous_commit: 'on',
      full_page_writes: 'on',
      data_checksums: 'on',
      log_statement: 'none',
      log_min_error_statement: 'panic',
      log_error_verbosity: 'terse',
      log_parameter_max_length_on_error: '0',
      server_encoding: 'UTF8',
      TimeZone: 'UTC',
      jit: 'off',
      password_encryption: 'scram-sha-256',
    });
  });

  test('gives the application a role that may connect and nothing else', async () => {
    const role = `select rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls
      from pg_roles where rolname = current_user`;
    const [rights] = await query(server.app, role);
    expect(Object.values(rights ?? {})).toEqual([false, false, false, false, false]);
    const denied = { code: '42501' };
    await expect(query(server.app, 'create table t (x int)')).rejects.toMatchObject(denied);
    await expect(query(server.app, 'create temporary table t (x int)')).rejects.toMatchObject(
      denied,
    );
    await expect(query(server.app, 'create extension pg_trgm')).rejects.toMatchObject(denied);
    const elsewhere = { ...server.app, database: 'postgres' };
    await expect(query(elsewhere, 'select 1')).rejects.toMatchObject(denied);
  });

  test('lets the owner add both extensions, which know letters beyond ASCII', async () => {
    await query(server.owner, 'create extension pg_trgm; create extension btree_gin');
    const rows = await query(
      server.owner,
      `select similarity('Жанна', 'Жанно') > 0.4 as near, lower('ÄŽ') as lower, 'Z' < 'a' as by_code`,
    );
    expect(rows).toEqual([{ near: true, lower: 'äž', by_code: true }]);
  });

  test.runIf(process.platform === 'linux')('sees none of our environment', () => {
    const names = readFileSync(`/proc/${server.pid}/environ`, 'latin1')
      .split('\0')
      .map((entry) => entry.split('=')[0] ?? '')
      // PostgreSQL sets names of its own (PGLOCALEDIR, …).
      .filter((name) => name !== '' && !name.startsWith('PG'));
    expect(names.toSorted()).toEqual(['LC_ALL', 'TZ']);
  });

  test.runIf(process.platform === 'linux')('is out of reach of a Ctrl-C in our terminal', () => {
    const status = readFileSync(`/proc/${server.pid}/stat`, 'latin1');
    const [, , group, session] = status
      .slice(status.lastIndexOf(')') + 1)
      .trim()
      .split(' ');
    expect([group, session]).toEqual([String(server.pid), String(server.pid)]);
  });

  test('shows itself to other code while it runs, and not after', async () => {
    const found = await findRunningPostgres(dataDir);
    expect(found).toMatchObject({
      app: server.app,
      ownerUrl: server.ownerUrl,
      polydexPid: process.pid,
    });
    await server.stop();
    expect(await findRunningPostgres(dataDir)).toBeUndefined();
    expect(() => statSync(server.app.host)).toThrow('ENOENT');
  });
});

test('finds its data again after a stop, under the same secrets', async () => {
  const first = await fixture.start({ dataDir });
  await query(first.owner, `create table kept as select 'here' as word`);
  await first.stop();
  await first.stop();

  const second = await fixture.start({ dataDir });
  expect(await query(second.owner, 'select word from kept')).toEqual([{ word: 'here' }]);
  expect(second.app.password).toBe(first.app.password);
  await second.stop();
});

test('works where the path of the data folder is too long for a socket, and leaves the mode of one that was there', async () => {
  const deep = join(
    fixture.makeFolder(),
    'a'.repeat(150),
    'it\'s, a "folder" with ünïcode',
    'b'.repeat(120),
  );
  mkdirSync(deep, { recursive: true, mode: 0o755 });
  const server = await fixture.start({ dataDir: deep });
  expect(statSync(deep).mode & 0o777).toBe(0o755);
  expect(Buffer.byteLength(server.app.host)).toBeLessThan(90);
  expect(await query(server.app, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
});

test('refuses a path that PostgreSQL could not use', async () => {
  const deep = join(fixture.makeFolder(), 'a'.repeat(200), 'b'.repeat(200), 'c'.repeat(200));
  await expect(fixture.start({ dataDir: deep })).rejects.toMatchObject({
    code: 'data_folder_unusable',
  });
});

test('refuses data of another major version and leaves it alone', async () => {
  await (await fixture.start({ dataDir })).stop();
  const version = join(await homeOf(dataDir), 'data', 'PG_VERSION');
  writeFileSync(version, '17\n');
  const refusal = await refusalOf(fixture.start({ dataDir }));
  expect(refusal.code).toBe('version_mismatch');
  expect(refusal.message).toMatch(/PostgreSQL 17.*PostgreSQL 18/s);
  writeFileSync(version, '18\n');
  await (await fixture.start({ dataDir })).stop();
});

test('refuses to make an empty database in place of one that is lost', async () => {
  await (await fixture.start({ dataDir })).stop();
  const home = await homeOf(dataDir);
  await rename(join(home, 'data'), join(home, 'elsewhere'));
  await expect(fixture.start({ dataDir })).rejects.toMatchObject({ code: 'database_missing' });
  await rename(join(home, 'elsewhere'), join(home, 'data'));
  await (await fixture.start({ dataDir })).stop();
});

test('writes no statement, value or password to its log', async () => {
  const server = await fixture.start({ dataDir });
  await query(server.owner, 'create table person (mail text unique, age int)');
  await query(server.owner, `insert into person values ('canary@example.com', 1)`);
  const failing = [
    `insert into person values ('canary@example.com', 2)`,
    `select 'canary@example.com'::int`,
    `do $$ begin raise warning 'canary@example.com'; raise exception 'canary@example.com'; end $$`,
  ];
  for (const statement of failing) {
    await expect(query(server.owner, statement)).rejects.toBeInstanceOf(pg.DatabaseError);
  }
  await server.stop();
  const logs = join(await homeOf(dataDir), 'log');
  const text = readdirSync(logs)
    .map((name) => readFileSync(join(logs, name), 'utf8'))
    .join('\n');
  expect(text).toContain('database system is shut down');
  expect(text).not.toContain('canary');
  expect(text).not.toContain(server.owner.password);
});

test('tells the last words of a server that does not start', async () => {
  const settings = { shared_buffers: 'plenty' };
  const refusal = await refusalOf(fixture.start({ dataDir, settings }));
  expect(refusal.code).toBe('start_failed');
  expect(refusal.message).toContain('shared_buffers');
});

test('tolerates open connections at its stop', async () => {
  const server = await fixture.start({ dataDir });
  const client = new pg.Client({ ...server.app });
  client.on('error', () => undefined);
  await client.connect();
  await server.stop();
  await expect(client.query('select 1')).rejects.toBeInstanceOf(Error);
});
