/** Custom values, and the searches of locations and tasks. */
import { toBase62Id } from '../../src/core/value/identifier.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  contactOf,
  startHighlevel,
  uuidPattern,
  type HighlevelServer,
} from './highlevel-client.ts';

let server: HighlevelServer;
let base: string;
beforeAll(async () => {
  server = await startHighlevel();
  base = `/locations/${server.home.locationId}`;
});
afterAll(() => server.stop());

const traceId = expect.stringMatching(uuidPattern) as string;
const unscoped = { statusCode: 401, message: 'The token is not authorized for this scope.' };
const elsewhere = { statusCode: 403, message: 'The token does not have access to this location.' };

function refused(message: string) {
  return { message, error: 'Bad Request', statusCode: 400, traceId };
}

describe('custom values', () => {
  test('POST /locations/{locationId}/customValues, then GET, PUT and DELETE /locations/{locationId}/customValues/{id}', async () => {
    const { locationId } = server.home;
    const path = `${base}/customValues`;
    const made = await server.call('POST', path, { body: { name: 'Our Town', value: 'Austin' } });
    const customValue = made.json['customValue'] as { id: string };
    const { id } = customValue;
    const fieldKey = '{{ custom_values.our_town }}';
    const shown = { id, name: 'Our Town', fieldKey, value: 'Austin', locationId };
    expect([made.status, made.json]).toEqual([201, { customValue: shown, traceId }]);
    const at = `${path}/${id}`;
    expect((await server.call('GET', at)).json).toEqual({ customValue, traceId });
    const long = '<p>'.padEnd(20_000, 'x');
    const changed = await server.call('PUT', at, { body: { name: 'City', value: long } });
    const after = { ...shown, name: 'City', value: long };
    expect([changed.status, changed.json]).toEqual([200, { customValue: after, traceId }]);
    expect((await server.call('GET', path)).json).toEqual({ customValues: [after], traceId });
    const { json } = await server.call('DELETE', at);
    expect(json).toEqual({ succeded: true, succeeded: true, traceId });
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const call = method === 'PUT' ? { body: { name: 'x', value: '' } } : {};
      expect((await server.call(method, at, call)).json).toEqual(refused('Custom value not found'));
    }
  });

  test('have one key each', async () => {
    const path = `${base}/customValues`;
    await server.call('POST', path, { body: { name: 'Phone No', value: '1' } });
    const again = await server.call('POST', path, { body: { name: 'phone-no', value: '2' } });
    expect(again.json).toEqual(refused('A custom value with the key phone_no exists already'));
  });

  test.each<[object, string[]]>([
    [
      {},
      [
        'name should not be empty',
        'name must be a string',
        'value should not be empty',
        'value must be a string',
      ],
    ],
    [{ name: '', value: 'x' }, ['name should not be empty']],
    [{ name: 'x', value: 7 }, ['value must be a string']],
    [{ name: '!', value: 'x' }, ['key must be made of a-z, 0-9 and _']],
    [{ name: 'x', value: 'x', key: 'x' }, ['property key should not exist']],
    [{ name: 'x', value: 'a\u0000b' }, ['value must not contain the NUL character']],
  ])('refuse %j', async (body, message) => {
    const { json } = await server.call('POST', `${base}/customValues`, { body });
    expect(json).toEqual({ message, error: 'Unprocessable Entity', statusCode: 422, traceId });
  });

  test('need their own scopes, and show nothing of another location', async () => {
    const path = `${base}/customValues`;
    const body = { name: 'Scoped', value: 'x' };
    const fields = ['locations/customFields.readonly', 'locations/customFields.write'] as const;
    const token = await server.tokenOf(server.home, ...fields);
    expect((await server.call('GET', path, { token })).json).toEqual(unscoped);
    expect((await server.call('POST', path, { token, body })).json).toEqual(unscoped);
    const readonly = await server.tokenOf(server.home, 'locations/customValues.readonly');
    expect((await server.call('GET', path, { token: readonly })).status).toBe(200);
    expect((await server.call('POST', path, { token: readonly, body })).json).toEqual(unscoped);
    const theirs = `/locations/${server.foreign.locationId}/customValues`;
    expect((await server.call('GET', theirs)).json).toEqual(elsewhere);
  });
});

