/** The private folder of the server's Unix socket. */
import { rmSync } from 'node:fs';
import { chown, lstat, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { EmbeddedPostgresError, errnoOf } from '../embedded-postgres-error.ts';
import { PRIVATE_FOLDER } from '../folder/file.ts';
import type { ServiceAccount } from '../program/service-account.ts';

/** The socket's port is only part of its file name; the folder is ours alone. */
export const SOCKET_PORT = 5432;

/** An address of a Unix socket holds 104 bytes on macOS and 108 on Linux, its closing zero included. */
const MAX_SOCKET_BYTES = 103;
const PREFIX = 'polydex-';

/**
 * Makes a new folder of random name and mode 0700 for the socket. It is outside the data folder, whose path may be
 * too long for a socket; and new each time, so that nobody can have prepared it.
 */
export async function makeSocketFolder(account: ServiceAccount | undefined): Promise<string> {
  // The temporary folder of root's own environment may be one that the service account cannot enter.
  const bases = account === undefined ? [tmpdir(), '/tmp', '/var/tmp'] : ['/tmp', '/var/tmp'];
  const errors: unknown[] = [];
  for (const base of bases.filter(isShortEnough)) {
    try {
      const folder = await mkdtemp(join(base, PREFIX));
      await give(folder, account);
      return folder;
    } catch (error) {
      errors.push(error);
    }
  }
  const message = `No folder could be made for PostgreSQL's socket in any of ${bases.join(', ')}. Set TMPDIR to a short path.`;
  throw new EmbeddedPostgresError('start_failed', message, { cause: errors[0] });
}

/** Makes the folder ready for another start of the same server: there, and without the dead server's socket. */
export async function renewSocketFolder(
  folder: string,
  account: ServiceAccount | undefined,
): Promise<void> {
  await removeSocketFolder(folder);
  await mkdir(folder, { mode: PRIVATE_FOLDER });
  await give(folder, account);
}

/** Removes a folder that `makeSocketFolder` made; anything that does not look like one is left alone. */
export async function removeSocketFolder(folder: string): Promise<void> {
  if (!isOurs(folder)) return;
  try {
    if (!(await lstat(folder)).isDirectory()) return;
    await rm(folder, { recursive: true, force: true });
  } catch (error) {
    if (!['ENOENT', 'EACCES', 'EPERM'].includes(errnoOf(error) ?? '')) throw error;
  }
}

/** The same for the end of the process, where nothing can be waited for. A server that is stopping needs it no more. */
export function removeSocketFolderNow(folder: string): void {
  if (isOurs(folder)) rmSync(folder, { recursive: true, force: true });
}

function isOurs(folder: string): boolean {
  return /^polydex-\w{6}$/.test(basename(folder));
}

function isShortEnough(base: string): boolean {
  const name = join(base, `${PREFIX}123456`, `.s.PGSQL.${SOCKET_PORT}`);
  return Buffer.byteLength(name) <= MAX_SOCKET_BYTES;
}

async function give(folder: string, account: ServiceAccount | undefined): Promise<void> {
  if (account !== undefined) await chown(folder, account.uid, account.gid);
}
