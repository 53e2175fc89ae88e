/** The command `polydex`: beside a running server, without one, and called wrongly. */
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readSandboxFile, sandboxPath } from '../../src/sandbox.ts';
import { runHere } from '../support/command.ts';
import { type Ending, Place, type Program } from '../support/program.ts';

vi.setConfig({ testTimeout: 60_000 });

let place: Place;
beforeAll(async () => {
  place = await Place.make();
});
afterAll(() => place.remove());

function polydex(...args: string[]): Promise<Ending> {
  return runHere(args, place.env);
}

/** As a process: its statuses, its streams, and that it ends at all. */
function polydexProcess(...args: string[]): Promise<Ending> {
  return place.run('src/cli/polydex.ts', args);
}

/** What `--json` printed. Fails unless the command succeeded in silence. */
async function answer<T>(...args: string[]): Promise<T> {
  const ending = await polydex(...args, '--json');
  expect(ending).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ending.stdout) as T;
}

interface Key {
  id: string;
  audience: string;
  scopes: string[];
  expiresAt: string | null;
  secrets: Record<string, string>;
}
interface Workspace {
  number: number;
  name: string;
  region: string;
  timeZone: string;
  duplicates: string;
  sandbox: boolean;
  credentialsFile?: string;
}
interface Diagnosis {
  ok: boolean;
  checks: { name: string; state: string; text: string; advice?: string }[];
}

describe('called wrongly', () => {
  test.each([
    [[], 'Usage: polydex'],
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['key', 'create', '--audience', 'fax'], 'Allowed choices are native, servicem8'],
    [['workspace', 'create', '--name', 'Acme'], 'add --region AU --time-zone Australia/Brisbane'],
  ])('says what is wrong with %j and ends with 2', async (args, words) => {
    const ending = await polydex(...args);
    expect(ending).toMatchObject({ code: 2, stdout: '' });
    expect(ending.stderr).toContain(words);
    expect(ending.stderr).not.toContain('    at ');
  });

  test('prints help and version to standard output', async () => {
    const help = await polydex('key', 'create', '--help');
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('--scope <scope...>');
    expect(await polydexProcess('--version')).toMatchObject({ code: 0, stdout: '0.1.0\n' });
  });

  test('is a process that prints complaints to standard error and ends with 2', async () => {
    const ending = await polydexProcess('frobnicate');
    expect(ending).toMatchObject({ code: 2, stdout: '' });
    expect(ending.stderr).toContain("unknown command 'frobnicate'");
  });

  test('makes no data folder for a question', async () => {
    const ending = await polydexProcess('key', 'list');
    expect(ending).toMatchObject({ code: 1, stdout: '' });
    expect(ending.stderr).toContain(`There is no data folder ${place.dataDir} yet`);
    await expect(stat(place.dataDir)).rejects.toThrow('ENOENT');
  });
});

test('asks before real data goes into the clone', async () => {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const folder = await mkdtemp(join(root, '.polydex-test-'));
  await rm(folder, { recursive: true });
  const real = ['--name', 'Acme', '--region', 'AU', '--time-zone', 'Australia/Brisbane'];
  const ending = await polydex('workspace', 'create', ...real, '--data-dir', folder);
  expect(ending).toMatchObject({ code: 2, stdout: '' });
  expect(ending.stderr).toContain(`inside the clone (${folder})`);
  expect(ending.stderr).toContain('--yes');
  await expect(stat(folder)).rejects.toThrow('ENOENT');
});

