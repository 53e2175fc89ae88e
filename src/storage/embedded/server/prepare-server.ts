/** Brings a locked data folder to the point where its server can be launched, making the database if there is none. */
import { chown } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';
import { openCluster } from '../folder/cluster.ts';
import type { Cluster, ClusterOptions } from '../folder/cluster.ts';
import { saveClusterRecord } from '../folder/cluster-record.ts';
import {
  PRIVATE_FOLDER,
  ensureFolder,
  pathExists,
  readIfPresent,
  replaceFile,
} from '../folder/file.ts';
import { findPostgresPackage } from '../program/platform-package.ts';
import type { PostgresPackage } from '../program/platform-package.ts';
import { prepareProgram } from '../program/program-copy.ts';
import type { Program } from '../program/run-program.ts';
import { findRunningRecord, removeRunningRecord } from '../running-record.ts';
import { initialiseCluster, removeUnfinishedSetups } from './initialise.ts';
import type { Launch } from './launch.ts';
import { renderHostRules, renderSettings } from './settings.ts';
import type { ServerAddress } from './settings.ts';
import { SOCKET_PORT, makeSocketFolder, removeSocketFolder } from './socket-folder.ts';
import { stopStaleServer } from './stop-server.ts';

/** The configuration holds no secret, and the service account must be able to read what root wrote. */
const CONFIG_FILE = 0o644;

export interface PrepareOptions extends ClusterOptions {
  readonly settings: Readonly<Record<string, string>>;
}

export interface PreparedServer {
  readonly cluster: Cluster;
  readonly address: ServerAddress;
  readonly launch: Launch;
}

export async function prepareServer(options: PrepareOptions): Promise<PreparedServer> {
  const source = findPostgresPackage();
  const cluster = await openCluster(options);
  await assertSameMajor(cluster, source);
  const program = await prepareClusterProgram(cluster, source);
  await clearRemains(cluster, program, options.log);
  await ensureDatabase(cluster, program, options.log);
  await ensureLogFolder(cluster);
  const address = await chooseAddress(cluster);
  const configFile = await writeConfiguration(cluster, address, options.settings);
  const { home, data } = cluster;
  return { cluster, address, launch: { program, home, data, configFile } };
}

/** A major version's data cannot be read by another's programs; a wrong attempt could even damage it. */
async function assertSameMajor(cluster: Cluster, source: PostgresPackage): Promise<void> {
  const text = await readIfPresent(cluster.data, 'PG_VERSION');
  if (text === undefined) return;
  const major = Number.parseInt(text, 10);
  if (major === source.major) return;
  const message =
    `The database in ${cluster.data} was made by PostgreSQL ${major}, and this Polydex brings ` +
    `PostgreSQL ${source.major}. Nothing was changed. Start the Polydex that made it to export the data and import ` +
    `it here into a new folder, or set DATABASE_URL to a PostgreSQL ${major} server that you run on it.`;
  throw new EmbeddedPostgresError('version_mismatch', message);
}

async function prepareClusterProgram(cluster: Cluster, source: PostgresPackage): Promise<Program> {
  const { account, programs, home } = cluster;
  const copyAlways = account !== undefined;
  const native = await prepareProgram({ source, copies: programs, copyAlways });
  return { native, account, cwd: home };
}

/** Does away with what an earlier run that was killed left: its server, its socket, a half-made database. */
async function clearRemains(
  cluster: Cluster,
  program: Program,
  log: (line: string) => void,
): Promise<void> {
  await stopStaleServer(program, cluster.data, log);
  const stale = await findRunningRecord(cluster.folder.postgres);
  if (stale !== undefined) await removeSocketFolder(stale.host);
  await removeRunningRecord(cluster.folder.postgres);
  await removeUnfinishedSetups(cluster.home);
}

async function ensureDatabase(
  cluster: Cluster,
  program: Program,
  log: (line: string) => void,
): Promise<void> {
  if (!(await pathExists(cluster.data))) {
    log(`Making a new database in ${cluster.home}.`);
    await initialiseCluster(cluster, program);
  }
  if (cluster.record.state === 'ready') return;
  await saveClusterRecord(cluster.folder.postgres, { ...cluster.record, state: 'ready' });
}

async function ensureLogFolder({ home, account }: Cluster): Promise<void> {
  const path = join(home, 'log');
  const made = await ensureFolder(path, PRIVATE_FOLDER);
  if (made && account !== undefined) await chown(path, account.uid, account.gid);
}

async function chooseAddress({ account }: Cluster): Promise<ServerAddress> {
  if (process.platform === 'win32') return { socketFolder: undefined, port: await findFreePort() };
  return { socketFolder: await makeSocketFolder(account), port: SOCKET_PORT };
}

async function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (typeof address === 'object' && address !== null) resolve(address.port);
        else reject(new Error('no free port'));
      });
    });
  });
}

async function writeConfiguration(
  cluster: Cluster,
  address: ServerAddress,
  extra: Readonly<Record<string, string>>,
): Promise<string> {
  const configFile = join(cluster.home, 'postgresql.conf');
  const hostRulesFile = join(cluster.home, 'pg_hba.conf');
  const logFolder = join(cluster.home, 'log');
  const settings = renderSettings({
    address,
    logFolder,
    hostRulesFile,
    memory: availableMemory(),
    extra,
  });
  await replaceFile(configFile, settings, CONFIG_FILE);
  await replaceFile(hostRulesFile, renderHostRules(address), CONFIG_FILE);
  return configFile;
}

/** The limit of the container where there is one. */
function availableMemory(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}
