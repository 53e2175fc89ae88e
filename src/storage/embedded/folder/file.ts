/** Small file operations with the guarantees this folder needs: private modes, atomic replacement, durable names. */
import { chmod, mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError, errnoOf } from '../embedded-postgres-error.ts';

export const PRIVATE_FOLDER = 0o700;
export const PRIVATE_FILE = 0o600;

/**
 * Makes one folder if it is absent and returns whether it did. The mode is set past the umask, and only on a folder
 * made here: a folder that was there keeps the mode and owner that its maker chose.
 */
export async function ensureFolder(path: string, mode: number): Promise<boolean> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') throw error;
    if (!(await stat(path)).isDirectory()) {
      throw new EmbeddedPostgresError('data_folder_unusable', `${path} is not a folder.`, {
        cause: error,
      });
    }
    return false;
  }
  await chmod(path, mode);
  return true;
}

/** Makes a new entry of a folder durable. Windows has no such call and no need of it. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Writes a whole file so that a reader, or a crash at any moment, meets the old text or the new one, never a part. */
export async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  await rm(temporary, { force: true });
  const handle = await open(temporary, 'wx', mode);
  try {
    await handle.chmod(mode);
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

/** The text of a file, or undefined if there is none. */
export async function readIfPresent(...parts: string[]): Promise<string | undefined> {
  try {
    return await readFile(join(...parts), 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Whether something exists at the path (a broken symbolic link does not). */
export async function pathExists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}

/** A JSON file's top-level object, or undefined if the file is absent or holds anything else. */
export async function readJsonObject(path: string): Promise<Record<string, unknown> | undefined> {
  const text = await readIfPresent(path);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two paths lead to one and the same file or folder (through links or bind mounts too). */
export async function isSameFile(one: string, other: string): Promise<boolean> {
  try {
    const [a, b] = await Promise.all([stat(one, { bigint: true }), stat(other, { bigint: true })]);
    return a.dev === b.dev && a.ino === b.ino;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}
