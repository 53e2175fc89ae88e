/** A canary secret and a canary person, put through everything, stand in no log, metric or error body afterwards. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { makeLog } from '../../src/http/observe/pino-log.ts';
import { driven } from '../conformance/dialect-drivers/index.ts';
import { askToken } from '../conformance/dialect-drivers/servicetitan.ts';
import {
  canary,
  found,
  personNeedles,
  secretNeedles,
  wrongPassword,
  wrongSecret,
} from '../support/canary.ts';
import { expectRefusal } from '../support/expect-reply.ts';
import { type Call, exchange, type Reply, textAt } from '../support/http-call.ts';
import { openSpeakers, type Speaker } from '../support/speaker.ts';
import { ServerProcess } from '../support/server-process.ts';
import { withOwner } from '../support/tenant-digest.ts';
import { startTestServer } from '../support/test-server.ts';

interface Host {
  readonly baseUrl: string;
  readonly sandbox: SandboxFile;
  readonly ownerUrl: string;
  /** Everything that was logged, by the server and by its PostgreSQL. */
  logs(): Promise<string>;
  stop(): Promise<void>;
}

async function startHere(): Promise<Host> {
  const lines: string[] = [];
  const log = makeLog({ level: 'debug', write: (line) => lines.push(line) });
  const server = await startTestServer({ log });
  const { baseUrl, sandbox, database } = server;
  return {
    baseUrl,
    sandbox,
    ownerUrl: database.ownerUrl,
    logs: async () => lines.join('\n'),
    stop: () => server.stop(),
  };
}

async function startProcess(): Promise<Host> {
  const server = await ServerProcess.start({ POLYDEX_LOG_LEVEL: 'debug' });
  const sandbox = await server.sandbox();
  return {
    sandbox,
    baseUrl: sandbox.baseUrl,
    ownerUrl: await server.ownerUrl(),
    logs: async () => {
      const postgres = await server.postgresLog();
      expect(postgres).toContain('database system is ready');
      return `${server.said}\n${postgres}`;
    },
    stop: () => server.remove(),
  };
}

interface Played {
  readonly what: string;
  readonly call: Call;
  readonly reply: Reply;
}

/** A query that holds both canaries, as some vendors' do. */
const tellingQuery = { phone: canary.phone, email: canary.email, accesskey: wrongSecret };

/** The ordinary life of a record, with look-ups by what it holds. */
function ordinaryCalls({ session }: Speaker, id: string): Record<string, Call> {
  const finders = session.finders(canary).map((call, index) => [`finder ${index}`, call]);
  return {
    get: session.get(id),
    list: session.list(10),
    ...(Object.fromEntries(finders) as Record<string, Call>),
    update: session.rename(id, canary),
  };
}

/** What is wrong with a request, with the canaries in the place of what is wrong. */
function badCalls({ session }: Speaker): Record<string, Call> {
  const create = session.create(canary);
  const whole = JSON.stringify(create.body);
  const withBody = (body: unknown): Call => ({ ...create, body });
  const { unknownRoute } = session.refusals;
  const bads = Object.entries(session.bad()).map(([kind, { call }]) => [kind, telling(call)]);
  return {
    ...(Object.fromEntries(bads) as Record<string, Call>),
    'cut-off JSON': withBody(whole.slice(0, -2)),
    'JSON with a canary where it breaks': withBody(`{"${wrongSecret}" ${canary.last}}`),
    'unknown members': withBody({ ...(create.body as object), [canary.last]: wrongSecret }),
    'objects in the place of texts': withBody(
      mapTexts(create.body, (text) => ({ [canary.last]: text })),
    ),
    'a canary in the place of lists': withBody(mapLists(create.body, canary.email)),
    'another content type': {
      ...withBody(whole),
      headers: { ...create.headers, 'content-type': `text/${canary.last}` },
    },
    'an id that is a name': session.get(canary.last),
    'a query that says too much': {
      ...session.get(canary.last),
      query: { ...session.list(1).query, ...tellingQuery },
    },
    'an unknown route': {
      ...unknownRoute.call,
      path: `${unknownRoute.call.path}/${canary.last}`,
      query: tellingQuery,
    },
    'an address that cannot be decoded': { ...session.list(1), path: `/${canary.last}/%zz` },
  };
}

/** The bad request with the canaries beside what is bad. */
function telling(call: Call): Call {
  const { body } = call;
  if (typeof body !== 'object' || body === null) return call;
  return { ...call, body: { ...body, remark: wrongSecret, contact: canary.email } };
}

function mapTexts(value: unknown, change: (text: string) => unknown): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, mapTexts(member, change)]),
  );
}

