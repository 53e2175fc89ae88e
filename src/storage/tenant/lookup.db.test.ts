/** Who is this number or address, asked many at a time (DESIGN §4). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContactDraft } from '../../core/contact/contact-patch.ts';
import type { Contact } from '../../core/contact/contact.ts';
import { InvalidInput, Unavailable } from '../../core/errors.ts';
import type { Hub } from '../../core/hub.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import { makeStore } from '../store.ts';
import { Database } from '../database.ts';
import {
  HubFixture,
  makeIds,
  outside,
  reasonsOf,
  type TestTenant,
} from '../../../test/support/hub-fixture.ts';
import { makeHub } from '../../core/hub.ts';

let fixture: HubFixture;
let hub: Hub;
let tenant: TestTenant;
let context: TenantContext;
beforeAll(async () => {
  fixture = await HubFixture.open();
  ({ hub } = fixture.openProcess());
  tenant = await fixture.addTenant();
  context = tenant.context();
});
afterAll(() => fixture.close());

async function person(
  name: string,
  phones: readonly string[],
  more: ContactDraft = {},
): Promise<Contact> {
  return hub.contacts.create(context, {
    givenName: name,
    methods: phones.map((value) => ({ op: 'add', kind: 'phone', entry: { value } })),
    ...more,
  });
}
const namesAt = async (phone: string): Promise<unknown[]> =>
  (await hub.lookups.lookup(context, { phone })).map(({ givenName }) => givenName);

describe('a look-up', () => {
  test('finds a number however it is written, in what it was stored as', async () => {
    const { id } = await person('Ann', ['(555) 200-0001']);
    for (const phone of ['+15552000001', '555 200 0001', '1-555-200-0001', '5552000001']) {
      const [match, ...others] = await hub.lookups.lookup(context, { phone });
      expect(others).toEqual([]);
      expect(match).toMatchObject({
        contactId: id,
        shownName: 'Ann',
        matched: { kind: 'phone', value: '(555) 200-0001' },
      });
    }
    expect(await namesAt('555 200 0002')).toEqual([]);
  });

  test('finds a text that is no number by what is left of it', async () => {
    await person('Bell', ['ext. 4711']);
    expect(await namesAt('4711')).toEqual(['Bell']);
  });

  test('gives the live before the archived, flagged numbers first, then the oldest; never the deleted', async () => {
    const phone = '+15552000010';
    await person('archived', [phone], { archived: true });
    const gone = await person('deleted', [phone]);
    await person('older', [phone]);
    await person('newer', [phone]);
    await person('flagged', [], {
      methods: [{ op: 'add', kind: 'phone', entry: { value: phone, isPrimary: true } }],
    });
    await hub.contacts.remove(context, gone.id);
    expect(await namesAt(phone)).toEqual(['flagged', 'older', 'newer', 'archived']);
    await hub.contacts.restore(context, gone.id);
    expect(await namesAt(phone)).toEqual(['flagged', 'deleted', 'older', 'newer', 'archived']);
  });

  test('shows one person once who has the number twice, or matches by number and address', async () => {
    const both = await person('Both', ['5552000020'], {
      methods: [
        { op: 'add', kind: 'phone', entry: { value: '5552000020' } },
        { op: 'add', kind: 'email', entry: { value: 'Both@example.com' } },
      ],
    });
    const found = await hub.lookups.contacts(context, {
      phone: '5552000020',
      email: ' BOTH@example.com',
    });
    expect(found).toEqual([both]);
  });

  test('keeps numbers and addresses apart that are spelled the same', async () => {
    await person('Number', ['x@example.com']);
    await hub.contacts.create(context, {
      givenName: 'Address',
      methods: [{ op: 'add', kind: 'email', entry: { value: 'x@example.com' } }],
    });
    const byMail = await hub.lookups.lookup(context, { email: 'x@example.com' });
    expect(byMail.map(({ givenName }) => givenName)).toEqual(['Address']);
    expect(await namesAt('x@example.com')).toEqual(['Number']);
  });

  test('sees what was written before it, at once', async () => {
    const { id } = await person('Moved', ['5552000030']);
    await hub.contacts.update(context, id, {
      methods: [{ op: 'slot', kind: 'phone', value: '5552000031' }],
    });
    expect(await namesAt('5552000030')).toEqual([]);
    expect(await namesAt('5552000031')).toEqual(['Moved']);
  });

  test('needs a number or an address', async () => {
    await expect(hub.lookups.lookup(context, {})).rejects.toBeInstanceOf(InvalidInput);
  });
});

describe('look-ups asked at once', () => {
  test('each get their own answer, those without a match too, and one that cannot be asked spoils none', async () => {
    const people = await Promise.all(
      Array.from({ length: 30 }, (_, index) => person(`P${index}`, [`555300${1_000 + index}`])),
    );
    const answers = await Promise.all(
      Array.from({ length: 90 }, (_, index) =>
        namesAt(index === 45 ? 'nul \u0000' : `555300${1_000 + index}`),
      ),
    );
    expect(answers).toEqual(
      answers.map((_, index) => (index < people.length ? [`P${index}`] : [])),
    );
  });

  test('give a crowd that shares a number no more than a hundred', async () => {
    await Promise.all(Array.from({ length: 120 }, () => person('Crowd', ['5553900000'])));
    expect((await namesAt('5553900000')).length).toBe(100);
  });
});

test('a server that cannot be reached is Unavailable to look-ups, readers and writers', async () => {
  const url = fixture.database.appUrl.replace(/\/[^/]*$/, '/no_such_database');
  const database = new Database({ url });
  const nowhere = makeHub(
    makeStore({ database, clock: outside.clock, newId: makeIds('x'), secret: Buffer.alloc(32) }),
    outside,
  );
  const attempts = [
    nowhere.lookups.lookup(context, { phone: '1' }),
    nowhere.contacts.list(context, {
      filters: [],
      sort: { field: 'id', direction: 'asc' },
      limit: 1,
    }),
    nowhere.contacts.create(context, {}),
    nowhere.contacts.create(context, {}),
    nowhere.idempotency.begin(context, { key: 'k', route: 'r', body: 'b' }),
  ];
  const reasons = reasonsOf(await Promise.allSettled(attempts));
  expect(reasons.length).toBe(attempts.length);
  for (const reason of reasons) expect(reason).toBeInstanceOf(Unavailable);
  expect(await database.ping()).toBe(false);
  await database.close();
});
