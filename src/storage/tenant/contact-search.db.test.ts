/** Lists whose filters name a text: what they find, how many, and that the index finds it behind row-level security. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HubFixture, type TestTenant } from '../../../test/support/hub-fixture.ts';
import type { ContactFilter, ContactSort } from '../../core/port/list-query.ts';
import type { Hub } from '../../core/hub.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import { buildContactCount, buildContactList } from './contact-list-sql.ts';

const many = 600;

let fixture: HubFixture;
let hub: Hub;
let tenant: TestTenant;
/** Has no contact: whatever is told is told of others. */
let empty: TestTenant;
let context: TenantContext;
let reader: pg.Client;
beforeAll(async () => {
  fixture = await HubFixture.open();
  tenant = await fixture.addTenant();
  const other = await fixture.addTenant();
  empty = await fixture.addTenant();
  ({ hub } = fixture.openProcess({}));
  context = tenant.context();
  const drafts = Array.from({ length: many }, (_, index) => ({
    givenName: `Pat${index}`,
    familyName: index % 100 === 0 ? 'Kowalski' : `Doe${index % 7}`,
    companyName: index % 2 === 0 ? 'Kowalski & Sons' : 'Acme',
    tags: [{ op: 'add', tags: [{ name: index % 200 === 0 ? 'vip' : 'lead' }] } as const],
  }));
  await hub.contacts.createMany(context, drafts);
  await hub.contacts.create(other.context(), { givenName: 'Ann', familyName: 'Kowalski' });
  await fixture.rows('analyze');
  reader = new pg.Client({ connectionString: fixture.database.appUrl });
  await reader.connect();
});
afterAll(async () => {
  await reader.end();
  await fixture.close();
});

const newest: ContactSort = { field: 'createdAt', direction: 'desc' };
const named: ContactFilter = { field: 'familyName', op: 'contains', value: 'OWALSK' };

describe('a search', () => {
  test.each<[string, readonly ContactFilter[], number]>([
    ['a part of the family name', [named], 6],
    [
      'a part of another text than that which the document shares',
      [named, { field: 'givenName', op: 'contains', value: 'sons' }],
      0,
    ],
    ['words anywhere', [{ field: 'text', value: 'kowalski sons' }], many / 2],
    ['two texts', [named, { field: 'companyName', op: 'contains', value: 'sons' }], 6],
    ['a text and a tag', [named, { field: 'tag', value: 'vip' }], 3],
    ['a group of all', [{ field: 'all', filters: [named, { field: 'tag', value: 'lead' }] }], 3],
    ['a group of any', [{ field: 'any', filters: [named, { field: 'tag', value: 'vip' }] }], 6],
    [
      'a denial',
      [
        { field: 'not', filter: named },
        { field: 'tag', value: 'vip' },
      ],
      0,
    ],
    ['a wildcard, which is none', [{ field: 'familyName', op: 'contains', value: '%' }], 0],
    ['nobody', [{ field: 'shownName', op: 'contains', value: 'zzyzx' }], 0],
  ])('by %s finds its hits and counts them', async (_, filters, hits) => {
    const { items, total, hasMore } = await hub.contacts.listCounted(context, {
      filters,
      sort: newest,
      limit: 500,
    });
    expect({ found: items.length, total, hasMore }).toEqual({
      found: hits,
      total: hits,
      hasMore: false,
    });
    expect(await hub.contacts.count(context, { filters })).toBe(hits);
  });

  test.each<ContactSort['field']>([
    'createdAt',
    'updatedAt',
    'id',
    'givenName',
    'familyName',
    'email',
  ])('sorted by %s is walked to its end with one total on every page', async (field) => {
    for (const direction of ['asc', 'desc'] as const) {
      const query = { filters: [named], sort: { field, direction }, limit: 4 };
      const first = await hub.contacts.listCounted(context, query);
      const [after] = first.positions.slice(-1);
      if (!after) throw new Error('no position');
      const second = await hub.contacts.listCounted(context, { ...query, after });
      const third = await hub.contacts.listCounted(context, { ...query, page: 3 });
      const ids = [...first.items, ...second.items].map(({ id }) => id);
      expect(new Set(ids).size).toBe(6);
      expect([first, second, third].map(({ total }) => total)).toEqual([6, 6, 6]);
      expect([first, second, third].map(({ hasMore }) => hasMore)).toEqual([true, false, false]);
      expect(third.items).toEqual([]);
    }
  });

  test('counts lists without a text as well', async () => {
    const query = { sort: newest, limit: 2 };
    const vip: ContactFilter = { field: 'tag', value: 'vip' };
    expect((await hub.contacts.listCounted(context, { ...query, filters: [] })).total).toBe(many);
    expect((await hub.contacts.listCounted(context, { ...query, filters: [vip] })).total).toBe(3);
  });

  test('asks the trigram index, as the application connects', async () => {
    await bind();
    // Plans follow from what is known of the rows, and from what waits to be put into the index.
    await fixture.rows('vacuum analyze contact_search');
    await fixture.rows('analyze contact');
    const rare: ContactFilter = { field: 'givenName', op: 'contains', value: 'pat599' };
    const query = { filters: [rare], sort: newest, limit: 20 };
    for (const { text, values } of [
      buildContactList(tenant.id, query, {}),
      buildContactCount(tenant.id, query),
    ]) {
      // So few rows are read as fast by other ways.
      await reader.query('set enable_seqscan = off; set enable_indexscan = off');
      const before = await indexScans();
      await reader.query({ text, values: [...values] });
      expect(await indexScans()).toBe(before + 1);
    }
  });
});

