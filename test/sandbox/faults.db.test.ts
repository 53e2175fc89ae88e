/** Faults, by header and by rule, in every vendor's own words. */
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { faultForms } from '../../src/core/sandbox/fault.ts';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { realWorkspace, SandboxClient } from './sandbox-client.ts';

let home: SandboxClient;
let me: SandboxClient;
let file: SandboxFile;
beforeAll(async () => {
  home = await SandboxClient.start();
});
afterAll(() => home.server.stop());
beforeEach(async () => {
  ({ client: me, file } = await home.throwaway());
});

interface Vendor {
  readonly list: string;
  readonly create: string;
  readonly body: object;
  readonly headers: Readonly<Record<string, string>>;
  /** The name and value that ask for pages of five. */
  readonly five: string;
  /** The items of a page. */
  items(page: unknown): unknown;
}

async function vendors(): Promise<Readonly<Record<string, Vendor>>> {
  const { servicem8, unified, servicetitan, voipbin, highlevel, native } = file;
  const reply = await fetch(`${file.baseUrl}/connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: servicetitan.clientId,
      client_secret: servicetitan.clientSecret,
    }),
  });
  const { access_token: token } = (await reply.json()) as { access_token: string };
  const member = (name: string) => (page: unknown) => Reflect.get(Object(page), name) as unknown;
  return {
    native: {
      list: '/api/v1/contacts',
      create: '/api/v1/contacts',
      body: { givenName: 'Ada' },
      headers: { authorization: `Bearer ${native.apiKey}` },
      five: 'limit=5',
      items: member('data'),
    },
    servicem8: {
      list: '/api_1.0/job.json',
      create: '/api_1.0/job.json',
      body: { status: 'Quote' },
      headers: { 'x-api-key': servicem8.apiKey },
      five: '%24top=5',
      items: (page) => page,
    },
    unified: {
      list: `/crm/contacts?credentialId=${unified.credentialId}`,
      create: `/crm/contacts?credentialId=${unified.credentialId}`,
      body: { firstName: 'Ada', lastName: 'L' },
      headers: { authorization: `bearer ${unified.apiKey}` },
      five: 'pageSize=5',
      items: member('contacts'),
    },
    servicetitan: {
      list: `/crm/v2/tenant/${servicetitan.tenant}/contacts`,
      create: `/crm/v2/tenant/${servicetitan.tenant}/contacts`,
      body: { name: 'Ada' },
      headers: { authorization: token, 'st-app-key': servicetitan.appKey },
      five: 'pageSize=5',
      items: member('data'),
    },
    voipbin: {
      list: '/v1.0/contacts',
      create: '/v1.0/contacts',
      body: { first_name: 'Ada' },
      headers: { cookie: `accesskey=${voipbin.accesskey}` },
      five: 'page_size=5',
      items: member('result'),
    },
    highlevel: {
      list: `/contacts/?locationId=${highlevel.locationId}`,
      create: '/contacts/',
      body: { firstName: 'Ada', locationId: highlevel.locationId },
      headers: { authorization: `Bearer ${highlevel.accessToken}`, version: '2021-07-28' },
      five: 'limit=5',
      items: member('contacts'),
    },
  };
}

const names = ['native', 'servicem8', 'unified', 'servicetitan', 'voipbin', 'highlevel'] as const;

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function ask(
  { headers }: Pick<Vendor, 'headers'>,
  path: string,
  { fault, body }: { readonly fault?: string; readonly body?: object } = {},
): Promise<Answer> {
  const reply = await fetch(`${file.baseUrl}${path}`, {
    headers: {
      ...headers,
      ...(fault !== undefined && { 'x-polydex-fault': fault }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: reply.status, headers: reply.headers, text: await reply.text() };
}

/** How many records a vendor shows. */
async function count(vendor: Vendor): Promise<number> {
  const { text } = await ask(vendor, vendor.list);
  return (vendor.items(JSON.parse(text)) as unknown[]).length;
}

describe.each(names)('through %s', (name) => {
  let vendor: Vendor;
  beforeEach(async () => {
    vendor = (await vendors())[name] as Vendor;
  });

  test('rate-limit is a 429 with Retry-After, or without, and nothing was done', async () => {
    const { create, body } = vendor;
    const limited = await ask(vendor, create, { fault: 'rate-limit; retry-after=7', body });
    expect(limited.status).toBe(429);
    expect(limited.headers.get('retry-after')).toBe('7');
    expect(limited.headers.get('x-polydex-fault')).toBe('rate-limit');
    const bare = await ask(vendor, create, { fault: 'rate-limit; retry-after=0', body });
    expect(bare.status).toBe(429);
    expect(bare.headers.get('retry-after')).toBeNull();
    expect(await count(vendor)).toBe(0);
  });

  test.each(['500', '502', '503', '504'])(
    'a %s comes before or after it was done',
    async (status) => {
      const { create, body } = vendor;
      const before = await ask(vendor, create, { fault: `error-before; status=${status}`, body });
      expect(before.status).toBe(Number(status));
      expect(await count(vendor)).toBe(0);
      const after = await ask(vendor, create, { fault: `error-after; status=${status}`, body });
      expect(after.status).toBe(Number(status));
      expect(after.text).toBe(before.text.length === 0 ? '' : after.text);
      for (const header of ['location', 'etag', 'x-record-uuid'])
        expect(after.headers.get(header)).toBeNull();
      expect(shapeOf(after.text)).toEqual(shapeOf(before.text));
      for (const { text } of [before, after]) expectToldStatus(text, Number(status));
      expect(await count(vendor)).toBe(1);
    },
  );

  test('created-422 did what it says is wrong', async () => {
    const { create, body } = vendor;
    const reply = await ask(vendor, create, { fault: 'created-422', body });
    expect(reply.status).toBe(422);
    expectToldStatus(reply.text, 422);
    expect(await count(vendor)).toBe(1);
  });

  test('an expired and a revoked token are 401 in the vendor’s form', async () => {
    for (const fault of ['token-expired', 'token-revoked']) {
      expect((await ask(vendor, vendor.list, { fault })).status).toBe(401);
    }
    expect((await ask(vendor, vendor.list)).status).toBe(200);
  });

  test('pages are capped whatever was asked for, and shorter ones stay', async () => {
    for (let at = 0; at < 6; at += 1) await ask(vendor, vendor.create, { body: vendor.body });
    const join = vendor.list.includes('?') ? '&' : '?';
    const sizes = async (fault: string, query: string): Promise<number> => {
      const { text } = await ask(vendor, `${vendor.list}${query}`, { fault });
      return (vendor.items(JSON.parse(text)) as unknown[]).length;
    };
    expect(await sizes('cap-pages; at=2', `${join}${vendor.five}`)).toBe(2);
    expect(await sizes('cap-pages; at=2', '')).toBe(2);
    expect(await sizes('cap-pages; at=100', `${join}${vendor.five}`)).toBe(5);
  });

  test('an unknown fault is refused naming those there are, and nothing was done', async () => {
    const { create, body } = vendor;
    const reply = await ask(vendor, create, { fault: 'earthquake', body });
    expect([400, 422]).toContain(reply.status);
    expect(reply.text).toContain('names no fault');
    expect(await count(vendor)).toBe(0);
  });

  test('slow and trickle answer as ever, later', async () => {
    const timed = async (fault: string): Promise<number> => {
      const began = performance.now();
      expect((await ask(vendor, vendor.list, { fault })).status).toBe(200);
      return performance.now() - began;
    };
    expect(await timed('slow; by=PT0.3S')).toBeGreaterThan(290);
    const plain = await ask(vendor, vendor.list);
    const trickled = await ask(vendor, vendor.list, { fault: 'trickle; by=PT0.3S' });
    expect(trickled.text.length).toBe(plain.text.length);
  });
});

/** A status that the body repeats is that of the reply. */
function expectToldStatus(text: string, status: number): void {
  const told = /"(?:status|statusCode|errorCode|code)":(\d{3})\b/.exec(text)?.[1] ?? status;
  expect(Number(told), text).toBe(status);
}

/** The names of members, at every depth. */
function shapeOf(text: string): unknown {
  const shape = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shape(one)]))
      : typeof value;
  return text === '' ? '' : shape(JSON.parse(text));
}

test('reset-after does what was asked and resets the connection', async () => {
  const { port } = new URL(file.baseUrl);
  const code = await new Promise<string>((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1');
    socket.on('data', () => reject(new Error('an answer came')));
    socket.on('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    const body = '{"givenName":"Ada"}';
    socket.write(
      `POST /api/v1/contacts HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${file.native.apiKey}\r\n` +
        `X-Polydex-Fault: reset-after\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
  });
  expect(code).toBe('ECONNRESET');
  expect(await me.names()).toEqual(['Ada']);
});

