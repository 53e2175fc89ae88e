/** People at accounts, seen through their relation (ServiceM8's company contact), over PostgreSQL (DESIGN §2.3). */
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { RelatedPersonDraft, Relation } from '../account/relation.ts';
import { CapabilityMissing, IdTaken, InvalidInput, NotFound } from '../errors.ts';
import type { Hub } from '../hub.ts';
import type { JobContactValues } from '../job/job.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { HubFixture, nameUuid, type TestTenant } from '../../../test/support/hub-fixture.ts';

let fixture: HubFixture;
let hub: Hub;
let tenant: TestTenant;
let context: TenantContext;
let acme: Uuid;
let globex: Uuid;
beforeAll(async () => {
  fixture = await HubFixture.open();
  ({ hub } = fixture.openProcess());
});
beforeEach(async () => {
  tenant = await fixture.addTenant();
  context = tenant.context();
  acme = (await hub.accounts.create(context, { name: 'Acme' })).id;
  globex = (await hub.accounts.create(context, { name: 'Globex' })).id;
});
afterAll(() => fixture.close());

const ann = {
  first: 'Ann',
  last: 'Lee',
  phone: '(512) 555-0100',
  mobile: '(512) 555-0101',
  email: 'ann@example.com',
};
const create = (draft: Partial<RelatedPersonDraft> = ann): Promise<Relation> =>
  hub.relatedPeople.create(context, { accountId: acme, ...draft });
const get = (id: Uuid): Promise<Relation> => hub.relatedPeople.get(context, id);
const valuesOf = ({ first, last, phone, mobile, email }: JobContactValues): JobContactValues => ({
  first,
  last,
  phone,
  mobile,
  email,
});

describe('a person who is made at an account', () => {
  test('is a contact with these names, numbers and address, and shows them', async () => {
    const relation = await create({ ...ann, role: 'BILLING' });
    expect(relation).toMatchObject({ ...ann, targetKind: 'account', targetId: acme });
    expect(relation).toMatchObject({ role: 'BILLING', active: true, isPrimary: false });
    const contact = await hub.contacts.get(context, relation.contactId);
    expect(contact).toMatchObject({ givenName: 'Ann', familyName: 'Lee' });
    expect(contact.methods.map(({ type, value }) => [type, value])).toEqual([
      ['work', ann.phone],
      ['mobile', ann.mobile],
      ['', ann.email],
    ]);
  });

  test('is the one who has the address or mobile already, if they can show all that was said', async () => {
    const known = await hub.contacts.create(context, {
      givenName: 'Ann',
      methods: [{ op: 'add', kind: 'email', entry: { value: 'ANN@example.com' } }],
    });
    expect((await create()).contactId).toBe(known.id);
    const contact = await hub.contacts.get(context, known.id);
    expect([contact.familyName, contact.methods.length]).toEqual(['Lee', 3]);
  });

  test.each([
    ['another name', { first: 'Bob' }],
    ['another mobile', { mobile: '(512) 555-0199' }],
    ['another landline', { phone: '(512) 555-0199' }],
  ])('is somebody else under %s, and the first keeps what is theirs', async (_what, differing) => {
    const first = await create();
    const second = await create({ ...ann, ...differing });
    expect(second.contactId).not.toBe(first.contactId);
    expect(second).toMatchObject({ ...ann, ...differing });
    expect(await get(first.id)).toEqual(first);
  });

  test('needs an account, a free id and the right to it', async () => {
    await expect(create({ accountId: nameUuid('nowhere') })).rejects.toThrow(InvalidInput);
    const { id } = await create();
    await expect(create({ id })).rejects.toThrow(IdTaken);
    const reader = tenant.without('relation.write');
    await expect(hub.relatedPeople.create(reader, { accountId: acme })).rejects.toThrow(
      CapabilityMissing,
    );
    await expect(hub.relatedPeople.get(tenant.without('relation.read'), id)).rejects.toThrow(
      CapabilityMissing,
    );
  });
});