describe('what searches read', () => {
  test('is of the workspace of the connection and nobody else', async () => {
    await bind();
    expect(await found()).toBe(many);
    await bind('');
    expect(await found()).toBe(0);
  });

  test.each([
    'select doc::int from contact_search',
    'select doc::int from contact_search_lens',
    'select 1 from contact_search_lens where doc::int = 0',
    'select 1 from contact_search where doc::int = 0',
    "select 1 from own_contact_search('') where contact_id::text::int = 0",
    "select contact_id::text::int from own_contact_search('ann')",
    String.raw`select contact_id::text::int from own_contact_search('%ann%\')`,
    'update contact_search_lens set doc = doc::int::text',
    'truncate contact_search_lens',
    'truncate contact_search',
  ])('tells nothing of another workspace, not even by an error: %s', async (statement) => {
    // Whole tables are read, a cheap condition first.
    await reader.query(
      `set enable_indexscan = off; set enable_bitmapscan = off; set enable_indexonlyscan = off; set enable_seqscan = on`,
    );
    await reader.query(
      `select set_config('polydex.search_' || i, '', false) from generate_series(1, 3) i`,
    );
    await bind(String(empty.id));
    const answer = await reader.query(statement).then(
      ({ rows }) => rows.length,
      (error: unknown) => (error instanceof pg.DatabaseError ? error.code : error),
    );
    expect([0, '42501']).toContain(answer);
  });
});

/** How often the trigram index was asked by whoever has told. */
async function indexScans(): Promise<number> {
  await reader.query('select pg_stat_force_next_flush()');
  await reader.query('select 1');
  const [row] = await fixture.rows<{ scans: string }>(
    `select idx_scan as scans from pg_stat_user_indexes where indexrelname = 'contact_search_by_trigram'`,
  );
  return Number(row?.scans);
}

async function bind(id = String(tenant.id)): Promise<void> {
  await reader.query("select set_config('polydex.tenant_id', $1, false)", [id]);
}

async function found(): Promise<number> {
  const { rows } = await reader.query<{ readonly count: number }>(
    "select count(*)::int as count from own_contact_search('')",
  );
  return rows[0]?.count ?? Number.NaN;
}