describe('rows that change while somebody pages', () => {
  async function walk(how: string): Promise<readonly string[]> {
    for (const name of ['A', 'B', 'C', 'D']) await me.contact(name);
    const seen: string[] = [];
    let cursor = '';
    for (;;) {
      const reply = await me.get(`/contacts?limit=2${cursor}`, {
        'x-polydex-fault': `rows-change; how=${how}`,
      });
      expect(reply.status).toBe(200);
      seen.push(...reply.json.data.map(({ givenName }) => givenName ?? ''));
      if (reply.json.nextCursor === null) return seen;
      cursor = `&cursor=${encodeURIComponent(reply.json.nextCursor)}`;
    }
  }

  test('are deleted, added and changed, and a cursor list skips and repeats nobody that stays', async () => {
    expect((await walk('delete')).slice(0, 4).toSorted()).toEqual(['A', 'B', 'C', 'D']);
    expect(await me.names()).toHaveLength(2);
    await me.post('/sandbox/reset');
    const added = await walk('add');
    expect(added.filter((name) => name !== 'Added').toSorted()).toEqual(['A', 'B', 'C', 'D']);
    expect(await me.names()).toContain('Added');
    await me.post('/sandbox/reset');
    expect((await walk('change')).toSorted()).toEqual(['A', 'B', 'C', 'D']);
    const changed = await me.get('/contacts');
    expect(changed.text).toContain('Changed while paging');
  });
});

