/** VoIPBIN's tags, customers and agents over a listening server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tag } from '../../src/dialects/voipbin/tags/schema.ts';
import {
  argument,
  expectError,
  jsonBody,
  shown,
  time,
  uuid,
  VoipbinClient,
} from './voipbin-client.ts';

const unknown = ['NOT_FOUND', 'RESOURCE_NOT_FOUND'] as const;
const invalidId = ['INVALID_ARGUMENT', 'INVALID_ID'] as const;
const unknownId = '0b6f3f0e-6d0c-4f5e-9d7e-0f8a3c2b1a00';
const like = (form: RegExp): unknown => expect.stringMatching(form);

let client: VoipbinClient;
beforeAll(async () => {
  client = await VoipbinClient.start();
});
afterAll(() => client.stop());

const define = (name: string, more: object = {}) =>
  shown<Tag>(client.call('POST', '/tags', { name, ...more }));
const single = ({ id }: Tag) => `/tags/${id}`;

interface List<T> {
  readonly result: readonly T[];
  readonly next_page_token: string;
}

describe('GET /tags', () => {
  test('is empty without tags', async () => {
    const { text } = await client.call('GET', '/tags', undefined, client.foreign.accesskey);
    expect(text).toBe('{"result":[],"next_page_token":""}');
  });

  test('has the newest first, in pages by the time of the last', async () => {
    const made: Tag[] = [];
    for (const name of ['page one', 'page two', 'page three']) made.push(await define(name));
    const [one, two, three] = made;
    const list = (query: string) => shown<List<Tag>>(client.call('GET', `/tags?${query}`));
    const first = await list('page_size=2');
    expect(first.result).toEqual([three, two]);
    const second = await list(`page_size=1&page_token=${first.next_page_token}`);
    expect(second.result).toEqual([one]);
    expect((await list(`page_token=2020-01-01T00:00:00.000000Z`)).next_page_token).toBe('');
    expectError(await client.call('GET', '/tags?page_token=x'), 400, argument);
  });
});

describe('POST /tags', () => {
  test('answers 200 with the tag, its name in lower case as everywhere in the hub', async () => {
    const { status, json } = await client.call('POST', '/tags', {
      name: ' VIP ',
      detail: 'Call first',
    });
    expect([status, json]).toEqual([
      200,
      {
        id: like(uuid),
        customer_id: client.home.customerId,
        name: 'vip',
        detail: 'Call first',
        tm_create: like(time),
        tm_update: null,
        tm_delete: null,
      },
    ]);
  });

  test('refuses a name that is taken, missing or blank', async () => {
    await define('taken');
    const exists = ['ALREADY_EXISTS', 'ALREADY_EXISTS'] as const;
    expectError(await client.call('POST', '/tags', { name: 'Taken' }), 409, exists);
    expectError(await client.call('POST', '/tags', {}), 400, argument, 'name must be given.');
    expectError(await client.call('POST', '/tags', { name: ' ' }), 400, argument);
    expectError(await client.call('POST', '/tags', { name: 7 }), 400, jsonBody);
  });
});

test('GET /tags/{id} answers the tag', async () => {
  const tag = await define('read');
  expect(await shown(client.call('GET', single(tag)))).toEqual(tag);
});

test('PUT /tags/{id} changes what is given', async () => {
  const before = await define('before', { detail: 'kept' });
  const after = await shown<Tag>(
    client.call('PUT', single(before), { name: 'After', detail: null }),
  );
  expect(after).toEqual({ ...before, name: 'after', tm_update: like(time) });
  expect(await shown(client.call('PUT', single(before), {}))).toEqual(after);
});

test('DELETE /tags/{id} answers the tag with the time, and contacts keep the bare id', async () => {
  const tag = await define('gone');
  const contact = await client.create({ tag_ids: [tag.id] });
  const gone = await shown<Tag>(client.call('DELETE', single(tag)));
  expect(gone).toEqual({ ...tag, tm_update: like(time), tm_delete: gone.tm_update });
  expectError(await client.call('DELETE', single(tag)), 404, unknown);
  expect((await client.get(contact.id)).tag_ids).toEqual([tag.id]);
});

test('a tag that is unknown, of another workspace, or no id is refused with every verb', async () => {
  const foreign = await shown<Tag>(
    client.call('POST', '/tags', { name: 'theirs' }, client.foreign.accesskey),
  );
  for (const [method, body] of [['GET'], ['PUT', { name: 'x' }], ['DELETE']] as const) {
    for (const id of [unknownId, foreign.id])
      expectError(await client.call(method, `/tags/${id}`, body), 404, unknown);
    expectError(await client.call(method, '/tags/vip', body), 400, invalidId);
  }
});

describe('customers', () => {
  const own = () => ({
    id: client.home.customerId,
    name: 'Home',
    status: 'active',
    tm_delete: null,
  });

  test('GET /customers lists the own alone, and ends like every list', async () => {
    const first = await shown<List<object>>(client.call('GET', '/customers'));
    expect(first.result).toMatchObject([own()]);
    const next = await client.call('GET', `/customers?page_token=${first.next_page_token}`);
    expect(next.json).toEqual({ result: [], next_page_token: '' });
  });

  test('GET /customer answers the own', async () => {
    expect(await shown(client.call('GET', '/customer'))).toMatchObject(own());
  });

  test('GET /customers/{id} answers the own, and knows no other', async () => {
    const { customerId } = client.home;
    expect(await shown(client.call('GET', `/customers/${customerId}`))).toMatchObject(own());
    const other = await client.call('GET', `/customers/${client.foreign.customerId}`);
    expectError(other, 404, unknown);
  });
});

describe('GET /me', () => {
  test.each([
    ['CustomerAdmin', 32],
    ['CustomerManager', 64],
    ['CustomerAgent', 16],
  ])('answers a key with %s as an agent of permission %i', async (scope, permission) => {
    const { key } = await client.makeKey(scope);
    expect(await shown(client.call('GET', '/me', undefined, key))).toEqual({
      id: like(uuid),
      customer_id: client.home.customerId,
      permission,
      tag_ids: [],
      addresses: [],
    });
  });
});

test('an agent reaches neither tags nor customers', async () => {
  const { key } = await client.makeKey('CustomerAgent');
  for (const path of ['/tags', '/customers', '/customer', `/tags/${unknownId}`]) {
    const reply = await client.call('GET', path, undefined, key);
    expectError(reply, 403, ['PERMISSION_DENIED', 'PERMISSION_DENIED']);
  }
});
