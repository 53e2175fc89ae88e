/** Finds the embedded server that another Polydex process runs, for commands beside a running server. */
import { setTimeout as delay } from 'node:timers/promises';
import { makeConnections } from './connection.ts';
import type { EmbeddedConnections } from './connection.ts';
import { findClusterRecord } from './folder/cluster-record.ts';
import { findDataFolder } from './folder/data-folder.ts';
import { isLocked } from './folder/folder-lock.ts';
import { findRunningRecord } from './running-record.ts';
import { isProcessAlive } from './server/process-identity.ts';

const STARTING_MS = 20_000;
const POLL_MS = 50;

export interface RunningPostgres extends EmbeddedConnections {
  /** The Polydex process that owns the server. */
  readonly polydexPid: number;
}

/**
 * The server that some process runs on the data folder, or undefined if none does; one that is just starting is
 * waited for. Nothing is made or changed.
 */
export async function findRunningPostgres(dataDir: string): Promise<RunningPostgres | undefined> {
  const folder = await findDataFolder(dataDir);
  if (folder === undefined) return undefined;
  const deadline = performance.now() + STARTING_MS;
  while (isLocked(folder.postgres) && performance.now() < deadline) {
    const record = await findRunningRecord(folder.postgres);
    const cluster = await findClusterRecord(folder.postgres);
    // The record of a dead process was left by a killed run: the one that has the lock is still starting.
    const running = record !== undefined && record.ready && isProcessAlive(record.pid);
    if (running && cluster !== undefined) {
      return { ...makeConnections(record, cluster), polydexPid: record.pid };
    }
    await delay(POLL_MS);
  }
  return undefined;
}