function mapLists(value: unknown, instead: unknown): unknown {
  if (Array.isArray(value)) return instead;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, mapLists(member, instead)]),
  );
}

/** Sign-ins and token requests with canaries for everything that can be wrong. */
function signIns({ voipbin, servicetitan, servicem8 }: SandboxFile): Record<string, Call> {
  const form = (path: string, fields: Record<string, string>): Call => ({
    method: 'POST',
    path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });
  const login = (body: unknown): Call => ({ method: 'POST', path: '/auth/login', body });
  const { username } = voipbin;
  const grant = { grant_type: 'client_credentials', client_id: servicetitan.clientId };
  const refresh = {
    grant_type: 'refresh_token',
    client_id: servicem8.clientId,
    client_secret: servicem8.clientSecret,
  };
  const asked = { response_type: 'code', client_id: servicem8.clientId };
  return {
    'voipbin wrong password': login({ username, password: wrongPassword }),
    'voipbin unknown user': login({ username: canary.email, password: wrongPassword }),
    'voipbin cut-off login': login(`{"username":"${canary.email}","password":"${wrongPassword}`),
    'servicetitan wrong secret': form('/connect/token', { ...grant, client_secret: wrongSecret }),
    'servicetitan wrong scope': form('/connect/token', {
      ...grant,
      client_secret: servicetitan.clientSecret,
      scope: canary.last,
    }),
    'servicetitan unknown grant': form('/connect/token', { ...grant, grant_type: wrongSecret }),
    'servicem8 wrong token': form('/oauth/access_token', {
      ...refresh,
      refresh_token: wrongSecret,
    }),
    'servicem8 wrong secret': form('/oauth/access_token', {
      ...refresh,
      refresh_token: servicem8.refreshToken,
      client_secret: wrongSecret,
    }),
    'servicem8 wrong code': form('/oauth/access_token', {
      ...refresh,
      grant_type: 'authorization_code',
      code: wrongSecret,
      redirect_uri: `http://127.0.0.1/${canary.last}`,
    }),
    'servicem8 wrong revocation': form('/oauth/revoke', {
      ...refresh,
      client_secret: wrongSecret,
      token: servicem8.accessToken,
    }),
    'servicem8 wrong address': {
      method: 'GET',
      path: '/oauth/authorize',
      query: { ...asked, redirect_uri: `https://example.com/${canary.last}` },
    },
    'servicem8 foreign sign-in': {
      ...form('/oauth/authorize', {
        action: 'sign-in',
        username: canary.email,
        password: wrongPassword,
        form_key: wrongSecret,
      }),
      query: { ...asked, redirect_uri: 'http://127.0.0.1/', scope: 'read_jobs' },
    },
    'servicem8 unknown grant': form('/oauth/access_token', { ...refresh, grant_type: canary.last }),
  };
}

/** Makes every write of a contact and every read of its numbers fail inside PostgreSQL, whose words then quote the row. */
const breaking = [
  `create function quote_row() returns trigger language plpgsql as $$
  begin
    raise exception 'refused %', new using detail = new::text, hint = new::text, constraint = 'quoted';
  end $$`,
  'create trigger quoting before insert on contact for each row execute function quote_row()',
  'alter table contact_method rename column value to gone',
];

