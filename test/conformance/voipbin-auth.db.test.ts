/** Who may call VoIPBIN's API, over a listening server: logins, access keys, permissions, request ids, browsers. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { argument, expectError, jsonBody, VoipbinClient } from './voipbin-client.ts';

const required = ['UNAUTHENTICATED', 'AUTHENTICATION_REQUIRED'] as const;
const wrong = ['UNAUTHENTICATED', 'INVALID_CREDENTIALS'] as const;
const denied = ['PERMISSION_DENIED', 'PERMISSION_DENIED'] as const;
const contacts = '/v1.0/contacts';

let client: VoipbinClient;
/** Who the workspace was made for; its owner. */
let owner: string;
let password: string;
beforeAll(async () => {
  client = await VoipbinClient.start();
  ({ username: owner, password } = client.server.sandbox.voipbin);
});
afterAll(() => client.stop());

/** Every file of this worker signs in from the one address, which may do so twenty times at once: few do here. */
async function tokenOf(username = owner, secret = password): Promise<string> {
  const { status, json, text } = await client.login({ username, password: secret });
  expect(status, text).toBe(200);
  return (json as { token: string }).token;
}

describe('POST /auth/login', () => {
  test('answers name and token and sets the token as a cookie that scripts cannot read', async () => {
    const { status, headers, json } = await client.login({ username: owner, password });
    const { token } = json as { token: string };
    expect([status, json]).toEqual([200, { username: owner, token }]);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('set-cookie')).toBe(
      `token=${token}; Path=/; Max-Age=604800; HttpOnly; Secure; SameSite=Strict`,
    );
  });

  test('gives a token that says who signed in and until when', async () => {
    const [header, claims] = (await tokenOf()).split('.', 2).map(decoded);
    expect(header).toMatchObject({ alg: 'HS256', typ: 'JWT' });
    const { customerId } = client.home;
    expect(claims).toMatchObject({
      type: 'agent',
      agent: {
        customer_id: customerId,
        username: owner,
        name: 'Sandbox user',
        permission: 32,
        tm_delete: null,
      },
    });
    const { expire } = claims as { expire: string };
    const days = (Date.parse(expire) - client.server.runtime.clock.now() / 1000) / 86_400_000;
    expect(days).toBeCloseTo(7, 2);
  });

  test.each([
    ['a wrong password', () => ({ username: owner, password: 'wrong' })],
    ['an unknown name', () => ({ username: 'nobody@example.com', password })],
    ['a padded password', () => ({ username: owner, password: `${password} ` })],
  ])('refuses %s with 400', async (_, body) => {
    const reply = await client.login(body());
    expectError(reply, 400, ['INVALID_ARGUMENT', 'INVALID_CREDENTIALS']);
    expect(reply.headers.get('set-cookie')).toBeNull();
  });

  test('refuses what is no login with 400', async () => {
    expectError(await client.login('{not-json'), 400, jsonBody);
    expectError(await client.login(''), 400, jsonBody);
    expectError(await client.login({ username: 7, password }), 400, jsonBody);
    expectError(await client.login({ username: owner }), 400, argument, 'password must be given.');
  });
});

function decoded(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}

describe('credentials', () => {
  test('a token passes as cookie, in the query and after Bearer', async () => {
    const token = await tokenOf();
    for (const headers of [
      { cookie: `a=b; token=${token}` },
      { authorization: `Bearer ${token}` },
    ]) {
      expect((await client.send(contacts, { headers })).status).toBe(200);
    }
    expect((await client.send(`${contacts}?token=${token}`)).status).toBe(200);
  });

  test('an access key passes in the query and as cookie, and in no header', async () => {
    const { accesskey } = client.home;
    expect((await client.send(`${contacts}?accesskey=${accesskey}`)).status).toBe(200);
    const cookie = { cookie: `accesskey=${accesskey}` };
    expect((await client.send(contacts, { headers: cookie })).status).toBe(200);
    const bearer = { authorization: `Bearer ${accesskey}` };
    expectError(await client.send(contacts, { headers: bearer }), 401, wrong);
    const header = { 'x-api-key': accesskey, accesskey };
    expectError(await client.send(contacts, { headers: header }), 401, required);
  });

  test('the first place decides, also when another holds a good credential', async () => {
    const [token, { accesskey }] = [await tokenOf(), client.home];
    const reply = await client.send(`${contacts}?token=bad&accesskey=${accesskey}`);
    expectError(reply, 401, wrong);
    const [cookie, authorization] = ['token=bad', `Bearer ${token}`];
    expectError(await client.send(contacts, { headers: { cookie, authorization } }), 401, wrong);
    const good = { cookie: `token=${token}`, authorization: 'Bearer bad' };
    expect((await client.send(contacts, { headers: good })).status).toBe(200);
  });

  test.each(['', '?accesskey=', '?token='])('none is 401: %j', async (query) => {
    expectError(
      await client.send(`${contacts}${query}`),
      401,
      required,
      'Authentication is required.',
    );
  });

  test('a token is no access key, and the key of another API is none', async () => {
    const token = await tokenOf();
    expectError(await client.send(`${contacts}?accesskey=${token}`), 401, wrong);
    const native = { audience: 'native', label: 'x' };
    const { secrets } = await client.auth.keys.create(client.home.context, native);
    const { apiKey } = secrets as { apiKey: string };
    expectError(await client.call('GET', '/contacts', undefined, apiKey), 401, wrong);
  });

  test('what was revoked or has expired is 401', async () => {
    const { id, key } = await client.makeKey('*');
    expect((await client.call('GET', '/contacts', undefined, key)).status).toBe(200);
    await client.auth.keys.revoke(client.home.context, id);
    expectError(await client.call('GET', '/contacts', undefined, key), 401, wrong);
    const token = await tokenOf();
    await client.advance('P7D');
    expectError(await client.send(`${contacts}?token=${token}`), 401, wrong);
    await client.advance(null);
  });

  test('come before anything else is looked at', async () => {
    const body = '{not-json';
    expectError(await client.send(contacts, { method: 'POST', body }), 401, required);
    expectError(await client.send(`${contacts}/12`), 401, required);
  });
});

