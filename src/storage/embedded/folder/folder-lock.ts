/** The lock that keeps a second process off a data folder. */
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';

/** SQLite's primary result code for "another process has the lock". */
const SQLITE_BUSY = 5;

const ATTEMPTS = 3;
const ATTEMPT_PAUSE_MS = 60;

export interface FolderLock {
  release(): void;
}

/**
 * Takes the exclusive lock of a folder, or answers undefined if a process has it.
 *
 * Node has no call for file locks, but the SQLite inside it takes one (fcntl, LockFileEx) with `begin exclusive`. The
 * operating system drops it with the process, however that ends, so nothing stale is ever left and no pid has to be
 * trusted. Never open the lock file in any other way: POSIX drops a process's lock when it closes any descriptor of
 * the file. The few attempts ride out a passing `isLocked` of another process.
 */
export async function tryLockFolder(folder: string): Promise<FolderLock | undefined> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const lock = tryLockOnce(join(folder, 'lock'));
    if (lock !== undefined) return lock;
    if (attempt < ATTEMPTS) await delay(ATTEMPT_PAUSE_MS);
  }
  return undefined;
}

/** Whether some process, this one included, has the folder's lock right now. */
export function isLocked(folder: string): boolean {
  const lock = tryLockOnce(join(folder, 'lock'));
  lock?.release();
  return lock === undefined;
}

function tryLockOnce(path: string): FolderLock | undefined {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 0 });
    database.exec('begin exclusive');
  } catch (error) {
    database?.close();
    if (isBusy(error)) return undefined;
    const reason = error instanceof Error ? error.message : String(error);
    const message = `Cannot lock ${path} (${reason}). The data folder must be writable, on a file system with locks.`;
    throw new EmbeddedPostgresError('data_folder_unusable', message, { cause: error });
  }
  const held = database;
  return {
    release: () => {
      if (held.isOpen) held.close();
    },
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}