describe.each([
  ['a server in this process', startHere],
  ['a server process at its most talkative', startProcess],
] as const)('%s', (_title, start) => {
  let host: Host;
  let speakers: ReadonlyMap<string, Speaker>;
  const played: Played[] = [];

  beforeAll(async () => {
    host = await start();
    speakers = await openSpeakers(host.baseUrl, host.sandbox);
  }, 120_000);
  afterAll(() => host.stop());

  const play = async (
    what: string,
    call: Call,
    speaker?: Speaker,
    credential = speaker?.session.credential,
  ): Promise<Reply> => {
    const reply = await exchange(host.baseUrl, call, credential);
    played.push({ what, call, reply });
    return reply;
  };

  test('the canaries go through every dialect, well and badly', async () => {
    for (const [name, speaker] of speakers) {
      const { session, driver } = speaker;
      const created = await play(`${name} create`, session.create(canary), speaker);
      expect(created.status, created.text).toBe(driver.statuses.create);
      const id = session.createdId(created);
      const calls = { ...ordinaryCalls(speaker, id), ...badCalls(speaker), ...peculiar[name] };
      for (const [what, call] of Object.entries(calls)) {
        const bare = what === 'a version that is none' ? {} : session.credential;
        await play(`${name} ${what}`, call, speaker, bare);
      }
      for (const slot of driver.slots) {
        const wrong = slot.present(wrongSecret, host.sandbox);
        const { status } = await play(`${name} at ${slot.name}`, session.list(1), speaker, wrong);
        expect(status).toBe(401);
      }
      await play(`${name} delete`, session.remove(id), speaker);
    }
    for (const [what, call] of Object.entries(signIns(host.sandbox))) {
      const { status, text } = await play(what, call);
      expect([400, 401, 403], `${what}: ${text}`).toContain(status);
    }
    const { username, password } = host.sandbox.voipbin;
    const login: Call = { method: 'POST', path: '/auth/login', body: { username, password } };
    expect((await play('voipbin login', login)).status).toBe(200);
    await askToken(host.baseUrl, host.sandbox.servicetitan);
    expect(played.filter(({ reply }) => reply.status >= 400).length).toBeGreaterThan(100);
    expect(played.filter(({ reply }) => reply.status >= 500 && reply.status !== 501)).toEqual([]);
  });

  test('a new key is shown once and never again', async () => {
    const speaker = speakers.get('native');
    const made = await play(
      'a new key',
      { method: 'POST', path: '/api/v1/keys', body: { label: canary.last } },
      speaker,
    );
    const secret = textAt(made.json, 'secrets', 'apiKey');
    for (const path of ['/api/v1/keys', '/api/v1/changes']) {
      const reply = await play(path, { method: 'GET', path }, speaker);
      expect(reply.status).toBe(200);
      expect(found([secret], reply.text)).toEqual([]);
    }
    expect(found([secret], await host.logs())).toEqual([]);
  });

  test('no secret stands in the database', async () => {
    const stored = await withOwner(host.ownerUrl, async (client) => {
      const tables = await client.query<{ name: string }>(
        `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
      );
      const texts: string[] = [];
      for (const { name } of tables.rows) {
        const { rows } = await client.query<{ row: string }>(
          `select t::text as row from ${name} t`,
        );
        texts.push(...rows.map(({ row }) => row));
      }
      return texts.join('\n');
    });
    expect(stored).toContain(canary.last);
    const secrets = secretNeedles(host.sandbox);
    expect(found(secrets, stored)).toEqual([]);
  });

  test('failures inside PostgreSQL are told in the vendor’s form and no more', async () => {
    await withOwner(host.ownerUrl, async (client) => {
      for (const sql of breaking) await client.query(sql);
    });
    for (const [name, speaker] of speakers) {
      const { session } = speaker;
      const reply = await play(`${name} broken create`, session.create(canary), speaker);
      expectRefusal(reply, session.refusals.internal, `${name}: ${JSON.stringify(reply.json)}`);
      for (const call of [session.list(5), ...session.finders(canary)]) {
        await play(`${name} broken list`, call, speaker);
      }
    }
  });

  test('the logs tell of all of it, and hold neither secret nor person', async () => {
    const logs = await host.logs();
    for (const { name } of driven) expect(logs).toContain(`"dialect":"${name}"`);
    expect(logs).toContain('"status":500');
    expect(logs).toContain('unforeseen error');
    expect(found([...secretNeedles(host.sandbox), ...personNeedles], logs)).toEqual([]);
  });

  test('the metrics hold neither secret nor person', async () => {
    const { text, status } = await exchange(host.baseUrl, { method: 'GET', path: '/metrics' });
    expect(status).toBe(200);
    expect(text).toContain('polydex_http_request_seconds_bucket');
    expect(found([...secretNeedles(host.sandbox), ...personNeedles], text)).toEqual([]);
  });

  test('no reply holds a secret that was presented', () => {
    for (const { what, reply } of played) {
      const all = `${reply.text}\n${JSON.stringify([...reply.headers])}`;
      expect(found(secretNeedles(host.sandbox), all), `${what}: ${reply.text}`).toEqual([]);
    }
  });

  test('no error body holds the person, except where the vendor’s form repeats what was sent', () => {
    const errors = played.filter(({ reply }) => reply.status >= 400);
    const echoing = errors.filter(({ reply }) => found(personNeedles, reply.text).length > 0);
    expect(echoing.map(({ what }) => what).toSorted()).toEqual(echoes);
  });
});

/** Names of members and parts of the address, repeated to who sent them: what was wrong could not be said otherwise. */
const echoes: readonly string[] = [
  'highlevel a version that is none',
  'highlevel an unknown route',
  'highlevel unknown members',
  'native unknown members',
  'servicem8 an unknown object',
];

/** What some vendors alone can be asked. */
const peculiar: Readonly<Record<string, Record<string, Call>>> = {
  servicem8: {
    'an unknown object': { method: 'GET', path: `/api_1.0/${canary.last}.json` },
  },
  highlevel: {
    'a version that is none': {
      method: 'GET',
      path: '/contacts/',
      headers: { version: canary.last },
    },
  },
};
