/** Lists by filters: what they may ask, and what they cost. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidInput } from '../../core/errors.ts';
import type { ContactFilter, RecordFilter } from '../../core/port/list-query.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import { HubFixture, type TestProcess } from '../../../test/support/hub-fixture.ts';

let fixture: HubFixture;
let process: TestProcess;
let context: TenantContext;
beforeAll(async () => {
  fixture = await HubFixture.open();
  process = fixture.openProcess({ maxConnections: 1 });
  context = (await fixture.addTenant()).context();
});
afterAll(() => fixture.close());

const byId = { sort: { field: 'id', direction: 'asc' }, limit: 10 } as const;

describe('a filter of records', () => {
  const list = (filter: RecordFilter): Promise<unknown> =>
    process.hub.jobs.list(context, { filters: [filter], ...byId });

  test.each([
    ['accountId', 'not a uuid'],
    ['active', 'perhaps'],
    ['number', 1.5],
    ['number', 1e300],
    ['version', 2 ** 31],
    ['date', '2026-02-30'],
    ['createdAt', 'yesterday'],
    ['createdAt', Number.NaN],
    ['description', 'nul \u0000'],
    ['contactInformation', '{}'],
    ['nothing', 'x'],
    [`x' or true --`, 'x'],
  ])('on %s refuses %s, naming the field', async (field, value) => {
    const error: unknown = await list({ field, op: 'eq', value }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(InvalidInput);
    expect(error).toMatchObject({ issues: [{ path: field }] });
  });

  test('finds by every type of column', async () => {
    const account = await process.hub.accounts.create(context, { name: 'Acme' });
    const job = await process.hub.jobs.create(context, {
      status: 'quote',
      description: 'Leaking ROOF',
      date: '2026-02-28',
      accountId: account.id,
      extra: { servicem8: { badge: 'A-1' } },
    });
    await process.hub.jobs.create(context, { status: 'completed' });
    const filters: readonly RecordFilter[] = [
      { field: 'id', op: 'eq', value: job.id.toUpperCase() },
      { field: 'accountId', op: 'eq', value: account.id },
      { field: 'number', op: 'lte', value: job.number },
      { field: 'status', op: 'ne', value: 'completed' },
      { field: 'description', op: 'eq', value: 'leaking roof' },
      { field: 'date', op: 'gte', value: '2026-02-28' },
      { field: 'createdAt', op: 'lte', value: job.createdAt },
      { field: 'extra.servicem8.badge', op: 'eq', value: 'a-1' },
    ];
    for (const filter of filters) {
      const { items } = await process.hub.jobs.list(context, { filters: [filter], ...byId });
      expect(items, filter.field).toEqual([job]);
    }
  });
});

describe('a search', () => {
  const found = async (value: string): Promise<unknown[]> => {
    const { items } = await process.hub.contacts.list(context, {
      filters: [{ field: 'text', value }],
      ...byId,
    });
    return items.map(({ givenName }) => givenName);
  };

  test('finds every word anywhere in names, company, numbers and addresses, accents aside', async () => {
    const { id } = await process.hub.contacts.create(context, {
      givenName: 'Zoë',
      familyName: 'Björk',
      companyName: 'Searched & Co 100%',
      methods: [
        { op: 'add', kind: 'phone', entry: { value: '(555) 700-1234' } },
        { op: 'add', kind: 'email', entry: { value: 'Zoe@Search.example.com' } },
      ],
    });
    const queries = [
      'zoe',
      'BJORK zoë',
      'searched',
      '700123',
      '+1555700',
      'zoe@search',
      '100%',
      ' ',
    ];
    for (const query of queries) expect(await found(query), query).toEqual(['Zoë']);
    for (const query of ['zoe nobody', 'z_e', '%%%x', 'back\\slash'])
      expect(await found(query), query).toEqual([]);
    await process.hub.contacts.update(context, id, { familyName: 'Changed', companyName: null });
    expect([await found('bjork'), await found('changed')]).toEqual([[], ['Zoë']]);
    await process.hub.contacts.remove(context, id);
    expect(await found('changed')).toEqual([]);
  });
});

test('shapes of lists without number do not fill the memory of the server', async () => {
  const words = (count: number): ContactFilter => ({
    field: 'text',
    value: Array.from({ length: count }, (_, index) => `w${index}`).join(' '),
  });
  for (let count = 1; count <= 400; count += 1)
    await process.hub.contacts.list(context, { filters: [words(count)], ...byId });
  const rows = await process.database.withTenant(context.tenantId, (connection) =>
    connection.query({
      name: '',
      text: 'select count(*)::int as count from pg_prepared_statements',
    }),
  );
  expect(rows[0]?.['count']).toBeLessThan(350);
});

test('values as long as they may be are stored, indexed and found', async () => {
  // Three bytes a character, and in no order that an index could shorten.
  const long = Array.from({ length: 600 }, (_, index) =>
    String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000)),
  ).join('');
  const email = `${long.slice(12)}@example.com`;
  const contact = await process.hub.contacts.create(context, {
    externalId: long,
    notesText: long.repeat(160),
    methods: [
      { op: 'add', kind: 'phone', entry: { value: long } },
      { op: 'add', kind: 'email', entry: { value: email } },
    ],
    tags: [{ op: 'add', tags: [{ name: long }] }],
  });
  await process.hub.accounts.create(context, { name: long });
  const filters: readonly ContactFilter[] = [
    { field: 'externalId', op: 'eqExact', value: long },
    { field: 'tag', value: long },
    { field: 'method', kind: 'email', key: email },
  ];
  for (const filter of filters) {
    const { items } = await process.hub.contacts.list(context, { filters: [filter], ...byId });
    expect(items).toEqual([contact]);
  }
  expect(await process.hub.lookups.contacts(context, { phone: long })).toEqual([contact]);
});
