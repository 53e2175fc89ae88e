/** The inspector: what came in, what became of it, why it was refused; and the pointers from errors. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { RequestJournal } from '../../src/core/sandbox/request-journal.ts';
import { helpTopics } from '../../src/dialects/native/docs/help-topics.ts';
import { instant } from '../../src/core/value/instant.ts';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { canary, found, personNeedles, secretNeedles } from '../support/canary.ts';
import { realWorkspace, SandboxClient } from './sandbox-client.ts';

/** Of its own server: what belongs to nobody is shown where all workspaces are Sandboxes, and hidden where one is not. */
let home: SandboxClient;
let me: SandboxClient;
let file: SandboxFile;
beforeAll(async () => {
  home = await SandboxClient.start({});
});
afterAll(() => home.server.stop());
beforeEach(async () => {
  ({ client: me, file } = await home.throwaway());
});

interface Entry {
  readonly number: number;
  readonly at: string;
  readonly requestId: string;
  readonly dialect: string;
  readonly method: string;
  readonly route: string;
  readonly query: readonly string[];
  readonly body: readonly string[];
  readonly credential: string;
  readonly status: number;
  readonly reason: string | null;
  readonly help: string | null;
  readonly fault: string | null;
  readonly attributed: boolean;
  readonly changes: readonly { seq: number; entity: string; type: string; fields: string[] }[];
  readonly changeCount: number;
}

async function seen(query = '', by: SandboxClient = me): Promise<readonly Entry[]> {
  const reply = await by.get(`/sandbox/requests${query}`);
  expect(reply.status, reply.text).toBe(200);
  return (JSON.parse(reply.text) as { data: Entry[] }).data.filter((entry) => entry.attributed);
}

