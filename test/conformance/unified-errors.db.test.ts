/** Who may call the unified CRM API, by which spellings, and how each refusal looks, over a listening server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectError, expectOk, UnifiedClient } from './unified-client.ts';

let client: UnifiedClient;
let foreign: UnifiedClient;
beforeAll(async () => {
  client = await UnifiedClient.start();
  foreign = await client.foreigner();
});
afterAll(() => client.stop());

const key = () => client.server.sandbox.unified.apiKey;

describe('the key', () => {
  const get = (authorization?: string) =>
    client.send(client.path(''), { headers: authorization === undefined ? {} : { authorization } });

  test.each(['bearer', 'Bearer', 'BEARER'])('passes after %s', async (scheme) => {
    expectOk(await get(`${scheme} ${key()}`));
  });

  test('is asked for', async () => {
    const { sandbox } = client.server;
    const refused = [
      undefined,
      key(),
      `Basic ${key()}`,
      'bearer ',
      'bearer unknown',
      `bearer ${sandbox.native.apiKey}`,
      `bearer ${sandbox.highlevel.accessToken}`,
      `bearer ${sandbox.servicem8.accessToken}`,
    ];
    for (const authorization of refused) {
      const reply = await get(authorization);
      expectError(reply, 401, 'unauthorized');
      expect(reply.headers.get('www-authenticate')).toBe('Bearer');
      expect(reply.text).not.toContain(key());
    }
  });

  test('is asked for before anything else is said, and not for what no path has', async () => {
    expectError(await client.send('/crm/contacts'), 401, 'unauthorized');
    expectError(await client.send('/crm/leads'), 401, 'unauthorized');
    expectError(await client.send('/crm/nothing'), 404, 'not_found');
  });
});

describe('the credential', () => {
  const get = (query: string) => client.call('GET', `/crm/contacts?${query}`);

  test('is named by either parameter, or by both alike', async () => {
    const id = client.credentialId;
    expectOk(await get(`credentialId=${id}`));
    expectOk(await get(`connectionId=${id}`));
    expectOk(await get(`credentialId=${id}&connectionId=${id}`));
    expectOk(await get(`credentialId=${id.toUpperCase()}&connectionId=undefined`));
    expectOk(await get(`connectionId=${id}&credentialId=`));
  });

  test.each([
    '',
    'credentialId=',
    'credentialId=null',
    'credentialId=undefined',
    'connectionId=None',
    'credentialId=null&connectionId=None',
  ])('is missed in %j', async (query) => {
    const reply = await get(query);
    expectError(reply, 400, 'invalid_request', { fields: ['credentialId'] });
    expect((reply.json as { message: string }).message).toContain('credentialId is required');
  });

  test('must be one', async () => {
    const others = [
      `connectionId=${foreign.credentialId}`,
      `credentialId=${foreign.credentialId}`,
      'connectionId=x',
    ];
    for (const other of others) {
      const reply = await get(`credentialId=${client.credentialId}&${other}`);
      expectError(reply, 400, 'invalid_request', { fields: ['credentialId'] });
    }
  });

  test('looks the same unknown and of another workspace, for every call', async () => {
    const { id } = await client.create({ lastName: 'King' });
    const calls = [
      ['GET', ''],
      ['POST', ''],
      ['GET', '/count'],
      ['GET', `/${id}`],
      ['PUT', `/${id}`],
      ['PATCH', `/${id}`],
      ['DELETE', `/${id}`],
    ] as const;
    for (const [method, rest] of calls) {
      const body = method === 'GET' || method === 'DELETE' ? {} : { body: { lastName: 'X' } };
      const texts = new Set<string>();
      for (const other of [foreign.credentialId, '0'.repeat(24), 'x']) {
        const path = `/crm/contacts${rest}?credentialId=${other}`;
        const reply = await client.call(method, path, body);
        expectError(reply, 404, 'credential_not_found');
        texts.add((reply.json as { message: string }).message);
      }
      expect(texts.size).toBe(1);
    }
    expect((await client.get(id)).lastName).toBe('King');
  });
});

describe('another workspace', () => {
  test('sees, changes and deletes nothing of this one', async () => {
    const { id } = await client.create({ lastName: 'King' });
    const path = foreign.path(`/${id}`);
    const unknown = foreign.path('/0199aaaa-0000-7000-8000-000000000000');
    for (const [method, body] of [['GET'], ['PUT', { lastName: 'X' }], ['DELETE']] as const) {
      const reply = await foreign.call(method, path, body ? { body } : {});
      expectError(reply, 404, 'not_found');
      const other = await foreign.call(method, unknown, body ? { body } : {});
      expect({ ...(other.json as object), requestId: '' }).toEqual({
        ...(reply.json as object),
        requestId: '',
      });
    }
    expect(await foreign.count()).toBe(0);
    expect(await foreign.namesIn(`remoteId=${id}&includeDeleted=true`)).toEqual([]);
    expect(await client.get(id)).toMatchObject({ lastName: 'King', remoteDeleted: false });
  });
});

describe('a body', () => {
  const post = (body: unknown, headers?: Record<string, string>) =>
    client.call('POST', '/crm/contacts', { body, ...(headers ? { headers } : {}) });
  let count: number;
  beforeAll(async () => {
    count = await client.count();
  });

  test.each([
    ['no last name', {}, ['lastName']],
    ['a blank last name', { lastName: '  ' }, ['lastName']],
    ['a null last name', { lastName: null }, ['lastName']],
    ['a number for a text', { lastName: 'K', firstName: 5 }, ['firstName']],
    ['an object for a list', { lastName: 'K', addresses: {} }, ['addresses']],
    ['a text for an entry', { lastName: 'K', emailAddresses: ['x'] }, ['emailAddresses[0]']],
    [
      'wrong entries',
      { lastName: 'K', phoneNumbers: [{ phoneNumber: 5 }, { phoneNumberType: [] }] },
      ['phoneNumbers[0].phoneNumber', 'phoneNumbers[1].phoneNumberType'],
    ],
    ['a wrong place', { lastName: 'K', addresses: [{ city: 5 }] }, ['addresses[0].city']],
    ['a list for remoteFields', { lastName: 'K', remoteFields: [] }, ['remoteFields']],
    ['too long a name', { lastName: 'x'.repeat(2001) }, ['lastName']],
    [
      'too long a number',
      { lastName: 'K', phoneNumbers: [{ phoneNumber: '1'.repeat(601) }] },
      ['phoneNumbers[0].phoneNumber'],
    ],
    [
      'too many addresses',
      { lastName: 'K', addresses: Array.from({ length: 101 }, () => ({ city: 'x' })) },
      ['addresses'],
    ],
    ['NUL', { lastName: 'a\u0000b' }, ['lastName']],
    [
      'a lone surrogate',
      '{"lastName":"K","addresses":[{"city":"\\ud800"}]}',
      ['addresses[0].city'],
    ],
    ['a list', [], ['body']],
    ['nothing', undefined, ['body']],
  ])('with %s is refused and named', async (_, body, fields) => {
    expectError(await post(body), 400, 'invalid_request', { fields });
  });

  test('that is no JSON, too large, or of another type is refused', async () => {
    expectError(await post('{"lastName":'), 400, 'invalid_request');
    const large = JSON.stringify({ lastName: 'x'.repeat(1_100_000) });
    expectError(await post(large), 413, 'payload_too_large');
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expectError(await post('lastName=K', form), 415, 'unsupported_media_type');
  });

  test('that was refused has written nothing', async () => {
    expect(await client.count()).toBe(count);
  });

  test('of an update may be a part, and is checked alike', async () => {
    const { id } = await client.create({ lastName: 'King' });
    const put = (body: unknown) => client.call('PUT', client.path(`/${id}`), { body });
    expectOk(await put({}));
    expectError(await put({ lastName: 5 }), 400, 'invalid_request', { fields: ['lastName'] });
    expectError(await put(undefined), 400, 'invalid_request', { fields: ['body'] });
    expect((await client.get(id)).lastName).toBe('King');
  });
});

describe('a path', () => {
  test.each(['', '/one', '/2024-03', '/2024-03/one', '/unified', '/unified/2024-03/one'])(
    'below %j leads to every call, with and without a slash at its end',
    async (base) => {
      for (const slash of ['', '/']) {
        const call = (method: string, rest: string, body?: unknown) =>
          client.call(method, `/crm/contacts${rest}${slash}`, { base, body });
        const { id } = expectOk(await call('POST', '', { lastName: 'K' })).contact;
        expectOk(await call('GET', ''));
        expectOk(await call('GET', '/count'));
        expectOk(await call('PUT', `/${id}`, { firstName: 'A' }));
        const { contact } = expectOk(await call('GET', `/${id}`));
        expect(contact).toMatchObject({ firstName: 'A' });
        expect(contact).not.toHaveProperty('createdTimestamp');
        expectOk(await call('DELETE', `/${id}`));
      }
    },
  );

  test.each(['/2023-01', '/2023-03/one', '/2023-12/one', '/unified/2023-06'])(
    'below %j shows the two older times too',
    async (base) => {
      const body = { lastName: 'K' };
      const created = await client.call('POST', '/crm/contacts', { base, body });
      const { contact } = expectOk(created);
      expect(contact).toMatchObject({
        createdTimestamp: contact.createdAt,
        updatedTimestamp: contact.updatedAt,
      });
      const list = await client.call('GET', '/crm/contacts', { base });
      expect(expectOk(list).contacts[0]).toHaveProperty('updatedTimestamp');
    },
  );

  test('of another resource of the CRM is known and not served', async () => {
    for (const resource of ['accounts', 'leads', 'notes', 'tasks', 'opportunities', 'users']) {
      for (const [method, rest] of [
        ['GET', ''],
        ['POST', ''],
        ['GET', '/count'],
        ['GET', '/x'],
        ['PUT', '/x'],
        ['DELETE', '/x'],
      ]) {
        const reply = await client.call(method ?? '', `/one/crm/${resource}${rest}`);
        expectError(reply, 501, 'not_implemented', { origin: 'server' });
      }
    }
  });

  test.each([
    '/crm',
    '/crm/stages',
    '/crm/contacts/a/b',
    '/one',
    '/2024-03',
    '/one/users',
    '/users/x/token',
    '/headless/oauthUrl',
    '/credentials/users/x',
    '/connectors/x/credentials',
    '/one/metadata/operations/',
    '/passthrough',
    '/one/forward',
    '/one/webhooks',
  ])('that nothing answers, %s, is not found', async (path) => {
    expectError(await client.call('GET', path), 404, 'not_found');
  });

  test('answers its own verbs only', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const reply = await client.call(method, '/crm/contacts');
      expectError(reply, 405, 'method_not_allowed');
      expect(reply.headers.get('allow')).toBe('GET, POST');
    }
    const reply = await client.call('POST', '/crm/contacts/count', { body: {} });
    expectError(reply, 405, 'method_not_allowed');
  });

  test('with an id that is none is an unknown contact', async () => {
    for (const id of ['x', '0199aaaa-0000-7000-8000-000000000000', 'a%2Fb', 'undefined']) {
      expectError(await client.call('GET', `/crm/contacts/${id}`), 404, 'not_found');
    }
  });
});

/** The very requests of the vendor's SDKs: paths, query strings and headers as their sources build them. */
describe('the SDKs', () => {
  const axios = { accept: 'application/json, text/plain, */*' };

  test('of Node: connectionId, words for what is unset, plus signs, PUT of a part', async () => {
    const call = (method: string, rest: string, body?: unknown) =>
      client.call(method, `/2024-03/one/crm/contacts${rest}`, { body, headers: axios });
    const id = `connectionId=${client.credentialId}`;
    const created = await call('POST', `?${id}`, { firstName: 'Ada', lastName: 'King Noel' });
    const { contact } = expectOk(created);
    const filters = 'firstName=undefined&lastName=King+Noel&pageNumber=undefined&pageSize=100';
    const list = expectOk(await call('GET', `?${id}&${filters}`));
    expect(list.contacts).toEqual([contact]);
    const count = await call('GET', `/count?${id}`);
    expect(expectOk(count)).toHaveProperty('count');
    const keys = ['remoteId', 'firstName', 'lastName', 'account', 'addresses', 'emailAddresses'];
    for (const name of [...keys, 'phoneNumbers', 'lastActivityAt', 'id']) {
      expect(contact).toHaveProperty(name);
    }
    const address = { addressType: 'shipping', city: 'Springfield' };
    const put = await call('PUT', `/${contact.id}?${id}`, { addresses: [address] });
    expect(expectOk(put).contact).toMatchObject({
      lastName: 'King Noel',
      addresses: [address],
    });
    const got = await call('GET', `/${contact.id}?${id}&includeRemoteFields=undefined`);
    expect(expectOk(got).contact).not.toHaveProperty('remoteFields');
    expectOk(await call('DELETE', `/${contact.id}?${id}`));
  });

  test('before they are connected: a message with the status in it', async () => {
    for (const query of ['connectionId=null', 'connectionId=None']) {
      const reply = await client.call('GET', `/2023-12/one/crm/contacts?${query}`);
      expectError(reply, 400, 'invalid_request', { fields: ['credentialId'] });
    }
  });

  test('of Python: users without an id can never mean all of them', async () => {
    for (const method of ['PUT', 'DELETE']) {
      const { status } = await client.call(method, '/2023-12/one/users');
      expect([400, 404, 405]).toContain(status);
    }
  });

  test('get JSON with a message for everything that fails, and never a 204 or 422', async () => {
    const failing = [
      ['GET', '/2024-03/one/crm/contacts'],
      ['GET', `/2024-03/one/crm/contacts/a/b?connectionId=${client.credentialId}`],
      ['POST', '/2024-03/one/users/'],
      ['PUT', '/2024-03/one/crm/contacts/'],
    ] as const;
    for (const [method, path] of failing) {
      const reply = await client.send(path, { method });
      expect([204, 422]).not.toContain(reply.status);
      expect(reply.json).toHaveProperty('message', expect.stringMatching(/\S/));
    }
  });
});
