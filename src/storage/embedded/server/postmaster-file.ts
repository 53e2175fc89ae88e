/** `postmaster.pid`, by which a PostgreSQL server tells where it is and how far it has come. */
import { readIfPresent } from '../folder/file.ts';

export interface PostmasterFile {
  readonly pid: number;
  /** The server takes connections. */
  readonly ready: boolean;
}

/** Reads the file of a data folder; undefined if there is none or it is not yet written. */
export async function findPostmasterFile(dataPath: string): Promise<PostmasterFile | undefined> {
  const text = await readIfPresent(dataPath, 'postmaster.pid');
  return text === undefined ? undefined : parsePostmasterFile(text);
}

/** Line 1 is the pid, line 8 the state, padded with spaces (PostgreSQL's `miscadmin.h`, LOCK_FILE_LINE_…). */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split('\n');
  const pid = Number.parseInt(lines[0] ?? '', 10);
  if (!(pid > 0)) return undefined;
  return { pid, ready: lines[7]?.trim() === 'ready' };
}
