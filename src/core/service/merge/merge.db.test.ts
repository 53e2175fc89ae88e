/** Merging and undoing over PostgreSQL (DESIGN §2.4). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ContactPatch } from '../../contact/contact-patch.ts';
import type { Contact } from '../../contact/contact.ts';
import {
  CapabilityMissing,
  InvalidInput,
  NotFound,
  StateConflict,
  VersionConflict,
} from '../../errors.ts';
import type { Hub } from '../../hub.ts';
import type { JobContact } from '../../job/job.ts';
import type { TenantContext } from '../../tenant-context.ts';
import type { Uuid } from '../../value/identifier.ts';
import { HubFixture, nameUuid, type TestTenant } from '../../../../test/support/hub-fixture.ts';
import { rowsButMarks } from '../../../../test/support/rows-but-marks.ts';

let fixture: HubFixture;
let hub: Hub;
let tenant: TestTenant;
let context: TenantContext;
beforeAll(async () => {
  fixture = await HubFixture.open();
  ({ hub } = fixture.openProcess());
});
beforeEach(async () => {
  tenant = await fixture.addTenant();
  context = tenant.context();
});
afterAll(() => fixture.close());

const phone = (value: string, type = 'mobile', isPrimary = false) =>
  ({ op: 'add', kind: 'phone', entry: { value, type, isPrimary } }) as const;
const email = (value: string) => ({ op: 'add', kind: 'email', entry: { value } }) as const;
const make = (patch: ContactPatch): Promise<Contact> => hub.contacts.create(context, patch);
const rows = () => rowsButMarks(fixture, tenant.id);
const values = (contact: Contact): string[] =>
  contact.methods.filter(({ shadowOf }) => shadowOf === null).map(({ value }) => value);
const merge = (survivor: Contact, loser: Contact) =>
  hub.merges.merge(context, { survivorId: survivor.id, loserId: loser.id });

/** Two records of one person, each with something of every kind. */
async function richPair(): Promise<{ a: Contact; b: Contact; links: readonly JobContact[] }> {
  const acme = await hub.accounts.create(context, { name: 'Acme' });
  const globex = await hub.accounts.create(context, { name: 'Globex' });
  await hub.customFields.create(context, { key: 'colour', name: 'Colour', dataType: 'TEXT' });
  await hub.customFields.create(context, { key: 'size', name: 'Size', dataType: 'NUMERICAL' });
  const a = await make({
    givenName: 'Ann',
    familyName: 'Lee',
    jobTitle: 'Owner',
    notesText: 'likes tea',
    accountId: acme.id,
    methods: [phone('555 100 0001'), phone('555 100 0002', 'work'), email('ann@example.com')],
    addresses: [{ op: 'add', entry: { street1: '1 Main St', city: 'Austin', isPrimary: true } }],
    tags: [{ op: 'add', tags: [{ name: 'vip' }, { name: 'roof' }] }],
    customFields: [{ field: 'colour', value: 'blue' }],
    extra: { highlevel: { x: 1 } },
  });
  const b = await make({
    givenName: 'Anne',
    familyName: 'Lee',
    companyName: 'Lee Ltd',
    notesText: 'rings twice',
    dateOfBirth: '1990-02-03',
    accountId: globex.id,
    methods: [
      phone('+1 555 100 0001', 'mobile', true),
      phone('555 100 0003', 'work'),
      email('anne@example.com'),
    ],
    addresses: [
      { op: 'add', entry: { street1: '1 Main St', city: 'Austin' } },
      { op: 'add', entry: { street1: '2 Side St', isPrimary: true } },
    ],
    tags: [{ op: 'add', tags: [{ name: 'roof' }, { name: 'cold' }] }],
    customFields: [
      { field: 'colour', value: 'red' },
      { field: 'size', value: 4 },
    ],
    extra: { highlevel: { x: 2, y: 3 }, voipbin: { z: 1 } },
    consent: { settings: { sms: { status: 'active' } } },
  });
  const roof = await hub.jobs.create(context, { status: 'quote' });
  const gate = await hub.jobs.create(context, { status: 'work-order' });
  const links = [
    await hub.jobContacts.create(context, { jobId: roof.id, contactId: a.id }),
    await hub.jobContacts.create(context, { jobId: gate.id, contactId: b.id }),
  ];
  await hub.notes.create(context, b.id, {
    body: 'n',
    title: null,
    color: null,
    pinned: false,
    userId: null,
  });
  await hub.relations.relate(context, {
    contactId: b.id,
    targetKind: 'account',
    targetId: acme.id,
    isPrimary: true,
  });
  const [method] = b.methods;
  const key = { contactId: b.id, id: method?.id ?? b.id };
  await hub.methodPreferences.write(context, key, { name: 'reminders', value: 'true' });
  return {
    a: await hub.contacts.get(context, a.id),
    b: await hub.contacts.get(context, b.id),
    links,
  };
}

