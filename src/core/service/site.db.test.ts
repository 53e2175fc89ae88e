/** Sites and contact points of accounts over PostgreSQL (DESIGN §2.3). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Account } from '../account/account.ts';
import { contactPointKey } from '../account/contact-point.ts';
import { CapabilityMissing, InvalidInput, NotFound } from '../errors.ts';
import type { Hub } from '../hub.ts';
import type { RecordFilter } from '../port/list-query.ts';
import type { TenantContext } from '../tenant-context.ts';
import { HubFixture, type TestTenant } from '../../../test/support/hub-fixture.ts';

let fixture: HubFixture;
let hub: Hub;
let tenant: TestTenant;
let context: TenantContext;
let acme: Account;
beforeAll(async () => {
  fixture = await HubFixture.open();
  ({ hub } = fixture.openProcess());
});
beforeEach(async () => {
  tenant = await fixture.addTenant();
  context = tenant.context();
  acme = await hub.accounts.create(context, { name: 'Acme' });
});
afterAll(() => fixture.close());

const byNumber = { sort: { field: 'number', direction: 'asc' }, limit: 10 } as const;
const phone = { type: 'phone', value: '+1 512 555 0100' } as const;
const email = { type: 'email', value: 'Office@Example.com' } as const;

async function pointsOf(kind: 'account' | 'site', ...filters: RecordFilter[]) {
  const { items } = await hub.contactPoints.list(context, kind, { filters, ...byNumber });
  return items.map(({ value, active }) => [value, active]);
}

describe('an account that is opened whole', () => {
  test('has its sites and contact points, each with a number of the one range', async () => {
    const { account, sites, contactPoints } = await hub.accounts.open(context, {
      name: 'Globex',
      street: '1 Main St',
      latitude: 30.25,
      contactPoints: [phone],
      sites: [{ name: 'Depot', city: 'Austin', contactPoints: [email] }, { name: 'Shop' }],
    });
    expect(account).toMatchObject({ number: 1001, street: '1 Main St', latitude: 30.25 });
    expect(sites.map(({ site }) => [site.number, site.name, site.accountNumber])).toEqual([
      [1003, 'Depot', 1001],
      [1006, 'Shop', 1001],
    ]);
    expect(contactPoints.map(({ number, value }) => [number, value])).toEqual([
      [1002, phone.value],
      [1005, email.value],
    ]);
    expect(sites[0]?.contactPoints.map(({ number }) => number)).toEqual([1004]);
    expect(await hub.sites.findByNumber(context, 1003)).toEqual(sites[0]?.site);
    expect(await hub.accounts.findByNumber(context, 1001)).toEqual(account);
  });

  test('copies from its sites only what it was not given itself', async () => {
    const { contactPoints } = await hub.accounts.open(context, {
      name: 'Globex',
      contactPoints: [phone],
      sites: [{ name: 'Depot', contactPoints: [{ type: 'phone', value: '512-555-0100' }, email] }],
    });
    expect(contactPoints.map(({ value }) => value)).toEqual([phone.value, email.value]);
  });

  test('takes texts without digits for the same only when they are', async () => {
    const said = ['ask Bob', 'at reception'].map((value) => ({ type: 'phone' as const, value }));
    const { contactPoints } = await hub.accounts.open(context, {
      name: 'Globex',
      contactPoints: said.slice(0, 1),
      sites: [{ name: 'Depot', contactPoints: said }],
    });
    expect(contactPoints.map(({ value }) => value)).toEqual(['ask Bob', 'at reception']);
  });

  test('is not there at all when a part is refused', async () => {
    const sites = [{ name: 'Depot', contactPoints: [{ type: 'phone' as const, value: ' ' }] }];
    await expect(hub.accounts.open(context, { name: 'Globex', sites })).rejects.toThrow(
      InvalidInput,
    );
    expect(await hub.accounts.count(context, [])).toBe(1);
  });
});

describe('a site', () => {
  test('is opened at an account, which gets a copy of its contact points', async () => {
    const opened = await hub.sites.create(context, acme.number, {
      name: 'Depot',
      contactPoints: [phone],
    });
    expect(await pointsOf('site')).toEqual([[phone.value, true]]);
    expect(await pointsOf('account')).toEqual([[phone.value, true]]);
    expect(opened.site).toMatchObject({ accountId: acme.id, active: true, version: 1 });
    await expect(hub.sites.create(context, 9, { name: 'X' })).rejects.toThrow(NotFound);
    await expect(hub.sites.create(context, acme.number, { name: ' ' })).rejects.toThrow(
      InvalidInput,
    );
  });

  test('changes, moves to another account, and ends', async () => {
    const { site } = await hub.sites.create(context, acme.number, { name: 'Depot' });
    const other = await hub.accounts.create(context, { name: 'Globex' });
    const moved = await hub.sites.change(context, site.number, () => ({
      city: 'Austin',
      accountNumber: other.number,
    }));
    expect(moved).toMatchObject({ accountId: other.id, accountNumber: other.number, version: 2 });
    await hub.sites.change(context, site.number, () => ({ active: false }));
    expect(await hub.sites.get(context, site.id)).toMatchObject({ active: false, city: 'Austin' });
    await expect(
      hub.sites.change(context, site.number, () => ({ accountNumber: 9 })),
    ).rejects.toThrow(NotFound);
    await expect(hub.sites.change(context, 2 ** 70, () => ({}))).rejects.toThrow(NotFound);
    const events = await hub.events.history(context, site.id, { limit: 9 });
    expect(events.map(({ type }) => type)).toEqual(['deleted', 'updated', 'created']);
  });

  test('is listed by what it says, its number and its account', async () => {
    for (const name of ['Depot North', 'Depot South', 'Shop'])
      await hub.sites.create(context, acme.number, { name, city: name.slice(0, 5) });
    const list = async (filter: RecordFilter) =>
      (await hub.sites.list(context, { filters: [filter], ...byNumber })).items.map(
        ({ name }) => name,
      );
    expect(await list({ field: 'name', op: 'contains', value: 'depot' })).toHaveLength(2);
    expect(await list({ field: 'number', op: 'in', value: [1001, 1003] })).toEqual([
      'Depot North',
      'Shop',
    ]);
    expect(await list({ field: 'number', op: 'in', value: [] })).toEqual([]);
    expect(await list({ field: 'accountNumber', op: 'eq', value: acme.number })).toHaveLength(3);
    expect(await hub.sites.count(context, [{ field: 'city', op: 'eq', value: 'SHOP' }])).toBe(1);
  });

  test('is walked page by page in the order of numbers', async () => {
    for (let made = 0; made < 7; made += 1)
      await hub.sites.create(context, acme.number, { name: `Site ${made}` });
    const seen: number[] = [];
    for (const page of [1, 2, 3, 4]) {
      const { items, hasMore } = await hub.sites.list(context, {
        filters: [],
        sort: { field: 'number', direction: 'desc' },
        limit: 3,
        page,
      });
      seen.push(...items.map(({ number }) => number));
      expect(hasMore).toBe(page < 3);
    }
    expect(seen).toEqual([1007, 1006, 1005, 1004, 1003, 1002, 1001]);
  });
});

describe('a contact point', () => {
  const owner = () => ({ kind: 'account', number: acme.number }) as const;

  test('is made, changed and deleted, and then shown to those who ask for all alone', async () => {
    const made = await hub.contactPoints.create(context, owner(), { ...phone, memo: 'Desk' });
    const changed = await hub.contactPoints.update(context, owner(), made.number, {
      ...email,
      memo: null,
      preferences: { marketing: true },
    });
    expect(changed).toMatchObject({ ...email, key: 'office@example.com', memo: null, version: 2 });
    await hub.contactPoints.remove(context, owner(), made.number);
    expect(await pointsOf('account')).toEqual([[email.value, false]]);
    expect(await pointsOf('account', { field: 'active', op: 'eq', value: true })).toEqual([]);
    const gone = hub.contactPoints.remove(context, owner(), made.number);
    await expect(gone).rejects.toThrow(NotFound);
  });

  test('belongs to its owner alone, and equal ones are several', async () => {
    const { site } = await hub.sites.create(context, acme.number, { name: 'Depot' });
    const point = await hub.contactPoints.create(context, owner(), phone);
    await hub.contactPoints.create(context, owner(), phone);
    expect(await pointsOf('account')).toHaveLength(2);
    const ofSite = { kind: 'site', number: site.number } as const;
    const foreign = hub.contactPoints.update(context, ofSite, point.number, { memo: 'x' });
    await expect(foreign).rejects.toThrow(NotFound);
    const nobody = { kind: 'account', number: site.number } as const;
    await expect(hub.contactPoints.create(context, nobody, phone)).rejects.toThrow(NotFound);
  });

  test('finds its account by number, with and without the country code, until it is deleted', async () => {
    const point = await hub.contactPoints.create(context, owner(), phone);
    const found = (value: string) =>
      hub.accounts.count(context, [
        { field: 'contactPointKey', op: 'eq', value: contactPointKey('phone', value) },
      ]);
    expect([await found('5125550100'), await found('1-512-555-0100'), await found('512')]).toEqual([
      1, 1, 0,
    ]);
    await hub.contactPoints.remove(context, owner(), point.number);
    expect(await found('5125550100')).toBe(0);
  });

  test('wants the rights for its owner', async () => {
    const context2 = tenant.without('account.write', 'site.read');
    await expect(hub.contactPoints.create(context2, owner(), phone)).rejects.toThrow(
      CapabilityMissing,
    );
    const sites = hub.contactPoints.list(context2, 'site', { filters: [], ...byNumber });
    await expect(sites).rejects.toThrow(CapabilityMissing);
  });
});
