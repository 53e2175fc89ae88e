import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { homeOf, killHard, makeFixture, query, refusalOf } from './embedded-fixture.ts';
import { findRunningPostgres } from './find-running.ts';
import { findClusterRecord } from './folder/cluster-record.ts';
import type { ServerExit } from './server/launch.ts';
import { isProcessAlive } from './server/process-identity.ts';

const fixture = makeFixture();
afterAll(fixture.cleanUp);

const newFolder = (): string => join(fixture.makeFolder(), 'data');

/** Made by the first test that starts it; each leaves it stopped, with a table more. */
const usedFolder = newFolder();

test('refuses a second start on the folder, from this process and from another', async () => {
  const dataDir = usedFolder;
  const first = await fixture.start({ dataDir });
  const here = await refusalOf(fixture.start({ dataDir }));
  // Looking whether the lock is held must not let it go.
  expect(await findRunningPostgres(dataDir)).toBeDefined();
  const elsewhere = await refusalOf(fixture.startChild(dataDir));
  for (const refusal of [here, elsewhere]) {
    expect(refusal.code).toBe('already_running');
    expect(refusal.message).toContain(`process ${process.pid}`);
    expect(refusal.message).toContain(dataDir);
  }
  expect(await query(first.app, 'select 1 as one')).toEqual([{ one: 1 }]);
  await first.stop();
});

test('lets one of several simultaneous first starts win', async () => {
  const dataDir = newFolder();
  const starts = [1, 2, 3].map(async () => fixture.startChild(dataDir));
  const results = await Promise.allSettled(starts);
  const winners = results.filter((result) => result.status === 'fulfilled');
  const losers = results.filter((result) => result.status === 'rejected');
  expect(winners).toHaveLength(1);
  for (const { reason } of losers) expect(reason).toMatchObject({ code: 'already_running' });
  expect(await query(winners[0]?.value.owner ?? '', 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('finds every committed row after its process was killed, and runs one server', async () => {
  const dataDir = usedFolder;
  const { child, pid, owner } = await fixture.startChild(dataDir);
  await query(owner, `create table kept as select generate_series(1, 100) as x`);
  await killHard(child.pid);
  expect(isProcessAlive(pid)).toBe(true);

  const server = await fixture.start({ dataDir });
  expect(isProcessAlive(pid)).toBe(false);
  expect(await query(server.owner, 'select count(*)::int as n from kept')).toEqual([{ n: 100 }]);
  await server.stop();
});

test('finds every committed row after process and server were killed together', async () => {
  const dataDir = usedFolder;
  const { child, pid, owner } = await fixture.startChild(dataDir);
  await query(owner, `create table kept_too as select generate_series(1, 100) as x`);
  process.kill(pid, 'SIGKILL');
  child.kill('SIGKILL');

  const server = await fixture.start({ dataDir });
  expect(await query(server.owner, 'select count(*)::int as n from kept_too')).toEqual([
    { n: 100 },
  ]);
  await server.stop();
});

test('reports a killed server and starts it again under the same address', async () => {
  const server = await fixture.start({ dataDir: usedFolder });
  const exits: ServerExit[] = [];
  server.onExit((exit) => exits.push(exit));
  await query(server.owner, `create table word as select 'here' as word`);
  const { pid } = server;
  await killHard(pid);
  await expect.poll(() => exits).toEqual([{ pid, exitCode: null, signal: 'SIGKILL' }]);

  await Promise.all([server.restart(), server.restart()]);
  expect(server.pid).not.toBe(pid);
  expect(await query(server.ownerUrl, 'select word from word')).toEqual([{ word: 'here' }]);
  await server.stop();
  expect(exits).toHaveLength(1);
  await expect(server.restart()).rejects.toMatchObject({ code: 'start_failed' });
});

test('stops in order after its server was killed, and starts again later', async () => {
  const dataDir = usedFolder;
  const server = await fixture.start({ dataDir });
  await killHard(server.pid);
  await server.stop();
  const second = await fixture.start({ dataDir });
  expect(await query(second.app, 'select 1 as one')).toEqual([{ one: 1 }]);
  await second.stop();
});

test('starts over when the making of the database was killed in the middle', async () => {
  const dataDir = newFolder();
  const { child, ready } = fixture.spawnChild(dataDir);
  const outcome = ready.then(
    () => 'started',
    () => 'killed',
  );
  await expect.poll(() => listSetups(dataDir), { interval: 5 }).toHaveLength(1);
  await killHard(child.pid);
  expect(await outcome).toBe('killed');

  const server = await fixture.start({ dataDir });
  expect(await query(server.app, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(await listSetups(dataDir)).toEqual([]);
  await server.stop();
});

test('starts although the pid of its dead server was given to another process', async () => {
  const dataDir = usedFolder;
  const server = await fixture.start({ dataDir });
  await query(server.owner, `create table pid_taken as select 'here' as word`);
  await killHard(server.pid);
  await server.stop();
  const file = join(await homeOf(dataDir), 'data', 'postmaster.pid');
  const [, ...rest] = readFileSync(file, 'utf8').split('\n');
  writeFileSync(file, [process.pid, ...rest].join('\n'));

  const second = await fixture.start({ dataDir });
  expect(await query(second.owner, 'select word from pid_taken')).toEqual([{ word: 'here' }]);
  await second.stop();
});

test('leaves another PostgreSQL alone whose pid a copied folder names', async () => {
  const [one, other] = [usedFolder, newFolder()];
  const server = await fixture.start({ dataDir: one });
  await (await fixture.start({ dataDir: other })).stop();
  const file = readFileSync(join(await homeOf(one), 'data', 'postmaster.pid'), 'utf8');
  writeFileSync(join(await homeOf(other), 'data', 'postmaster.pid'), file);

  const second = await fixture.start({ dataDir: other });
  expect(await query(server.app, 'select 1 as one')).toEqual([{ one: 1 }]);
  expect(await query(second.app, 'select 1 as one')).toEqual([{ one: 1 }]);
  await Promise.all([server.stop(), second.stop()]);
});

test('stops its server when its process ends without a stop', async () => {
  const { child, pid, owner } = await fixture.startChild(usedFolder);
  const ended = once(child, 'exit');
  child.kill('SIGUSR2');
  expect((await ended)[0]).toBe(3);
  await expect.poll(() => isProcessAlive(pid)).toBe(false);
  expect(existsSync(owner.host)).toBe(false);
});

/** The half-made databases of a data folder. */
async function listSetups(dataDir: string): Promise<string[]> {
  const record = await findClusterRecord(join(dataDir, 'postgres'));
  if (record === undefined) return [];
  const home = record.systemHome ?? join(dataDir, 'postgres');
  if (!existsSync(home)) return [];
  return readdirSync(home).filter((name) => name.startsWith('setup-'));
}