describe('a merge', () => {
  test('keeps what the survivor says and fills in what only the loser does', async () => {
    const { a, b } = await richPair();
    const { contact } = await merge(a, b);
    expect(contact).toMatchObject({
      id: a.id,
      givenName: 'Ann',
      jobTitle: 'Owner',
      companyName: 'Lee Ltd',
      dateOfBirth: '1990-02-03',
      notesText: 'likes tea\n\nrings twice',
      accountId: a.accountId,
      extra: { highlevel: { x: 1, y: 3 }, voipbin: { z: 1 } },
      dndSettings: { sms: { status: 'active' } },
      version: a.version + 1,
    });
    expect(new Set(Object.values(contact.customFields))).toEqual(new Set(['blue', 4]));
    expect(values(contact)).toEqual([
      '555 100 0001',
      '555 100 0002',
      '555 100 0003',
      'ann@example.com',
      'anne@example.com',
    ]);
    expect(contact.addresses.map(({ street1 }) => street1)).toEqual(['1 Main St', '2 Side St']);
    expect(contact.tags.map(({ name }) => name)).toEqual(['vip', 'roof', 'cold']);
    expect(await hub.contacts.get(context, a.id)).toEqual(contact);
  });

  test('hides the equal number of the loser, which stays reachable by its id and keeps its origin', async () => {
    const { a, b } = await richPair();
    await merge(a, b);
    const [own] = a.methods;
    const [equal] = b.methods;
    const key = { contactId: a.id, id: equal?.id ?? a.id };
    expect(await hub.contactMethods.get(context, key)).toMatchObject({
      value: '+1 555 100 0001',
      shadowOf: own?.id,
      fromContactId: b.id,
      isPrimary: false,
    });
    const filters = [{ field: 'contactId', value: a.id }] as const;
    const listed = await hub.contactMethods.list(context, { filters, limit: 50, page: 1 });
    expect(listed.items.map(({ id }) => id)).not.toContain(equal?.id);
    const found = await hub.lookups.lookup(context, { phone: '555 100 0001' });
    expect(found.map(({ contactId }) => contactId)).toEqual([a.id]);
  });

  test('takes links, relations, notes and preferences along', async () => {
    const { a, b, links } = await richPair();
    await merge(a, b);
    const [, linkOfB] = links;
    expect(await hub.jobContacts.get(context, linkOfB?.id ?? a.id)).toMatchObject({
      contactId: a.id,
      fromContactId: b.id,
      first: 'Ann',
      phone: '555 100 0002',
      active: true,
    });
    expect(await hub.notes.list(context, a.id)).toMatchObject([
      { body: 'n', contactId: a.id, fromContactId: b.id },
    ]);
    const key = { contactId: a.id, id: b.methods[0]?.id ?? a.id };
    expect([...(await hub.methodPreferences.list(context, key))]).toEqual([['reminders', 'true']]);
    const related = await hub.relations.list(context, {
      filters: [{ field: 'contactId', op: 'eq', value: a.id }],
      sort: { field: 'createdAt', direction: 'asc' },
      limit: 10,
    });
    expect(
      related.items.map(({ active, isMain, isPrimary, first }) => ({
        active,
        isMain,
        isPrimary,
        first,
      })),
    ).toEqual([
      { active: true, isMain: true, isPrimary: true, first: 'Ann' },
      { active: true, isMain: false, isPrimary: false, first: 'Ann' },
      { active: false, isMain: false, isPrimary: true, first: 'Ann' },
    ]);
  });

  test('is an event of both contacts, under one cause with all that follows', async () => {
    const { a, b } = await richPair();
    const { merge: done } = await merge(a, b);
    for (const id of [a.id, b.id]) {
      const [event] = await hub.events.history(context, id, { limit: 1 });
      expect(event).toMatchObject({
        type: 'merged',
        causeId: done.id,
        body: { note: { mergeId: done.id, survivorId: a.id, loserId: b.id } },
      });
    }
    const events = await hub.events.changes(context, { limit: 1000, afterSeq: 0 });
    const caused = events.filter(({ causeId }) => causeId === done.id);
    expect(new Set(caused.map(({ entityType }) => entityType))).toEqual(
      new Set(['contact', 'note', 'method-preference', 'relation', 'job-contact', 'job', 'merge']),
    );
    expect(JSON.stringify(caused.find(({ entityType }) => entityType === 'merge'))).not.toContain(
      'Ann',
    );
  });

  test('lets the old id lead on, through chains, for reading and writing', async () => {
    const [a, b, c] = [
      await make({ givenName: 'A' }),
      await make({ givenName: 'B' }),
      await make({ givenName: 'C' }),
    ];
    await merge(a, b);
    await merge(c, a);
    expect((await hub.contacts.get(context, b.id)).id).toBe(c.id);
    const written = await hub.contacts.update(context, b.id, { jobTitle: 'Boss' });
    expect(written).toMatchObject({ id: c.id, jobTitle: 'Boss' });
    expect(await hub.contacts.count(context, { filters: [] })).toBe(1);
    await hub.contacts.remove(context, b.id);
    await expect(hub.contacts.get(context, b.id)).rejects.toBeInstanceOf(NotFound);
    expect((await hub.contacts.get(context, a.id)).id).toBe(c.id);
    expect((await hub.contacts.restore(context, b.id)).id).toBe(c.id);
    expect((await hub.contacts.get(context, b.id)).id).toBe(c.id);
  });

  test('refuses versions that are not the last, a contact with itself, and who may not merge', async () => {
    const [a, b] = [await make({ givenName: 'A' }), await make({ givenName: 'B' })];
    const ids = { survivorId: a.id, loserId: b.id };
    await expect(hub.merges.merge(context, { ...ids, ifVersion: 7 })).rejects.toBeInstanceOf(
      VersionConflict,
    );
    await expect(hub.merges.merge(context, { ...ids, ifLoserVersion: 7 })).rejects.toBeInstanceOf(
      VersionConflict,
    );
    await expect(hub.merges.merge(tenant.without('merge'), ids)).rejects.toBeInstanceOf(
      CapabilityMissing,
    );
    await expect(hub.merges.undo(tenant.without('merge'), a.id)).rejects.toBeInstanceOf(
      CapabilityMissing,
    );
    await merge(a, b);
    await expect(merge(a, b)).rejects.toBeInstanceOf(InvalidInput);
    const unknown = { survivorId: a.id, loserId: nameUuid('nobody') };
    await expect(hub.merges.merge(context, unknown)).rejects.toBeInstanceOf(NotFound);
  });

  test('keeps the field that each rule asks for', async () => {
    const a = await make({
      jobTitle: 'Boss',
      website: 'a.example.com',
      language: 'en',
      gender: 'f',
    });
    const b = await hub.contacts.create(context, {
      origin: 'manual',
      jobTitle: 'Owner and boss',
      website: 'b.example.com',
      language: 'de',
      gender: 'm',
    });
    const { contact } = await hub.merges.merge(context, {
      survivorId: a.id,
      loserId: b.id,
      rules: {
        fields: { jobTitle: 'complete', website: 'recent', language: 'source', gender: 'loser' },
        sources: ['api', 'manual'],
      },
    });
    expect(contact).toMatchObject({
      jobTitle: 'Owner and boss',
      website: 'b.example.com',
      language: 'en',
      gender: 'm',
    });
  });

  test('is shown beforehand, field by field, and nothing is written for that', async () => {
    const { a, b } = await richPair();
    const before = await rows();
    const shown = await hub.merges.preview(context, { survivorId: a.id, loserId: b.id });
    expect(await rows()).toEqual(before);
    const { contact } = await merge(a, b);
    expect(values(shown.result)).toEqual(values(contact));
    expect(shown.moves).toEqual({
      methods: 2,
      hiddenMethods: 1,
      addresses: 1,
      tags: 1,
      notes: 1,
      tasks: 0,
      jobContacts: 1,
      relations: 2,
    });
    expect(shown.warnings).toEqual(['both-have-open-jobs']);
    expect(shown.fields.find(({ field }) => field === 'companyName')).toMatchObject({
      from: 'loser',
      result: 'Lee Ltd',
    });
    expect(shown.fields.find(({ field }) => field === 'notesText')?.from).toBe('both');
  });
});

