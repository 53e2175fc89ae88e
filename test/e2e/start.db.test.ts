/** `npm start` as a person or a supervisor meets it: first start, stop, second start, restart, other databases, bad settings. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { samples } from '../../src/banner.ts';
import { sandboxPath } from '../../src/sandbox.ts';
import { makeTestDatabase } from '../support/database.ts';
import { type Account, Place, type Program } from '../support/program.ts';

// Whole servers start and stop here, on a machine that may have other things to do.
vi.setConfig({ testTimeout: 60_000 });

const places: Place[] = [];
const programs: Program[] = [];

async function newPlace(account?: Account): Promise<Place> {
  const place = await Place.make(account);
  places.push(place);
  return place;
}

async function start(place: Place, options: Parameters<Place['startServer']>[0] = {}) {
  const server = await place.startServer(options);
  programs.push(server);
  return server;
}

afterAll(async () => {
  await Promise.all(programs.map((program) => program.stop()));
  await Promise.all(places.map((place) => place.remove()));
});

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

async function native(place: Place, path: string, init: RequestInit = {}): Promise<Response> {
  const { baseUrl, native: access } = await place.sandbox();
  const headers = { authorization: `Bearer ${access.apiKey}`, 'content-type': 'application/json' };
  return fetch(`${baseUrl}/api/v1${path}`, { ...init, headers });
}

/** The names of all contacts. */
async function names(place: Place): Promise<string[]> {
  const reply = await native(place, '/contacts?limit=200');
  const { data } = (await reply.json()) as { data: { displayName: string }[] };
  return data.map(({ displayName }) => displayName);
}

async function total(place: Place): Promise<number> {
  const reply = await native(place, '/contacts?limit=1&count=true');
  return ((await reply.json()) as { total: number }).total;
}

function add(place: Place, fullName: string): Promise<Response> {
  return native(place, '/contacts', { method: 'POST', body: JSON.stringify({ fullName }) });
}

