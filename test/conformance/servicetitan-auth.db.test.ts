/** ServiceTitan's two credentials: how a token is had, and what passes with it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  expectError,
  like,
  ok,
  sentences,
  ServicetitanClient,
  type Contact,
  type Token,
} from './servicetitan-client.ts';

const insufficient = 'Provided authentication is insufficient to grant access';

let client: ServicetitanClient;
beforeAll(async () => {
  client = await ServicetitanClient.start();
});
afterAll(() => client.stop());

describe('POST /connect/token', () => {
  test('answers a bearer token for 900 seconds with the scopes spelled out', async () => {
    const reply = await client.askToken();
    expect(reply.status).toBe(200);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    expect(reply.json).toEqual({
      access_token: like(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      expires_in: 900,
      token_type: 'Bearer',
      scope: like(/^tn\.crm\.contacts:r tn\.crm\.contacts:w( |$)/),
    });
  });

  test('gives a token that says whose it is', async () => {
    const { access_token } = await ok<Token>(client.askToken({ tenant: client.tenant }));
    const [header, claims] = access_token.split('.').slice(0, 2).map(decoded);
    expect(header).toMatchObject({ typ: 'at+jwt' });
    const { clientId } = client.server.sandbox.servicetitan;
    expect(claims).toMatchObject({ client_id: clientId, tenant: client.tenant });
    expect(claims).toHaveProperty('scope', expect.arrayContaining(['tn.crm.contacts:r']));
  });

  test.each([
    ['a wrong secret', { client_secret: 'cs2.wrong' }],
    ['an unknown client', { client_id: 'cid.unknown' }],
  ])('answers %s with invalid_client and nothing else', async (_, fields) => {
    const { status, json } = await client.askToken(fields);
    expect([status, json]).toEqual([400, { error: 'invalid_client' }]);
  });

  test('takes a space-padded secret for a wrong one', async () => {
    const { clientSecret } = client.server.sandbox.servicetitan;
    const { status, json } = await client.askToken({ client_secret: `${clientSecret} ` });
    expect([status, json]).toEqual([400, { error: 'invalid_client' }]);
  });

  test.each([
    ['unsupported_grant_type', { grant_type: 'password' }],
    ['unsupported_grant_type', { grant_type: '' }],
    ['unauthorized_client', { tenant: '1' }],
    ['invalid_scope', { scope: 'tn.crm.contacts:x' }],
  ])('answers %s', async (error, fields) => {
    const { status, json } = await client.askToken(fields);
    expect([status, json]).toMatchObject([400, { error }]);
  });

  test('answers what is no form post as an invalid request', async () => {
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' };
    for (const init of [json, { method: 'GET' }, { method: 'POST' }]) {
      expect(await client.send('/connect/token', init)).toMatchObject({
        status: 400,
        json: { error: 'invalid_request' },
      });
    }
  });
});

function decoded(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}

describe('who may call', () => {
  const contacts = () => `/crm/v2/tenant/${client.tenant}/contacts`;
  const get = (path: string, headers: Record<string, string>) => client.send(path, { headers });

  test('the token passes bare and after Bearer in any case, the app key in header and query', async () => {
    const { appKey } = client.server.sandbox.servicetitan;
    const key = { 'st-app-key': appKey };
    for (const authorization of [
      client.token,
      `Bearer ${client.token}`,
      `bearer ${client.token}`,
    ]) {
      expect((await get(contacts(), { ...key, authorization })).status).toBe(200);
    }
    const query = `${contacts()}?servicetitanapplicationkey=${appKey}`;
    expect((await get(query, { authorization: client.token })).status).toBe(200);
  });

  test.each([
    ['no token', { authorization: '' }],
    ['a scheme without a token', { authorization: 'Bearer ' }],
    ['a garbled token', { authorization: 'Bearer x.y.z' }],
    ['another scheme', { authorization: 'Basic eDp5' }],
    ['no app key', { 'st-app-key': '' }],
    ['an unknown app key', { 'st-app-key': 'ak1.unknown' }],
  ])('%s is 401', async (_, headers: Record<string, string>) => {
    const reply = await get(contacts(), client.signed(headers));
    const title = like(/^Authentication failed: /);
    expectError(reply, 401, title, { '': sentences });
    expect(reply.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('a token of another API is as unknown as none', async () => {
    const reply = await get(
      contacts(),
      client.signed({ authorization: client.server.sandbox.native.apiKey }),
    );
    expect(reply.status).toBe(401);
  });

  test('another tenant in the path is 403, whether or not what it names exists', async () => {
    const { id } = await client.create({ name: 'Dana Whitfield' });
    for (const [other, path] of [
      [String(Number(client.tenant) + 1), ''],
      [String(Number(client.tenant) + 1), `/${id}`],
      ['abc', '/not-a-guid'],
    ]) {
      const reply = await get(`/crm/v2/tenant/${other}/contacts${path}`, client.signed());
      expectError(reply, 403, insufficient, { tenant: sentences });
    }
  });
});

describe('scopes', () => {
  async function withScope(scope: string) {
    const { access_token, scope: granted } = await ok<Token>(client.askToken({ scope }));
    expect(granted).toBe(scope);
    const headers = client.signed({
      authorization: access_token,
      'content-type': 'application/json',
    });
    return (method: string, path: string, body?: object) =>
      client.send(`/crm/v2/tenant/${client.tenant}/contacts${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
  }
  const lacking = (scope: string) => ({ '': [`The access token lacks the scope ${scope}.`] });

  test('a token for reading reads and changes nothing', async () => {
    const { id } = await client.create({ name: 'Read Only' });
    const call = await withScope('tn.crm.contacts:r');
    expect((await call('GET', '?name=read')).status).toBe(200);
    expect((await call('GET', `/${id}`)).status).toBe(200);
    for (const [method, path] of [
      ['POST', ''],
      ['PUT', `/${id}`],
      ['PATCH', `/${id}`],
      ['DELETE', `/${id}`],
    ] as const) {
      const reply = await call(method, path, { name: 'Changed', isArchived: true });
      expectError(reply, 403, insufficient, lacking('tn.crm.contacts:w'));
    }
    expect(await ok(client.call('GET', `/contacts/${id}`))).toMatchObject({ name: 'Read Only' });
  });

  test('a token for writing writes, reads nothing and learns of no customer', async () => {
    const call = await withScope('tn.crm.contacts:w');
    const { id } = await ok<Contact>(call('POST', '', { name: 'Write Only' }));
    for (const path of ['', `/${id}`]) {
      expectError(await call('GET', path), 403, insufficient, lacking('tn.crm.contacts:r'));
    }
    const named = await call('POST', '', { name: 'For a customer', customerId: 1 });
    expectError(named, 403, insufficient, lacking('tn.crm.customers:r'));
    expect((await call('DELETE', `/${id}`)).status).toBe(200);
  });
});

describe('two workspaces', () => {
  test('see nothing of each other, and may use the same GUIDs', async () => {
    const other = await client.inAnotherWorkspace();
    const mine = await client.create({ name: 'Mine', referenceId: 'same' });
    expect((await other.list('referenceId=same')).data).toEqual([]);
    for (const [method, body] of [['GET'], ['PATCH', { name: 'Theirs' }], ['DELETE']] as const) {
      const reply = await other.call(method, `/contacts/${mine.id}`, body);
      expectError(reply, 404, 'Contact not found', { '': sentences });
    }
    const body = { name: 'Theirs', referenceId: 'same', isArchived: false };
    const theirs = await ok<Contact>(other.call('PUT', `/contacts/${mine.id}`, body));
    expect(theirs).toMatchObject({ id: mine.id, name: 'Theirs' });
    expect(await ok(client.call('GET', `/contacts/${mine.id}`))).toEqual(mine);
  });

  test('neither takes the app key or the path of the other', async () => {
    const other = await client.inAnotherWorkspace();
    const { appKey } = other.server.sandbox.servicetitan;
    const path = `/crm/v2/tenant/${client.tenant}/contacts`;
    const foreignKey = await client.send(path, {
      headers: client.signed({ 'st-app-key': appKey }),
    });
    expectError(foreignKey, 403, insufficient, { '': sentences });
    const foreignPath = await client.send(path, { headers: other.signed() });
    expectError(foreignPath, 403, insufficient, { tenant: sentences });
  });
});
