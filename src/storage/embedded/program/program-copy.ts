/** Makes the PostgreSQL programs runnable: in the package if possible, else in a copy of our own. */
import { constants } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { errnoOf } from '../embedded-postgres-error.ts';
import { ensureFolder, pathExists, readIfPresent } from '../folder/file.ts';
import { PASSABLE_FOLDER } from '../folder/system-folder.ts';
import type { PostgresPackage } from './platform-package.ts';

/** What of the package is not needed to run a server: static libraries and files to compile against. */
const NOT_COPIED = /\.a$|^(?:include|pgxs|pkgconfig)$/;

export interface ProgramRequest {
  readonly source: PostgresPackage;
  /** The folder for copies; made if absent. */
  readonly copies: string;
  /** Copy even if the package could be used in place (root: the service account may not reach the package). */
  readonly copyAlways: boolean;
}

/** The folder with `bin`, `lib` and `share`, complete with the links that npm packages cannot carry. */
export async function prepareProgram(request: ProgramRequest): Promise<string> {
  const { source } = request;
  if (request.copyAlways) return copyProgram(request);
  try {
    await makeLinks(source.folder);
    return join(source.folder, 'native');
  } catch (error) {
    // Installed by another user, or a read-only file system.
    if (!['EACCES', 'EPERM', 'EROFS'].includes(errnoOf(error) ?? '')) throw error;
    return copyProgram(request);
  }
}

/** The copy is made beside its final name and renamed when whole, so a killed process leaves no half of one behind. */
async function copyProgram({ source, copies }: ProgramRequest): Promise<string> {
  const target = join(copies, `postgresql-${source.version}`);
  if (await pathExists(target)) return join(target, 'native');
  await ensureFolder(copies, PASSABLE_FOLDER);
  const partial = await mkdtemp(join(copies, 'partial-'));
  try {
    await copyTree(join(source.folder, 'native'), join(partial, 'native'));
    await makeLinks(partial);
    await chmod(partial, PASSABLE_FOLDER);
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    // Another process on another data folder was quicker.
    if (!(await pathExists(target))) throw error;
  }
  return join(target, 'native');
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to);
  await chmod(to, PASSABLE_FOLDER);
  const entries = await readdir(from, { withFileTypes: true });
  await Promise.all(
    entries
      .filter((entry) => !NOT_COPIED.test(entry.name))
      .map(async (entry) => {
        const source = join(from, entry.name);
        const target = join(to, entry.name);
        if (entry.isDirectory()) await copyTree(source, target);
        else if (entry.isFile()) await copyReadable(source, target);
      }),
  );
}

/** Whatever umask npm ran under, the copy can be read, and run if its source can, by every account. */
async function copyReadable(source: string, target: string): Promise<void> {
  await copyFile(source, target, constants.COPYFILE_FICLONE);
  const { mode } = await stat(source);
  await chmod(target, (mode & 0o100) === 0 ? 0o644 : 0o755);
}

/**
 * Makes the links that the package lists in `pg-symlinks.json`. Its own install script would do it too, but npm may
 * be told to run no install scripts.
 */
async function makeLinks(packageFolder: string): Promise<void> {
  const list = await readIfPresent(packageFolder, 'native', 'pg-symlinks.json');
  for (const link of parseLinks(list ?? '[]')) {
    const path = join(packageFolder, link.target);
    if (await pathExists(path)) continue;
    try {
      await symlink(relative(dirname(link.target), link.source), path);
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw error;
    }
  }
}

/** In the list, `target` is the name of the link and `source` what it leads to, both from the package's root. */
function parseLinks(text: string): { source: string; target: string }[] {
  const raw: unknown = JSON.parse(text);
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return [];
    if (!('source' in entry) || !('target' in entry)) return [];
    const { source, target } = entry;
    return typeof source === 'string' && typeof target === 'string' ? [{ source, target }] : [];
  });
}
