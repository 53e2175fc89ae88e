/** VoIPBIN's access keys over a listening server: made, described and revoked by an administrator's key. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccessKey, NewAccessKey } from '../../src/dialects/voipbin/access-keys/schema.ts';
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
const day = 86_400;
const like = (form: RegExp): unknown => expect.stringMatching(form);

let client: VoipbinClient;
beforeAll(async () => {
  client = await VoipbinClient.start();
});
afterAll(() => client.stop());

const make = (body: object = {}, key?: string) =>
  shown<NewAccessKey>(client.call('POST', '/accesskeys', { expire: day, ...body }, key));
const single = ({ id }: { id: string }) => `/accesskeys/${id}`;

interface List {
  readonly result: readonly AccessKey[];
  readonly next_page_token: string;
}

/** As every reply but the first shows it. */
function withoutToken({ token, ...rest }: NewAccessKey): AccessKey {
  expect(token).toContain(rest.token_prefix);
  return rest;
}

test('POST /accesskeys answers 200 with the key, which opens the same customer', async () => {
  const made = await make({ name: 'Reception', detail: 'The phone at the front desk' });
  expect(made).toEqual({
    id: like(uuid),
    customer_id: client.home.customerId,
    name: 'Reception',
    detail: 'The phone at the front desk',
    token: like(/^vb_\w{40}$/),
    token_prefix: made.token.slice(0, 11),
    tm_expire: like(time),
    tm_create: like(time),
    tm_update: null,
    tm_delete: null,
  });
  const lasts = Date.parse(made.tm_expire ?? '') - Date.parse(made.tm_create);
  expect(lasts / 3_600_000).toBeCloseTo(24, 1);
  expect((await client.call('GET', '/contacts', undefined, made.token)).status).toBe(200);
});

test('a key is refused once its seconds have passed', async () => {
  const { token } = await make();
  await client.advance('PT23H59M');
  expect((await client.call('GET', '/contacts', undefined, token)).status).toBe(200);
  await client.advance('PT2M');
  const invalid = ['UNAUTHENTICATED', 'INVALID_CREDENTIALS'] as const;
  expectError(await client.call('GET', '/contacts', undefined, token), 401, invalid);
  await client.advance(null);
});

test.each([
  [{ expire: day - 1 }, argument],
  [{ expire: 1e12 }, argument],
  [{ name: 'x' }, argument],
  [{ expire: day, name: 'x'.repeat(201) }, argument],
  [{ expire: 'tomorrow' }, jsonBody],
  [{ expire: day, name: 7 }, jsonBody],
])('POST /accesskeys refuses %j', async (body, reason) => {
  expectError(await client.call('POST', '/accesskeys', body), 400, reason);
});

test('GET /accesskeys lists the keys of this API, the newest first, in pages by the time of the last', async () => {
  const one = await make({ name: 'page one' });
  const two = await make({ name: 'page two' });
  await client.auth.keys.create(client.home.context, { audience: 'native', label: 'not theirs' });
  const first = await shown<List>(client.call('GET', '/accesskeys?page_size=1'));
  expect(first.result).toEqual([withoutToken(two)]);
  const next = `/accesskeys?page_size=1&page_token=${first.next_page_token}`;
  expect((await shown<List>(client.call('GET', next))).result).toEqual([withoutToken(one)]);
  const all = await shown<List>(client.call('GET', '/accesskeys'));
  expect(all.result.map(({ name }) => name)).not.toContain('not theirs');
});

test('GET /accesskeys/{id} answers the key without its token', async () => {
  const made = await make({ name: 'read' });
  expect(await shown(client.call('GET', single(made)))).toEqual(withoutToken(made));
});

test('PUT /accesskeys/{id} changes the words that are given', async () => {
  const made = await make({ name: 'before', detail: 'kept' });
  const after = await shown(client.call('PUT', single(made), { name: 'after', detail: null }));
  expect(after).toEqual({ ...withoutToken(made), name: 'after', tm_update: like(time) });
  expect((await client.call('GET', '/contacts', undefined, made.token)).status).toBe(200);
});

test('DELETE /accesskeys/{id} answers the key with the time, and it opens nothing any more', async () => {
  const made = await make({ name: 'gone' });
  const gone = await shown<AccessKey>(client.call('DELETE', single(made)));
  expect(gone).toEqual({
    ...withoutToken(made),
    tm_update: gone.tm_delete,
    tm_delete: like(time),
  });
  expect((await client.call('GET', '/contacts', undefined, made.token)).status).toBe(401);
  expectError(await client.call('GET', single(made)), 404, unknown);
  expectError(await client.call('DELETE', single(made)), 404, unknown);
  const { result } = await shown<List>(client.call('GET', '/accesskeys'));
  expect(result.map(({ id }) => id)).not.toContain(made.id);
});

test('a key that is unknown, of another customer, of another API, or no id is refused with every verb', async () => {
  const theirs = await make({}, client.foreign.accesskey);
  const other = await client.auth.keys.create(client.home.context, {
    audience: 'native',
    label: '',
  });
  const invalidId = ['INVALID_ARGUMENT', 'INVALID_ID'] as const;
  for (const [method, body] of [['GET'], ['PUT', { name: 'x' }], ['DELETE']] as const) {
    for (const id of ['0b6f3f0e-6d0c-4f5e-9d7e-0f8a3c2b1a00', theirs.id, other.id])
      expectError(await client.call(method, `/accesskeys/${id}`, body), 404, unknown);
    expectError(await client.call(method, '/accesskeys/vip', body), 400, invalidId);
  }
  expect((await client.call('GET', '/contacts', undefined, theirs.token)).status).toBe(200);
});

test('only an administrator’s key reaches keys', async () => {
  const denied = ['PERMISSION_DENIED', 'PERMISSION_DENIED'] as const;
  const { key } = await client.makeKey('CustomerManager');
  for (const [method, path, body] of [
    ['GET', '/accesskeys'],
    ['POST', '/accesskeys', { expire: day }],
  ] as const)
    expectError(await client.call(method, path, body, key), 403, denied);
});
