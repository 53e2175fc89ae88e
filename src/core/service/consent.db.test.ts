/** Do-not-disturb and the suppression list, over PostgreSQL (DESIGN §2.5). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ConsentPatch, ContactDraft, MethodWrite } from '../contact/contact-patch.ts';
import type { Channel, Contact } from '../contact/contact.ts';
import { CapabilityMissing } from '../errors.ts';
import type { TenantContext } from '../tenant-context.ts';
import {
  HubFixture,
  inOneFlush,
  type TestProcess,
  type TestTenant,
} from '../../../test/support/hub-fixture.ts';

let fixture: HubFixture;
let process: TestProcess;
let tenant: TestTenant;
let context: TenantContext;
beforeAll(async () => {
  fixture = await HubFixture.open();
  process = fixture.openProcess();
});
beforeEach(async () => {
  tenant = await fixture.addTenant();
  context = tenant.context();
});
afterAll(() => fixture.close());

const phone = (value: string): MethodWrite => ({ op: 'add', kind: 'phone', entry: { value } });
const email = (value: string): MethodWrite => ({ op: 'add', kind: 'email', entry: { value } });
const create = (draft: ContactDraft): Promise<Contact> =>
  process.hub.contacts.create(context, draft);
const consent = (contact: Contact, patch: ConsentPatch): Promise<Contact> =>
  process.hub.contacts.update(context, contact.id, { consent: patch });
const blocked = (contact: Contact): Channel[] =>
  Object.entries(contact.dndSettings)
    .filter(([, setting]) => setting.status !== 'inactive')
    .map(([channel]) => channel as Channel)
    .toSorted();

const number = '(555) 100-0001';
const sameNumber = '+1 555 100 0001';
const stop = { settings: { sms: { status: 'active' } } } as const;
const allow = { settings: { sms: { status: 'inactive' } }, reason: 'asked on the phone' } as const;

describe('an address that must not be contacted', () => {
  test('blocks the channel for another contact who has it, written in any way', async () => {
    await create({ methods: [phone(number)], consent: stop });
    const other = await create({ methods: [phone(sameNumber), email('x@example.com')] });
    expect(blocked(other)).toEqual(['sms']);
    expect(other.dndSettings.sms?.message).toMatch(/do-not-contact/);
    expect(other.dnd).toBe(false);
  });

  test('blocks it when it is added later, by an update or by a job contact', async () => {
    await create({
      givenName: 'First',
      methods: [email('No@example.com')],
      consent: { dnd: true },
    });
    const later = await create({ givenName: 'Later' });
    const updated = await process.hub.contacts.update(context, later.id, {
      methods: [{ op: 'slot', kind: 'email', value: 'no@EXAMPLE.com' }],
    });
    expect(blocked(updated)).toEqual(['email']);
    const job = await process.hub.jobs.create(context, { status: 'quote' });
    const link = await process.hub.jobContacts.create(context, {
      jobId: job.id,
      first: 'Another',
      email: 'no@example.com',
    });
    const person = await process.hub.contacts.get(context, link.contactId ?? later.id);
    expect([person.givenName, blocked(person)]).toEqual(['Another', ['email']]);
  });

  test('stays so when the contact is deleted, purged and made anew', async () => {
    const first = await create({ methods: [phone(number)], consent: stop });
    await process.hub.contacts.remove(context, first.id);
    expect(blocked(await create({ methods: [phone(sameNumber)] }))).toEqual(['sms']);
    fixture.clock.advanceDays(91);
    await process.hub.contacts.purge(context, fixture.clock.now());
    expect(blocked(await create({ methods: [phone(sameNumber)] }))).toEqual(['sms']);
    const put = await process.hub.contacts.put(context, first.id, { methods: [phone(number)] });
    expect(blocked(put.contact)).toEqual(['sms']);
  });

  test('stays so when the contact gives it up', async () => {
    const first = await create({ methods: [phone(number)], consent: stop });
    await process.hub.contacts.update(context, first.id, {
      methods: [{ op: 'replace', kind: 'phone', entries: [] }],
    });
    expect(blocked(await create({ methods: [phone(number)] }))).toEqual(['sms']);
  });

  test('is kept as a keyed hash, not as text', async () => {
    await create({ methods: [phone(number)], consent: stop });
    const rows = await fixture.rows<{ row: string }>(
      'select s::text as row from suppression s where tenant_id = $1',
      [tenant.id],
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toMatch(/555|1000001/);
  });

  test('reaches on a general flag every channel that has an address, each by its own kind', async () => {
    const first = await create({ methods: [phone(number), email('a@example.com')] });
    await consent(first, { dnd: true });
    expect(blocked(await create({ methods: [phone(number)] }))).toEqual([
      'call',
      'rcs',
      'sms',
      'whatsapp',
    ]);
    expect(blocked(await create({ methods: [email('a@example.com')] }))).toEqual(['email']);
  });

  test('is known to the writes of the same flush, also to those that gave no hint', async () => {
    const first = await create({ methods: [phone(number)] });
    const other = await create({ givenName: 'Other' });
    const job = await process.hub.jobs.create(context, { status: 'quote' });
    const link = await process.hub.jobContacts.create(context, {
      jobId: job.id,
      contactId: other.id,
    });
    process.flushes.length = 0;
    const [, , created] = await inOneFlush<object>(process, context, [
      () => consent(first, stop),
      () => process.hub.jobContacts.update(context, link.id, { mobile: number }),
      () => create({ methods: [phone(sameNumber)] }),
    ]);
    expect(process.flushes).toEqual([1, 3]);
    expect(created).toMatchObject({ value: { dndSettings: { sms: { status: 'active' } } } });
    expect(blocked(await process.hub.contacts.get(context, other.id))).toEqual(['sms']);
  });
});

describe('a block', () => {
  test('is not lifted by a write that says nothing of it, or that says it of other channels', async () => {
    const first = await create({ methods: [phone(number)], consent: { ...stop, dnd: true } });
    await process.hub.contacts.update(context, first.id, { givenName: 'New', consent: {} });
    const after = await consent(first, { settings: { email: { status: 'inactive' } } });
    expect([after.dnd, blocked(after)]).toEqual([true, ['sms']]);
  });

  test.each([
    ['a channel', stop, { settings: { sms: { status: 'inactive' } } }],
    [
      'a permanent block',
      { settings: { call: { status: 'permanent' } } },
      { settings: { call: { status: 'inactive' } } },
    ],
    ['the general flag', { dnd: true }, { dnd: false }],
    ['the inbound block', { inbound: { status: 'active', message: null } }, { inbound: null }],
  ] satisfies [string, ConsentPatch, ConsentPatch][])(
    'of %s is lifted only with the capability for it',
    async (_, block, lift) => {
      const first = await create({ methods: [phone(number)], consent: block });
      const weak = tenant.without('consent.relax');
      await expect(
        process.hub.contacts.update(weak, first.id, { givenName: 'X', consent: lift }),
      ).rejects.toBeInstanceOf(CapabilityMissing);
      expect(await process.hub.contacts.get(context, first.id)).toEqual(first);
      await expect(consent(first, lift)).resolves.toMatchObject({ version: 2 });
    },
  );

  test('may be tightened without that capability', async () => {
    const first = await create({ methods: [phone(number)] });
    const weak = tenant.without('consent.relax');
    const after = await process.hub.contacts.update(weak, first.id, { consent: stop });
    expect(blocked(after)).toEqual(['sms']);
  });

  test('that is lifted leaves the reason in the history, and frees the address', async () => {
    const first = await create({ methods: [phone(number)], consent: stop });
    await consent(first, allow);
    const [event] = await process.hub.events.history(context, first.id, { limit: 1 });
    expect(event).toMatchObject({
      type: 'consent-relaxed',
      body: { changes: { dndSettings: {} }, note: { reason: 'asked on the phone' } },
    });
    expect(blocked(await create({ methods: [phone(number)] }))).toEqual([]);
  });

  test('that is lifted without a reason says through whom', async () => {
    const first = await create({ consent: { dnd: true } });
    await process.hub.contacts.update(tenant.context({ dialect: 'highlevel' }), first.id, {
      consent: { dnd: false },
    });
    const [event] = await process.hub.events.history(context, first.id, { limit: 1 });
    expect(event?.body).toMatchObject({ note: { reason: 'Allowed again by a highlevel client' } });
  });

  test('that is lifted frees the address for the writes of the same flush as well', async () => {
    const first = await create({ methods: [phone(number)], consent: stop });
    const settled = await inOneFlush(process, context, [
      () => create({ methods: [phone(number)] }),
      () => consent(first, allow),
      () => create({ methods: [phone(number)] }),
    ]);
    const channels = settled.map((result) =>
      result.status === 'fulfilled' ? blocked(result.value) : null,
    );
    expect(channels).toEqual([['sms'], [], []]);
  });

  test('that is lifted and set again in one flush stands', async () => {
    const first = await create({ methods: [phone(number)], consent: stop });
    await inOneFlush(process, context, [() => consent(first, allow), () => consent(first, stop)]);
    expect(blocked(await create({ methods: [phone(number)] }))).toEqual(['sms']);
    await inOneFlush(process, context, [() => consent(first, stop), () => consent(first, allow)]);
    expect(blocked(await create({ methods: [phone(number)] }))).toEqual([]);
  });
});
