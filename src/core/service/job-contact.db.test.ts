/** Job contacts and the people behind them, over PostgreSQL: DESIGN §2.3 and §2.4. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Contact } from '../contact/contact.ts';
import { IdTaken, InvalidInput, NotFound, VersionConflict } from '../errors.ts';
import type { Hub } from '../hub.ts';
import {
  jobContactValueKeys,
  type Job,
  type JobContact,
  type JobContactDraft,
  type JobContactRole,
  type JobDraft,
} from '../job/job.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { HubFixture, nameUuid } from '../../../test/support/hub-fixture.ts';

let fixture: HubFixture;
let hub: Hub;
let context: TenantContext;
beforeAll(async () => {
  fixture = await HubFixture.open();
  ({ hub } = fixture.openProcess());
});
beforeEach(async () => {
  context = (await fixture.addTenant()).context();
});
afterAll(() => fixture.close());

const newJob = (draft: Partial<JobDraft> = {}): Promise<Job> =>
  hub.jobs.create(context, { status: 'work-order', ...draft });
async function link(draft: Partial<JobContactDraft> = {}): Promise<JobContact> {
  return hub.jobContacts.create(context, { jobId: draft.jobId ?? (await newJob()).id, ...draft });
}
async function personOf(of: JobContact): Promise<Contact> {
  const { contactId } = await hub.jobContacts.get(context, of.id);
  return hub.contacts.get(context, contactId ?? nameUuid('nobody'));
}
function methods(contact: Contact): unknown[] {
  return contact.methods.map(({ kind, type, value }) => [kind, type, value]);
}
const valuesOf = async (id: Uuid): Promise<unknown> => {
  const { first, last, phone, mobile, email } = await hub.jobContacts.get(context, id);
  return [first, last, phone, mobile, email];
};
const fedTo = async (jobId: Uuid, role: JobContactRole = 'job'): Promise<unknown[]> => {
  const { contactInformation } = await hub.jobs.get(context, jobId);
  return jobContactValueKeys.map((key) => contactInformation[role][key]);
};
const countPeople = (): Promise<number> => hub.contacts.count(context, { filters: [] });
const jane = {
  first: 'Jane',
  last: 'Doe',
  phone: '(555) 100-0001',
  mobile: '555 100 0002',
  email: 'Jane@example.com',
} as const;

describe('a new link', () => {
  test('makes a person of its values, the phone for work and the mobile a mobile', async () => {
    const made = await link(jane);
    const person = await personOf(made);
    expect([person.givenName, person.familyName, person.origin]).toEqual(['Jane', 'Doe', 'api']);
    expect(methods(person)).toEqual([
      ['phone', 'work', '(555) 100-0001'],
      ['phone', 'mobile', '555 100 0002'],
      ['email', '', 'Jane@example.com'],
    ]);
    expect(await fedTo(made.jobId)).toEqual(Object.values(jane));
  });

  test.each([
    ['e-mail', { email: ' JANE@example.com' }],
    ['mobile, however it is written', { mobile: '+1 (555) 100-0002' }],
  ])('of a repeat customer finds the person by %s', async (_, values) => {
    const first = await link(jane);
    const again = await link({ first: 'jane', ...values });
    expect(again.contactId).toBe(first.contactId);
    expect(await countPeople()).toBe(1);
  });

  test.each([
    ['a part that differs', { first: 'John', last: 'Doe' }, false],
    ['a part that one side lacks', { first: 'Jane' }, true],
    ['other case and accents', { first: 'JÁNE', last: 'doe' }, true],
    ['no name at all', {}, true],
  ])('with %s in the name', async (_, name, isSame) => {
    const first = await link(jane);
    const again = await link({ ...name, email: jane.email });
    expect(again.contactId === first.contactId).toBe(isSame);
    expect(await countPeople()).toBe(isSame ? 1 : 2);
  });

  test('fills only what the known person lacks, and keeps its own values', async () => {
    const first = await link({ first: 'Jane', email: jane.email, phone: '5551000001' });
    const again = await link({ ...jane, last: 'Smith', phone: '5551000009' });
    const person = await personOf(first);
    expect(again.contactId).toBe(person.id);
    expect(methods(person)).toEqual([
      ['phone', 'work', '5551000001'],
      ['phone', 'mobile', jane.mobile],
      ['email', '', jane.email],
    ]);
    expect(person.givenName).toBe('Jane');
    expect(await valuesOf(again.id)).toEqual([
      'Jane',
      'Smith',
      '5551000009',
      jane.mobile,
      jane.email,
    ]);
    expect(await valuesOf(first.id)).toEqual(['Jane', '', '5551000001', jane.mobile, jane.email]);
  });

  test('never finds a deleted person', async () => {
    const first = await link(jane);
    await hub.contacts.remove(context, (await personOf(first)).id);
    const again = await link(jane);
    expect(again.contactId).not.toBe(first.contactId);
  });

  test('finds the oldest of several, by e-mail before mobile', async () => {
    const mobile = await link({ mobile: jane.mobile });
    const older = await hub.contacts.create(context, {
      methods: [{ op: 'add', kind: 'email', entry: { value: jane.email } }],
    });
    await hub.contacts.create(context, {
      methods: [{ op: 'add', kind: 'email', entry: { value: jane.email } }],
    });
    expect((await link({ email: jane.email, mobile: jane.mobile })).contactId).toBe(older.id);
    expect(mobile.contactId).not.toBe(older.id);
  });

  test('to a given person shows their values where it says nothing', async () => {
    const person = await personOf(await link(jane));
    const given = await link({ contactId: person.id, first: 'Janet' });
    expect(given.contactId).toBe(person.id);
    expect(await valuesOf(given.id)).toEqual(['Janet', 'Doe', jane.phone, jane.mobile, jane.email]);
  });

  test('is refused for an unknown job, person, or used id, and leaves nothing behind', async () => {
    const made = await link({ ...jane, id: nameUuid('link') });
    const jobId = nameUuid('no job');
    await expect(link({ first: 'Al', jobId })).rejects.toThrow(
      new InvalidInput([{ path: 'jobId', message: `no job has the id ${jobId}` }]),
    );
    await expect(link({ contactId: nameUuid('nobody') })).rejects.toThrow(NotFound);
    await expect(link({ id: made.id, first: 'Al' })).rejects.toThrow(IdTaken);
    await expect(link({ first: 'nul \u0000' })).rejects.toThrow(InvalidInput);
    expect(await countPeople()).toBe(1);
  });
});

describe('an empty link', () => {
  test('has no person until its first value is written, which makes one', async () => {
    const empty = await link();
    expect(empty.contactId).toBeNull();
    expect(await countPeople()).toBe(0);
    await hub.jobContacts.update(context, empty.id, { role: 'billing' });
    expect(await countPeople()).toBe(0);
    const written = await hub.jobContacts.update(context, empty.id, { first: 'Jane' });
    expect((await personOf(written)).givenName).toBe('Jane');
  });

  test('finds the person whom its first value names', async () => {
    const known = await link(jane);
    const empty = await link();
    const written = await hub.jobContacts.update(context, empty.id, { email: jane.email });
    expect(written.contactId).toBe(known.contactId);
    expect(await valuesOf(written.id)).toEqual(['', '', '', '', jane.email]);
  });
});

describe('writing a link', () => {
  test('changes the person where they still had its former value, in place', async () => {
    const made = await link(jane);
    const before = await personOf(made);
    const written = await hub.jobContacts.update(context, made.id, {
      first: 'Janet',
      mobile: '555 100 0009',
      email: '',
    });
    const after = await personOf(written);
    expect(after.givenName).toBe('Janet');
    expect(methods(after)).toEqual([
      ['phone', 'work', jane.phone],
      ['phone', 'mobile', '555 100 0009'],
    ]);
    expect(after.methods[1]?.id).toBe(before.methods[1]?.id);
  });

  test('adds its number where the person has another by now, and leaves their name', async () => {
    const made = await link(jane);
    const completed = await hub.jobs.update(context, made.jobId, { status: 'completed' });
    const person = await personOf(made);
    const mobile = person.methods.find((method) => method.type === 'mobile');
    await hub.contacts.update(context, person.id, {
      givenName: 'Janet',
      methods: [{ op: 'patch', id: mobile?.id ?? completed.id, patch: { value: '5551000005' } }],
    });
    await hub.jobContacts.update(context, made.id, { first: 'Jenny', mobile: '5551000006' });
    const after = await personOf(made);
    expect(after.givenName).toBe('Janet');
    expect(methods(after)).toEqual([
      ['phone', 'work', jane.phone],
      ['phone', 'mobile', '5551000005'],
      ['phone', 'mobile', '5551000006'],
      ['email', '', jane.email],
    ]);
  });

  test('says so once in the history of the link, the person and the job', async () => {
    const made = await link(jane);
    const written = await hub.jobContacts.update(context, made.id, { mobile: '5551000009' });
    expect(written.version).toBe(2);
    const latest = async (id: Uuid | null) =>
      (await hub.events.history(context, id ?? made.id, { limit: 9 })).map(
        ({ type, version, body }) => [
          type,
          version,
          body && 'changes' in body ? Object.keys(body['changes'] ?? {}) : null,
        ],
      );
    expect(await latest(made.id)).toEqual([
      ['updated', 2, ['mobile']],
      ['created', 1, null],
    ]);
    expect(await latest(made.contactId)).toEqual([
      ['updated', 2, ['methods']],
      ['created', 1, null],
    ]);
    expect(await latest(made.jobId)).toEqual([
      ['updated', 3, ['contactInformation']],
      ['updated', 2, ['contactInformation']],
      ['created', 1, null],
    ]);
  });

  test('leaves its other values as they were told, whatever becomes of the person', async () => {
    const made = await link(jane);
    await hub.jobContacts.update(context, made.id, { mobile: jane.phone });
    expect(methods(await personOf(made))).toEqual([
      ['phone', 'mobile', jane.phone],
      ['email', '', jane.email],
    ]);
    expect(await valuesOf(made.id)).toEqual(['Jane', 'Doe', jane.phone, jane.phone, jane.email]);
  });

  test('that changes nothing is no write', async () => {
    const made = await link(jane);
    const same = await hub.jobContacts.update(context, made.id, {
      mobile: jane.mobile,
      active: true,
    });
    expect(same).toEqual(made);
  });

  test('cannot move it to another job, nor overwrite a version that its writer has not seen', async () => {
    const made = await link(jane);
    const other = await newJob();
    await expect(hub.jobContacts.update(context, made.id, { jobId: other.id })).rejects.toThrow(
      'the job of a job contact cannot be changed',
    );
    await expect(
      hub.jobContacts.update(context, made.id, { first: 'X' }, { ifVersion: 5 }),
    ).rejects.toThrow(VersionConflict);
    await expect(hub.jobContacts.update(context, made.id, { jobId: made.jobId })).resolves.toEqual(
      made,
    );
  });

  test('leaves a deleted person as they were', async () => {
    const made = await link(jane);
    const person = await personOf(made);
    await hub.contacts.remove(context, person.id);
    await hub.jobContacts.update(context, made.id, { first: 'Janet', active: true });
    const deleted = await hub.contacts.get(context, person.id, { includeDeleted: true });
    expect(deleted.givenName).toBe('Jane');
    expect(await fedTo(made.jobId)).toEqual(['Janet', 'Doe', jane.phone, jane.mobile, jane.email]);
  });
});

describe('a change of the person', () => {
  test('reaches the links of open jobs that still showed the former value, and their jobs', async () => {
    const quote = await link({ ...jane, jobId: (await newJob({ status: 'quote' })).id });
    const told = await link({ ...jane, first: 'J.', contactId: quote.contactId ?? nameUuid('x') });
    const closed = await link(jane);
    await hub.jobs.update(context, closed.jobId, { status: 'completed' });
    const lost = await link(jane);
    await hub.jobs.update(context, lost.jobId, { status: 'unsuccessful' });
    const gone = await link(jane);
    await hub.jobs.remove(context, gone.jobId);
    const ended = await link(jane);
    await hub.jobContacts.remove(context, ended.id);

    const person = await personOf(quote);
    await hub.contacts.update(context, person.id, {
      givenName: 'Janet',
      methods: [{ op: 'slot', kind: 'email', value: 'janet@example.com' }],
    });

    const changed = ['Janet', 'Doe', jane.phone, jane.mobile, 'janet@example.com'];
    expect(await valuesOf(quote.id)).toEqual(changed);
    expect(await fedTo(quote.jobId)).toEqual(changed);
    expect(await valuesOf(told.id)).toEqual(['J.', ...changed.slice(1)]);
    for (const history of [closed, lost, gone, ended])
      expect(await valuesOf(history.id)).toEqual(Object.values(jane));
    expect(await fedTo(closed.jobId)).toEqual(Object.values(jane));
  });
});

describe('the contact information of a job', () => {
  test('comes from the link of the role that was written last, and falls back when it ends', async () => {
    const { id: jobId } = await newJob();
    const one = await link({ jobId, first: 'One' });
    const two = await link({ jobId, first: 'Two' });
    const bill = await link({ jobId, first: 'Bill', role: 'billing' });
    expect((await fedTo(jobId))[0]).toBe('Two');
    await hub.jobContacts.update(context, one.id, { last: 'Again' });
    expect((await fedTo(jobId)).slice(0, 2)).toEqual(['One', 'Again']);
    await hub.jobContacts.remove(context, one.id);
    expect((await fedTo(jobId))[0]).toBe('Two');
    await hub.jobContacts.update(context, two.id, { role: 'property-manager' });
    expect(await fedTo(jobId)).toEqual(['', '', '', '', '']);
    expect((await fedTo(jobId, 'property-manager'))[0]).toBe('Two');
    expect((await fedTo(jobId, 'billing'))[0]).toBe('Bill');
    await hub.jobContacts.update(context, one.id, { active: true });
    expect((await fedTo(jobId))[0]).toBe('One');
    await hub.jobContacts.remove(context, bill.id);
    expect(await fedTo(jobId, 'billing')).toEqual(['', '', '', '', '']);
  });
});

describe('ending a link', () => {
  test('keeps it listed, keeps the person, and can be taken back', async () => {
    const made = await link(jane);
    const ended = await hub.jobContacts.remove(context, made.id);
    expect(ended).toMatchObject({
      active: false,
      contactId: made.contactId,
      endedByContactId: null,
    });
    const page = await hub.jobContacts.list(context, {
      filters: [{ field: 'jobId', op: 'eq', value: made.jobId }],
      sort: { field: 'id', direction: 'asc' },
      limit: 5,
    });
    expect(page.items).toEqual([ended]);
    await expect(personOf(made)).resolves.toMatchObject({ deletedAt: null });
    await hub.jobContacts.update(context, made.id, { active: true });
    const types = await hub.events.history(context, made.id, { limit: 9 });
    expect(types.map(({ type }) => type)).toEqual(['restored', 'ended', 'created']);
  });
});

describe('deleting a person', () => {
  const isActive = async (...links: JobContact[]): Promise<boolean[]> =>
    Promise.all(links.map(async ({ id }) => (await hub.jobContacts.get(context, id)).active));

  test('ends their links, which keep their values and stop feeding their jobs', async () => {
    const made = await link(jane);
    const closed = await link({ ...jane, jobId: (await newJob({ status: 'completed' })).id });
    const person = await hub.contacts.remove(context, (await personOf(made)).id);
    expect(await isActive(made, closed)).toEqual([false, false]);
    expect(await hub.jobContacts.get(context, made.id)).toMatchObject({
      endedByContactId: person.id,
      ...jane,
    });
    expect(await fedTo(made.jobId)).toEqual(['', '', '', '', '']);
    await expect(hub.contacts.get(context, person.id)).rejects.toThrow(NotFound);
    await expect(hub.contacts.remove(context, person.id)).rejects.toThrow(NotFound);
    await expect(hub.contacts.update(context, person.id, {})).rejects.toThrow(NotFound);
  });

  test('and restoring them brings back exactly the links that the deletion ended', async () => {
    const kept = await link(jane);
    const ended = await link(jane);
    await hub.jobContacts.remove(context, ended.id);
    const { id } = await personOf(kept);
    await hub.contacts.remove(context, id);
    const restored = await hub.contacts.restore(context, id);
    expect(restored.deletedAt).toBeNull();
    expect(await isActive(kept, ended)).toEqual([true, false]);
    expect(await fedTo(kept.jobId)).toEqual(Object.values(jane));
    expect(await hub.contacts.restore(context, id)).toEqual(restored);
  });

  test('and a link that its user has since ended or restored is not touched by the restoring', async () => {
    const one = await link(jane);
    const two = await link(jane);
    const { id } = await personOf(one);
    await hub.contacts.remove(context, id);
    await hub.jobContacts.update(context, one.id, { active: true });
    await hub.jobContacts.remove(context, one.id);
    await hub.jobContacts.update(context, two.id, { active: true });
    await hub.contacts.restore(context, id);
    expect(await isActive(one, two)).toEqual([false, true]);
  });

  test('can be taken back for 90 days and no longer', async () => {
    const [late, intime] = [
      await personOf(await link(jane)),
      await personOf(await link({ first: 'B' })),
    ];
    await hub.contacts.remove(context, late.id);
    await hub.contacts.remove(context, intime.id);
    fixture.clock.advanceDays(89.9);
    await expect(hub.contacts.restore(context, intime.id)).resolves.toMatchObject({
      deletedAt: null,
    });
    fixture.clock.advanceDays(0.2);
    await expect(hub.contacts.restore(context, late.id)).rejects.toThrow('more than 90 days ago');
  });
});

describe('purging', () => {
  test('removes a person deleted 90 days ago for good; their ended links keep their own values', async () => {
    const made = await link(jane);
    const { id } = await personOf(made);
    await hub.contacts.remove(context, id);
    expect(await hub.contacts.purge(context, fixture.clock.now())).toBe(0);
    fixture.clock.advanceDays(91);
    expect(await hub.contacts.purge(context, fixture.clock.now())).toBe(1);
    await expect(hub.contacts.get(context, id, { includeDeleted: true })).rejects.toThrow(NotFound);
    expect(await hub.jobContacts.get(context, made.id)).toMatchObject({
      ...jane,
      active: false,
      contactId: null,
      endedByContactId: null,
    });
    const again = await hub.jobContacts.update(context, made.id, { active: true });
    expect((await personOf(again)).id).not.toBe(id);
  });

  test('spares a person whom an active link shows', async () => {
    const made = await link(jane);
    const { id } = await personOf(made);
    await hub.contacts.remove(context, id);
    await hub.jobContacts.update(context, made.id, { active: true });
    fixture.clock.advanceDays(91);
    expect(await hub.contacts.purge(context, fixture.clock.now())).toBe(0);
  });
});

describe('a put on the id of a deleted person', () => {
  test('makes a fresh person, without the children, relations and links of the former', async () => {
    const made = await link(jane);
    const account = await hub.accounts.create(context, { name: 'Acme' });
    const { id } = await personOf(made);
    await hub.contacts.update(context, id, {
      accountId: account.id,
      tags: [{ op: 'add', tags: [{ name: 'old' }] }],
      addresses: [{ op: 'add', entry: { city: 'Austin' } }],
    });
    const deleted = await hub.contacts.remove(context, id);
    const { contact, created } = await hub.contacts.put(context, id, { fullName: 'New Person' });
    expect(created).toBe(true);
    expect(contact).toEqual(await hub.contacts.get(context, id));
    expect(contact).toMatchObject({
      givenName: 'New',
      accountId: null,
      methods: [],
      addresses: [],
      tags: [],
      deletedAt: null,
      version: deleted.version + 1,
    });
    expect(contact.createdAt).toBeGreaterThan(deleted.createdAt);
    const { items } = await hub.relations.list(context, {
      filters: [{ field: 'contactId', op: 'eq', value: id }],
      sort: { field: 'id', direction: 'asc' },
      limit: 9,
    });
    expect(items).toEqual([]);
    await hub.contacts.remove(context, id);
    await hub.contacts.restore(context, id);
    expect((await hub.jobContacts.get(context, made.id)).active).toBe(false);
  });

  test('is a creation in the history, after which the former can still be read', async () => {
    const { id } = await hub.contacts.create(context, { givenName: 'Old' });
    await hub.contacts.remove(context, id);
    await hub.contacts.put(context, id, { fullName: 'New' });
    const events = await hub.events.history(context, id, { limit: 9 });
    expect(events.map(({ type, version }) => [type, version])).toEqual([
      ['created', 3],
      ['deleted', 2],
      ['created', 1],
    ]);
    expect(events.map(({ body }) => body?.['after'])).toMatchObject([
      { familyName: 'New' },
      undefined,
      { givenName: 'Old' },
    ]);
  });
});
