import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Uuid } from '../../src/core/value/identifier.ts';
import { toBase62Id } from '../../src/core/value/identifier.ts';
import {
  contactOf,
  startHighlevel,
  uuidPattern,
  type HighlevelServer,
  type Reply,
} from './highlevel-client.ts';

let server: HighlevelServer;
let fieldId: Uuid;
const ids = new Map<string, string>();

/** By what the tests call them, in the order of their making. */
const people = {
  ann: {
    firstName: 'Ann',
    lastName: 'Archer',
    email: 'ann@example.com',
    phone: '(512) 555-0101',
    address1: '1 Elm St',
    city: 'Austin',
    state: 'TX',
    postalCode: '78701',
    country: 'US',
    companyName: 'Acme Roofing',
    source: 'web form',
    assignedTo: 'user1',
    tags: ['vip', 'roof lead'],
    dnd: true,
  },
  bob: {
    firstName: 'bob',
    lastName: 'Baker',
    email: 'bob@example.org',
    phone: '+44 20 7946 0958',
    city: 'London',
    country: 'GB',
    source: 'Referral',
    tags: ['vip'],
  },
  cleo: { firstName: 'Cléo', lastName: 'Zimmer', email: 'Cleo@Example.com', tags: ['cold'] },
  nobody: { phone: '+15125550199' },
};
type Person = keyof typeof people;

beforeAll(async () => {
  server = await startHighlevel();
  const { hub, home } = server;
  const field = await hub.customFields.create(home.context, { name: 'Pets', dataType: 'CHECKBOX' });
  const size = await hub.customFields.create(home.context, { name: 'Size', dataType: 'NUMERICAL' });
  fieldId = field.id;
  ids.set('size', toBase62Id(size.id));
  for (const [name, fields] of Object.entries(people)) {
    const customFields =
      name === 'ann' ? [{ id: field.id, value: ['Cat', 'Dog'] }] : [{ id: size.id, value: 7 }];
    const body = { locationId: home.locationId, ...fields, customFields };
    const reply = await server.call('POST', '/contacts/', { body });
    ids.set(name, String(contactOf(reply)['id']));
  }
});
afterAll(() => server.stop());

function search(fields: object): Promise<Reply> {
  const { locationId } = server.home;
  return server.call('POST', '/contacts/search', {
    body: { locationId, pageLimit: 10, ...fields },
  });
}

interface Item {
  readonly id: string;
  readonly searchAfter: readonly unknown[];
}

function namesOf(reply: Reply): string[] {
  expect(reply.text).toContain('"contacts"');
  const names = new Map([...ids].map(([name, id]) => [id, name]));
  return (reply.json['contacts'] as readonly Item[]).map(({ id }) => names.get(id) ?? id);
}

/** In the order of their making. */
async function found(...filters: unknown[]): Promise<readonly string[]> {
  const reply = await search({ filters, sort: [{ field: 'dateAdded', direction: 'asc' }] });
  const names = namesOf(reply);
  expect(reply.json['total']).toBe(names.length);
  return names;
}

const all: readonly Person[] = ['ann', 'bob', 'cleo', 'nobody'];