describe('undoing', () => {
  test('brings back both contacts and everything of theirs', async () => {
    const { a, b } = await richPair();
    const before = await rows();
    const { merge: done } = await merge(a, b);
    expect(await rows()).not.toEqual(before);
    await hub.merges.undo(context, done.id);
    expect(await rows()).toEqual(before);
    await expect(hub.merges.undo(context, done.id)).rejects.toBeInstanceOf(StateConflict);
  });

  test('leaves a later edit of a number with the number, and one of a field with the survivor', async () => {
    const { a, b } = await richPair();
    const { merge: done } = await merge(a, b);
    const moved = b.methods.find(({ value }) => value === '555 100 0003');
    await hub.contacts.update(context, a.id, {
      jobTitle: 'Chief',
      methods: [
        { op: 'patch', id: moved?.id ?? a.id, patch: { value: '555 100 0009' } },
        phone('555 100 0010'),
      ],
      tags: [{ op: 'add', tags: [{ name: 'later' }] }],
    });
    const { survivor, restored } = await hub.merges.undo(context, done.id);
    expect(survivor).toMatchObject({ jobTitle: 'Chief', companyName: null, dateOfBirth: null });
    expect(values(survivor)).toEqual([
      '555 100 0001',
      '555 100 0002',
      '555 100 0010',
      'ann@example.com',
    ]);
    expect(survivor.tags.map(({ name }) => name)).toEqual(['vip', 'roof', 'later']);
    expect(values(restored)).toEqual(['+1 555 100 0001', '555 100 0009', 'anne@example.com']);
    expect(restored).toMatchObject({
      jobTitle: null,
      companyName: 'Lee Ltd',
      deletedAt: null,
      mergedInto: null,
    });
    expect(restored.methods[0]?.isPrimary).toBe(true);
  });

  test('takes an earlier merge out of a chain and leaves the later ones', async () => {
    const a = await make({ givenName: 'A', methods: [phone('555 100 0001')] });
    const b = await make({
      givenName: 'B',
      companyName: 'From B',
      methods: [phone('555 100 0002')],
    });
    const c = await make({ givenName: 'C', methods: [phone('555 100 0003')] });
    const before = await rows();
    const first = await merge(a, b);
    const second = await merge(c, a);
    expect((await hub.contacts.get(context, b.id)).companyName).toBe('From B');
    const { survivor, restored } = await hub.merges.undo(context, first.merge.id);
    expect(survivor).toMatchObject({ id: c.id, companyName: null });
    expect(values(survivor)).toEqual(['555 100 0003', '555 100 0001']);
    expect(restored).toMatchObject({ id: b.id, companyName: 'From B' });
    expect((await hub.contacts.get(context, a.id)).id).toBe(c.id);
    await hub.merges.undo(context, second.merge.id);
    expect(await rows()).toEqual(before);
  });

  test('shows a hidden number again when the one in front of it leaves', async () => {
    const number = phone('555 100 0001');
    const [a, b, c] = [
      await make({}),
      await make({ methods: [number] }),
      await make({ methods: [number] }),
    ];
    const before = await rows();
    const first = await merge(a, b);
    const second = await merge(a, c);
    const { survivor } = await hub.merges.undo(context, first.merge.id);
    expect(values(survivor)).toEqual(['555 100 0001']);
    await hub.merges.undo(context, second.merge.id);
    expect(await rows()).toEqual(before);
  });

  test('gives back the ids that two contacts had given alike', async () => {
    const id = nameUuid('method');
    const put = (value: string) => ({ op: 'put', id, kind: 'phone', entry: { value } }) as const;
    const [a, b] = [
      await make({ methods: [put('555 100 0001')] }),
      await make({ methods: [put('555 100 0002')] }),
    ];
    await hub.methodPreferences.write(context, { contactId: b.id, id }, { name: 'n', value: 'v' });
    const before = await rows();
    const { merge: done, contact } = await merge(a, b);
    expect(new Set(contact.methods.map((method) => method.id)).size).toBe(2);
    await hub.merges.undo(context, done.id);
    expect(await rows()).toEqual(before);
  });

  test('leaves neither of the two freer than the merged contact was told to be', async () => {
    const [a, b] = [
      await make({ methods: [phone('555 100 0001')] }),
      await make({ methods: [phone('555 100 0002')] }),
    ];
    const { merge: done } = await merge(a, b);
    await hub.contacts.update(context, a.id, {
      consent: { settings: { call: { status: 'permanent' } } },
    });
    const { survivor, restored } = await hub.merges.undo(context, done.id);
    expect(survivor.dndSettings.call?.status).toBe('permanent');
    expect(restored.dndSettings.call?.status).toBe('permanent');
  });

  test('takes off the list of suppressed addresses only what the merge alone has put there', async () => {
    const [a, b] = [
      await make({ methods: [phone('555 100 0001'), phone('555 100 0005')] }),
      await make({ methods: [phone('555 100 0002')], consent: { dnd: true } }),
    ];
    const { merge: done } = await merge(a, b);
    // Somebody else with one of the numbers asks for the same.
    const other = await make({ methods: [phone('555 100 0005')], consent: { dnd: true } });
    await hub.merges.undo(context, done.id);
    await hub.contacts.remove(context, other.id);
    const blocked = async (number: string): Promise<boolean> =>
      (await make({ methods: [phone(number)] })).dndSettings.call?.status === 'active';
    expect(
      await Promise.all(['555 100 0001', '555 100 0002', '555 100 0005'].map(blocked)),
    ).toEqual([false, true, true]);
  });
});

