/** What `doctor` asks of the machine: programs, disk space, clock. */
import { readdir, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { instant, instantToMs } from '../../core/value/instant.ts';
import { findClusterRecord } from '../../storage/embedded/folder/cluster-record.ts';
import { findDataFolder } from '../../storage/embedded/folder/data-folder.ts';
import { findPostgresPackage } from '../../storage/embedded/program/platform-package.ts';
import { makeSystemClock } from '../../support/system-clock.ts';
import { bad, type Check, good, note } from './check.ts';

const oldestMajor = 24;

export const nodeVersion: Check = {
  name: 'Node.js',
  run: async () => {
    const { version } = process;
    const major = Number.parseInt(version.slice(1), 10);
    return major >= oldestMajor
      ? good(`${version.slice(1)} at ${process.execPath}`)
      : bad(
          `${version.slice(1)} is older than what Polydex runs on`,
          'Start it with npm (`npm run polydex -- doctor`), which uses the Node.js that npm install brought along.',
        );
  },
};

export const programs: Check = {
  name: 'PostgreSQL',
  run: async ({ databaseUrl }) => {
    if (databaseUrl !== null) return good('your own, by DATABASE_URL');
    const { version } = findPostgresPackage();
    return good(`embedded ${version} for ${process.platform}-${process.arch}`);
  },
};

const tooLittle = 200 * 2 ** 20;
const little = 2 * 2 ** 30;

export const diskSpace: Check = {
  name: 'Disk space',
  run: async ({ dataDir }) => {
    const folder = await findDataFolder(dataDir);
    const record = folder && (await findClusterRecord(folder.postgres));
    const place = await nearest(record?.systemHome ?? dataDir);
    const { bavail, bsize } = await statfs(place);
    const free = bavail * bsize;
    const text = `${(free / 2 ** 30).toFixed(1)} GiB free at ${place}`;
    const advice = 'Make room: a full disk stops the database, though it loses nothing.';
    if (free < tooLittle) return bad(text, advice);
    return free < little ? note(text, advice) : good(text);
  },
};

/** The path itself or the folder above it that exists. */
async function nearest(path: string): Promise<string> {
  try {
    await stat(path);
    return path;
  } catch {
    return path === dirname(path) ? path : nearest(dirname(path));
  }
}

const earliest = Date.UTC(2026, 0, 1);
const toleratedMs = 60_000;

export const clock: Check = {
  name: 'Clock',
  run: async ({ dataDir }) => {
    const now = instantToMs(makeSystemClock(instant).now());
    const text = `${new Date(now).toISOString().slice(0, 19)}Z`;
    const advice = 'Set the clock: tokens expire and lists are ordered by it.';
    if (now < earliest) return bad(`${text} is long over`, advice);
    const newest = await newestChange(dataDir);
    if (newest > now + toleratedMs) {
      return bad(`${text}, but the data folder was changed later than that`, advice);
    }
    return good(text);
  },
};

/** Milliseconds; 0 when there is no folder. */
async function newestChange(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const times = await Promise.all(
    names.map(async (name) => (await stat(join(folder, name)).catch(() => null))?.mtimeMs ?? 0),
  );
  return Math.max(0, ...times);
}
