/** `polydex/sandbox` and what the test runners are given, against a listening server. */
import { spawnSync } from 'node:child_process';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import * as sandboxModule from '../../../client/sandbox.js';
import * as nodeTestModule from '../../../client/node-test.js';
import * as vitestModule from '../../../client/vitest.js';
import * as setupModule from '../../../client/vitest-setup.js';
import type * as SandboxTypes from '../../../client/types/sandbox.d.ts';
import type * as NodeTestTypes from '../../../client/types/node-test.d.ts';
import type * as VitestTypes from '../../../client/types/vitest.d.ts';
import type * as SetupTypes from '../../../client/types/vitest-setup.d.ts';
import { root } from '../../architecture/cruise.ts';
import { openMaker } from '../../support/shared-server.ts';
import { SandboxClient } from '../sandbox-client.ts';
import { runNode } from './run-node.ts';

/** Several processes each. */
vi.setConfig({ testTimeout: 120_000 });

// The compiler holds what is exported to the types that its users see.
const { connect, SandboxError, SetUpError }: typeof SandboxTypes = sandboxModule;
const nodeTest: typeof NodeTestTypes = nodeTestModule;
const vitest: typeof VitestTypes = vitestModule;
const setup: typeof SetupTypes = setupModule;

let home: SandboxClient;
let server: SandboxTypes.SandboxServer;
let env: Readonly<Record<string, string>>;
beforeAll(async () => {
  home = new SandboxClient(await openMaker());
  env = { POLYDEX_URL: home.server.baseUrl, POLYDEX_KEY: home.key };
  server = connect({ url: home.server.baseUrl, key: home.key });
});

function names(workspace: SandboxTypes.SandboxWorkspace): Promise<readonly string[]> {
  return new SandboxClient(home.server, workspace.credentials.native.apiKey).names();
}

describe('a workspace of polydex/sandbox', () => {
  test('is new, has credentials that work, and is gone when it is removed', async () => {
    const workspace = await server.workspace({ expiresIn: 'PT5M', region: 'AU' });
    const { credentials } = workspace;
    expect(credentials).toMatchObject({ schemaVersion: 1, region: 'AU' });
    expect(workspace.env).toMatchObject({
      SANDBOX_SERVICEM8_API_KEY: credentials.servicem8.apiKey,
      SANDBOX_WORKSPACE_NUMBER: String(credentials.workspace.number),
    });
    expect(await workspace.native('GET', '/contacts')).toEqual({ data: [], nextCursor: null });
    await workspace.remove();
    await expect(workspace.native('GET', '/contacts')).rejects.toThrow(
      expect.objectContaining({ name: 'SandboxError', status: 401 }) as Error,
    );
  });

  test('is removed at the end of the block that uses it', async () => {
    let key = '';
    {
      await using workspace = await server.workspace();
      key = workspace.credentials.native.apiKey;
    }
    expect((await home.withKey(key).get('/me')).status).toBe(401);
  });

  test('is kept under a name, emptied and put back', async () => {
    await using workspace = await server.workspace();
    await workspace.native('POST', '/contacts', { givenName: 'Ann' });
    expect(await workspace.snapshot('one-ann')).toMatchObject({ name: 'one-ann' });
    await workspace.reset();
    expect(await names(workspace)).toEqual([]);
    await workspace.restore('one-ann');
    expect(await names(workspace)).toEqual(['Ann']);
    expect(await workspace.snapshots()).toHaveLength(1);
    await workspace.removeSnapshot('one-ann');
    expect(await workspace.snapshots()).toEqual([]);
  });

  test('has a clock', async () => {
    await using workspace = await server.workspace();
    expect((await workspace.clock.read()).aheadSeconds).toBe(0);
    expect((await workspace.clock.advance('PT16M')).aheadSeconds).toBe(960);
    expect((await workspace.clock.set(new Date('2041-05-01T12:00:00Z'))).now).toMatch(
      /^2041-05-01/,
    );
    expect((await workspace.clock.putRight()).aheadSeconds).toBe(0);
  });

  test('has faults, and tells what was asked of it', async () => {
    await using workspace = await server.workspace();
    const { clientBaseUrl, apiKey } = workspace.credentials.servicem8;
    const call = () => fetch(`${clientBaseUrl}/job.json`, { headers: { 'X-Api-Key': apiKey } });
    const rule = await workspace.faults.add('rate-limit; retry-after=7', { dialect: 'servicem8' });
    expect((await call()).headers.get('retry-after')).toBe('7');
    expect(await workspace.faults.list()).toMatchObject([{ id: rule.id, matched: 1, struck: 1 }]);
    await workspace.faults.remove(rule.id);
    expect((await call()).status).toBe(200);
    await workspace.faults.add('slow');
    await workspace.faults.clear();
    expect(await workspace.faults.list()).toEqual([]);
    const seen = await workspace.requests({ dialect: 'servicem8', attributed: true });
    expect(seen.map(({ status, fault }) => [status, fault])).toEqual([
      [429, 'rate-limit'],
      [200, null],
    ]);
  });

  test('says what it was refused for', async () => {
    await using workspace = await server.workspace();
    await expect(workspace.faults.add('sluggish')).rejects.toThrow(
      /answers 400\. fault names no fault: it must be one of rate-limit/,
    );
    await expect(workspace.restore('none')).rejects.toBeInstanceOf(SandboxError);
  });
});

describe('test runners', () => {
  test('Vitest is given both fixtures, and a server for the run', () => {
    expect(Object.keys(vitest.sandboxFixtures)).toEqual(['sandbox', 'freshSandbox']);
    expect(setup.setup).toBeTypeOf('function');
  });

  test('node:test runs its example', async () => {
    expect(nodeTest.sandboxFor).toBeTypeOf('function');
    const args = ['--test', 'examples/node-test/sandbox.test.mjs'];
    const { code, stdout } = await runNode(args, { cwd: root, env });
    expect(stdout).toMatch(/pass 2\b/);
    expect(code).toBe(0);
  });

  test('pytest runs its example, where it is installed', async ({ skip }) => {
    const isInstalled = spawnSync('python3', ['-c', 'import pytest']).status === 0;
    if (!isInstalled) return skip('no python3 with pytest here');
    const pytest = { cwd: `${root}examples/python`, program: 'python3', env };
    const args = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'];
    const run = await runNode(args, { ...pytest, env: { ...env, PYTHONDONTWRITEBYTECODE: '1' } });
    expect(run.stdout + run.stderr).toContain('4 passed');
    expect(run.code).toBe(0);
  });

  test('a suite without a server, or without a key, is told what to set', async () => {
    const text = `import { connect } from 'polydex/sandbox'; connect();`;
    const run = (vars: Readonly<Record<string, string>>) =>
      runNode(['--input-type=module', '-e', text], {
        cwd: root,
        env: { POLYDEX_DATA_DIR: `${root}none`, ...vars },
      });
    expect((await run({})).stderr).toContain('set POLYDEX_URL');
    expect((await run({ POLYDEX_URL: home.server.baseUrl })).stderr).toContain('set POLYDEX_KEY');
    expect(new SetUpError('x').name).toBe('PolydexSetUpError');
  });
});
