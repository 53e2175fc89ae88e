/**
 * The system folder that holds binaries and databases when root runs Polydex: PostgreSQL refuses to run as root, and
 * the service account it then runs as may be unable to enter the clone or the data folder (a root-only home folder).
 */
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join, parse, resolve } from 'node:path';
import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';
import type { ServiceAccount } from '../program/service-account.ts';
import { ensureFolder } from './file.ts';

/** Mode of the folders that root makes for the service account to pass through: root alone may change them. */
export const PASSABLE_FOLDER = 0o755;

export interface SystemFolder {
  readonly path: string;
  /** One folder per database, named by the id in its record. */
  readonly clusters: string;
  /** Root's copies of the PostgreSQL programs, by version. */
  readonly programs: string;
}

/** Where the system folder is: the wish of the caller, else POLYDEX_SYSTEM_DIR, else the platform's place for it. */
export function locateSystemFolder(wish: string | undefined): string {
  const fallback =
    process.platform === 'darwin' ? '/Library/Application Support/Polydex' : '/var/lib/polydex';
  return resolve(wish ?? (process.env['POLYDEX_SYSTEM_DIR'] || fallback));
}

/** Opens the system folder, making what is absent, after checking that only root can put anything there. */
export async function openSystemFolder(path: string): Promise<SystemFolder> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: PASSABLE_FOLDER });
    await ensureFolder(path, PASSABLE_FOLDER);
    await assertOnlyRootWrites(path);
    const folder = { path, clusters: join(path, 'clusters'), programs: join(path, 'programs') };
    await ensureFolder(folder.clusters, PASSABLE_FOLDER);
    await ensureFolder(folder.programs, PASSABLE_FOLDER);
    return folder;
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw unusable(path, reason, error);
  }
}

/** Throws when a folder on the way to `path` cannot be entered by the account (say, a system folder below /root). */
export async function assertPassable(path: string, account: ServiceAccount): Promise<void> {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    if (!mayEnter({ mode, uid, gid }, account)) {
      throw unusable(path, `user ${account.name}, who runs PostgreSQL, cannot enter ${folder}`);
    }
    if (folder === parse(folder).root) return;
  }
}

function mayEnter(
  folder: { mode: number; uid: number; gid: number },
  account: ServiceAccount,
): boolean {
  if (folder.uid === account.uid) return (folder.mode & 0o100) !== 0;
  if (folder.gid === account.gid) return (folder.mode & 0o010) !== 0;
  return (folder.mode & 0o001) !== 0;
}

async function assertOnlyRootWrites(path: string): Promise<void> {
  const { mode, uid } = await stat(path);
  if (uid === 0 && (mode & 0o022) === 0) return;
  throw unusable(path, 'it must belong to root and be writable by root alone');
}

function unusable(path: string, reason: string, cause?: unknown): EmbeddedPostgresError {
  const message =
    `The system folder ${path}, where Polydex keeps its database when root runs it, cannot be used: ${reason}. ` +
    'Choose another with POLYDEX_SYSTEM_DIR, or run Polydex as an ordinary user.';
  return new EmbeddedPostgresError('system_folder_unusable', message, { cause });
}
