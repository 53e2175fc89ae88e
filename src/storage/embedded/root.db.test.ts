import {
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { homeOf, makeFixture, query, refusalOf } from './embedded-fixture.ts';
import { findPostgresPackage } from './program/platform-package.ts';

/** The account "nobody" stands in for an ordinary user. */
const ORDINARY = 65534;

const fixture = makeFixture();
afterAll(fixture.cleanUp);

describe.runIf(process.getuid?.() === 0)('run by root', () => {
  const newFolder = (): string => join(fixture.makeFolder(), 'data');

  /** A folder as the home of root is: nobody else may enter it. */
  const newClosedFolder = (): string => {
    const closed = join(fixture.makeFolder(), 'closed');
    mkdirSync(closed, { mode: 0o700 });
    return join(closed, 'data');
  };

  /** Made by the first test that starts it; each leaves it stopped. */
  let dataDir = newFolder();

  test('runs as a service user from a system folder when only root can enter the data folder', async () => {
    const closed = newClosedFolder();
    const server = await fixture.start({ dataDir: closed });
    const home = await homeOf(closed);
    expect(home.startsWith(fixture.systemDir())).toBe(true);
    expect(statSync(closed).uid).toBe(0);
    expect(statSync(join(closed, 'postgres')).uid).toBe(0);
    expect(statSync(home).uid).toBe(0);
    const data = statSync(join(home, 'data'));
    expect(data.uid).not.toBe(0);
    expect(data.mode & 0o777).toBe(0o700);
    expect(statSync(`/proc/${server.pid}`).uid).toBe(data.uid);
    expect(await query(server.app, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  test('finds the database of a data folder that was moved', async () => {
    const first = await fixture.start({ dataDir });
    await query(first.owner, `create table kept as select 'here' as word`);
    await first.stop();
    const moved = newFolder();
    renameSync(dataDir, moved);
    const second = await fixture.start({ dataDir: moved });
    expect(await query(second.owner, 'select word from kept')).toEqual([{ word: 'here' }]);
    await second.stop();
    dataDir = moved;
  });

  test('refuses a copy of a data folder, which shares its database', async () => {
    const server = await fixture.start({ dataDir });
    const copy = newFolder();
    cpSync(join(dataDir, 'postgres', 'cluster.json'), join(copy, 'postgres', 'cluster.json'));
    const refusal = await refusalOf(fixture.start({ dataDir: copy }));
    expect(refusal.code).toBe('data_folder_copied');
    expect(refusal.message).toContain(dataDir);
    expect(await query(server.app, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  test('refuses a system folder that the service user cannot reach or others can write', async () => {
    const unreachable = await refusalOf(
      fixture.start({ dataDir: newFolder(), systemDir: newClosedFolder() }),
    );
    expect(unreachable.code).toBe('system_folder_unusable');
    const open = fixture.makeFolder();
    chmodSync(open, 0o777);
    const writable = await refusalOf(fixture.start({ dataDir: newFolder(), systemDir: open }));
    expect(writable.code).toBe('system_folder_unusable');
    expect(writable.message).toContain('POLYDEX_SYSTEM_DIR');
  });

  test('hands neither root a folder of an ordinary user, nor the user one of root', async () => {
    const run = installation();
    const ofUser = ordinaryFolder();
    const { child } = await fixture.startChild(ofUser, run);
    child.kill('SIGTERM');
    await expect.poll(() => child.exitCode).toBe(0);
    expect((await refusalOf(fixture.start({ dataDir: ofUser }))).code).toBe(
      'data_folder_other_owner',
    );

    await (await fixture.start({ dataDir })).stop();
    const refusal = await refusalOf(fixture.startChild(dataDir, run));
    expect(['data_folder_other_owner', 'data_folder_unusable']).toContain(refusal.code);
  });

  test('runs for an ordinary user out of a package that only root can write', async () => {
    const ofUser = ordinaryFolder();
    const run = installation();
    const first = await fixture.startChild(ofUser, run);
    await query(first.owner, `create table kept as select 'here' as word`);
    expect(statSync(`/proc/${first.pid}`).uid).toBe(ORDINARY);
    expect(statSync(join(ofUser, 'postgres', 'data')).uid).toBe(ORDINARY);
    // The links of the package could not be made, so there is a copy.
    expect(statSync(join(ofUser, 'postgres', 'programs')).isDirectory()).toBe(true);
    process.kill(first.pid, 'SIGKILL');
    first.child.kill('SIGKILL');

    const second = await fixture.startChild(ofUser, run);
    expect(await query(second.owner, 'select word from kept')).toEqual([{ word: 'here' }]);
  });

  test('says what is missing when the system folder was lost', async () => {
    await (await fixture.start({ dataDir })).stop();
    const home = await homeOf(dataDir);
    rmSync(home, { recursive: true });
    const refusal = await refusalOf(fixture.start({ dataDir }));
    expect(refusal.code).toBe('database_missing');
    expect(refusal.message).toContain(home);
  });

  /** Source, package and Node where an ordinary user can read them, as a checkout in a shared place has them. */
  function makeInstallation(): { module: string; node: string; uid: number } {
    const app = fixture.makeFolder();
    const { folder } = findPostgresPackage();
    const name = folder.split('/').slice(-2).join('/');
    const isLink = (path: string): boolean => lstatSync(path).isSymbolicLink();
    cpSync(folder, join(app, 'node_modules', name), {
      recursive: true,
      filter: (path) => !isLink(path),
    });
    const source = fileURLToPath(new URL('.', import.meta.url));
    cpSync(source, join(app, 'src', 'embedded'), { recursive: true });
    const node = join(app, 'node');
    copyFileSync(process.execPath, node);
    chmodSync(node, 0o755);
    return { module: join(app, 'src', 'embedded', 'embedded-postgres.ts'), node, uid: ORDINARY };
  }

  let installed: ReturnType<typeof makeInstallation> | undefined;
  function installation(): ReturnType<typeof makeInstallation> {
    installed ??= makeInstallation();
    return installed;
  }

  let ordinary: string | undefined;
  /** Another user's, started by whoever comes first. */
  function ordinaryFolder(): string {
    if (ordinary !== undefined) return ordinary;
    const folder = fixture.makeFolder();
    chownSync(folder, ORDINARY, ORDINARY);
    ordinary = join(folder, 'data');
    return ordinary;
  }
});