describe('a deleted survivor', () => {
  const days = (passed: number) => fixture.clock.advanceDays(passed);

  test('is found under none of its ids, and comes back under all of them', async () => {
    const [a, b] = [await make({ givenName: 'A' }), await make({ givenName: 'B' })];
    const { merge: done } = await merge(a, b);
    await hub.contacts.remove(context, a.id);
    for (const id of [a.id, b.id])
      await expect(hub.contacts.get(context, id)).rejects.toBeInstanceOf(NotFound);
    await expect(hub.contacts.remove(context, b.id)).rejects.toBeInstanceOf(NotFound);
    await expect(hub.merges.undo(context, done.id)).rejects.toBeInstanceOf(StateConflict);
    expect((await hub.contacts.restore(context, b.id)).id).toBe(a.id);
    expect((await hub.contacts.get(context, b.id)).id).toBe(a.id);
  });

  test('is purged with everyone merged into it, and not while a job shows one of them', async () => {
    const [a, b] = [await make({ givenName: 'A' }), await make({ givenName: 'B' })];
    const job = await hub.jobs.create(context, { status: 'quote' });
    const link = await hub.jobContacts.create(context, { jobId: job.id, contactId: b.id });
    await merge(a, b);
    days(200);
    expect(await hub.contacts.purge(context, fixture.clock.now())).toBe(0);
    await hub.contacts.remove(context, a.id);
    await hub.jobContacts.update(context, link.id, { active: true });
    days(91);
    await hub.contacts.purge(context, fixture.clock.now());
    expect(await count()).toBe(2);
    await hub.jobContacts.remove(context, link.id);
    await hub.contacts.purge(context, fixture.clock.now());
    expect(await count()).toBe(0);
    expect((await hub.jobContacts.get(context, link.id)).contactId).toBeNull();
  });

  async function count(): Promise<number> {
    return (await rows())['contact']?.length ?? 0;
  }
});

test('the id of a merged contact stays taken after it was deleted, so that the merge can still be undone', async () => {
  const [a, b] = [await make({ givenName: 'A' }), await make({ givenName: 'B' })];
  const { merge: done } = await merge(a, b);
  await hub.contacts.remove(context, b.id);
  const id: Uuid = b.id;
  await expect(hub.contacts.put(context, id, { fullName: 'New' })).rejects.toThrow(
    /exists already/,
  );
  await hub.merges.undo(context, done.id);
  expect((await hub.contacts.get(context, id)).givenName).toBe('B');
});
