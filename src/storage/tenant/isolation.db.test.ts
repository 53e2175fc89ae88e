/** Two workspaces over one database: nothing of the one can be seen or touched from the other. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ContactDraft } from '../../core/contact/contact-patch.ts';
import { InvalidInput, NotFound } from '../../core/errors.ts';
import type { Contact } from '../../core/contact/contact.ts';
import type { Hub } from '../../core/hub.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { HubFixture, nameUuid, type TestTenant } from '../../../test/support/hub-fixture.ts';
import { dumpTenant, tenantTables } from '../../../test/support/tenant-dump.ts';

let fixture: HubFixture;
let hub: Hub;
let one: TestTenant;
let two: TestTenant;
let mine: TenantContext;
let theirs: TenantContext;

/** The same in both, but for the ids of their own. */
const draft: ContactDraft = {
  givenName: 'Jane',
  externalId: 'ext-1',
  methods: [
    { op: 'add', kind: 'phone', entry: { value: '555 100 0001' } },
    { op: 'add', kind: 'email', entry: { value: 'jane@example.com' } },
  ],
  tags: [{ op: 'add', tags: [{ name: 'vip' }] }],
};
const byId = { sort: { field: 'id', direction: 'asc' }, limit: 50 } as const;

interface Seeded {
  readonly contact: Awaited<ReturnType<Hub['contacts']['create']>>;
  readonly account: Awaited<ReturnType<Hub['accounts']['create']>>;
  readonly site: Awaited<ReturnType<Hub['sites']['create']>>['site'];
  readonly job: Awaited<ReturnType<Hub['jobs']['create']>>;
  readonly link: Awaited<ReturnType<Hub['jobContacts']['create']>>;
  readonly relation: Awaited<ReturnType<Hub['relations']['relate']>>;
  readonly field: Awaited<ReturnType<Hub['customFields']['create']>>;
  readonly merge: Awaited<ReturnType<Hub['merges']['get']>>;
  readonly suggestion: Awaited<ReturnType<Hub['suggestions']['get']>>;
}

async function seed(context: TenantContext): Promise<Seeded> {
  const field = await hub.customFields.create(context, { name: 'Size', dataType: 'TEXT' });
  const contact = await hub.contacts.create(context, draft);
  const account = await hub.accounts.create(context, { name: 'Acme' });
  const job = await hub.jobs.create(context, { status: 'quote' });
  const link = await hub.jobContacts.create(context, { jobId: job.id, contactId: contact.id });
  const relation = await hub.relations.relate(context, {
    contactId: contact.id,
    targetKind: 'account',
    targetId: account.id,
  });
  const { site } = await hub.sites.create(context, account.number, {
    name: 'Depot',
    contactPoints: [{ type: 'phone', value: '5551000009' }],
  });
  const ghosts = [
    await hub.contacts.create(context, {}),
    await hub.contacts.create(context, {}),
    await hub.contacts.create(context, {}),
  ] as const;
  const [kept, lost, other] = ghosts;
  const ids = { survivorId: kept.id, loserId: lost.id };
  const { merge } = await hub.merges.merge(context, ids);
  const found = { a: kept.id, b: other.id, score: 1, explanation: {} };
  await hub.suggestions.record(context, [found]);
  const [suggestion] = (await hub.suggestions.list(context, { state: 'open', limit: 1 })).items;
  if (!suggestion) throw new Error('nothing was suggested');
  await hub.suggestions.tellContactsApart(context, contact.id, other.id);
  await hub.mergePolicy.preview(context, 9);
  await hub.contacts.remove(context, kept.id);
  await hub.contacts.remove(context, other.id);
  await hub.idempotency.begin(context, { key: 'key', route: 'r', body: 'b' });
  return { contact, account, site, job, link, relation, field, merge, suggestion };
}

let own: Seeded;
let foreign: Seeded;
beforeAll(async () => {
  fixture = await HubFixture.open();
  one = await fixture.addTenant();
  two = await fixture.addTenant();
  // One connection for both, so that a setting left behind by the one would be met by the other.
  ({ hub } = fixture.openProcess({ maxConnections: 1 }));
  [mine, theirs] = [one.context(), two.context()];
  own = await seed(mine);
  foreign = await seed(theirs);
});
afterAll(() => fixture.close());

/** A tag and a method of the contact. */
function childrenOf(contact: Contact): readonly [Uuid, Uuid] {
  const [[tag], [method]] = [contact.tags, contact.methods];
  if (!tag || !method) throw new Error('the seeded contact has both');
  return [tag.id, method.id];
}

