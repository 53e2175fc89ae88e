/** Programs that are no Node.js and know only the vendors' hosts: a local authority, and TLS for its names. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { vendorHosts } from '../../../client/redirect/vendor-hosts.js';
import { root } from '../../architecture/cruise.ts';
import { openWorkspace } from '../../support/shared-server.ts';
import type { TestServer } from '../../support/test-server.ts';
import { runNode, type Ended } from './run-node.ts';

vi.setConfig({ testTimeout: 60_000 });

const example = `${root}examples/vendor-tls`;
const isThere = (program: string): boolean => spawnSync(program, ['--help']).error === undefined;
const missing = ['openssl', 'curl'].filter((program) => !isThere(program));

let server: TestServer;
let folder: string;
let terminator: ChildProcess | undefined;
let port: string;
beforeAll(async () => {
  if (missing.length > 0) return;
  server = await openWorkspace();
  folder = await mkdtemp(join(tmpdir(), 'polydex-tls-'));
  const made = await runNode([`${example}/certificates.sh`, folder], { cwd: root, program: 'sh' });
  if (made.code !== 0) throw new Error(made.stderr);
  const files = ['vendor.pem', 'vendor.key'].map((name) => join(folder, name));
  const args = [
    '--import',
    `${root}client/redirect.js`,
    `${example}/terminator.mjs`,
    ...files,
    '0',
  ];
  const env = { ...process.env, POLYDEX_URL: server.baseUrl };
  terminator = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const said: readonly unknown[] = await once(terminator.stdout ?? terminator, 'data');
  port = /:(?<port>\d+)/.exec(String(said[0]))?.groups?.['port'] ?? '';
});
afterAll(async () => {
  if (missing.length > 0) return;
  terminator?.kill();
  await rm(folder, { recursive: true });
  await server.stop();
});

beforeEach(({ skip }) => {
  if (missing.length > 0) skip(`no ${missing.join(' and no ')} here`);
});

/** As with the name in the hosts file. */
function curl(host: string, path: string, ...args: readonly string[]): Promise<Ended> {
  const where = ['--resolve', `${host}:${port}:127.0.0.1`, `https://${host}:${port}${path}`];
  const options = [
    '--silent',
    '--show-error',
    '--noproxy',
    '*',
    '--cacert',
    join(folder, 'ca.pem'),
  ];
  return runNode([...options, ...args, ...where], { cwd: folder, program: 'curl' });
}

test('curl writes and reads at the vendors’ hosts, over TLS it can check', async () => {
  const { servicem8, highlevel } = server.sandbox;
  const key = ['-H', `X-Api-Key: ${servicem8.apiKey}`];
  const json = [
    '-H',
    'Content-Type: application/json',
    '-d',
    '{"status":"Quote","job_address":"1 Elm"}',
  ];
  const made = await curl('api.servicem8.com', '/api_1.0/job.json', ...key, ...json);
  expect(made, made.stderr).toMatchObject({ code: 0 });
  expect((await curl('api.servicem8.com', '/api_1.0/job.json', ...key)).stdout).toContain('1 Elm');
  const token = [
    '-H',
    `Authorization: Bearer ${highlevel.accessToken}`,
    '-H',
    'Version: 2021-07-28',
  ];
  const path = `/contacts/?locationId=${highlevel.locationId}`;
  const listed = await curl('services.leadconnectorhq.com', path, ...token);
  expect(JSON.parse(listed.stdout)).toMatchObject({ contacts: [] });
  const reset = ['-H', 'X-Polydex-Fault: reset-after'];
  expect((await curl('api.servicem8.com', '/api_1.0/job.json', ...key, ...reset)).code).toBe(52);
});

test('nothing is passed on for other hosts, and nobody else is vouched for', async () => {
  expect(await curl('example.com', '/', '--insecure', '-w', '%{http_code}')).toMatchObject({
    stdout: '421',
  });
  expect((await curl('example.com', '/')).code).toBe(60);
  const certificate = new X509Certificate(await readFile(join(folder, 'vendor.pem')));
  const names = certificate.subjectAltName?.split(', ').map((name) => name.replace('DNS:', ''));
  expect(names?.toSorted()).toEqual([...vendorHosts.keys()].toSorted());
});

test('Node.js trusts it when it is told to', async () => {
  const program = `
    import { get } from 'node:https';
    const lookup = (host, options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);
    get({ host: 'api.voipbin.net', port: ${port}, path: '/v1.0/contacts', lookup, agent: false }, (reply) => reply.destroy(console.log(reply.statusCode)));`;
  const env = { NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem') };
  const args = ['--input-type=module', '--eval', program];
  expect(await runNode(args, { cwd: folder, env })).toMatchObject({ stdout: '401\n' });
});