describe('what is written', () => {
  test('reaches the person, in place, and everybody else who shows them', async () => {
    const first = await create();
    const elsewhere = await create({ ...ann, accountId: globex });
    expect(elsewhere.contactId).toBe(first.contactId);
    const before = await hub.contacts.get(context, first.contactId);
    await hub.relatedPeople.update(context, first.id, { mobile: '512 555 0177', last: '' });
    const after = await hub.contacts.get(context, first.contactId);
    expect([after.givenName, after.familyName]).toEqual(['Ann', null]);
    expect(after.methods.map(({ id }) => id)).toEqual(before.methods.map(({ id }) => id));
    expect(await get(elsewhere.id)).toMatchObject({ last: '', mobile: '512 555 0177', version: 2 });
    expect((await get(elsewhere.id)).updatedAt).toBeGreaterThan(elsewhere.updatedAt);
  });

  test('is read back, whatever it is', async () => {
    const number = fc.integer({ min: 5_125_550_100, max: 5_125_550_199 }).map(String);
    const patches = fc.array(
      fc.record(
        {
          first: fc.constantFrom('', 'Ann', 'Bo'),
          last: fc.constantFrom('', 'Lee', "O'Hara"),
          phone: fc.oneof(fc.constant(''), number),
          mobile: fc.oneof(
            fc.constant(''),
            number.map((digits) => `+1${digits}`),
          ),
          email: fc.constantFrom('', 'a@example.com', 'B@example.com', 'c@example.com'),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(patches, async (writes) => {
        const { id } = await create({ ...ann, phone: '5125550001', mobile: '5125550002' });
        for (const patch of writes) {
          if (patch.phone && patch.mobile === `+1${patch.phone}`) continue;
          const before = await get(id);
          const takesMobile = `+1${patch.phone}` === before.mobile && patch.mobile === undefined;
          const takesPhone = patch.mobile === `+1${before.phone}` && patch.phone === undefined;
          if (takesMobile || takesPhone) continue;
          const after = await hub.relatedPeople.update(context, id, patch);
          expect(valuesOf(after)).toEqual({ ...valuesOf(before), ...patch });
        }
      }),
      { numRuns: 25 },
    );
  });

  test.each([
    [{ phone: '', mobile: '5125550001' }],
    [{ phone: '5125550002', mobile: '' }],
    [{ phone: '5125550002', mobile: '5125550001' }],
    [{ phone: '5125550002', mobile: '5125550003' }],
    [{ phone: '5125550003', mobile: '5125550001' }],
  ])('moves numbers between phone and mobile: %j', async (moved) => {
    const { id } = await create({ ...ann, phone: '5125550001', mobile: '5125550002' });
    await hub.relatedPeople.update(context, id, moved);
    expect(valuesOf(await get(id))).toEqual({ ...ann, ...moved });
  });

  test('in another spelling leaves the type of the number', async () => {
    const { id, contactId } = await create({ ...ann, phone: '' });
    await hub.contacts.update(context, contactId, {
      methods: [{ op: 'add', kind: 'phone', entry: { value: '5125550144', type: 'home' } }],
    });
    await hub.relatedPeople.update(context, id, { phone: '512-555-0144' });
    const { methods } = await hub.contacts.get(context, contactId);
    expect(methods.map(({ type, value }) => [type, value])).toContainEqual([
      'home',
      '512-555-0144',
    ]);
  });

  test('as a number that the person has already makes that the one shown, once', async () => {
    const { id, contactId } = await create({ ...ann, phone: '' });
    await hub.contacts.update(context, contactId, {
      methods: [{ op: 'add', kind: 'phone', entry: { value: '5125550144', type: 'home' } }],
    });
    await hub.relatedPeople.update(context, id, { mobile: '5125550144' });
    expect(await get(id)).toMatchObject({ mobile: '5125550144', phone: '' });
    await hub.relatedPeople.update(context, id, { phone: '512-555-0144' });
    expect(await get(id)).toMatchObject({ mobile: '', phone: '512-555-0144' });
    await hub.relatedPeople.update(context, id, { phone: '5125550144', mobile: '5125550144' });
    expect(await get(id)).toMatchObject({ mobile: '5125550144', phone: '' });
    const { methods } = await hub.contacts.get(context, contactId);
    expect(methods.filter(({ kind }) => kind === 'phone')).toHaveLength(1);
  });

  test('as it is shown already changes nothing', async () => {
    const relation = await create();
    expect(await hub.relatedPeople.update(context, relation.id, ann)).toEqual(relation);
  });

  test('moves the relation to another account, main or not', async () => {
    const { id, contactId } = await create();
    await hub.relations.update(context, id, { isMain: true });
    const moved = await hub.relatedPeople.update(context, id, { accountId: globex });
    expect(moved).toMatchObject({ targetId: globex, isMain: true });
    expect((await hub.contacts.get(context, contactId)).accountId).toBe(globex);
    const nowhere = { accountId: nameUuid('nowhere') };
    await expect(hub.relatedPeople.update(context, id, nowhere)).rejects.toThrow(InvalidInput);
  });
});

describe('a change of the person elsewhere', () => {
  test('shows in the relation and moves its time', async () => {
    const relation = await create();
    await hub.contacts.update(context, relation.contactId, { givenName: 'Anna' });
    const after = await get(relation.id);
    expect(after).toMatchObject({ first: 'Anna', last: 'Lee' });
    expect(after.updatedAt).toBeGreaterThan(relation.updatedAt);
    await hub.contacts.update(context, relation.contactId, { jobTitle: 'Boss' });
    expect(await get(relation.id)).toEqual(after);
    const [event] = await hub.events.history(context, relation.id, { limit: 1 });
    expect(event?.body).toEqual({ changes: { first: { from: 'Ann', to: 'Anna' } } });
  });
});

describe('the life cycle', () => {
  test('ends and returns with the relation itself; the person stays', async () => {
    const { id, contactId } = await create();
    await hub.relations.update(context, id, { isMain: true });
    await hub.relatedPeople.remove(context, id);
    expect(await get(id)).toMatchObject({ active: false, isMain: false, ...ann });
    expect((await hub.contacts.get(context, contactId)).accountId).toBeNull();
    expect(await hub.relatedPeople.update(context, id, { active: true })).toMatchObject({
      active: true,
      contactId,
    });
    const events = await hub.events.history(context, id, { limit: 9 });
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['ended', 'restored']));
  });

  test('follows the person, and only what their deletion ended returns with them', async () => {
    const first = await create();
    const second = await create({ ...ann, accountId: globex });
    await hub.relatedPeople.remove(context, second.id);
    await hub.contacts.remove(context, first.contactId);
    expect([(await get(first.id)).active, (await get(second.id)).active]).toEqual([false, false]);
    await hub.contacts.restore(context, first.contactId);
    expect([(await get(first.id)).active, (await get(second.id)).active]).toEqual([true, false]);
  });

  test('gives a relation whose person was deleted a new one when it is restored', async () => {
    const relation = await create();
    await hub.contacts.remove(context, relation.contactId);
    await hub.relatedPeople.update(context, relation.id, { first: 'Anna' });
    expect(await get(relation.id)).toMatchObject({ first: 'Anna', active: false });
    const restored = await hub.relatedPeople.update(context, relation.id, { active: true });
    expect(restored).toMatchObject({ ...ann, first: 'Anna', active: true });
    expect(restored.contactId).not.toBe(relation.contactId);
    expect((await hub.contacts.get(context, restored.contactId)).givenName).toBe('Anna');
  });

  test('has one active primary per account: the last one set', async () => {
    const first = await create({ first: 'A', isPrimary: true });
    const other = await create({ first: 'B', isPrimary: true, accountId: globex });
    const second = await create({ first: 'C', isPrimary: true });
    const flags = async () =>
      Promise.all([first, other, second].map(async ({ id }) => (await get(id)).isPrimary));
    expect(await flags()).toEqual([false, true, true]);
    await hub.relatedPeople.update(context, first.id, { isPrimary: true });
    expect(await flags()).toEqual([true, true, false]);
    await hub.relatedPeople.remove(context, first.id);
    await hub.relatedPeople.update(context, second.id, { isPrimary: true });
    await hub.relatedPeople.update(context, first.id, { active: true });
    expect(await flags()).toEqual([true, true, false]);
  });
});

describe('a list', () => {
  test('holds the relations to accounts, by any of their fields', async () => {
    const relation = await create();
    await create({ ...ann, first: 'Bob', email: 'bob@example.com', accountId: globex });
    const job = await hub.jobs.create(context, { status: 'quote' });
    const { contactId } = relation;
    const toJob = await hub.relations.relate(context, {
      contactId,
      targetKind: 'job',
      targetId: job.id,
    });
    const list = async (field: string, value: string | boolean) => {
      const { items } = await hub.relatedPeople.list(context, {
        filters: [{ field, op: 'eq', value }],
        sort: { field: 'id', direction: 'asc' },
        limit: 10,
      });
      return items.map(({ id }) => id);
    };
    expect(await list('email', 'ANN@example.com')).toEqual([relation.id]);
    expect(await list('targetId', acme)).toEqual([relation.id]);
    expect(await list('active', true)).toHaveLength(2);
    await expect(get(toJob.id)).rejects.toThrow(NotFound);
  });
});