describe('GET /locations/search', () => {
  test('finds the location of the token and no other', async () => {
    const { context, locationId } = server.home;
    const companyId = toBase62Id(context.workspace.organisationId);
    const location = {
      id: locationId,
      companyId,
      name: 'Home',
      country: 'US',
      timezone: 'America/Chicago',
      settings: { allowDuplicateContact: true },
    };
    const found = async (query: string) =>
      (await server.call('GET', `/locations/search?${query}`)).json;
    for (const query of ['', `companyId=${companyId}`, 'limit=1&skip=0&order=asc'])
      expect(await found(query)).toEqual({ locations: [location], traceId });
    const others = [
      `companyId=${toBase62Id(server.foreign.context.workspace.organisationId)}`,
      'email=a@example.com',
      'skip=1',
    ];
    for (const query of others) expect(await found(query)).toEqual({ locations: [], traceId });
  });

  test('refuses what it does not know, and needs locations.readonly', async () => {
    const { json } = await server.call('GET', '/locations/search?order=up&page=2');
    expect(json['message']).toEqual(
      expect.arrayContaining([
        'order must be a valid enum value',
        'property page should not exist',
      ]),
    );
    const { reader } = server.home;
    expect((await server.call('GET', '/locations/search', { token: reader })).json).toEqual(
      unscoped,
    );
  });
});

describe('POST /locations/{locationId}/tasks/search', () => {
  const path = () => `${base}/tasks/search`;
  let ann: string;
  let bob: string;
  let gone: string;
  let businessId: string;

  async function makeContact(firstName: string): Promise<string> {
    const body = { locationId: server.home.locationId, firstName };
    return String(contactOf(await server.call('POST', '/contacts/', { body }))['id']);
  }

  beforeAll(async () => {
    const { locationId } = server.home;
    [ann, bob, gone] = [await makeContact('Ann'), await makeContact('Bob'), await makeContact('X')];
    const tasks = [
      [ann, { title: 'Call', assignedTo: 'u1', completed: false }],
      [ann, { title: 'Write', body: 'a LETTER', completed: true }],
      [bob, { title: 'Visit', assignedTo: 'u2', completed: false }],
      [gone, { title: 'Forget', completed: false }],
    ] as const;
    for (const [id, task] of tasks)
      await server.call('POST', `/contacts/${id}/tasks`, {
        body: { dueDate: '2030-01-01', ...task },
      });
    await server.call('DELETE', `/contacts/${gone}`);
    const made = await server.call('POST', '/businesses/', { body: { locationId, name: 'Acme' } });
    businessId = (made.json['business'] as { id: string }).id;
    const body = { locationId, ids: [bob], businessId };
    await server.call('POST', '/contacts/bulk/business', { body });
  });

  async function found(body: object): Promise<string[]> {
    const { status, json } = await server.call('POST', path(), { body });
    expect(status).toBe(200);
    return (json['tasks'] as { title: string }[]).map(({ title }) => title);
  }

  test('finds tasks of live contacts by each of its fields, newest first', async () => {
    expect(await found({})).toEqual(['Visit', 'Write', 'Call']);
    expect(await found({ contactId: [ann] })).toEqual(['Write', 'Call']);
    expect(await found({ contactId: [ann, bob, 'abc'], completed: false })).toEqual([
      'Visit',
      'Call',
    ]);
    expect(await found({ contactId: [gone] })).toEqual([]);
    expect(await found({ contactId: ['abc'] })).toEqual([]);
    expect(await found({ assignedTo: ['u1', 'u9'] })).toEqual(['Call']);
    expect(await found({ query: 'letter' })).toEqual(['Write']);
    expect(await found({ businessId })).toEqual(['Visit']);
    expect(await found({ businessId: 'abc' })).toEqual([]);
    expect(await found({ limit: 1, skip: 1 })).toEqual(['Write']);
    expect(await found({ limit: 2, skip: 1 })).toEqual(['Write', 'Call']);
  });

  test('shows a task as its contact does', async () => {
    const { json } = await server.call('POST', path(), { body: { assignedTo: ['u1'] } });
    const own = await server.call('GET', `/contacts/${ann}/tasks`);
    const tasks = own.json['tasks'] as { title: string }[];
    expect(json).toEqual({ tasks: tasks.filter(({ title }) => title === 'Call'), traceId });
  });

  test('refuses what it cannot read', async () => {
    const body = { limit: 0, completed: 'no', status: 'open' };
    const { json } = await server.call('POST', path(), { body });
    expect(json['message']).toEqual(
      expect.arrayContaining([
        'limit must not be less than 1',
        'completed must be a boolean value',
        'property status should not exist',
      ]),
    );
  });

  test('needs locations/tasks.readonly, which opens nothing else', async () => {
    expect((await server.call('POST', path(), { token: server.home.reader })).json).toEqual(
      unscoped,
    );
    const token = await server.tokenOf(server.home, 'locations/tasks.readonly');
    expect((await server.call('POST', path(), { token })).status).toBe(200);
    expect((await server.call('GET', `/contacts/${ann}/tasks`, { token })).json).toEqual(unscoped);
    const theirs = `/locations/${server.foreign.locationId}/tasks/search`;
    expect((await server.call('POST', theirs, { token })).json).toEqual(elsewhere);
  });
});
