/** `node --import polydex/redirect`: programs that know only the vendors' hosts, run as they are. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { root } from '../../architecture/cruise.ts';
import { openWorkspace } from '../../support/shared-server.ts';
import type { TestServer } from '../../support/test-server.ts';
import { runNode } from './run-node.ts';

/** Several processes each. */
vi.setConfig({ testTimeout: 120_000 });

let server: TestServer;
let project: string;
beforeAll(async () => {
  server = await openWorkspace();
  project = await mkdtemp(join(tmpdir(), 'polydex-project-'));
  await mkdir(join(project, 'node_modules'));
  await symlink(root, join(project, 'node_modules/polydex'));
});
afterAll(async () => {
  await server.stop();
  await rm(project, { recursive: true });
});

const redirect = `${root}client/redirect.js`;

interface Program {
  readonly imports?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** What a program of this text says, in a project that has polydex as a dependency. */
async function run(text: string, { imports = 'polydex/redirect', env = {} }: Program = {}) {
  const file = join(project, 'program.mjs');
  await writeFile(file, text);
  return runNode(['--import', imports, file], { cwd: project, env });
}

describe('calls to the vendors’ hosts go to the local server', () => {
  test('from published clients, fetch, axios and https, at their default hosts', async () => {
    const program = `${root}test/sandbox/programs/default-hosts.mjs`;
    const credentials = JSON.stringify(server.sandbox);
    const { stdout } = await runNode(['--import', redirect, program, credentials], {
      cwd: root,
      env: { POLYDEX_URL: server.baseUrl },
    });
    expect(JSON.parse(stdout)).toEqual({
      'the package servicem8': '1 Elm St',
      'the package @gohighlevel/api-client': 'Ann',
      'fetch, with a form and a host for tokens': 2,
      axios: true,
      'https.request, options and an agent': 200,
      'get, imported by its name, with a URL': '1 Elm St',
      'a request that a proxy is asked for': 200,
      'HTTP/2, which is refused': 'POLYDEX_NOT_REDIRECTED',
    });
  });

  test('which sandbox.json names, or POLYDEX_URL', async () => {
    const key = JSON.stringify(server.sandbox.servicem8.apiKey);
    const text = `const headers = { 'X-Api-Key': ${key} };
      console.log((await fetch('https://api.servicem8.com/api_1.0/job.json', { headers })).status);`;
    const named = await run(text, { env: { POLYDEX_URL: server.baseUrl } });
    expect(named).toMatchObject({ stdout: '200\n', stderr: '' });
    const found = await run(text, { env: { POLYDEX_DATA_DIR: server.dataDir } });
    expect(found).toMatchObject({ stdout: '200\n', stderr: '' });
  });

  test('and an unknown path is answered as that vendor does', async () => {
    const text = `console.log(await (await fetch('https://api.servicem8.com/api_9/none.json')).text());`;
    const { stdout } = await run(text, { env: { POLYDEX_URL: server.baseUrl } });
    expect(JSON.parse(stdout)).toHaveProperty('errorCode');
  });

  test('and it says so once, if asked', async () => {
    const env = { POLYDEX_URL: server.baseUrl, POLYDEX_REDIRECT_LOG: '1' };
    const { stderr } = await run('', { env });
    expect(stderr).toContain(`  api.servicem8.com -> ${server.baseUrl}/servicem8\n`);
    expect(stderr.split('\n')).toHaveLength(14);
  });
});

describe('nothing else', () => {
  test('is touched, also when another host answers with a redirect to a vendor: that is refused', async () => {
    const other = createServer((request, response) => {
      if (request.url === '/') response.end('mine');
      else response.writeHead(302, { location: 'https://api.servicem8.com/x' }).end();
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const text = `import http from 'node:http';
      const status = await new Promise((done) => http.get('${address}/', (reply) => done(reply.resume().statusCode)));
      const text = await (await fetch('${address}/')).text();
      const refused = await fetch('${address}/away').catch((error) => error.cause.code);
      console.log(JSON.stringify({ status, text, refused }));`;
    const { stdout } = await run(text, { env: { POLYDEX_URL: server.baseUrl } });
    other.close();
    expect(JSON.parse(stdout)).toEqual({
      status: 200,
      text: 'mine',
      refused: 'POLYDEX_NOT_REDIRECTED',
    });
  });

  test('is called when no server is known: a vendor’s host is refused, others are not', async () => {
    const text = `import https from 'node:https';
      const fetched = await fetch('https://api.servicem8.com/').catch((error) => error.cause.message);
      let got; try { https.get('https://api.servicem8.com/'); } catch (error) { got = error.message; }
      console.log(JSON.stringify([fetched, got]));`;
    const { stdout } = await run(text, { env: { POLYDEX_DATA_DIR: join(project, 'none') } });
    const message = expect.stringContaining('No Polydex server is known') as unknown;
    expect(JSON.parse(stdout)).toEqual([message, message]);
  });

  test.each([
    ['http://polydex.example.com', 'which is not this machine'],
    ['ftp://127.0.0.1', 'names no server'],
    ['nonsense', 'names no server'],
  ])('is trusted with credentials: POLYDEX_URL=%s ends the program', async (url, complaint) => {
    const { code, stderr } = await run('console.log(1)', { env: { POLYDEX_URL: url } });
    expect(code).toBe(1);
    expect(stderr).toContain(complaint);
  });
});