describe('a fault header', () => {
  test.each([
    ['', 'names no fault'],
    ['slow; for=PT1S', 'slow has no option for; it has by'],
    ['slow; by=PT2M', 'by must be a duration up to PT1M'],
    ['slow; by', 'must be a fault with options'],
    ['rate-limit; retry-after=-1', 'retry-after must be a whole number from 0 to 86400'],
    ['error-after; status=404', 'status must be one of 500, 502, 503, 504'],
    ['reset-after; x=1', 'reset-after has no option x; it has none'],
    ['webhook-double', 'webhook-double strikes no request'],
  ])('%j is refused: %s', async (fault, message) => {
    const reply = await me.get('/contacts', { 'x-polydex-fault': fault });
    expect(reply.status).toBe(400);
    expect(reply.json.errors[0]?.path).toBe('X-Polydex-Fault');
    expect(reply.json.detail).toContain(message);
  });

  test('is refused in a real workspace, and where nobody knows whose Sandbox it would be', async () => {
    const real = home.withKey(await realWorkspace(home.server));
    const reply = await real.post('/contacts', { givenName: 'Ada' }, { 'x-polydex-fault': 'slow' });
    expect(reply.status).toBe(409);
    expect(reply.json.detail).toBe('Only a Sandbox workspace can do this, and this is none');
    expect((await real.get('/contacts')).json.data).toEqual([]);
    const open = await ask({ headers: {} }, '/docs/problems', { fault: 'slow' });
    expect(open.status).toBe(400);
  });

  test('does not get a wrong credential any further', async () => {
    const stranger = home.withKey('pdx_nobody');
    expect((await stranger.get('/contacts', { 'x-polydex-fault': 'slow' })).status).toBe(401);
  });
});

