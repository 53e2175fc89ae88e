/** Lists and counts of the unified CRM API: filters, pages by number and by cursor, over a listening server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { normalizeUuid, type Uuid } from '../../src/core/value/identifier.ts';
import { parseIsoInstant } from '../../src/core/value/instant.ts';
import {
  expectError,
  expectOk,
  UnifiedClient,
  type Contact,
  type ContactList,
} from './unified-client.ts';

let client: UnifiedClient;
let people: Record<'ada' | 'grace' | 'nobody' | 'gone', Contact>;

function uuidOf({ id }: { readonly id: string }): Uuid {
  const found = normalizeUuid(id);
  if (found === null) throw new Error('no uuid');
  return found;
}

beforeAll(async () => {
  client = await UnifiedClient.start();
  const { hub } = client.server.runtime;
  const account = await hub.accounts.create(client.context, { name: 'Example Engines' });
  const ada = await client.create({
    lastName: 'Lovelace',
    firstName: 'Ada',
    account: account.id,
    emailAddresses: [{ emailAddress: 'Ada@Example.com' }],
    phoneNumbers: [{ phoneNumber: '(555) 123-4567' }],
  });
  await hub.contacts.update(client.context, uuidOf(ada), {
    lastActivityAt: parseIsoInstant('2026-02-03T04:05:06.789012Z'),
  });
  const grace = await client.create({
    lastName: 'Hopper',
    firstName: 'Grace',
    account: 'Navy',
    phoneNumbers: [{ phoneNumber: '+44 20 7946 0018' }],
  });
  const nobody = await client.create({ lastName: 'Null' });
  const gone = await client.create({ lastName: 'Gone', firstName: 'Ada' });
  await client.call('DELETE', `/crm/contacts/${gone.id}`);
  people = { ada: await client.get(ada.id), grace, nobody, gone: await client.get(gone.id) };
});
afterAll(() => client.stop());

describe('filters', () => {
  const all = ['Lovelace', 'Hopper', 'Null'];

  test.each([
    ['', all],
    ['firstName=ada', ['Lovelace']],
    ['firstName=Ad', []],
    ['firstNameContains=RA', ['Hopper']],
    ['firstNameNotEquals=Ada', ['Hopper', 'Null']],
    ['lastName=Lovelace', ['Lovelace']],
    ['lastNameContains=o', ['Lovelace', 'Hopper']],
    ['lastNameNotEquals=hopper', ['Lovelace', 'Null']],
    ['account=example%20engines', ['Lovelace']],
    ['account=Navy', ['Hopper']],
    ['accountContains=EN', ['Lovelace']],
    ['accountNotEquals=Navy', ['Lovelace', 'Null']],
    ['lastActivityAt=2026-02-03T04:05:06.789Z', ['Lovelace']],
    ['lastActivityAt=2026-02-03T06:05:06.789%2B02:00', ['Lovelace']],
    ['lastActivityAt=2026-02-03T04:05:06.788Z', []],
    ['emailAddress=ada@example.com', ['Lovelace']],
    ['phoneNumber=%2B15551234567', ['Lovelace']],
    ['phoneNumber=555-123-4567', ['Lovelace']],
    ['phoneNumber=+442079460018', ['Hopper']],
    ['phoneNumber=123', []],
    ['includeDeleted=true', [...all, 'Gone']],
    ['includeDeleted=false', all],
    ['includeDeleted=True&firstName=Ada', ['Lovelace', 'Gone']],
    ['firstName=Ada&lastNameNotEquals=Hopper', ['Lovelace']],
    ['lastName=Null', ['Null']],
    ['lastName=null', all],
    ['firstName=undefined&lastNameContains=&account=None', all],
  ])('%s finds %j, and the count agrees', async (query, names) => {
    expect(await client.namesIn(query)).toEqual(names);
    expect(await client.count(query)).toBe(names.length);
  });

  test('an account is found by its id in any case', async () => {
    const { hub } = client.server.runtime;
    const account = await hub.accounts.resolve(client.context, 'Example Engines');
    expect(await client.namesIn(`account=${account?.id.toUpperCase()}`)).toEqual(['Lovelace']);
    expect(await client.namesIn(`accountNotEquals=${account?.id}`)).toEqual(['Hopper', 'Null']);
  });

  test.each(['createdAt', 'remoteCreatedAt', 'updatedAt', 'remoteUpdatedAt'] as const)(
    'times from %sMin on and before %sMax are found by the values of a reply',
    async (field) => {
      const [ada, grace] = [people.ada[field], people.grace[field]];
      const [from, to] = ada < grace ? [ada, grace] : [grace, ada];
      const both = await client.namesIn(`${field}Min=${from}`);
      expect(both).toEqual(expect.arrayContaining(['Lovelace', 'Hopper']));
      expect(await client.namesIn(`${field}Min=${from}&${field}Max=${to}`)).toEqual([
        ada < grace ? 'Lovelace' : 'Hopper',
      ]);
      expect(await client.namesIn(`${field}Max=${from}`)).toEqual([]);
      expect(await client.namesIn(`${field}Max=2026-01-01`)).toEqual([]);
    },
  );

  test('a deleted contact is found by its new updatedAt, as those who keep copies ask', async () => {
    const { contacts } = await client.list(
      `includeDeleted=true&updatedAtMin=${people.gone.updatedAt}`,
    );
    expect(contacts).toEqual([people.gone]);
    expect(people.gone.remoteDeleted).toBe(true);
  });

  test('remoteId finds one contact, and still obeys the other filters', async () => {
    const { ada, gone } = people;
    expect((await client.list(`remoteId=${ada.id.toUpperCase()}`)).contacts).toEqual([ada]);
    expect(await client.count(`remoteId=${ada.id}`)).toBe(1);
    expect(await client.namesIn(`remoteId=${ada.id}&lastName=Hopper`)).toEqual([]);
    expect(await client.namesIn(`remoteId=${ada.id}&pageNumber=2`)).toEqual([]);
    expect(await client.namesIn(`remoteId=${gone.id}`)).toEqual([]);
    expect(await client.namesIn(`remoteId=${gone.id}&includeDeleted=true`)).toEqual(['Gone']);
    expect(await client.namesIn('remoteId=unknown')).toEqual([]);
    expect(await client.count('remoteId=unknown')).toBe(0);
  });

  test('a parameter that is none is ignored and reported', async () => {
    const { contacts, warnings } = await client.list('email=x&firstName=Ada');
    expect(contacts).toHaveLength(1);
    expect(warnings).toMatchObject([{ code: 'unknown_parameter', field: 'email' }]);
    expect(await client.list('email=undefined')).not.toHaveProperty('warnings');
  });

  test.each([
    ['pageNumber=x', 'pageNumber'],
    ['pageNumber=0', 'pageNumber'],
    ['pageNumber=20000001', 'pageNumber'],
    ['pageNumber=1.5', 'pageNumber'],
    ['pageSize=x', 'pageSize'],
    ['pageSize=0', 'pageSize'],
    ['cursor=x', 'cursor'],
    ['createdAtMin=yesterday', 'createdAtMin'],
    ['lastActivityAt=2026-02-30', 'lastActivityAt'],
    ['includeDeleted=maybe', 'includeDeleted'],
    ['firstName=a&firstName=b', 'firstName'],
    ['firstName=%00', 'firstName'],
  ])('%s is refused and named', async (query, field) => {
    expectError(await client.call('GET', client.path('', query)), 400, 'invalid_request', {
      fields: [field],
    });
  });
});

describe('pages', () => {
  const prefix = 'Page';
  const nameOf = (index: number) => `${prefix} ${String(index).padStart(3, '0')}`;
  const names = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) => nameOf(from + index));
  let made = 0;

  async function add(count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) {
      await client.create({ lastName: nameOf(made) });
      made += 1;
    }
  }
  beforeAll(() => add(110));

  test('have 50 rows, or up to a hundred when asked', async () => {
    const filter = `lastNameContains=${prefix}`;
    expect(await client.namesIn(filter)).toEqual(names(0, 50));
    expect(await client.namesIn(`${filter}&pageSize=100`)).toEqual(names(0, 100));
    expect(await client.namesIn(`${filter}&pageSize=100000`)).toEqual(names(0, 100));
    expect(await client.namesIn(`${filter}&pageSize=100&pageNumber=2`)).toEqual(names(100, made));
  });

  test('by number show every row once to the end, while rows are added and removed', async () => {
    const doomed = await client.create({ lastName: `${prefix} AAA` });
    const filter = `lastNameContains=${prefix}&pageSize=25`;
    const seen: (string | null)[] = [];
    for (let page = 1; ; page += 1) {
      const found = await client.namesIn(`${filter}&pageNumber=${page}`);
      seen.push(...found);
      if (found.length < 25) break;
      if (page === 1) await client.call('DELETE', `/crm/contacts/${doomed.id}`);
      if (page < 4) await add(3);
    }
    expect(seen).toEqual(names(0, made));
    const beyond = await client.list(`${filter}&pageNumber=1000`);
    expect(beyond).toMatchObject({
      contacts: [],
      pageInfo: { hasNext: false, nextCursor: null },
    });
  });

  test('a row deleted from a page that was seen hides no other row', async () => {
    const filter = `lastNameContains=${prefix}&pageSize=10`;
    const [first] = (await client.list(filter)).contacts;
    if (!first) throw new Error('there are pages');
    await client.call('DELETE', `/crm/contacts/${first.id}`);
    expect(await client.namesIn(`${filter}&pageNumber=2`)).toEqual(names(10, 20));
  });

  test('by cursor show every row once to the end, while rows are added', async () => {
    const seen: (string | null)[] = [];
    let cursor = '';
    for (let turn = 0; turn < 50; turn += 1) {
      const query = `lastNameContains=${prefix}&pageSize=20&pageNumber=9&cursor=${cursor}`;
      // An empty cursor is none, and then the number counts.
      const start = query.replace('&pageNumber=9&cursor=', '');
      const page = await client.list(cursor === '' ? start : query);
      seen.push(...page.contacts.map(({ lastName }) => lastName));
      expect(page.pageInfo.hasNext).toBe(page.pageInfo.nextCursor !== null);
      if (page.pageInfo.nextCursor === null) break;
      cursor = page.pageInfo.nextCursor;
      if (turn < 3) await add(2);
    }
    expect(seen).toEqual(names(1, made));
  });

  test('by number lead on to cursors', async () => {
    const filter = `lastNameContains=${prefix}&pageSize=10`;
    const { pageInfo } = await client.list(`${filter}&pageNumber=2`);
    expect(await client.namesIn(`${filter}&cursor=${pageInfo.nextCursor}`)).toEqual(
      await client.namesIn(`${filter}&pageNumber=3`),
    );
  });

  test('tell that there is nothing to wait for', async () => {
    const list: ContactList = expectOk(await client.call('GET', '/crm/contacts'));
    expect(list.syncInfo).toEqual({
      status: 'completed',
      lastSyncStartedAt: null,
      lastSyncCompletedAt: null,
      error: null,
    });
  });
});
