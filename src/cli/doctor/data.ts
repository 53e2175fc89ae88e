/** What `doctor` asks of the data folder: its mode and owner, the secret key, sandbox.json, the database. */
import { readFile, stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import type { Config } from '../../config.ts';
import { readSandboxFile, sandboxPath } from '../../sandbox.ts';
import { startEmbeddedPostgres } from '../../storage/embedded/embedded-postgres.ts';
import { findRunningPostgres } from '../../storage/embedded/find-running.ts';
import { findClusterRecord } from '../../storage/embedded/folder/cluster-record.ts';
import { findDataFolder } from '../../storage/embedded/folder/data-folder.ts';
import { pendingMigrations } from '../../storage/migrate.ts';
import { parseSecretKey, secretKeyPath } from '../../support/secret-key.ts';
import { bad, type Check, type Finding, good, note } from './check.ts';

export const dataFolder: Check = {
  name: 'Data folder',
  run: async ({ dataDir }) => {
    const found = await find(dataDir);
    if (found === null) return note(`${dataDir} is not there yet: the first start makes it`);
    if (!found.isDirectory()) return bad(`${dataDir} is no folder`, 'Name another: --data-dir.');
    return problemOf(found, { path: dataDir, mode: 0o700 }) ?? good(`${dataDir}, yours alone`);
  },
};

export const secretKey: Check = {
  name: 'Secret key',
  run: async ({ dataDir, databaseUrl, secretKey: given }) => {
    if (given !== null) return good('from POLYDEX_SECRET_KEY');
    const path = secretKeyPath(dataDir);
    const found = await find(path);
    if (found === null) {
      return databaseUrl === null && (await hasCluster(dataDir))
        ? bad(`${path} is missing`, 'Restore it from a backup, or set POLYDEX_SECRET_KEY to it.')
        : note('the first start makes one');
    }
    if (parseSecretKey((await readFile(path, 'utf8')).trim()) === null) {
      return bad(`${path} holds no key`, 'Restore it from a backup, or set POLYDEX_SECRET_KEY.');
    }
    return problemOf(found, { path, mode: 0o600 }) ?? good(`${path}, yours alone`);
  },
};

export const sandboxFile: Check = {
  name: 'sandbox.json',
  run: async ({ dataDir }) => {
    const path = sandboxPath(dataDir);
    const found = await find(path);
    if (found === null) return note('not there: the first start makes it, for a new database');
    const file = await readSandboxFile(path);
    if (file === undefined) {
      const advice = 'Delete it: the next start writes a new one with new credentials.';
      return bad(`${path} is damaged`, advice);
    }
    const text = `workspace ${file.workspace.number} at ${file.baseUrl}`;
    return problemOf(found, { path, mode: 0o600 }) ?? good(text);
  },
};

export const database: Check = {
  name: 'Database',
  run: async ({ dataDir, databaseUrl }) => {
    if (databaseUrl !== null) return judge(databaseUrl, 'answers');
    const running = await findRunningPostgres(dataDir);
    if (running) return judge(running.appUrl, `embedded, in use by process ${running.polydexPid}`);
    if (!(await hasCluster(dataDir))) return note('none yet: the first start makes it');
    // Whether it starts is what one wants to know of a database that does not run.
    const server = await startEmbeddedPostgres({ dataDir });
    try {
      return await judge(server.appUrl, 'embedded, starts and stops');
    } finally {
      await server.stop();
    }
  },
};

async function judge(url: string, text: string): Promise<Finding> {
  const pending = await pendingMigrations({ url });
  if (pending.length === 0) return good(`${text}, up to date`);
  return note(
    `${text}, lacks migration ${pending.join(', ')}`,
    'The next start of the server applies them, as does `npm run polydex -- migrate`.',
  );
}

async function hasCluster(dataDir: Config['dataDir']): Promise<boolean> {
  const folder = await findDataFolder(dataDir);
  return folder !== undefined && (await findClusterRecord(folder.postgres)) !== undefined;
}

async function find(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Another owner or a wider mode than `wanted.mode`; Windows has neither in this sense. */
function problemOf(found: Stats, wanted: { path: string; mode: number }): Finding | undefined {
  const own = process.getuid?.();
  if (own === undefined) return undefined;
  const { path } = wanted;
  if (found.uid !== own) {
    const text = `${path} belongs to user ${found.uid}, and you are ${own}`;
    return bad(text, 'Run Polydex as the user who made it, or use another data folder.');
  }
  const mode = found.mode & 0o777;
  if ((mode & ~wanted.mode) === 0) return undefined;
  const text = `${path} is open to others (mode ${mode.toString(8)})`;
  return bad(text, `chmod ${wanted.mode.toString(8)} ${path}`);
}