describe('fault rules', () => {
  async function rule(order: object): Promise<string> {
    const reply = await me.post('/sandbox/fault-rules', order);
    expect(reply.status, reply.text).toBe(201);
    return reply.json.id;
  }
  const statuses = async (calls: number, path = '/contacts'): Promise<string> => {
    const all: number[] = [];
    for (let at = 0; at < calls; at += 1) all.push((await me.get(path)).status);
    return all.join(' ');
  };

  test('strike the nth call, so many times, or all', async () => {
    await rule({ fault: 'error-before', nth: 2 });
    expect(await statuses(4)).toBe('200 503 200 200');
    await me.delete('/sandbox/fault-rules');
    await rule({ fault: 'rate-limit', times: 2 });
    expect(await statuses(3)).toBe('429 429 200');
    await rule({ fault: 'error-before; status=500' });
    expect(await statuses(2)).toBe('500 500');
  });

  test('strike a share of the calls, the same ones from the same seed', async () => {
    const runs: string[] = [];
    for (const seed of [7, 7, 8]) {
      await me.delete('/sandbox/fault-rules');
      await rule({ fault: 'error-before', share: 0.5, seed });
      runs.push(await statuses(30));
    }
    expect(runs[0]).toBe(runs[1]);
    expect(runs[0]).not.toBe(runs[2]);
    const struck = runs[0]?.split('503').length ?? 0;
    expect(struck).toBeGreaterThan(5);
    expect(struck).toBeLessThan(26);
  });

  test('are about a dialect, a method and a route, and about nobody else', async () => {
    await rule({
      fault: 'rate-limit',
      dialect: 'native',
      method: 'get',
      route: '/api/v1/contacts/:id',
    });
    const id = await me.contact('Ada');
    expect((await me.get(`/contacts/${id}`)).status).toBe(429);
    expect(await statuses(1)).toBe('200');
    expect((await me.patch(`/contacts/${id}`, { givenName: 'Eve' })).status).toBe(200);
    const { client: other } = await home.throwaway();
    expect((await other.get(`/contacts/${await other.contact('Bob')}`)).status).toBe(200);
    await me.delete('/sandbox/fault-rules');
    await rule({ fault: 'rate-limit', route: '/crm/*' });
    const { unified } = await vendors();
    expect((await ask(unified as Vendor, unified?.list ?? '')).status).toBe(429);
    expect(await statuses(1)).toBe('200');
  });

  test('can be looked at with what they did, and removed, whatever strikes', async () => {
    const id = await rule({ fault: 'error-before', share: 1 });
    await statuses(3);
    const listed = await me.get('/sandbox/fault-rules');
    expect(listed.json.data).toMatchObject([{ id, fault: 'error-before', matched: 3, struck: 3 }]);
    expect((await me.delete(`/sandbox/fault-rules/${id}`)).status).toBe(204);
    expect((await me.delete(`/sandbox/fault-rules/${id}`)).status).toBe(404);
    expect(await statuses(1)).toBe('200');
  });

  test('strike requests for tokens, which take no credential, by whose client or token it is', async () => {
    await rule({ fault: 'error-before', route: '/connect/token', times: 1 });
    await rule({ fault: 'rate-limit', dialect: 'servicem8', route: '/oauth/*', times: 1 });
    const { servicetitan, servicem8 } = file;
    const statusOf = async (path: string, form: Record<string, string>, headers = {}) => {
      const body = new URLSearchParams(form);
      return (await fetch(`${file.baseUrl}${path}`, { method: 'POST', body, headers })).status;
    };
    const client = (of: { clientId: string; clientSecret: string }) => ({
      client_id: of.clientId,
      client_secret: of.clientSecret,
    });
    const own = { grant_type: 'client_credentials', ...client(servicetitan) };
    const other = (await home.throwaway()).file.servicetitan;
    const wrong = { ...own, client_secret: 'wrong' };
    const path = '/connect/token';
    expect(await statusOf(path, { ...own, ...client(other) })).toBe(200);
    expect(await statusOf(path, wrong)).toBe(400);
    expect([await statusOf(path, own), await statusOf(path, own)]).toEqual([503, 200]);
    const asking = { 'x-polydex-fault': 'error-after; status=502' };
    expect([await statusOf(path, own, asking), await statusOf(path, wrong, asking)]).toEqual([
      502, 400,
    ]);
    const refresh = {
      grant_type: 'refresh_token',
      refresh_token: servicem8.refreshToken,
      ...client(servicem8),
    };
    const renewing = '/oauth/access_token';
    expect([await statusOf(renewing, refresh), await statusOf(renewing, refresh)]).toEqual([
      429, 200,
    ]);
  });

  test('give way to what a call asks for itself', async () => {
    await rule({ fault: 'error-before' });
    const reply = await me.get('/contacts', { 'x-polydex-fault': 'rate-limit' });
    expect(reply.status).toBe(429);
  });

  test.each([
    [{ fault: 'earthquake' }, 'fault'],
    [{ fault: 'slow', dialect: 'salesforce' }, 'dialect'],
    [{ fault: 'slow', method: 'FETCH' }, 'method'],
    [{ fault: 'slow', route: 'contacts' }, 'route'],
    [{ fault: 'slow', dialect: 'servicem8', route: '/contacts*' }, 'route'],
    [{ fault: 'slow', method: 'DELETE', route: '/auth/login' }, 'route'],
    [{ fault: 'webhook-double', route: '/contacts' }, 'route'],
    [{ fault: 'slow', share: 2 }, 'share'],
    [{ fault: 'slow', nth: 0 }, 'nth'],
    [{}, 'fault'],
  ])('with %j are refused naming the member', async (order, path) => {
    const reply = await me.post('/sandbox/fault-rules', order);
    expect(reply.status).toBe(400);
    expect(reply.json.errors[0]?.path).toBe(path);
  });

  test('are a hundred at most', async () => {
    for (let at = 0; at < 100; at += 1) await rule({ fault: 'slow', route: '/contacts' });
    expect((await me.post('/sandbox/fault-rules', { fault: 'slow' })).status).toBe(409);
  });
});

test('every fault that there is can be asked for, and is listed with what it does', async () => {
  const listed = await me.get('/sandbox/faults');
  const { data } = JSON.parse(listed.text) as { data: { name: string; does: string }[] };
  expect(data.map(({ name }) => name)).toEqual(Object.keys(faultForms));
  for (const { name } of data) {
    expect((await me.post('/sandbox/fault-rules', { fault: name })).status, name).toBe(201);
  }
});
