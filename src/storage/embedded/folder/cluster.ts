/** Finds or lays out the place of a data folder's PostgreSQL cluster, in the folder itself or, for root, outside it. */
import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';
import { chooseServiceAccount } from '../program/service-account.ts';
import type { ServiceAccount } from '../program/service-account.ts';
import { findClusterRecord, makeClusterRecord, saveClusterRecord } from './cluster-record.ts';
import type { ClusterRecord } from './cluster-record.ts';
import type { DataFolder } from './data-folder.ts';
import {
  PRIVATE_FILE,
  ensureFolder,
  isSameFile,
  pathExists,
  readJsonObject,
  replaceFile,
} from './file.ts';
import {
  PASSABLE_FOLDER,
  assertPassable,
  locateSystemFolder,
  openSystemFolder,
} from './system-folder.ts';

export interface Cluster {
  readonly folder: DataFolder;
  readonly record: ClusterRecord;
  /** The folder of PostgreSQL's files and its configuration. */
  readonly home: string;
  /** PostgreSQL's own data folder in it; absent until it is whole. */
  readonly data: string;
  /** Who runs PostgreSQL when that is not the user of this process. */
  readonly account: ServiceAccount | undefined;
  /** Where copies of the PostgreSQL programs go when those of the package cannot be used in place. */
  readonly programs: string;
}

export interface ClusterOptions {
  readonly folder: DataFolder;
  readonly systemDir: string | undefined;
  readonly log: (line: string) => void;
}

/** Opens the cluster of a locked data folder; the database itself may not have been made yet. */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const cluster =
    process.getuid?.() === 0 ? await openSystemCluster(options) : await openOwnCluster(options);
  if (cluster.record.state === 'ready' && !(await pathExists(cluster.data))) {
    throw databaseMissing(cluster.folder, cluster.home);
  }
  return cluster;
}

async function openOwnCluster({ folder }: ClusterOptions): Promise<Cluster> {
  const record = await openRecord(folder, () => null);
  if (record.systemHome !== null) {
    const message =
      `${folder.path} was made by root: its database is in ${record.systemHome}. ` +
      'Start Polydex as root, or choose another folder with POLYDEX_DATA_DIR.';
    throw new EmbeddedPostgresError('data_folder_other_owner', message);
  }
  const home = folder.postgres;
  const programs = join(home, 'programs');
  return { folder, record, home, data: join(home, 'data'), account: undefined, programs };
}

async function openSystemCluster(options: ClusterOptions): Promise<Cluster> {
  const { folder, log } = options;
  const system = await openSystemFolder(locateSystemFolder(options.systemDir));
  const record = await openRecord(folder, (id) => join(system.clusters, id));
  if (record.systemHome === null) {
    const message =
      `The database in ${folder.postgres} was made by an ordinary user, and PostgreSQL refuses to run as root. ` +
      'Give the folder back to that user (chown -R) and start Polydex as them.';
    throw new EmbeddedPostgresError('data_folder_other_owner', message);
  }
  const home = await openSystemHome(folder, record, join(system.clusters, record.id));
  const data = join(home, 'data');
  const account = (await pathExists(data)) ? await ownerOf(data) : await chooseServiceAccount(log);
  await assertPassable(home, account);
  return {
    folder,
    record: { ...record, systemHome: home },
    home,
    data,
    account,
    programs: system.programs,
  };
}

async function openRecord(
  folder: DataFolder,
  systemHome: (id: string) => string | null,
): Promise<ClusterRecord> {
  const found = await findClusterRecord(folder.postgres);
  if (found !== undefined) return found;
  if (await pathExists(join(folder.postgres, 'data'))) {
    const message =
      `${join(folder.postgres, 'cluster.json')} is missing beside the database: it holds its passwords. ` +
      'Restore it from a backup, or move the folder away to start with an empty database.';
    throw new EmbeddedPostgresError('data_folder_unusable', message);
  }
  const record = makeClusterRecord(systemHome);
  await saveClusterRecord(folder.postgres, record);
  return record;
}

/** `expected` is where the record's cluster would be in today's system folder, should that have been moved. */
async function openSystemHome(
  folder: DataFolder,
  record: ClusterRecord,
  expected: string,
): Promise<string> {
  const recorded = record.systemHome ?? expected;
  const home = (await pathExists(recorded)) ? recorded : expected;
  if (!(await pathExists(home))) {
    if (record.state === 'ready') throw databaseMissing(folder, home);
    await ensureFolder(home, PASSABLE_FOLDER);
  }
  await claimHome(folder, record, home);
  if (home !== record.systemHome) {
    await saveClusterRecord(folder.postgres, { ...record, systemHome: home });
  }
  return realpath(home);
}

/**
 * `origin.json` in the home names the data folder it belongs to. A data folder that was moved takes its database
 * along; a copy of one is refused for as long as the first is there, because a pointer was copied and no database.
 */
async function claimHome(folder: DataFolder, record: ClusterRecord, home: string): Promise<void> {
  const file = join(home, 'origin.json');
  const origin = (await readJsonObject(file))?.['dataFolder'];
  if (origin === folder.path) return;
  if (typeof origin === 'string' && (await isOtherCopy(origin, folder, record))) {
    const message =
      `${folder.path} is a copy of ${origin}, and both point at the one database in ${home}. ` +
      `Start Polydex on ${origin}; or, for an empty database here, delete ${folder.postgres}.`;
    throw new EmbeddedPostgresError('data_folder_copied', message);
  }
  await replaceFile(file, `${JSON.stringify({ dataFolder: folder.path })}\n`, PRIVATE_FILE);
}

async function isOtherCopy(
  origin: string,
  folder: DataFolder,
  record: ClusterRecord,
): Promise<boolean> {
  const other = join(origin, 'postgres');
  if (await isSameFile(other, folder.postgres)) return false;
  return (await readJsonObject(join(other, 'cluster.json')))?.['id'] === record.id;
}

async function ownerOf(path: string): Promise<ServiceAccount> {
  const { uid, gid } = await stat(path);
  if (uid !== 0) return { name: `number ${uid}`, uid, gid };
  const message = `${path} belongs to root, and PostgreSQL refuses to run as root. Give it back to its service user.`;
  throw new EmbeddedPostgresError('data_folder_other_owner', message);
}

function databaseMissing(folder: DataFolder, home: string): EmbeddedPostgresError {
  const message =
    `The database of ${folder.path} is missing: it was in ${home}. Bring it back from a backup, ` +
    `or delete ${folder.postgres} to start with an empty database.`;
  return new EmbeddedPostgresError('database_missing', message);
}
