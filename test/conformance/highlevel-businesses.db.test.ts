/** Businesses, and the pages of their contacts under v3. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  contactOf,
  startHighlevel,
  uuidPattern,
  type HighlevelServer,
} from './highlevel-client.ts';

let server: HighlevelServer;
beforeAll(async () => {
  server = await startHighlevel();
});
afterAll(() => server.stop());

const traceId = expect.stringMatching(uuidPattern) as string;
const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;

async function makeBusiness(fields: object = {}, location = server.home): Promise<string> {
  const { locationId, token } = location;
  const body = { locationId, name: 'Acme', ...fields };
  const { json } = await server.call('POST', '/businesses/', { token, body });
  return (json['business'] as { id: string }).id;
}

function refused(message: string) {
  return { message, error: 'Bad Request', statusCode: 400, traceId };
}

const details = {
  phone: '+18832327657',
  email: 'john@example.com',
  website: 'www.example.com',
  address: '1 Main St',
  city: 'Austin',
  postalCode: '73301',
  state: 'TX',
  country: 'us',
  description: 'Makes things',
};

test('POST /businesses, then GET, PUT and DELETE /businesses/{businessId}', async () => {
  const { locationId } = server.home;
  const body = { locationId, name: 'Acme', ...details };
  const made = await server.call('POST', '/businesses/', { body });
  const business = made.json['business'] as { id: string };
  const { id } = business;
  const shown = {
    id,
    locationId,
    name: 'Acme',
    ...details,
    createdAt: instant,
    updatedAt: instant,
  };
  expect([made.status, made.json]).toEqual([
    201,
    { success: true, buiseness: shown, business: shown, traceId },
  ]);
  const path = `/businesses/${id}`;
  expect((await server.call('GET', path)).json).toEqual({ business, traceId });
  const changes = { name: 'Acme Ltd', city: null, description: '' };
  const changed = await server.call('PUT', path, { body: changes });
  const { city: _, description: __, ...kept } = shown;
  const after = { ...kept, name: 'Acme Ltd' };
  expect([changed.status, changed.json]).toEqual([
    200,
    { success: true, buiseness: after, business: after, traceId },
  ]);
  const removed = await server.call('DELETE', path);
  expect([removed.status, removed.json]).toEqual([200, { success: true, traceId }]);
  for (const method of ['GET', 'PUT', 'DELETE'])
    expect((await server.call(method, path, method === 'PUT' ? { body: {} } : {})).json).toEqual(
      refused('Business not found'),
    );
});

test('GET /businesses lists the oldest first, by parts if asked, without deleted ones', async () => {
  const { locationId } = server.foreign;
  const token = await server.tokenOf(server.foreign, 'businesses.readonly', 'businesses.write');
  const location = { ...server.foreign, token };
  const names = ['One', 'Two', 'Three', 'Four'];
  const ids: string[] = [];
  for (const name of names) ids.push(await makeBusiness({ name }, location));
  await server.call('DELETE', `/businesses/${String(ids[1])}`, { token });
  const list = async (query = '') => {
    const path = `/businesses/?locationId=${locationId}${query}`;
    const { json } = await server.call('GET', path, { token });
    return (json['businesses'] as { name: string }[]).map(({ name }) => name);
  };
  expect(await list()).toEqual(['One', 'Three', 'Four']);
  expect(await list('&limit=2&skip=1')).toEqual(['Three', 'Four']);
  expect(await list('&limit=2&skip=2')).toEqual(['Four']);
});

test('are the accounts that the other APIs show', async () => {
  const id = await makeBusiness({ name: 'Shared', address: '2 Side St' });
  const { hub, home } = server;
  const [account] = (
    await hub.accounts.list(home.context, {
      filters: [{ field: 'name', op: 'eq', value: 'Shared' }],
      sort: { field: 'createdAt', direction: 'asc' },
      limit: 1,
    })
  ).items;
  expect(account).toMatchObject({ name: 'Shared', street: '2 Side St', active: true });
  if (!account) throw new Error('no account');
  await hub.accounts.update(home.context, account.id, { website: 'shared.example.com' });
  const { json } = await server.call('GET', `/businesses/${id}`);
  expect(json).toMatchObject({ business: { website: 'shared.example.com' } });
});

test.each<[string, object, string[]]>([
  ['POST', {}, ['name should not be empty', 'name must be a string']],
  ['POST', { name: '' }, ['name should not be empty']],
  ['POST', { name: '  ' }, ['name must not be empty']],
  ['PUT', { name: '' }, ['name should not be empty']],
  ['PUT', { phone: 7 }, ['phone must be a string']],
  ['PUT', { locationId: 'x' }, ['property locationId should not exist']],
])('%s refuses %j', async (method, fields, message) => {
  const { locationId } = server.home;
  const path = method === 'POST' ? '/businesses/' : `/businesses/${await makeBusiness()}`;
  const body = method === 'POST' ? { locationId, ...fields } : fields;
  const { json } = await server.call(method, path, { body });
  expect(json).toEqual({ message, error: 'Unprocessable Entity', statusCode: 422, traceId });
});

test('a text that no honest value exceeds is refused by name', async () => {
  const path = `/businesses/${await makeBusiness()}`;
  const body = { address: 'x'.repeat(2001), description: 'x'.repeat(100_001) };
  const { json } = await server.call('PUT', path, { body });
  expect(json['message']).toEqual([
    'address must be at most 2000 characters long',
    'description must be at most 100000 characters long',
  ]);
});

test('are seen by nobody else, and with their scopes alone', async () => {
  const { locationId } = server.foreign;
  const path = `/businesses/${await makeBusiness()}`;
  const theirs = await server.tokenOf(server.foreign, 'businesses.readonly', 'businesses.write');
  for (const method of ['GET', 'DELETE'])
    expect((await server.call(method, path, { token: theirs })).json).toEqual(
      refused('Business not found'),
    );
  const elsewhere = {
    statusCode: 403,
    message: 'The token does not have access to this location.',
  };
  expect((await server.call('GET', `/businesses/?locationId=${locationId}`)).json).toEqual(
    elsewhere,
  );
  const body = { locationId, name: 'x' };
  expect((await server.call('POST', '/businesses/', { body })).json).toEqual(elsewhere);
  const unscoped = { statusCode: 401, message: 'The token is not authorized for this scope.' };
  const readonly = await server.tokenOf(server.home, 'businesses.readonly');
  const write = await server.tokenOf(server.home, 'businesses.write');
  expect((await server.call('PUT', path, { token: readonly, body: {} })).json).toEqual(unscoped);
  expect((await server.call('DELETE', path, { token: readonly })).json).toEqual(unscoped);
  expect((await server.call('GET', path, { token: write })).json).toEqual(unscoped);
  expect((await server.call('GET', path, { token: server.home.reader })).json).toEqual(unscoped);
});

describe('startAfter of GET /contacts/business/{businessId}', () => {
  async function fill(count: number): Promise<{ path: string; ids: string[] }> {
    const businessId = await makeBusiness();
    const { locationId } = server.home;
    const ids: string[] = [];
    for (let at = 0; at < count; at++) {
      const body = { locationId, firstName: `Ann ${at}` };
      ids.unshift(String(contactOf(await server.call('POST', '/contacts/', { body }))['id']));
    }
    await server.call('POST', '/contacts/bulk/business', { body: { locationId, ids, businessId } });
    return { path: `/contacts/business/${businessId}?locationId=${locationId}`, ids };
  }

  test('pages to the end under v3', async () => {
    const { path, ids } = await fill(5);
    const seen: string[] = [];
    let cursor = '';
    for (let page = 0; page < 3; page++) {
      const { json } = await server.call('GET', `${path}&limit=2${cursor}`, { version: 'v3' });
      const contacts = json['contacts'] as { id: string; startAfter: [string, string] }[];
      seen.push(...contacts.map(({ id }) => id));
      expect(json['count']).toBe(5);
      const [name = '', id = ''] = contacts.at(-1)?.startAfter ?? [];
      cursor = `&${new URLSearchParams([
        ['startAfter', name],
        ['startAfter', id],
      ]).toString()}`;
    }
    expect(seen).toEqual(ids);
  });

  test('is refused before v3, with skip, and when it leads nowhere', async () => {
    const { path, ids } = await fill(1);
    const after = `&startAfter=ann&startAfter=${String(ids[0])}`;
    const message = async (query: string, version = 'v3') =>
      (await server.call('GET', path + query, { version })).json['message'];
    expect(await message(after, '2021-07-28')).toEqual(['property startAfter should not exist']);
    expect(await message(`${after}&skip=1`)).toEqual(['startAfter must not be combined with skip']);
    for (const nowhere of ['&startAfter=ann', '&startAfter=ann&startAfter=0000000000000000zzzz'])
      expect(await message(nowhere)).toEqual([
        'startAfter must be that of the last contact of the previous page',
      ]);
  });
});