interface Ask {
  readonly method?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

async function call(path: string, { method = 'GET', body, headers = {} }: Ask = {}) {
  const reply = await fetch(`${file.baseUrl}${path}`, {
    method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  await reply.text();
  return reply;
}

const highlevel = (token = file.highlevel.accessToken): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  version: '2021-07-28',
});

/** The pointer of a reply: the topic, whose paragraph must be there. */
async function topicOf(reply: Response): Promise<string> {
  const [, url = '', topic = ''] =
    /<(http:[^#>]+)#([a-z-]+)>; rel="help"/.exec(reply.headers.get('link') ?? '') ?? [];
  const page = await (await fetch(url)).text();
  expect(page).toContain(`id="${topic}"`);
  return topic;
}

describe('a request that was served', () => {
  test('is shown with its route, its names and what the mapping made of it, field by field', async () => {
    await call('/contacts/', {
      method: 'POST',
      headers: { ...highlevel(), 'x-request-id': 'mine-1' },
      body: { locationId: file.highlevel.locationId, firstName: 'Ada', phone: '+15125550142' },
    });
    const [entry] = await seen();
    expect(entry).toMatchObject({
      requestId: 'mine-1',
      dialect: 'highlevel',
      method: 'POST',
      route: '/contacts',
      body: ['locationId', 'firstName', 'phone'],
      credential: 'of highlevel',
      status: 201,
      reason: null,
      help: null,
      fault: null,
      changes: [{ seq: 1, entity: 'contact', type: 'created' }],
    });
    expect(entry?.changes[0]?.fields).toEqual(expect.arrayContaining(['givenName', 'methods']));
    expect(entry?.changes[0]?.fields).not.toContain('nickname');
  });

  test('of an update shows the fields that changed, and by whose clock', async () => {
    const id = await me.contact('Ada');
    await me.put('/sandbox/clock', { now: '2031-05-01T12:00:00Z' });
    await me.patch(`/contacts/${id}`, { givenName: 'Eve', jobTitle: null });
    const entry = (await seen()).at(-1);
    expect(entry).toMatchObject({ route: '/api/v1/contacts/:id', method: 'PATCH', status: 200 });
    expect(entry?.at).toMatch(/^2031-05-01/);
    expect(entry?.changes[0]?.fields).toContain('givenName');
    expect(entry?.changes[0]?.fields).not.toContain('jobTitle');
  });

  test('that makes many changes shows the first of them, and how many there were', async () => {
    const people = Array.from({ length: 40 }, (_, index) => ({ givenName: `Ada ${index}` }));
    await me.post('/contacts/batch', { contacts: people });
    const entry = (await seen()).at(-1);
    expect(entry?.changes).toHaveLength(25);
    expect(entry?.changeCount).toBe(40);
  });

  test('by a fault is marked with it, and its changes are there', async () => {
    for (const [fault, status] of [
      ['error-after', 503],
      ['created-422', 422],
    ] as const) {
      const reply = await me.post('/contacts', { givenName: 'Ada' }, { 'x-polydex-fault': fault });
      expect(reply.headers.get('link')).toContain('/docs/help#fault-after');
      expect((await seen()).at(-1)).toMatchObject({
        status,
        fault,
        reason: expect.stringMatching(/^Everything was done; a fault answered/) as unknown,
        changes: [{ type: 'created' }],
      });
    }
  });

  test('holds no value and no secret, wherever they stood', async () => {
    await me.post('/contacts', {
      givenName: canary.first,
      familyName: canary.last,
      externalId: canary.externalId,
      phones: [{ value: canary.phone }],
    });
    await me.get(`/lookup?phone=${encodeURIComponent(canary.phone)}`);
    await call(`/v1.0/contacts?accesskey=${file.voipbin.accesskey}`);
    await call(`/v1.0/contacts?accesskey=nobody-${canary.first}`);
    await call(`/no/such/${canary.last}`, { headers: highlevel() });
    const { text } = await me.get('/sandbox/requests');
    expect(text).toContain('accesskey');
    expect(found([...personNeedles, ...secretNeedles(file)], text)).toEqual([]);
  });
});

describe('a request that was refused', () => {
  test('for want of a scope names the scope, and the error points to the paragraph', async () => {
    const made = await me.post('/keys', {
      audience: 'highlevel',
      label: 'reader',
      scopes: ['contacts.readonly'],
    });
    const reply = await call('/contacts/', {
      method: 'POST',
      headers: highlevel(made.json.secrets.apiKey),
      body: { locationId: file.highlevel.locationId, firstName: 'Ada' },
    });
    expect(await topicOf(reply)).toBe('scope-missing');
    const entry = (await seen()).at(-1);
    expect(entry?.reason).toBe('scope contacts.write missing');
    expect(entry?.help).toBe(`${file.baseUrl}/docs/help#scope-missing`);
    expect(entry?.status).toBe(reply.status);
  });

  test('for want of the Version header says so, whosever the token is', async () => {
    const { version: _version, ...headers } = highlevel();
    const reply = await call(`/contacts/?locationId=${file.highlevel.locationId}`, { headers });
    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(await topicOf(reply)).toBe('version-header');
    expect((await seen()).at(-1)).toMatchObject({
      reason: 'Version header missing',
      credential: 'api-key of highlevel',
    });
  });

  test('with the key of another API says which API it is for', async () => {
    const reply = await call('/contacts/', { headers: highlevel(file.native.apiKey) });
    expect(await topicOf(reply)).toBe('other-api');
    expect((await seen()).at(-1)?.reason).toBe('An api-key of native was presented to highlevel');
  });

  test('with an expired token, without the application key, or for another tenant, says so', async () => {
    const { tenant, clientId, clientSecret, appKey } = file.servicetitan;
    const reply = await fetch(`${file.baseUrl}/connect/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      }),
    });
    const { access_token: authorization } = (await reply.json()) as { access_token: string };
    const list = (at: number): string => `/crm/v2/tenant/${at}/contacts`;
    await call(list(tenant), { headers: { authorization } });
    await call(list(tenant + 1), { headers: { authorization, 'st-app-key': appKey } });
    await me.advance('PT16M');
    const late = await call(list(tenant), { headers: { authorization, 'st-app-key': appKey } });
    expect(await topicOf(late)).toBe('credential-expired');
    const reasons = (await seen('?dialect=servicetitan')).map((entry) => entry.reason);
    expect(reasons).toEqual([
      'The application key (ST-App-Key) is missing',
      expect.stringContaining('does not belong to the workspace'),
      'The token has expired',
    ]);
  });

  test('for a wrong body names the member; an unknown path is there, too', async () => {
    const wrong = await me.post('/contacts', { givenNam: 'Ada' });
    expect(wrong.headers.get('link')).toContain('#invalid-input');
    await call('/contacts/x/y/z', { headers: highlevel() });
    const refused = await seen('?refused=true');
    expect(refused[0]?.reason).toContain('additional');
    expect(refused[0]?.body).toEqual(['givenNam']);
    expect(refused.at(-1)).toMatchObject({ route: '*', status: 404 });
  });

  test('leaves the vendor’s body as it is in a real workspace, without a pointer', async () => {
    const real = home.withKey(await realWorkspace(home.server));
    const theirs = await real.post('/contacts', { givenNam: 'Ada' });
    const ours = await me.post('/contacts', { givenNam: 'Ada' });
    expect(theirs.headers.get('link')).toBeNull();
    const body = ({ text }: { text: string }): string => text.replace(/req_\w+/, '');
    expect(body(theirs)).toBe(body(ours));
    await home.server.database.rows(`update workspace set sandbox = true where name = 'Real'`);
  });
});

describe('whose requests are seen', () => {
  test('are one’s own alone', async () => {
    await me.contact('Ada');
    const { client: other } = await home.throwaway();
    expect(await seen('', other)).toEqual([]);
  });

  test('and, where there are Sandboxes alone, those that nobody knows whose they are', async () => {
    await home.server.database.rows(`update workspace set sandbox = true where not sandbox`);
    await call('/contacts/', { headers: { version: '2021-07-28' } });
    await call('/contacts/', { headers: highlevel('pit-nobody') });
    const strangers = async (): Promise<unknown[]> => {
      const { text } = await me.get('/sandbox/requests');
      const { data } = JSON.parse(text) as { data: Entry[] };
      return data.filter((entry) => !entry.attributed).slice(-2);
    };
    expect(await strangers()).toMatchObject([
      { reason: 'No credential was presented', credential: 'none' },
      { reason: 'The credential is not known', credential: 'unknown' },
    ]);
    expect((await me.get('/sandbox/requests?attributed=true')).json.data).toEqual([]);
    await realWorkspace(home.server);
    expect(await strangers()).toEqual([]);
  });

  test('those of a real workspace are noted nowhere', async () => {
    const real = home.withKey(await realWorkspace(home.server));
    await real.post('/contacts', { givenName: 'Ada' });
    const { journal } = home.server.runtime.hub.inspector;
    const [row] = await home.server.database.rows(
      `select max(tenant_id)::int as number from workspace where not sandbox`,
    );
    expect(journal.list(Number(row?.['number']), { after: 0, unattributed: false })).toEqual([]);
  });
});

test('one goes on after the last number, and can forget', async () => {
  await me.contact('Ada');
  const last = (await seen()).at(-1)?.number ?? 0;
  expect(await seen(`?after=${last}`)).toEqual([]);
  await me.contact('Bob');
  expect(await seen(`?after=${last}`)).toHaveLength(1);
  expect(await seen('?limit=1')).toHaveLength(1);
  expect((await me.delete('/sandbox/requests')).status).toBe(204);
  expect(await seen()).toEqual([]);
});

test('a workspace’s last thousand are kept, and fifty thousand of all', () => {
  const journal = new RequestJournal();
  const record = {
    at: instant(0),
    requestId: 'r',
    dialect: 'native',
    method: 'GET',
    route: '/',
    query: [],
    body: [],
    credential: '',
    status: 200,
    milliseconds: 0,
    reason: null,
    topic: null,
    fault: null,
  };
  const kept = (tenantId: number): number =>
    journal.list(tenantId, { after: 0, unattributed: false }).length;
  for (let tenantId = 1; tenantId <= 51; tenantId += 1) {
    for (let at = 0; at < 1001; at += 1) journal.end(tenantId, record);
    expect(kept(tenantId)).toBe(1000);
  }
  expect(kept(1)).toBe(0);
  expect(kept(2)).toBe(1000);
});

test('every topic that an error can point to has its paragraph', async () => {
  const page = await (await fetch(`${file.baseUrl}/docs/help`)).text();
  for (const topic of Object.keys(helpTopics)) expect(page).toContain(`id="${topic}"`);
});