describe('another workspace', () => {
  test('shows only its own contact for the same number, address, tag and external id', async () => {
    expect((await hub.lookups.contacts(mine, { phone: '5551000001' })).map(({ id }) => id)).toEqual(
      [own.contact.id],
    );
    expect(
      (await hub.lookups.contacts(theirs, { email: 'jane@example.com' })).map(({ id }) => id),
    ).toEqual([foreign.contact.id]);
    for (const filters of [
      [],
      [{ field: 'externalId', op: 'eqExact', value: 'ext-1' }] as const,
      [{ field: 'tag', value: 'vip' }] as const,
      [{ field: 'text', value: 'jane' }] as const,
      [{ field: 'method', kind: 'phone', key: '+15551000001' }] as const,
    ]) {
      const { items } = await hub.contacts.list(mine, { filters, ...byId });
      expect(items.map(({ id }) => id)).toEqual([own.contact.id]);
      expect(await hub.contacts.count(theirs, { filters })).toBe(1);
    }
  });

  test('lists only its own tags, accounts, jobs, links, relations, fields and events', async () => {
    const query = { filters: [], ...byId };
    const lists = await Promise.all([
      hub.tags.list(mine, query),
      hub.accounts.list(mine, query),
      hub.jobs.list(mine, query),
      hub.jobContacts.list(mine, query),
      hub.relations.list(mine, query),
      hub.customFields.list(mine, query),
      hub.sites.list(mine, query),
      hub.contactPoints.list(mine, 'site', query),
      hub.contactPoints.list(mine, 'account', query),
    ]);
    expect(lists.map(({ items }) => items.length)).toEqual(lists.map(() => 1));
    expect(lists[1]?.items).toEqual([own.account]);
    expect(lists[2]?.items.map(({ id }) => id)).toEqual([own.job.id]);
    const seen = await hub.events.changes(mine, { limit: 100, afterSeq: 0 });
    expect(seen.some((event) => event.entityId === foreign.contact.id)).toBe(false);
    expect(await hub.events.history(mine, foreign.contact.id, { limit: 9 })).toEqual([]);
  });

  test('says of each id of its neighbour that there is none, to readers and writers alike', async () => {
    const before = await dumpTenant(fixture, two.id);
    const { contact, account, site, job, link, relation, field, merge, suggestion } = foreign;
    const [tag, method] = childrenOf(contact);
    const attempts: readonly (() => Promise<unknown>)[] = [
      () => hub.contacts.get(mine, contact.id, { includeDeleted: true }),
      () => hub.contacts.update(mine, contact.id, { givenName: 'Mallory' }),
      () => hub.contacts.remove(mine, contact.id),
      () => hub.contacts.restore(mine, contact.id),
      () => hub.contacts.update(mine, own.contact.id, { methods: [{ op: 'remove', id: method }] }),
      () => hub.accounts.get(mine, account.id),
      () => hub.accounts.update(mine, account.id, { name: 'Mine' }),
      () => hub.accounts.remove(mine, account.id),
      () => hub.sites.get(mine, site.id),
      () => hub.relatedPeople.get(mine, relation.id),
      () => hub.relatedPeople.update(mine, relation.id, { first: 'Mallory' }),
      () => hub.relations.get(mine, relation.id),
      () => hub.relations.update(mine, relation.id, { role: 'x' }),
      () => hub.relations.remove(mine, relation.id),
      () =>
        hub.relations.relate(mine, {
          contactId: contact.id,
          targetKind: 'account',
          targetId: own.account.id,
        }),
      () => hub.jobs.get(mine, job.id),
      () => hub.jobs.update(mine, job.id, { status: 'completed' }),
      () => hub.jobs.remove(mine, job.id),
      () => hub.jobContacts.get(mine, link.id),
      () => hub.jobContacts.update(mine, link.id, { first: 'Mallory' }),
      () => hub.jobContacts.remove(mine, link.id),
      () => hub.jobContacts.create(mine, { jobId: own.job.id, contactId: contact.id }),
      () => hub.tags.get(mine, tag),
      () => hub.tags.update(mine, tag, { name: 'mine' }),
      () => hub.tags.remove(mine, tag),
      () => hub.customFields.get(mine, field.id),
      () => hub.customFields.update(mine, field.id, { name: 'mine' }),
      () => hub.customFields.remove(mine, field.id),
      () => hub.merges.get(mine, merge.id),
      () => hub.merges.undo(mine, merge.id),
      () => hub.merges.merge(mine, { survivorId: own.contact.id, loserId: contact.id }),
      () => hub.merges.merge(mine, { survivorId: contact.id, loserId: own.contact.id }),
      () => hub.merges.preview(mine, { survivorId: own.contact.id, loserId: contact.id }),
      () => hub.suggestions.get(mine, suggestion.id),
      () => hub.suggestions.merge(mine, suggestion.id),
      () => hub.suggestions.tellApart(mine, suggestion.id),
      () => hub.suggestions.dismiss(mine, suggestion.id),
      () => hub.suggestions.tellContactsApart(mine, own.contact.id, contact.id),
    ];
    for (const attempt of attempts)
      await expect(attempt(), attempt.toString()).rejects.toBeInstanceOf(NotFound);
    const refused: readonly (() => Promise<unknown>)[] = [
      () => hub.contacts.update(mine, own.contact.id, { accountId: account.id }),
      () => hub.contacts.create(mine, { accountId: account.id }),
      () =>
        hub.contacts.update(mine, own.contact.id, {
          customFields: [{ field: field.id, value: 'x' }],
        }),
      () => hub.relatedPeople.create(mine, { accountId: account.id, first: 'Mallory' }),
      () => hub.jobs.create(mine, { status: 'quote', accountId: account.id }),
      () => hub.jobContacts.create(mine, { jobId: job.id, first: 'Mallory' }),
      () =>
        hub.relations.relate(mine, {
          contactId: own.contact.id,
          targetKind: 'account',
          targetId: account.id,
        }),
      () =>
        hub.relations.relate(mine, {
          contactId: own.contact.id,
          targetKind: 'job',
          targetId: job.id,
        }),
    ];
    for (const attempt of refused)
      await expect(attempt(), attempt.toString()).rejects.toBeInstanceOf(InvalidInput);
    expect(await dumpTenant(fixture, two.id)).toEqual(before);
  });

  test('may have records under the very same ids, each with its own', async () => {
    const id = nameUuid('shared');
    await hub.contacts.create(mine, { id, givenName: 'Mine' });
    await hub.contacts.create(theirs, { id, givenName: 'Theirs' });
    await hub.contacts.update(mine, id, { jobTitle: 'changed' });
    expect(await hub.contacts.get(theirs, id)).toMatchObject({
      givenName: 'Theirs',
      jobTitle: null,
      version: 1,
    });
    await hub.contacts.remove(theirs, id);
    expect(await hub.contacts.get(mine, id)).toMatchObject({ givenName: 'Mine', deletedAt: null });
    // Another's idempotency key of the same name is free.
    const request = { key: 'own', route: 'r', body: 'b' };
    expect((await hub.idempotency.begin(mine, request)).outcome).toBe('new');
    expect((await hub.idempotency.begin(theirs, request)).outcome).toBe('new');
  });

  test('is not warned of an address that its neighbour must not contact', async () => {
    await hub.contacts.update(mine, own.contact.id, { consent: { dnd: true } });
    const fresh = await hub.contacts.create(theirs, draft);
    expect(fresh.dndSettings).toEqual({});
    const hashes = await fixture.rows('select distinct hash from suppression');
    const rows = await fixture.rows('select 1 from suppression');
    expect(rows.length).toBe(5);
    expect(hashes.length).toBe(2);
  });

  test('gets its own rows from one connection that many use in turn', async () => {
    const contexts = Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? mine : theirs));
    const found = await Promise.all(
      contexts.map((context) => hub.accounts.list(context, { filters: [], ...byId })),
    );
    expect(found.map(({ items }) => items.map(({ id }) => id))).toEqual(
      contexts.map((context) => [(context === mine ? own : foreign).account.id]),
    );
  });
});

