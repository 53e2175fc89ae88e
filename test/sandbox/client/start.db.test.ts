/** A server that a test run starts for itself, from a project that has polydex among its packages. */
import {
  chmod,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { root } from '../../architecture/cruise.ts';
import { runNode } from './run-node.ts';

/** Several processes each. */
vi.setConfig({ testTimeout: 120_000 });

let project: string;
let places: string;
beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'polydex-project-'));
  // When root runs the tests, PostgreSQL runs as another user, who has to get in.
  await chmod(project, 0o755);
  places = join(project, 'places');
  const home = join(project, 'node_modules/polydex');
  await mkdir(home, { recursive: true });
  await mkdir(places);
  // A copy, as npm installs it, and not a link: Node.js strips no types in node_modules.
  const parts = ['client', 'src', 'package.json'];
  await Promise.all(parts.map((part) => cp(root + part, join(home, part), { recursive: true })));
  await symlink(`${root}node_modules`, join(home, 'node_modules'));
});
afterAll(() => rm(project, { recursive: true }));

test('serves every process of a run, and is gone after it with its folder', async () => {
  const file = join(project, 'one.test.mjs');
  const text = `import { appendFileSync } from 'node:fs';
    import { test } from 'node:test';
    import { sandboxForFile } from 'polydex/node-test';
    const { credentials } = await sandboxForFile();
    test('x', () => appendFileSync('urls.txt', credentials.baseUrl + ' ' + credentials.workspace.id + '\\n'));`;
  await writeFile(file, text);
  await writeFile(join(project, 'two.test.mjs'), text);
  const command = join(project, 'node_modules/polydex/client/run.js');
  const args = [command, process.execPath, '--test', 'one.test.mjs', 'two.test.mjs'];
  const run = await runNode(args, { cwd: project, env: { TMPDIR: places } });
  expect(run.stdout).toMatch(/pass 2\b/);
  expect(run.code).toBe(0);
  const lines = (await readFile(join(project, 'urls.txt'), 'utf8')).trim().split('\n');
  const [urls, ids] = [0, 1].map((at) => new Set(lines.map((line) => line.split(' ')[at])));
  expect([urls?.size, ids?.size]).toEqual([1, 2]);
  const [url = ''] = urls ?? [];
  await expect.poll(() => fetch(url).catch(() => 'gone')).toBe('gone');
  await expect.poll(() => readdir(places)).toEqual([]);
});

test('passes on how the command ended, and says what is wrong with it', async () => {
  const command = join(root, 'client/run.js');
  const env = { POLYDEX_URL: 'http://127.0.0.1:9', POLYDEX_KEY: 'x' };
  const run = (...args: string[]) => runNode([command, ...args], { cwd: project, env });
  expect((await run(process.execPath, '-e', 'process.exit(7)')).code).toBe(7);
  expect(await run('no-such-command')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('no-such-command') as unknown,
  });
  expect(await run()).toMatchObject({
    code: 2,
    stderr: 'Which command? polydex-run node --test\n',
  });
});
