/** `polydex record`, as a process, and `polydex compare`: a workspace of ours stands in for the vendor. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { root } from '../../architecture/cruise.ts';
import { runHere } from '../../support/command.ts';
import { openMaker } from '../../support/shared-server.ts';
import { SandboxClient } from '../sandbox-client.ts';

/** Several processes each. */
vi.setConfig({ testTimeout: 120_000 });

const cli = ['--disable-warning=ExperimentalWarning', join(root, 'src/cli/polydex.ts')];

let vendor: SandboxClient;
let home: SandboxClient;
let folder: string;
beforeAll(async () => {
  vendor = await SandboxClient.start();
  home = new SandboxClient(await openMaker());
  folder = await mkdtemp(join(tmpdir(), 'polydex-capture-'));
});
afterAll(async () => {
  await vendor.server.stop();
  await rm(folder, { recursive: true });
});

/** What the calls of `program` become when they go through the proxy. */
async function record(name: string, program: (url: string) => Promise<void>): Promise<string> {
  const file = join(folder, name);
  const args = ['record', '--upstream', vendor.server.baseUrl, '--out', file];
  const child = spawn(process.execPath, [...cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = text(child.stderr);
  const [url] = (await once(child.stdout, 'data')) as unknown[];
  await program(String(url).trim());
  child.kill('SIGTERM');
  await once(child, 'close');
  expect(await said).toContain('calls in');
  return file;
}

/** The throw-away workspaces that there are. */
async function alive(): Promise<unknown> {
  return (await home.get('/sandbox/workspaces')).json.data;
}

let ofServicem8: Promise<string> | undefined;
/** The file of one recording, which only a copy may be changed of. */
function servicem8Recording(): Promise<string> {
  ofServicem8 ??= record('servicem8.har', servicem8Calls);
  return ofServicem8;
}

function compare(file: string, ...args: string[]) {
  return runHere(['compare', file, ...args], home.server.env);
}

const canary = {
  word: 'Zanarywordling',
  spaced: 'Xanthippe Quillfeather',
  token: 'canary7f3a9c1b5d',
  email: 'zoe.quillfeather@canary-mail.example.org',
  phone: '+61412987654',
  national: '0412 987 654',
  number: 987_654_321,
};
/** As nothing of them may be written, in any case. */
const traces = [
  'zanaryword',
  'xanthippe',
  'quillfeather',
  'canary',
  '987654',
  '987 654',
  '987_654',
];

async function servicem8Calls(url: string): Promise<void> {
  const { apiKey, accessToken } = vendor.server.sandbox.servicem8;
  const headers = { 'X-Api-Key': apiKey, 'Content-Type': 'application/json' };
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${url}/api_1.0/${path}`, { headers, ...init });
  const post = (path: string, body: object) =>
    call(path, { method: 'POST', body: JSON.stringify(body) });
  const made = await post('job.json', { status: 'Quote', job_address: canary.spaced });
  const job = made.headers.get('x-record-uuid') ?? '';
  await post('jobcontact.json', {
    job_uuid: job,
    first: canary.word,
    last: canary.spaced.split(' ')[1],
    email: canary.email,
    mobile: canary.phone,
    phone: canary.national,
    type: 'JOB',
  });
  const filter = encodeURIComponent(`job_uuid eq '${job}'`);
  await call(`jobcontact.json?%24filter=${filter}`);
  await call(`jobcontact/${canary.token}.json`);
  await post('jobcontact.json', { job_uuid: job, [canary.token]: canary.word, first: 3 });
  await call(`job/${job}.json`, { headers: { authorization: `Bearer ${accessToken}` } });
  await call('job.json', {
    headers: {
      'x-api-key': canary.token,
      cookie: `session=${canary.token}`,
      'x-mine': canary.word,
    },
  });
  const form = new URLSearchParams({ status: 'Quote', job_address: canary.word });
  await call('job.json', { method: 'POST', headers: { 'x-api-key': apiKey }, body: form });
}

async function highlevelCalls(url: string): Promise<void> {
  const { accessToken, locationId } = vendor.server.sandbox.highlevel;
  const headers = {
    authorization: `Bearer ${accessToken}`,
    version: '2021-07-28',
    'content-type': 'application/json',
  };
  const body = {
    locationId,
    firstName: canary.word,
    email: canary.email.replace('zoe', 'ann'),
    phone: '+14155550111',
    tags: [canary.spaced],
    dateOfBirth: '1987-06-05',
    source: canary.token,
  };
  const post = (path: string, order: object) =>
    fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(order) });
  const made = (await (await post('/contacts/', body)).json()) as { contact: { id: string } };
  const { id } = made.contact;
  await fetch(`${url}/contacts/${id}`, { headers });
  await post(`/contacts/${id}/notes`, { body: `Call ${canary.spaced} on ${canary.national}` });
  await fetch(`${url}/contacts/none?locationId=${locationId}`, { headers });
}

const calls = async (url: string): Promise<void> => {
  await servicem8Calls(url);
  await highlevelCalls(url);
};

describe('polydex record', () => {
  test('writes nothing of what was secret or somebody’s, the same replaced by the same', async () => {
    const file = await record('canaries.har', async (url) => {
      await calls(url);
      await fetch(`${url}/oauth/token?code=${canary.token}&refresh_token=${canary.word}`, {
        method: 'POST',
        body: `<html>${canary.spaced}</html>`,
        headers: { 'content-type': 'text/html', authorization: `Basic ${canary.token}` },
      });
    });
    const written = await readFile(file, 'utf8');
    const secrets = Object.values(vendor.server.sandbox.servicem8).filter(
      (value) => value !== vendor.server.sandbox.servicem8.clientBaseUrl,
    );
    const all = [...traces, ...secrets, vendor.server.sandbox.highlevel.accessToken, '1987'];
    const lower = written.toLowerCase();
    expect(all.filter((trace) => lower.includes(trace.toLowerCase()))).toEqual([]);
    const { log } = JSON.parse(written) as { log: { entries: readonly unknown[] } };
    expect(log.entries).toHaveLength(13);
    expect(log).toMatchObject({ version: '1.2', creator: { name: 'polydex record' } });
    const [, contact, list] = log.entries as {
      request: { postData: { text: string } };
      response: { content: { text: string } };
    }[];
    const sent = JSON.parse(contact?.request.postData.text ?? '') as object;
    const [listed] = JSON.parse(list?.response.content.text ?? '') as object[];
    expect(listed).toMatchObject(sent);
    expect((await readdir(folder)).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  test.each([
    [['--upstream', 'http://api.example.com', '--out', 'x.har'], 'must begin with https://'],
    [['--upstream', 'https://api.example.com', '--out', '/none/x.har'], 'cannot be written'],
    [['--upstream', 'https://api.example.com', '--out', 'x', '--port', 'y'], '--port must be'],
  ])('refuses %j', async (args, complaint) => {
    const { code, stderr } = await runHere(['record', ...args], home.server.env);
    expect(stderr).toContain(complaint);
    expect(code).not.toBe(0);
  });
});

describe('polydex compare', () => {
  test('finds none between this server and a recording of its like', async () => {
    const before = await alive();
    const file = await servicem8Recording();
    const same = await compare(file, '--dialect', 'servicem8');
    expect(same).toMatchObject({ code: 0, stdout: '8 calls, 0 differences\n', stderr: '' });
    const other = await record('highlevel.har', highlevelCalls);
    const alike = await compare(other, '--dialect', 'highlevel');
    expect(alike).toMatchObject({ code: 0, stdout: '4 calls, 0 differences\n', stderr: '' });
    // The workspaces that the calls were replayed in are gone.
    expect(await alive()).toEqual(before);
  });

  test('shows each difference in status, header and field', async () => {
    const file = join(folder, 'changed.har');
    const changed = (await readFile(await servicem8Recording(), 'utf8'))
      .replace('"status": 200', '"status": 201')
      .replace(String.raw`\"active\":1`, String.raw`\"active\":2,\"owner\":\"x\"`)
      .replace(
        '"name": "x-record-uuid"',
        '"name": "retry-after", "value": "5" }, { "name": "x-record-uuid"',
      );
    await writeFile(file, changed);
    const { code, stdout } = await compare(file, '--dialect', 'servicem8');
    expect(code).toBe(1);
    expect(stdout).toContain('#1 POST /api_1.0/job.json  status: 201 recorded, 200 here');
    expect(stdout).toContain('body.0.active: 2 recorded, 1 here');
    expect(stdout).toContain('body.0.owner: "x" recorded, absent here');
    expect(stdout).toContain(
      '#1 POST /api_1.0/job.json  header retry-after: "5" recorded, null here',
    );
    expect(stdout).toContain('8 calls, 4 differences');
    const json = await compare(file, '--dialect', 'servicem8', '--json');
    expect(JSON.parse(json.stdout)).toHaveLength(8);
  });

  test.each([
    ['a token in a header', 'headers', '{"name":"authorization","value":"Bearer abc.def"}'],
    ['a cookie', 'headers', '{"name":"cookie","value":"a=b"}'],
    ['an address', 'headers', '{"name":"version","value":"ann@mail.com"}'],
  ])('refuses a capture with %s, and does not repeat it', async (_what, _where, header) => {
    const request = {
      method: 'GET',
      url: 'https://api.servicem8.com/x',
      headers: [JSON.parse(header)],
    };
    const response = { status: 200, headers: [], content: { mimeType: '' } };
    const file = join(folder, 'secret.har');
    await writeFile(file, JSON.stringify({ log: { entries: [{ request, response }] } }));
    const { code, stderr } = await compare(file);
    expect(code).toBe(1);
    expect(stderr).toContain('holds what looks like secrets');
    expect(stderr).toContain('call 1: request header');
    expect(stderr).not.toMatch(/abc\.def|a=b|mail\.com/);
  });

  test.each([
    ['no JSON', '{', 'is no JSON'],
    ['no HAR', '{"log":{}}', 'is no HAR'],
    ['of an unknown host', '{"log":{"entries":[]}}', 'say --dialect'],
  ])('refuses what is %s', async (_what, content, complaint) => {
    const file = join(folder, 'wrong.har');
    await writeFile(file, content);
    expect(await compare(file)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(complaint) as unknown,
    });
    expect((await compare(join(folder, 'none.har'))).stderr).toContain('cannot be read');
    const unknown = await compare(file, '--dialect', 'salesforce');
    expect(unknown.code).not.toBe(0);
    expect(unknown.stderr).toContain('Allowed choices are');
  });
});

const captures = join(root, 'test/conformance/captures');

test('every contributed capture is answered as it was recorded', async () => {
  const files = (await readdir(captures)).filter((name) => name.endsWith('.har'));
  expect(files).not.toEqual([]);
  for (const name of files) {
    const copy = join(folder, name);
    await cp(join(captures, name), copy);
    const [dialect = ''] = name.split('-');
    const { code, stdout } = await compare(copy, '--dialect', dialect);
    expect([name, code, stdout]).toEqual([name, 0, expect.stringContaining(' 0 differences')]);
  }
});
