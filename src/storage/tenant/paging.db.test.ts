/** Lists that are walked page by page while others write (DESIGN §4, §11). */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contact } from '../../core/contact/contact.ts';
import type {
  ContactListQuery,
  ContactSort,
  Page,
  Sort,
  SortKey,
} from '../../core/port/list-query.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import {
  HubFixture,
  type TestProcess,
  type TestTenant,
} from '../../../test/support/hub-fixture.ts';

let fixture: HubFixture;
let process: TestProcess;
beforeAll(async () => {
  fixture = await HubFixture.open();
  process = fixture.openProcess();
});
afterAll(() => fixture.close());

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

async function fill(tenant: TestTenant, count: number): Promise<Contact[]> {
  const { hub } = process;
  const contacts = await Promise.all(
    numbers(count).map((index) =>
      hub.contacts.create(tenant.context(), { givenName: `C${index}` }),
    ),
  );
  // So that the order of updates is another than that of creations.
  const changed = contacts.filter((_, index) => index % 3 === 0).toReversed();
  for (const { id } of changed)
    await hub.contacts.update(tenant.context(), id, { jobTitle: 'changed' });
  return process.store.contacts.findMany(
    tenant.context(),
    contacts.map(({ id }) => id),
  ) as Promise<Contact[]>;
}

const sorts: readonly Sort[] = (['createdAt', 'updatedAt', 'id'] as const).flatMap((field) => [
  { field, direction: 'asc' },
  { field, direction: 'desc' },
]);
const named = sorts.map((sort) => [`${sort.field} ${sort.direction}`, sort] as const);

function keyOf(contact: Contact, { field }: Pick<ContactSort, 'field'>): SortKey {
  return { at: field === 'updatedAt' ? contact.updatedAt : contact.createdAt, id: contact.id };
}
function inOrder(contacts: readonly Contact[], sort: Sort): Uuid[] {
  const sign = sort.direction === 'asc' ? 1 : -1;
  const compare = (a: Contact, b: Contact): number => {
    const [left, right] = [keyOf(a, sort), keyOf(b, sort)];
    const byTime = sort.field === 'id' ? 0 : left.at - right.at;
    return sign * (byTime === 0 ? (left.id < right.id ? -1 : 1) : byTime);
  };
  return contacts.toSorted(compare).map(({ id }) => id);
}

type Walk = { readonly seen: Uuid[]; readonly pages: number };

/** Follows the keys to the end; `between` happens after each page. */
async function walkByKey(
  context: TenantContext,
  query: Pick<ContactListQuery, 'sort' | 'limit'>,
  between: (page: Page<Contact>) => Promise<unknown> = () => Promise.resolve(),
): Promise<Walk> {
  const seen: Uuid[] = [];
  let after: SortKey | undefined;
  for (let pages = 1; ; pages += 1) {
    const page = await process.hub.contacts.list(context, {
      filters: [],
      ...query,
      ...(after ? { after } : {}),
    });
    seen.push(...page.items.map(({ id }) => id));
    const last = page.items.at(-1);
    if (!page.hasMore || !last) return { seen, pages };
    after = keyOf(last, query.sort);
    await between(page);
  }
}

/** Counts pages until one says that there are no more. */
async function walkByNumber(
  context: TenantContext,
  query: Pick<ContactListQuery, 'sort' | 'limit'>,
  between: (page: Page<Contact>) => Promise<unknown> = () => Promise.resolve(),
): Promise<Walk> {
  const seen: Uuid[] = [];
  for (let number = 1; ; number += 1) {
    const page = await process.hub.contacts.list(context, { filters: [], ...query, page: number });
    seen.push(...page.items.map(({ id }) => id));
    if (!page.hasMore) return { seen, pages: number };
    await between(page);
  }
}

/** Adds contacts, changes some and deletes some of those given, at most three of each. */
async function disturb(tenant: TestTenant, expendable: Contact[]): Promise<void> {
  const context = tenant.context();
  const { contacts } = process.hub;
  const [gone, changed] = [expendable.shift(), expendable[0]];
  await Promise.all([
    contacts.create(context, { givenName: 'New' }),
    contacts.create(context, { givenName: 'New' }),
    ...(gone ? [contacts.remove(context, gone.id)] : []),
    ...(changed
      ? [contacts.update(context, changed.id, { nickname: `N${expendable.length}` })]
      : []),
  ]);
}

function expectEachOnce(seen: readonly Uuid[], stable: readonly Contact[]): void {
  const counts = new Map<Uuid, number>();
  for (const id of seen) counts.set(id, (counts.get(id) ?? 0) + 1);
  expect(
    stable
      .filter(({ id }) => counts.get(id) !== 1)
      .map(({ givenName, id }) => [givenName, counts.get(id)]),
  ).toEqual([]);
}

describe.each(named)('a list sorted by %s', (_, sort) => {
  test('gives every contact once and in order, by keys and by page numbers', async () => {
    const tenant = await fixture.addTenant();
    const contacts = await fill(tenant, 40);
    const expected = inOrder(contacts, sort);
    for (const limit of [7, 8, 39, 40, 41]) {
      const byKey = await walkByKey(tenant.context(), { sort, limit });
      expect(byKey).toEqual({ seen: expected, pages: Math.ceil(40 / limit) });
      const byNumber = await walkByNumber(tenant.context(), { sort, limit });
      expect(byNumber).toEqual(byKey);
    }
  });

  test.each([
    ['keys', walkByKey],
    ['page numbers', walkByNumber],
  ])('walked by %s, neither skips nor repeats a contact that stays as it is', async (__, walk) => {
    const tenant = await fixture.addTenant();
    const contacts = await fill(tenant, 40);
    const stable = contacts.filter((___, index) => index % 2 === 0);
    const expendable = contacts.filter((___, index) => index % 2 === 1);
    const { seen } = await walk(tenant.context(), { sort, limit: 3 }, () =>
      disturb(tenant, expendable),
    );
    expectEachOnce(seen, stable);
  });
});