describe('beside a running server', () => {
  let server: Program;
  let baseUrl: string;

  beforeAll(async () => {
    server = await place.startServer();
    ({ baseUrl } = await place.sandbox());
  });
  afterAll(() => server.stop());

  async function ask(path: string, token: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    return fetch(`${baseUrl}${path}`, { ...init, headers });
  }

  let revoked: string;

  test('a key works at once, as far as its scopes and role go, until it is revoked', async () => {
    const key = await answer<Key>('key', 'create', '--audience', 'native', '--role', 'viewer');
    const token = key.secrets['apiKey'] ?? '';
    expect((await ask('/api/v1/contacts', token)).status).toBe(200);
    const body = JSON.stringify({ fullName: 'Ann Lee' });
    const refused = await ask('/api/v1/contacts', token, { method: 'POST', body });
    expect(refused.status).toBe(403);

    const listed = await polydexProcess('key', 'list');
    expect(listed).toMatchObject({ code: 0, stderr: '' });
    expect(listed.stdout).toContain(key.id);
    expect(listed.stdout).not.toContain(token);
    const unsure = await polydex('key', 'revoke', key.id);
    expect(unsure).toMatchObject({ code: 2, stdout: '' });
    expect(unsure.stderr).toContain('Say --yes');
    expect(await answer('key', 'revoke', key.id, '--yes')).toEqual({ id: key.id, revoked: true });
    revoked = token;
    const again = await polydex('key', 'revoke', key.id, '--yes');
    expect(again).toMatchObject({ code: 1, stderr: `Polydex: No credential with id ${key.id}\n` });
    const left = await answer<Key[]>('key', 'list');
    expect(left.map(({ id }) => id)).not.toContain(key.id);
    const all = await answer<Key[]>('key', 'list', '--all');
    expect(all.map(({ id }) => id)).toContain(key.id);
  });

  test('a key has the words of its own API: scopes, form and life', async () => {
    const scopes = ['--scope', 'contacts.readonly', '--expires', '1h'];
    const key = await answer<Key>('key', 'create', '--audience', 'highlevel', ...scopes);
    expect(key).toMatchObject({ audience: 'highlevel', scopes: ['contacts.readonly'] });
    expect(key.secrets['apiKey']).toMatch(/^pit-[0-9a-f-]{36}$/);
    const life = Date.parse(key.expiresAt ?? '') - performance.timeOrigin - performance.now();
    expect(life / 60_000).toBeGreaterThan(58);
    expect(life / 60_000).toBeLessThan(61);
    const client = await answer<Key>('key', 'create', '--audience', 'servicetitan');
    expect(Object.keys(client.secrets)).toEqual(['clientId', 'clientSecret', 'appKey']);
    const wrong = await polydex('key', 'create', '--audience', 'highlevel', '--scope', 'all');
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toContain('must be one of *, contacts.readonly');
    const past = await polydex('key', 'create', '--audience', 'native', '--expires', '2020-01-01');
    expect(past).toMatchObject({ code: 2, stdout: '' });
  });

  test('looks people up by any spelling of a number, and by address', async () => {
    const { native } = await place.sandbox();
    const body = JSON.stringify({
      fullName: 'Omar Haddad',
      phones: [{ value: '(512) 555-0151', type: 'work' }],
      emails: [{ value: 'Omar@Example.com' }],
    });
    const made = await ask('/api/v1/contacts', native.apiKey, { method: 'POST', body });
    expect(made.status).toBe(201);
    const found = await polydex('lookup', '+1 512 555 0151');
    expect(found).toMatchObject({ code: 0, stderr: '' });
    expect(found.stdout).toMatch(/Omar Haddad .*\(512\) 555-0151 +work/);
    const matches = await answer<{ name: string }[]>('lookup', 'omar@example.com');
    expect(matches).toMatchObject([{ name: 'Omar Haddad', matched: { kind: 'email' } }]);
    expect(await answer('lookup', '5125550199')).toEqual([]);
  });

  test('searches by what people type, and says why', async () => {
    const { native } = await place.sandbox();
    const body = JSON.stringify({
      fullName: 'Nadia Rahman',
      phones: [{ value: '(512) 555-0160' }, { value: '(512) 555-0177' }],
    });
    await ask('/api/v1/contacts', native.apiKey, { method: 'POST', body });
    const found = await polydex('search', 'nadia', '"rahm"', '5550177');
    expect(found).toMatchObject({ code: 0, stderr: '' });
    const why = /Nadia Rahman +\(512\) 555-0177 +name \(exact\), name \(start\), phone \(part\)/;
    expect(found.stdout).toMatch(why);
    const similar = await answer<{ data: unknown }>('search', 'rahhman', 'has:phone');
    expect(similar.data).toMatchObject([{ name: 'Nadia Rahman', level: 'similar' }]);
    expect((await polydex('search', 'nobody-of-this-name')).stdout).toBe('Nobody matches.\n');
    const wrong = await polydex('search', 'fone:1');
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('at character 1: there is no field fone; allowed: name,');
    expect((await polydex('search', 'omar', '--limit', 'all')).code).toBe(2);
  });

  test('doctor finds nothing wrong, and then what is', async () => {
    const healthy = await answer<Diagnosis>('doctor');
    expect(healthy.checks.filter(({ state }) => state !== 'good')).toEqual([]);
    expect(healthy).toMatchObject({ ok: true });
    const file = sandboxPath(place.dataDir);
    await chmod(file, 0o644);
    const ending = await polydex('doctor');
    await chmod(file, 0o600);
    expect(ending).toMatchObject({ code: 1, stderr: '' });
    expect(ending.stdout).toContain(`✗ sandbox.json  ${file} is open to others (mode 644)`);
    expect(ending.stdout).toContain(`chmod 600 ${file}`);
  });

  test('migrate finds nothing to do, and serve refuses', async () => {
    expect(await answer('migrate')).toEqual({ applied: [] });
    const second = await polydex('serve');
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toContain('Another Polydex runs');
  });

  test('workspaces are made and listed, keys are for one of them', async () => {
    const settings = ['--name', 'Acme', '--region', 'au', '--time-zone', 'Australia/Brisbane'];
    const real = await answer<Workspace>('workspace', 'create', ...settings);
    expect(real).toMatchObject({
      name: 'Acme',
      region: 'AU',
      timeZone: 'Australia/Brisbane',
      duplicates: 'refuse',
      sandbox: false,
    });
    const all = await answer<Workspace[]>('workspace', 'list');
    expect(all.map(({ name, sandbox }) => [name, sandbox])).toEqual([
      ['Sandbox', true],
      ['Acme', false],
    ]);
    const unsaid = await polydex('key', 'list');
    expect(unsaid).toMatchObject({ code: 2, stdout: '' });
    expect(unsaid.stderr).toContain(`--workspace ${all[0]?.number}|${real.number}`);
    expect(await answer<Key[]>('key', 'list', '--workspace', String(real.number))).toEqual([]);
    const bad = ['--name', 'A', '--region', 'AUS', '--time-zone', 'Brisbane'];
    const ending = await polydex('workspace', 'create', ...bad);
    expect(ending).toMatchObject({ code: 1, stdout: '' });
    expect(ending.stderr).toMatch(/timeZone: .*region: /);
  });

  // Last, since the time goes by while the others run.
  test('a key opens nothing five seconds after it was revoked', async () => {
    for (let round = 0; round < 55; round += 1) {
      if ((await ask('/api/v1/contacts', revoked)).status === 401) break;
      await sleep(100);
    }
    expect((await ask('/api/v1/contacts', revoked)).status).toBe(401);
  });
});

