/** `running.json`: where the running server of a data folder is, for a second process (CLI, demo, clear messages). */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PRIVATE_FILE, readJsonObject, replaceFile } from './folder/file.ts';

const FILE_NAME = 'running.json';

export interface RunningRecord {
  /** The Polydex process that owns the server. */
  readonly pid: number;
  readonly host: string;
  readonly port: number;
  /** Connections are taken. Until then the record serves to clear up after a start that was killed. */
  readonly ready: boolean;
}

/** The record in the folder; it may be one that a killed process left. */
export async function findRunningRecord(folder: string): Promise<RunningRecord | undefined> {
  const raw = await readJsonObject(join(folder, FILE_NAME));
  const { pid, host, port, ready } = raw ?? {};
  if (typeof pid !== 'number' || typeof host !== 'string' || typeof port !== 'number') {
    return undefined;
  }
  return { pid, host, port, ready: ready === true };
}

/** Tells where the server of this process is. */
export async function saveRunningRecord(folder: string, record: RunningRecord): Promise<void> {
  await replaceFile(join(folder, FILE_NAME), `${JSON.stringify(record)}\n`, PRIVATE_FILE);
}

/** Says that no server runs. */
export async function removeRunningRecord(folder: string): Promise<void> {
  await rm(join(folder, FILE_NAME), { force: true });
}