describe('the life of a data folder', () => {
  let place: Place;
  let server: Program;
  let first: SandboxFile;

  beforeAll(async () => {
    place = await newPlace();
    server = await start(place);
    first = await place.sandbox();
  });

  test('the first start keeps data folder and sandbox.json to their owner', async () => {
    expect(await modeOf(place.dataDir)).toBe('700');
    expect(await modeOf(sandboxPath(place.dataDir))).toBe('600');
  });

  test('the first start writes credentials that work as they stand', async () => {
    for (const { name, words } of samples(first)) {
      const command = words.join(' \\\n').replace('curl', 'curl --fail -sS');
      const { status, stdout, stderr } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
      expect(stderr, name).toBe('');
      expect(status, name).toBe(0);
      expect(() => JSON.parse(stdout) as unknown, name).not.toThrow();
    }
  });

  test('a second server on the folder is refused, and the first goes on undisturbed', async () => {
    const second = await place.run('src/main.ts');
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toContain('Another Polydex runs (process');
    expect(second.stderr).toContain('POLYDEX_DATA_DIR');
    expect(second.stderr).not.toContain('    at ');
    expect((await native(place, '/me')).status).toBe(200);
  });

  test('stops at once on SIGTERM though connections stand idle, having said nothing but where the file is', async () => {
    const { port } = new URL(first.baseUrl);
    const never = connect(Number(port), '127.0.0.1');
    const half = connect(Number(port), '127.0.0.1');
    for (const socket of [never, half]) {
      socket.on('error', () => undefined);
      await once(socket, 'connect');
    }
    half.write('GET /healthz HTTP/1.1\r\nHost: ');
    await native(place, '/me');
    // One that waited for them would say so.
    const ending = await server.stop('SIGTERM');
    expect(ending).toEqual({
      code: 0,
      signal: null,
      stdout: `${sandboxPath(place.dataDir)}\n`,
      stderr: '',
    });
  });

  test('a stop finishes the request that is running, and a restart keeps data and credentials', async () => {
    server = await start(place);
    const before = await place.sandbox();
    const people = await total(place);
    const batch = Array.from({ length: 500 }, (_, index) => ({ fullName: `Person ${index}` }));
    const body = JSON.stringify({ contacts: batch });
    const upload = httpRequest(`${before.baseUrl}/api/v1/contacts/batch`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${before.native.apiKey}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      },
    });
    const answered = once(upload, 'response');
    // The request has begun and is not complete when the signals come: twice, as npm passes a Ctrl-C on.
    upload.write(body.slice(0, 1_000));
    await sleep(200);
    server.signal('SIGINT');
    server.signal('SIGINT');
    await sleep(200);
    await expect(fetch(`${before.baseUrl}/healthz`)).rejects.toThrow('fetch failed');
    upload.end(body.slice(1_000));
    const [reply] = (await answered) as [NodeJS.ReadableStream & { statusCode: number }];
    reply.resume();
    expect(reply.statusCode).toBe(200);
    expect(await server.ended).toMatchObject({ code: 0, signal: null, stderr: '' });

    server = await start(place);
    const after = await place.sandbox();
    expect(after.native).toEqual(first.native);
    expect(after.workspace).toEqual(first.workspace);
    expect(await total(place)).toBe(people + 500);
  });

  test('it starts again after it was killed, with everything that it had acknowledged', async () => {
    const people = await total(place);
    expect((await add(place, 'Ann Lee')).status).toBe(201);
    expect(await server.stop('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
    server = await start(place);
    expect(await total(place)).toBe(people + 1);
    expect((await server.stop()).code).toBe(0);
  });

  test.skipIf(process.platform === 'win32')(
    'it stops when the shell that npm put above it is ended',
    async () => {
      const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
      const shell = spawn('sh', ['-c', `"${process.execPath}" "${main}"; true`], {
        env: { ...process.env, DATABASE_URL: '', ...place.env, npm_lifecycle_event: 'start' },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      await once(shell.stdout, 'data');
      const said = once(shell.stdout, 'close');
      expect((await native(place, '/me')).status).toBe(200);
      shell.kill('SIGTERM');
      // The pipe closes when the server, the last to hold it, has ended.
      await said;
      await expect(native(place, '/me')).rejects.toThrow('fetch failed');
    },
  );
});

test('uses the PostgreSQL of DATABASE_URL, starts none, and names a port that is taken', async () => {
  const database = await makeTestDatabase({ empty: true });
  try {
    const place = await newPlace();
    const env = { DATABASE_URL: database.ownerUrl };
    const server = await start(place, { env });
    expect((await add(place, 'Ann Lee')).status).toBe(201);
    expect(await server.stop()).toMatchObject({ code: 0, stderr: '' });
    await start(place, { env });
    expect(await names(place)).toEqual(['Ann Lee']);
    const { port } = new URL((await place.sandbox()).baseUrl);
    const other = await place.run('src/main.ts', [], { env: { ...env, POLYDEX_PORT: port } });
    expect(other).toMatchObject({ code: 1, stdout: '' });
    expect(other.stderr).toContain(`port ${port} is taken. Set POLYDEX_PORT`);
    await expect(stat(`${place.dataDir}/postgres`)).rejects.toThrow('ENOENT');
  } finally {
    await Promise.all(programs.map((program) => program.stop()));
    await database.drop();
  }
});

const refused: readonly [Record<string, string>, readonly string[]][] = [
  [
    {
      POLYDEX_PORT: '70700',
      POLYDEX_LOG_LEVEL: 'loud',
      POLYDEX_HOST: '0.0.0.0',
      DATABASE_URL: 'mysql://somewhere',
      POLYDEX_SECRET_KEY: 'short',
    },
    [
      'POLYDEX_PORT',
      'POLYDEX_LOG_LEVEL',
      'POLYDEX_PUBLIC_URL',
      'POLYDEX_INSECURE_LISTEN',
      'DATABASE_URL',
      'POLYDEX_SECRET_KEY',
    ],
  ],
  [{ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' }, ['DATABASE_URL']],
];

test('names the variables to set when a setting cannot be used', async () => {
  const place = await newPlace();
  const endings = refused.map(async ([env, variables]) => {
    const ending = await place.run('src/main.ts', [], { env });
    expect(ending, JSON.stringify(env)).toMatchObject({ code: 1, stdout: '' });
    for (const variable of variables) expect(ending.stderr).toContain(variable);
    expect(ending.stderr).not.toContain('    at ');
  });
  await Promise.all(endings);
});

/** Somebody else to be, when root runs the tests and somebody else can reach Node and the project. */
const ordinary = findOrdinaryAccount();

function findOrdinaryAccount(): Account | undefined {
  const account = { uid: 65_534, gid: 65_534 };
  if (process.platform !== 'linux' || userInfo().uid !== 0) return undefined;
  const script = `require('node:fs').readFileSync(${JSON.stringify(import.meta.filename)})`;
  const { status } = spawnSync(process.execPath, ['-e', script], { cwd: '/', ...account });
  return status === 0 ? account : undefined;
}

test.runIf(ordinary)('runs as an ordinary user', async () => {
  const place = await newPlace(ordinary);
  const server = await start(place, ordinary ? { account: ordinary } : {});
  expect((await native(place, '/me')).status).toBe(200);
  expect((await stat(sandboxPath(place.dataDir))).uid).toBe(ordinary?.uid);
  expect((await stat(`${place.dataDir}/postgres/data`)).uid).toBe(ordinary?.uid);
  expect(await server.stop()).toMatchObject({ code: 0, stderr: '' });
});
