/** The suite of examples/highlevel-to-servicem8: it passes, and it finds the bugs that were planted for it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { root } from '../../architecture/cruise.ts';
import { openMaker } from '../../support/shared-server.ts';
import { SandboxClient } from '../sandbox-client.ts';
import { runNode } from './run-node.ts';

/** Several processes each. */
vi.setConfig({ testTimeout: 120_000 });

let home: SandboxClient;
let folder: string;
beforeAll(async () => {
  home = new SandboxClient(await openMaker());
  folder = await mkdtemp(join(tmpdir(), 'polydex-example-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

interface Report {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

/** The throw-away workspaces that there are. */
async function alive(): Promise<unknown> {
  return (await home.get('/sandbox/workspaces')).json.data;
}

/** Eight files side by side, as `npm run example` runs them, against the server that is there; of a planted bug the file about it. */
async function runSuite(subject?: string, about: string[] = []) {
  const file = join(folder, `${subject ?? 'right'}.json`);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const config = ['--config', 'examples/vitest.config.ts', '--reporter=json'];
  const args = ['run', ...about, ...config];
  const { code } = await runNode([vitest, ...args, `--outputFile=${file}`], {
    cwd: root,
    env: {
      POLYDEX_URL: home.server.baseUrl,
      POLYDEX_KEY: home.key,
      ...(subject !== undefined && { EXAMPLE_SUBJECT: `../planted/${subject}.ts` }),
    },
  });
  const report = JSON.parse(await readFile(file, 'utf8')) as Report;
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = tests.filter(({ status }) => status !== 'passed').map(({ title }) => title);
  return { code, files: report.testResults.length, tests: tests.length, failed: failed.toSorted() };
}

test('the integration passes its eight files, which leave nothing behind', async () => {
  const before = await alive();
  expect(await runSuite()).toEqual({ code: 0, files: 8, tests: 16, failed: [] });
  expect(await alive()).toEqual(before);
}, 120_000);

test('a variant that does not try again after 429 is found', async () => {
  const { code, failed } = await runSuite('no-retry', ['rate-limit']);
  expect(code).toBe(1);
  expect(failed).toContain('waits as long as ServiceM8 says after 429');
  expect(failed).toContain('waits longer each time where nothing is said of how long');
}, 120_000);

test('a variant that writes twice when an answer is lost is found', async () => {
  const { code, failed } = await runSuite('duplicates', ['lost-answer']);
  expect(code).toBe(1);
  expect(failed).toContain('makes one job contact when the connection is reset after the write');
  expect(failed).toContain('makes one job contact when the server fails after the write');
}, 120_000);