describe('POST /contacts/search filters', () => {
  test.each<[field: string, operator: string, value: unknown, expected: readonly Person[]]>([
    ['contactName', 'eq', 'ann archer', ['ann']],
    ['contactName', 'not_eq', 'Ann Archer', ['bob', 'cleo', 'nobody']],
    ['contactName', 'exists', undefined, ['ann', 'bob', 'cleo']],
    ['contactName', 'contains', 'n arch', ['ann']],
    ['firstNameLowerCase', 'eq', 'BOB', ['bob']],
    ['firstNameLowerCase', 'eq', ['bob', 'ann'], ['ann', 'bob']],
    ['firstNameLowerCase', 'not_eq', ['bob', 'ann'], ['cleo', 'nobody']],
    ['firstNameLowerCase', 'contains', 'É', ['cleo']],
    ['firstNameLowerCase', 'contains', 'e', []],
    ['firstNameLowerCase', 'not_contains', 'o', ['ann', 'nobody']],
    ['lastNameLowerCase', 'contains', 'mm', ['cleo']],
    ['lastNameLowerCase', 'contains', '%', []],
    ['lastNameLowerCase', 'not_exists', undefined, ['nobody']],
    ['email', 'eq', ' CLEO@example.com', ['cleo']],
    ['email', 'contains', 'example.com', ['ann', 'cleo']],
    ['email', 'not_contains', 'example.com', ['bob', 'nobody']],
    ['email', 'exists', undefined, ['ann', 'bob', 'cleo']],
    ['phone', 'eq', '512.555.0101', ['ann']],
    ['phone', 'eq', '+442079460958', ['bob']],
    ['phone', 'contains', '(512) 555', ['ann', 'nobody']],
    ['phone', 'not_exists', undefined, ['cleo']],
    ['address', 'eq', '1 elm st', ['ann']],
    ['address', 'contains', 'elm', ['ann']],
    ['city', 'eq', 'London', ['bob']],
    ['city', 'not_contains', 'don', ['ann', 'cleo', 'nobody']],
    ['postalCode', 'contains', '787', ['ann']],
    ['state', 'eq', 'tx', ['ann']],
    ['country', 'eq', 'GB', ['bob']],
    ['country', 'not_exists', undefined, ['cleo', 'nobody']],
    ['companyName', 'contains', 'roof', ['ann']],
    ['businessName', 'exists', undefined, []],
    ['assignedTo', 'eq', 'user1', ['ann']],
    ['assignedTo', 'not_exists', undefined, ['bob', 'cleo', 'nobody']],
    ['source', 'eq', 'referral', ['bob']],
    ['dnd', 'eq', true, ['ann']],
    ['dnd', 'eq', 'false', ['bob', 'cleo', 'nobody']],
    ['dnd', 'exists', undefined, all],
    ['isValidWhatsapp', 'eq', true, []],
    ['tags', 'eq', 'VIP', ['ann', 'bob']],
    ['tags', 'eq', ['cold', 'roof lead'], ['ann', 'cleo']],
    ['tags', 'not_eq', 'vip', ['cleo', 'nobody']],
    ['tags', 'contains', 'roof', ['ann']],
    ['tags', 'not_exists', undefined, ['nobody']],
    ['dateAdded', 'range', { gte: '2020-01-01', lt: 4_102_444_800_000 }, all],
    ['dateAdded', 'range', { from: '2020-01-01', to: '2020-01-02T00:00:00Z' }, []],
    ['dateUpdated', 'range', { gt: '2020-01-01T00:00:00Z' }, all],
    ['dateUpdated', 'not_exists', undefined, []],
    ['lastEmailOpenedDate', 'range', { gt: '2020-01-01' }, []],
    ['lastEmailClickedDate', 'not_exists', undefined, all],
  ])('%s %s %j', async (field, operator, value, expected) => {
    expect(await found({ field, operator, value })).toEqual(expected);
  });

  test('by the id of a contact, however it is written', async () => {
    const value = ids.get('bob');
    expect(await found({ field: 'id', operator: 'eq', value })).toEqual(['bob']);
    expect(await found({ field: 'id', operator: 'not_eq', value })).toEqual([
      'ann',
      'cleo',
      'nobody',
    ]);
    expect(await found({ field: 'id', operator: 'eq', value: 'no id' })).toEqual([]);
  });

  test('by custom field: an option, a part, an order, whether there is one', async () => {
    const pets = `customFields.${toBase62Id(fieldId)}`;
    const size = `customFields.${ids.get('size')}`;
    expect(await found({ field: pets, operator: 'eq', value: 'Dog' })).toEqual(['ann']);
    expect(await found({ field: pets, operator: 'not_eq', value: 'Dog' })).toEqual([
      'bob',
      'cleo',
      'nobody',
    ]);
    expect(await found({ field: pets, operator: 'contains', value: 'ca' })).toEqual(['ann']);
    expect(await found({ field: pets, operator: 'exists' })).toEqual(['ann']);
    expect(await found({ field: size, operator: 'eq', value: 7 })).toEqual([
      'bob',
      'cleo',
      'nobody',
    ]);
    expect(await found({ field: size, operator: 'range', value: { gt: 7 } })).toEqual([]);
    expect(await found({ field: size, operator: 'range', value: { gte: 6.5, lt: 8 } })).toEqual([
      'bob',
      'cleo',
      'nobody',
    ]);
  });

  test('are all to hold, and groups join them otherwise, in each other', async () => {
    const vip = { field: 'tags', operator: 'eq', value: 'vip' };
    const bob = { field: 'firstNameLowerCase', operator: 'eq', value: 'bob' };
    const cold = { field: 'tags', operator: 'eq', value: 'cold' };
    expect(await found(vip, bob)).toEqual(['bob']);
    expect(await found({ group: 'OR', filters: [bob, cold] })).toEqual(['bob', 'cleo']);
    const both = { group: 'AND', filters: [vip, bob] };
    expect(await found({ group: 'OR', filters: [both, cold] })).toEqual(['bob', 'cleo']);
    expect(await found(cold, { group: 'OR', filters: [both, vip] })).toEqual([]);
  });

  test('are joined with the text', async () => {
    const reply = await search({
      query: 'example',
      filters: [{ field: 'tags', operator: 'eq', value: 'vip' }],
    });
    expect(namesOf(reply)).toEqual(['bob', 'ann']);
  });
});

