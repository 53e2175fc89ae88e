import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { unpackedBrowser } from './unpacked-browser.ts';

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'polydex-unpack-'));
});
afterAll(() => rm(parent, { recursive: true, force: true }));

// Where the package has no program for the machine, tests bring their own.
const isOwn = process.env['POLYDEX_TEST_BROWSER'] !== undefined;

test.skipIf(isOwn)('two that ask at once get one folder, with a program that starts', async () => {
  const [one, other] = await Promise.all([unpackedBrowser(parent), unpackedBrowser(parent)]);
  expect(one).toBe(other);
  expect(await readdir(parent)).toHaveLength(1);
  const env = { ...process.env, LD_LIBRARY_PATH: join(one, 'al2023', 'lib') };
  const { stdout } = await promisify(execFile)(join(one, 'chromium'), ['--version'], { env });
  expect(stdout).toMatch(/^\D*\d+\.\d+/);
});
