/** Polydex's data folder and the private `postgres` folder in it. */
import { mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedPostgresError, errnoOf } from '../embedded-postgres-error.ts';
import { PRIVATE_FOLDER, ensureFolder } from './file.ts';

/** SQLite takes paths of up to 512 bytes and PostgreSQL of up to 1024; our own names come on top of this. */
const MAX_PATH_BYTES = 440;

export interface DataFolder {
  /** The data folder, absolute, links resolved. */
  readonly path: string;
  /** `<path>/postgres`: record, lock and, unless root runs Polydex, the database itself. */
  readonly postgres: string;
}

/** Opens the data folder, making it (0700) if it is absent, and refuses one whose database belongs to another user. */
export async function openDataFolder(dataDir: string): Promise<DataFolder> {
  const wanted = resolve(dataDir);
  try {
    await mkdir(dirname(wanted), { recursive: true });
    await ensureFolder(wanted, PRIVATE_FOLDER);
    const folder = locate(await realpath(wanted));
    await ensureFolder(folder.postgres, PRIVATE_FOLDER);
    await assertOwnFolder(folder);
    return folder;
  } catch (error) {
    throw explain(error, wanted);
  }
}

/** The same folders if the data folder has them already, else undefined; makes nothing. */
export async function findDataFolder(dataDir: string): Promise<DataFolder | undefined> {
  try {
    const folder = locate(await realpath(resolve(dataDir)));
    await stat(folder.postgres);
    return folder;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw explain(error, dataDir);
  }
}

function locate(path: string): DataFolder {
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) {
    const message = `The path of the data folder is too long (more than ${MAX_PATH_BYTES} bytes): ${path}`;
    throw new EmbeddedPostgresError('data_folder_unusable', message);
  }
  return { path, postgres: join(path, 'postgres') };
}

async function assertOwnFolder(folder: DataFolder): Promise<void> {
  const own = process.getuid?.();
  const { uid } = await stat(folder.postgres);
  if (own === undefined || uid === own) return;
  const message =
    `${folder.postgres} belongs to user ${uid}, and this is user ${own}. ` +
    'Start Polydex as the user who made the data folder, or choose another folder with POLYDEX_DATA_DIR.';
  throw new EmbeddedPostgresError('data_folder_other_owner', message);
}

function explain(error: unknown, path: string): Error {
  if (error instanceof EmbeddedPostgresError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const message = `The data folder ${path} cannot be used: ${reason}. Choose another with POLYDEX_DATA_DIR.`;
  return new EmbeddedPostgresError('data_folder_unusable', message, { cause: error });
}