describe('row-level security, for the role of the application', () => {
  let client: pg.Client;
  beforeAll(async () => {
    client = new pg.Client({ connectionString: fixture.database.appUrl });
    await client.connect();
  });
  afterAll(() => client.end());

  const setTenant = (value: string): Promise<unknown> =>
    client.query(`select set_config('polydex.tenant_id', $1, false)`, [value]);

  test('shows a query without a tenant filter the rows of the set tenant alone', async () => {
    const full = [];
    await setTenant(String(one.id));
    for (const { name } of await tenantTables(fixture)) {
      const { rows } = await client.query<{ tenant_id: string }>(
        `select distinct tenant_id from ${name}`,
      );
      expect(
        rows.filter((row) => row.tenant_id !== String(one.id)),
        name,
      ).toEqual([]);
      if (rows.length > 0) full.push(name);
    }
    // Those that stay empty prove nothing.
    expect(full.length).toBeGreaterThanOrEqual(18);
  });

  test.each([
    ['never set', 'reset'],
    ['set to nothing', ''],
    ['of no tenant', '1'],
  ])('shows nothing while the tenant is %s', async (_, value) => {
    const fresh = new pg.Client({ connectionString: fixture.database.appUrl });
    await fresh.connect();
    try {
      if (value !== 'reset')
        await fresh.query(`select set_config('polydex.tenant_id', $1, false)`, [value]);
      for (const { name } of await tenantTables(fixture)) {
        const { rows } = await fresh.query(`select 1 from ${name} limit 1`);
        expect(rows, name).toEqual([]);
      }
    } finally {
      await fresh.end();
    }
  });

  test('refuses to insert, move, change or remove a row of another tenant', async () => {
    await setTenant(String(one.id));
    const other = two.id;
    await expect(
      client.query('insert into tenant_clock (tenant_id) values ($1)', [4_000_000]),
    ).rejects.toThrow('row-level security');
    await expect(
      client.query('update tag set tenant_id = $1 where name = $2', [other, 'vip']),
    ).rejects.toThrow('row-level security');
    const changed = await client.query('update contact set given_name = $1 where tenant_id = $2', [
      'M',
      other,
    ]);
    const removed = await client.query('delete from event where tenant_id = $1', [other]);
    expect([changed.rowCount, removed.rowCount]).toEqual([0, 0]);
  });

  test('cannot be switched off by that role', async () => {
    await expect(client.query('alter table contact disable row level security')).rejects.toThrow(
      'owner',
    );
    await client.query('set row_security = off');
    await expect(client.query('select 1 from contact')).rejects.toThrow('row-level security');
    await client.query('reset row_security');
  });
});
