/** `polydex tail` beside a running server. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHere } from '../support/command.ts';
import { SandboxClient } from './sandbox-client.ts';

/** Of its own server: what came without a credential that is known is shown to every Sandbox of a server. */
let home: SandboxClient;
beforeAll(async () => {
  home = await SandboxClient.start({});
});
afterAll(() => home.server.stop());

const run = (...args: string[]) => runHere(['tail', ...args], home.server.env);

test('shows what came so far: routes, changes, and why something was refused', async () => {
  await home.contact('Ada');
  await home.post('/contacts', { givenNam: 'Ada' });
  const { stdout, stderr } = await run('--once');
  expect(stderr).toBe('');
  expect(stdout).toMatch(/201 POST \/api\/v1\/contacts {2}native, credential of native/);
  expect(stdout).toMatch(/#1 contact created: .*givenName/);
  expect(stdout).toMatch(/400 POST \/api\/v1\/contacts/);
  expect(stdout).toContain('/docs/help#invalid-input');
  const refused = await run('--once', '--refused', '--json');
  const lines = refused.stdout.trim().split('\n');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ status: 400, dialect: 'native' });
});

test('goes on showing what comes, with the key of a throw-away workspace', async () => {
  const { file, client } = await home.throwaway();
  const polydex = ['--disable-warning=ExperimentalWarning', 'src/cli/polydex.ts', 'tail', '--json'];
  const options = ['--data-dir', home.server.dataDir, '--key', file.native.apiKey];
  const child = spawn(process.execPath, [...polydex, ...options]);
  let shown = '';
  child.stdout.on('data', (chunk: Buffer) => (shown += chunk.toString()));
  await client.contact('Ada');
  await expect.poll(() => shown.trim().split('\n').length).toBe(1);
  await expect.poll(() => shown).toContain('"status":201');
  await client.contact('Bob');
  await expect.poll(() => shown.trim().split('\n').length).toBe(2);
  child.kill('SIGTERM');
  await once(child, 'exit');
});

test('says what is wrong with a key that is none, and with a folder without a Sandbox', async () => {
  const wrong = await run('--once', '--key', 'pdx_nobody');
  expect(wrong.stderr).toContain('The server answers 401');
  expect(wrong.code).toBe(1);
  const nowhere = await run('--once', '--data-dir', '/nonexistent/polydex');
  expect(nowhere.stderr).toContain('There is no sandbox.json in /nonexistent/polydex');
});
