/** `polydex env`, read by a real shell. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHere } from '../support/command.ts';
import { SandboxClient } from './sandbox-client.ts';

let home: SandboxClient;
/** Its sandbox.json is that of this file's workspace. */
let folder: string;
beforeAll(async () => {
  home = await SandboxClient.start();
  folder = await mkdtemp(join(tmpdir(), 'polydex-env-'));
  await writeFile(join(folder, 'sandbox.json'), JSON.stringify(home.server.sandbox));
});
afterAll(async () => {
  await home.server.stop();
  await rm(folder, { recursive: true });
});

/** What the shell prints after it has read the variables. */
async function shell(args: string, command: string, dataDir = folder): Promise<string> {
  const said = await runHere(['env', '--data-dir', dataDir, ...args.split(' ')], home.server.env);
  expect(said.code, said.stderr).toBe(0);
  return sh(`eval "$said"; ${command}`, { said: said.stdout });
}

async function sh(script: string, env: Readonly<Record<string, string>> = {}): Promise<string> {
  const { PATH } = process.env;
  const { stdout } = await promisify(execFile)('sh', ['-euc', script], { env: { PATH, ...env } });
  return stdout.trim();
}

test('gives a shell what stands in sandbox.json, each member under its path', async () => {
  const { servicem8, highlevel, workspace, servicetitan } = home.server.sandbox;
  const names = 'SERVICEM8_API_KEY HIGHLEVEL_ACCESS_TOKEN WORKSPACE_NUMBER SERVICETITAN_APP_KEY';
  const command = names.split(' ').map((name) => `echo "$SANDBOX_${name}"`);
  const node = `${process.execPath} --disable-warning=ExperimentalWarning src/cli/polydex.ts`;
  const script = `eval "$(${node} env --data-dir '${folder}')"; ${command.join(';')}`;
  expect((await sh(script)).split('\n')).toEqual([
    servicem8.apiKey,
    highlevel.accessToken,
    String(workspace.number),
    servicetitan.appKey,
  ]);
});

test('gives those of a new throw-away workspace, which lives as long as it is told to', async () => {
  const command = 'echo "$SANDBOX_NATIVE_API_KEY $SANDBOX_WORKSPACE_ID $SANDBOX_EXPIRES_AT"';
  const shown = await shell('--throwaway --expires-in PT10M', command, home.server.dataDir);
  const [key = '', id, expiresAt = ''] = shown.split(' ');
  expect((await home.withKey(key).get('/me')).json.workspace.id).toBe(id);
  expect(id).not.toBe(home.server.sandbox.workspace.id);
  const minutes = (Date.parse(expiresAt) - home.server.runtime.clock.now() / 1000) / 60_000;
  expect(minutes).toBeGreaterThan(8);
  expect(minutes).toBeLessThan(11);
});

test('fills the workspace with an invented business, once', async () => {
  const pack = '--fixtures agency --contacts 7';
  const key = await shell(
    `--throwaway ${pack}`,
    'echo "$SANDBOX_NATIVE_API_KEY"',
    home.server.dataDir,
  );
  const people = await new SandboxClient(home.server, key).names();
  expect(people).toHaveLength(7);
  expect(await home.names()).toEqual([]);
  for (const again of ['--fixtures agency --contacts 5', pack]) await shell(again, ':');
  expect(await home.names()).toEqual(people);
  const wrong = await runHere(['env', '--contacts', '7'], home.server.env);
  expect(wrong).toMatchObject({ code: 2, stdout: '' });
  expect(wrong.stderr).toContain('--contacts goes with --fixtures');
});