describe('POST /contacts/search sorts', () => {
  test.each<[field: string, expected: readonly Person[]]>([
    ['firstNameLowerCase', ['nobody', 'ann', 'bob', 'cleo']],
    ['lastNameLowerCase', ['nobody', 'ann', 'bob', 'cleo']],
    ['email', ['nobody', 'ann', 'bob', 'cleo']],
    ['source', ['cleo', 'nobody', 'bob', 'ann']],
    ['dnd', ['bob', 'cleo', 'nobody', 'ann']],
    ['dateAdded', ['ann', 'bob', 'cleo', 'nobody']],
  ])('by %s, both ways, by cursor and by page', async (field, expected) => {
    for (const direction of ['asc', 'desc']) {
      const sort = [{ field, direction }];
      const byCursor: string[] = [];
      const byPage: string[] = [];
      let searchAfter: readonly unknown[] = [];
      for (let page = 1; page <= all.length; page += 1) {
        const next = await search({ sort, pageLimit: 1, searchAfter });
        byCursor.push(...namesOf(next));
        searchAfter = (next.json['contacts'] as readonly Item[])[0]?.searchAfter ?? [];
        byPage.push(...namesOf(await search({ sort, pageLimit: 1, page })));
      }
      const inOrder = direction === 'asc' ? expected : expected.toReversed();
      expect(byCursor).toEqual(inOrder);
      expect(byPage).toEqual(inOrder);
      expect(namesOf(await search({ sort, searchAfter }))).toEqual([]);
    }
  });

  test('refuses the cursor of another order', async () => {
    const sort = [{ field: 'email' }];
    const reply = await search({ sort, searchAfter: [1, 2, ids.get('ann')] });
    expect(reply.status).toBe(422);
  });
});

describe('POST /contacts/search refuses', () => {
  const traceId = expect.stringMatching(uuidPattern) as string;
  const deep = Array.from({ length: 6 }).reduce<object>(
    (inner) => ({ group: 'AND', filters: [inner] }),
    { field: 'dnd', operator: 'exists' },
  );

  test.each<[filter: unknown, message: string]>([
    ['x', 'filters.0 must be an object'],
    [{ operator: 'eq', value: 1 }, 'filters.0.field must be a string'],
    [{ field: 'email', operator: 'is' }, 'filters.0.operator must be a valid enum value'],
    [{ field: 'email', operator: 'eq' }, 'filters.0.value should not be empty'],
    [
      { field: 'email', operator: 'eq', value: {} },
      'filters.0.value must be a string, a number or a boolean value',
    ],
    [
      { field: 'email', operator: 'eq', value: 'x'.repeat(76) },
      'filters.0.value must be shorter than or equal to 75 characters',
    ],
    [
      { field: 'email', operator: 'eq', value: 'a\u0000' },
      'filters.0.value must not contain the NUL character',
    ],
    [{ field: 'city', operator: 'contains', value: 5 }, 'filters.0.value must be a string'],
    [
      { field: 'state', operator: 'contains', value: 'T' },
      'filters.0.operator contains does not apply to state',
    ],
    [
      { field: 'email', operator: 'range', value: { gt: 1 } },
      'filters.0.operator range does not apply to email',
    ],
    [
      { field: 'dateAdded', operator: 'range', value: { gt: 'soon' } },
      'filters.0.value.gt must be a valid ISO 8601 date string',
    ],
    [
      { field: 'dateAdded', operator: 'range', value: { than: 1 } },
      'filters.0.value.property than should not exist',
    ],
    [{ field: 'dnd', operator: 'exists', not: 1 }, 'filters.0.property not should not exist'],
    [{ group: 'XOR', filters: [] }, 'filters.0.group must be a valid enum value'],
    [{ group: 'OR', filters: [] }, 'filters.0.filters should not be empty'],
    [
      deep,
      'filters.0.filters.0.filters.0.filters.0.filters.0.filters.0 must not be nested deeper than 5 groups',
    ],
  ])('%j with 422', async (filter, message) => {
    const reply = await search({ filters: [filter] });
    const error = 'Unprocessable Entity';
    expect(reply.json).toEqual({ message: [message], error, statusCode: 422, traceId });
  });

  test.each(['contact_name', 'customFields.Pets', 'toString'])('the field %s', async (field) => {
    const reply = await search({ filters: [{ field, operator: 'exists' }] });
    const message = `Invalid field ${field}`;
    expect(reply.json).toEqual({ message, error: 'Bad Request', statusCode: 400, traceId });
  });
});
