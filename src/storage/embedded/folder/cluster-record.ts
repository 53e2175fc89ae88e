/** `cluster.json`: what Polydex knows of the PostgreSQL cluster of a data folder, secrets included (mode 0600). */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';
import { PRIVATE_FILE, pathExists, readJsonObject, replaceFile } from './file.ts';

const FILE_NAME = 'cluster.json';

export interface ClusterRecord {
  /** Names the cluster's folder under the system folder, when there is one. */
  readonly id: string;
  /** `ready` once the database was made whole: from then on its absence is a loss, not a first start. */
  readonly state: 'new' | 'ready';
  /** Where PostgreSQL's files are when root runs Polydex; null when they are beside this file. */
  readonly systemHome: string | null;
  readonly ownerPassword: string;
  readonly appPassword: string;
}

/** A record with fresh random secrets for a cluster that is yet to be made. */
export function makeClusterRecord(systemHome: (id: string) => string | null): ClusterRecord {
  const id = randomBytes(8).toString('hex');
  return {
    id,
    state: 'new',
    systemHome: systemHome(id),
    ownerPassword: randomBytes(24).toString('base64url'),
    appPassword: randomBytes(24).toString('base64url'),
  };
}

/** The record in a folder, or undefined if there is no file. A file that cannot be read as a record is an error. */
export async function findClusterRecord(folder: string): Promise<ClusterRecord | undefined> {
  const path = join(folder, FILE_NAME);
  if (!(await pathExists(path))) return undefined;
  const record = parseClusterRecord(await readJsonObject(path));
  if (record !== undefined) return record;
  const message = `${path} is damaged. Restore it from a backup: it holds the passwords of the database beside it.`;
  throw new EmbeddedPostgresError('data_folder_unusable', message);
}

/** Writes the record, durably and readable by its owner alone. */
export async function saveClusterRecord(folder: string, record: ClusterRecord): Promise<void> {
  const text = `${JSON.stringify({ schemaVersion: 1, ...record }, null, 2)}\n`;
  await replaceFile(join(folder, FILE_NAME), text, PRIVATE_FILE);
}

function parseClusterRecord(raw: Record<string, unknown> | undefined): ClusterRecord | undefined {
  if (raw?.['schemaVersion'] !== 1) return undefined;
  const { id, state, systemHome, ownerPassword, appPassword } = raw;
  if (typeof id !== 'string' || (state !== 'new' && state !== 'ready')) return undefined;
  if (systemHome !== null && typeof systemHome !== 'string') return undefined;
  if (typeof ownerPassword !== 'string' || typeof appPassword !== 'string') return undefined;
  return { id, state, systemHome, ownerPassword, appPassword };
}