describe('permissions', () => {
  const calls = (id: string) =>
    [
      ['GET', '/contacts', undefined],
      ['GET', `/contacts/${id}`, undefined],
      ['GET', '/contacts/lookup?phone=911', undefined],
      ['POST', '/contacts', {}],
      ['PUT', `/contacts/${id}`, {}],
      ['DELETE', `/contacts/${id}`, undefined],
    ] as const;

  test('a customer agent reaches nothing, and learns nothing of what exists', async () => {
    const { key } = await client.makeKey('CustomerAgent');
    const { id } = await client.create();
    for (const [method, path, body] of [...calls(id), ...calls(client.home.customerId)]) {
      expectError(await client.call(method, path, body, key), 403, denied);
    }
    expect((await client.get(id)).tm_update).toBeNull();
  });

  test.each(['CustomerManager', 'CustomerAdmin', '*'])('%s reaches all', async (scope) => {
    const { key } = await client.makeKey(scope);
    const { id } = await client.create();
    const statuses: number[] = [];
    for (const [method, path, body] of calls(id)) {
      statuses.push((await client.call(method, path, body, key)).status);
    }
    expect(statuses).toEqual([200, 200, 404, 201, 200, 200]);
  });

  test('who only views reads and does not write', async () => {
    const viewer = `viewer-of-${owner}`;
    const { password: secret } = await client.addPerson(viewer, 'viewer');
    const authorization = `Bearer ${await tokenOf(viewer, secret)}`;
    const { id } = await client.create({ first_name: 'Ada' });
    expect((await client.send(`${contacts}/${id}`, { headers: { authorization } })).status).toBe(
      200,
    );
    for (const method of ['PUT', 'DELETE']) {
      const init = { method, headers: { authorization }, body: method === 'PUT' ? '{}' : null };
      expectError(await client.send(`${contacts}/${id}`, init), 403, denied);
    }
  });
});

describe('every reply', () => {
  test('echoes a sane request id and makes one otherwise, in header and error alike', async () => {
    const ask = (id: string, path = '/ping') =>
      client.send(path, { headers: { 'x-request-id': id } });
    expect((await ask('my-Trace_1')).headers.get('x-request-id')).toBe('my-Trace_1');
    expectError(await ask('my-Trace_1', contacts), 401, required);
    for (const bad of ['x'.repeat(65), 'a b', 'a;b']) {
      expect((await ask(bad)).headers.get('x-request-id')).toMatch(/^req_[a-z2-7]{26}$/);
    }
  });

  test('may be read by pages of any origin, and what a browser asks first is answered', async () => {
    const headers = { origin: 'https://app.example.com' };
    const reply = await client.send(`${contacts}?accesskey=${client.home.accesskey}`, { headers });
    expect(reply.headers.get('access-control-allow-origin')).toBe('*');
    expect(reply.headers.get('access-control-allow-credentials')).toBeNull();
    expect((await client.send('/ping')).headers.get('access-control-allow-origin')).toBeNull();
    const preflight = { ...headers, 'access-control-request-method': 'PUT' };
    const answer = await client.send(`${contacts}/1`, { method: 'OPTIONS', headers: preflight });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-methods')).toContain('PUT');
    expect(answer.headers.get('access-control-allow-headers')).toContain('Authorization');
  });

  test('GET /ping needs no credential', async () => {
    const { status, json } = await client.send('/ping');
    expect([status, json]).toEqual([200, { message: 'pong' }]);
  });
});