describe('page numbers', () => {
  const sort = { field: 'createdAt', direction: 'desc' } as const;
  const pageOf = async (context: TenantContext, page: number, limit = 4): Promise<string[]> => {
    const { items } = await process.hub.contacts.list(context, { filters: [], sort, limit, page });
    return items.map(({ givenName }) => givenName ?? '');
  };
  const namesFrom = (highest: number, count: number): string[] =>
    numbers(count).map((index) => `C${highest - index}`);

  test('may be asked for in any order, known or not, and far beyond the end', async () => {
    const tenant = await fixture.addTenant();
    await fill(tenant, 30);
    const context = tenant.context();
    expect(await pageOf(context, 7)).toEqual(namesFrom(5, 4));
    expect(await pageOf(context, 3)).toEqual(namesFrom(21, 4));
    expect(await pageOf(context, 6)).toEqual(namesFrom(9, 4));
    expect(await pageOf(context, 8)).toEqual(namesFrom(1, 2));
    expect(await pageOf(context, 9)).toEqual([]);
    expect(await pageOf(context, 1)).toEqual(namesFrom(29, 4));
    for (const page of [2 ** 31, Number.MAX_SAFE_INTEGER, 1e300])
      expect(await pageOf(context, page, 200)).toEqual([]);
  });

  test('begin with what is new each time the list is read from its start', async () => {
    const tenant = await fixture.addTenant();
    const contacts = await fill(tenant, 8);
    await walkByNumber(tenant.context(), { sort, limit: 4 });
    await disturb(tenant, contacts.slice(0, 1));
    const { seen } = await walkByNumber(tenant.context(), { sort, limit: 4 });
    expect(seen.length).toBe(9);
    expect(seen.slice(2)).toEqual(
      contacts
        .slice(1)
        .toReversed()
        .map(({ id }) => id),
    );
  });

  test('end where the list ends, also after it was longer', async () => {
    const tenant = await fixture.addTenant();
    const contacts = await fill(tenant, 30);
    const context = tenant.context();
    await walkByNumber(context, { sort, limit: 4 });
    for (const { id } of contacts.slice(10)) await process.hub.contacts.remove(context, id);
    const seen = [];
    for (const page of numbers(9)) seen.push(...(await pageOf(context, page + 1)));
    expect(seen).toEqual(namesFrom(9, 10));
  });

  test('of two credentials do not shift each other', async () => {
    const tenant = await fixture.addTenant();
    const contacts = await fill(tenant, 12);
    const [mine, theirs] = [
      tenant.context(),
      tenant.context({ credentialId: contacts[0]?.id ?? tenant.workspace.id }),
    ];
    const seen = await pageOf(mine, 1);
    await disturb(tenant, []);
    expect((await pageOf(theirs, 1)).slice(0, 2)).toEqual(['New', 'New']);
    await pageOf(theirs, 2);
    seen.push(...(await pageOf(mine, 2)), ...(await pageOf(mine, 3)));
    expect(seen).toEqual(namesFrom(11, 12));
  });

  test('of a filtered list count what the filter leaves', async () => {
    const tenant = await fixture.addTenant();
    await fill(tenant, 30);
    const query = {
      filters: [{ field: 'jobTitle', op: 'eq', value: 'CHANGED' }] as const,
      sort,
      limit: 4,
    };
    const seen = [];
    for (const page of [1, 2, 3]) {
      const { items } = await process.hub.contacts.list(tenant.context(), { ...query, page });
      seen.push(...items.map(({ givenName }) => givenName));
    }
    expect(seen).toEqual(numbers(10).map((index) => `C${27 - 3 * index}`));
    expect(await process.hub.contacts.count(tenant.context(), query)).toBe(10);
  });
});

describe('lists of other records', () => {
  const byCreation = { field: 'createdAt', direction: 'asc' } as const;

  test('are walked by keys and by page numbers as well', async () => {
    const tenant = await fixture.addTenant();
    const context = tenant.context();
    const tags = await Promise.all(
      numbers(11).map((index) => process.hub.tags.create(context, { name: `t${index}` })),
    );
    for (const sort of sorts) {
      const seen: string[] = [];
      const counted: string[] = [];
      let after: SortKey | undefined;
      for (let page = 1; page <= 4; page += 1) {
        const query = { filters: [], sort, limit: 3 };
        const byKey = await process.hub.tags.list(context, {
          ...query,
          ...(after ? { after } : {}),
        });
        const byNumber = await process.hub.tags.list(context, { ...query, page });
        expect(byKey.hasMore).toBe(page < 4);
        seen.push(...byKey.items.map(({ id }) => id));
        counted.push(...byNumber.items.map(({ id }) => id));
        const last = byKey.items.at(-1);
        if (last)
          after = { at: sort.field === 'updatedAt' ? last.updatedAt : last.createdAt, id: last.id };
      }
      const ids = tags.map(({ id }) => id);
      const expected = sort.direction === 'asc' ? ids : ids.toReversed();
      expect(seen).toEqual(
        sort.field === 'id'
          ? expected.toSorted((a, b) => (a < b === (sort.direction === 'asc') ? -1 : 1))
          : expected,
      );
      expect(counted).toEqual(seen);
    }
    const beyond = { filters: [], sort: byCreation, limit: 3, page: 1e300 };
    expect(await process.hub.tags.list(context, beyond)).toEqual({ items: [], hasMore: false });
  });
});
