/** PostgreSQL inside Polydex: one private server per data folder, started, watched and stopped by this process. */
import { EmbeddedPostgresError } from './embedded-postgres-error.ts';
import { startServer } from './embedded-server.ts';
import type { EmbeddedPostgres } from './embedded-server.ts';
import { openDataFolder } from './folder/data-folder.ts';
import type { DataFolder } from './folder/data-folder.ts';
import { tryLockFolder } from './folder/folder-lock.ts';
import { findRunningRecord } from './running-record.ts';
import { prepareServer } from './server/prepare-server.ts';
import { isProcessAlive } from './server/process-identity.ts';

export type { EmbeddedPostgres } from './embedded-server.ts';

export interface EmbeddedPostgresOptions {
  /** Polydex's data folder; made with mode 0700 if absent. */
  readonly dataDir: string;
  /** Told, line by line, what a person may want to know; never personal data or secrets. */
  readonly log?: (line: string) => void;
  /** PostgreSQL settings that win over ours (tests: `fsync: 'off'`). */
  readonly settings?: Readonly<Record<string, string>>;
  /** The folder for root's databases; else POLYDEX_SYSTEM_DIR, else the platform's place. Only used by root. */
  readonly systemDir?: string;
}

/**
 * Starts the server of a data folder, making its database first if there is none. Throws EmbeddedPostgresError; with
 * code `already_running`, at once and without touching anything, when another process has the folder.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const { log = () => undefined, settings = {}, systemDir } = options;
  const folder = await openDataFolder(options.dataDir);
  const lock = await tryLockFolder(folder.postgres);
  if (lock === undefined) throw await alreadyRunning(folder);
  try {
    const prepared = await prepareServer({ folder, systemDir, log, settings });
    return await startServer({ prepared, lock, log });
  } catch (error) {
    lock.release();
    throw explain(error);
  }
}

function explain(error: unknown): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  const message = `The embedded PostgreSQL could not start: ${reason}`;
  return new EmbeddedPostgresError('start_failed', message, { cause: error });
}

async function alreadyRunning(folder: DataFolder): Promise<EmbeddedPostgresError> {
  const record = await findRunningRecord(folder.postgres);
  // A record whose process is gone was left by a killed run: whoever has the lock now has not replaced it yet.
  const known = record !== undefined && isProcessAlive(record.pid);
  const who = known ? `runs (process ${record.pid})` : 'is starting';
  const message =
    `Another Polydex ${who} on the data folder ${folder.path}. ` +
    'Stop it first, or give this one a folder of its own with POLYDEX_DATA_DIR.';
  return new EmbeddedPostgresError('already_running', message);
}