describe('without a server', () => {
  test('another sandbox gets a file of its own, which works and follows the server', async () => {
    const first = await place.sandbox();
    const made = await answer<Workspace>('workspace', 'create', '--sandbox');
    const path = made.credentialsFile ?? '';
    expect(dirname(path)).toBe(place.dataDir);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const server = await place.startServer();
    const file = await readSandboxFile(path);
    expect(file?.workspace.number).toBe(made.number);
    expect(file?.baseUrl).toBe((await place.sandbox()).baseUrl);
    expect((await place.sandbox()).native).toEqual(first.native);
    const headers = { authorization: `Bearer ${file?.native.apiKey}` };
    const reply = await fetch(`${file?.baseUrl}/api/v1/me`, { headers });
    await server.stop();
    expect(await reply.json()).toMatchObject({ workspace: { number: made.number } });
  });

  test('doctor starts and stops the database, and says that no server runs', async () => {
    const { ok, checks } = await answer<Diagnosis>('doctor');
    expect(ok).toBe(true);
    const texts = new Map(checks.map(({ name, state, text }) => [name, `${state}: ${text}`]));
    expect(texts.get('Database')).toBe('good: embedded, starts and stops, up to date');
    expect(texts.get('Server')).toMatch(/^note: does not run/);
  });

  test('serve is the server, under the settings of the command line', async () => {
    const server = place.spawn('src/cli/polydex.ts', ['serve', '--port', '0']);
    await server.started();
    const { baseUrl } = await place.sandbox();
    expect((await fetch(`${baseUrl}/readyz`)).status).toBe(200);
    expect(await server.stop('SIGINT')).toMatchObject({ code: 0, stderr: '' });
  });
});
