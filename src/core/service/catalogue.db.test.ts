/** Tags, custom fields and the default region of a workspace, over PostgreSQL. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Contact } from '../contact/contact.ts';
import type { TagKey, TagWrite } from '../contact/contact-patch.ts';
import { AlreadyExists, InvalidInput, NotFound } from '../errors.ts';
import type { Hub } from '../hub.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { JsonValue } from '../value/json.ts';
import type { CustomFieldType } from '../workspace/custom-field.ts';
import { HubFixture, nameUuid, type TestTenant } from '../../../test/support/hub-fixture.ts';

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

const byCreation = { sort: { field: 'createdAt', direction: 'asc' }, limit: 50 } as const;

describe('tags', () => {
  const tagged = (...tags: TagKey[]): Promise<Contact> =>
    hub.contacts.create(context, { tags: [{ op: 'add', tags }] });
  const write = (contact: Contact, op: TagWrite['op'], ...tags: TagKey[]): Promise<Contact> =>
    hub.contacts.update(context, contact.id, { tags: [{ op, tags }] });
  const namesOf = (contact: Contact): unknown[] => contact.tags.map(({ name }) => name);
  const bare = nameUuid('bare');

  test('are made when they are first named, once, whatever their spelling', async () => {
    const contact = await tagged({ name: 'VIP' }, { name: '  vip ' }, { name: 'New  Lead' });
    expect(namesOf(contact)).toEqual(['vip', 'new lead']);
    expect(namesOf(await tagged({ name: 'Vip' }))).toEqual(['vip']);
    const { items } = await hub.tags.list(context, { filters: [], ...byCreation });
    expect(items.map(({ name }) => name)).toEqual(['vip', 'new lead']);
    await expect(hub.tags.create(context, { name: 'VIP' })).rejects.toThrow(AlreadyExists);
  });

  test('are not made by who removes them', async () => {
    const contact = await write(
      await tagged({ name: 'a' }),
      'remove',
      { name: 'never' },
      { name: 'A' },
    );
    expect(contact.tags).toEqual([]);
    const { items } = await hub.tags.list(context, { filters: [], ...byCreation });
    expect(items.map(({ name }) => name)).toEqual(['a']);
  });

  test('show a new name on every contact, and find the contact by it alone', async () => {
    const contact = await tagged({ name: 'old' });
    const [tag] = contact.tags;
    await hub.tags.update(context, tag?.id ?? bare, { name: 'New' });
    expect(namesOf(await hub.contacts.get(context, contact.id))).toEqual(['new']);
    const found = async (value: string): Promise<number> =>
      hub.contacts.count(context, { filters: [{ field: 'tag', value }] });
    expect([await found('new'), await found('old')]).toEqual([1, 0]);
    await hub.tags.create(context, { name: 'other' });
    await expect(hub.tags.update(context, tag?.id ?? bare, { name: 'Other' })).rejects.toThrow(
      AlreadyExists,
    );
  });

  test('leave their bare id on contacts when they go, and a new one of the name is another', async () => {
    const contact = await tagged({ name: 'a' }, { name: 'b' });
    const [a] = contact.tags;
    await hub.tags.remove(context, a?.id ?? bare);
    const after = await hub.contacts.get(context, contact.id);
    expect(after.tags).toEqual([{ id: a?.id, name: null }, contact.tags[1]]);
    const again = await tagged({ name: 'a' });
    expect(again.tags[0]?.id).not.toBe(a?.id);
    await expect(hub.tags.get(context, a?.id ?? bare)).rejects.toThrow(NotFound);
  });

  test('replaced by name leave the bare ids that such a writer cannot see; by id they do not', async () => {
    const contact = await tagged({ id: bare }, { name: 'a' });
    const byName = await write(contact, 'replace', { name: 'b' });
    expect(byName.tags.map(({ id, name }) => name ?? id)).toEqual(['b', bare]);
    const byId = await write(contact, 'replace', { id: byName.tags[0]?.id ?? bare });
    expect(namesOf(byId)).toEqual(['b']);
    expect(byId).toEqual(await hub.contacts.get(context, contact.id));
  });

  test('keep the order in which they were given', async () => {
    const contact = await tagged({ name: 'c' }, { name: 'a' });
    const after = await write(contact, 'replace', { name: 'b' }, { name: 'a' }, { name: 'c' });
    expect(namesOf(after)).toEqual(['b', 'a', 'c']);
    expect(await hub.contacts.get(context, contact.id)).toEqual(after);
  });
});

describe('custom fields', () => {
  const define = (dataType: CustomFieldType) =>
    hub.customFields.create(context, { name: 'Field', dataType });
  async function stored(value: JsonValue): Promise<unknown> {
    const contact = await hub.contacts.create(context, {
      customFields: [{ field: 'field', value }],
    });
    return Object.values((await hub.contacts.get(context, contact.id)).customFields);
  }

  test.each([
    ['TEXT', 12, ['12']],
    ['TEXT', '', []],
    ['NUMERICAL', ' 12.5 ', [12.5]],
    ['MONETORY', 9, [9]],
    ['CHECKBOX', 'one', [['one']]],
    ['MULTIPLE_OPTIONS', ['a', 'b'], [['a', 'b']]],
    ['MULTIPLE_OPTIONS', [], []],
    ['DATE', '2026-01-01', ['2026-01-01']],
    ['FILE_UPLOAD', { file: { url: 'x', size: 1 } }, [{ file: { url: 'x', size: 1 } }]],
  ] satisfies [CustomFieldType, JsonValue, unknown][])(
    'of type %s store %j as %j',
    async (dataType, value, expected) => {
      await define(dataType);
      expect(await stored(value)).toEqual(expected);
    },
  );

  test.each([
    ['NUMERICAL', 'many'],
    ['TEXT', { a: 1 }],
    ['CHECKBOX', [1]],
  ] satisfies [CustomFieldType, JsonValue][])('of type %s refuse %j', async (dataType, value) => {
    await define(dataType);
    await expect(stored(value)).rejects.toThrow(InvalidInput);
  });

  test('are named by id, key, or key with prefix; unknown ones are refused', async () => {
    const { id, key } = await define('TEXT');
    expect(key).toBe('field');
    const { customFields } = await hub.contacts.create(context, {
      customFields: [
        { field: id, value: 'by id' },
        { field: 'contact.field', value: 'by key' },
      ],
    });
    expect(customFields).toEqual({ [id]: 'by key' });
    await expect(
      hub.contacts.create(context, { customFields: [{ field: 'other', value: 1 }] }),
    ).rejects.toThrow('no custom field has the id or key "other"');
    await expect(define('TEXT')).rejects.toThrow(AlreadyExists);
  });
});

describe('another default region', () => {
  const australian = '0412 345 678';

  test('reads anew what was entered without a country code, after a preview, and nothing else', async () => {
    const contact = await hub.contacts.create(context, {
      methods: [
        { op: 'add', kind: 'phone', entry: { value: australian } },
        { op: 'add', kind: 'phone', entry: { value: '+1 555 100 0001' } },
        { op: 'add', kind: 'phone', entry: { value: 'no number' } },
      ],
    });
    const before = contact.methods.map(({ e164 }) => e164);
    expect(before[1]).toBe('+15551000001');
    const preview = await hub.regions.preview(context, 'AU');
    expect(preview).toEqual({ examined: 2, changed: 1 });
    expect(await hub.contacts.get(context, contact.id)).toEqual(contact);

    expect(await hub.regions.recompute(context, 'AU')).toEqual(preview);
    const after = await hub.contacts.get(context, contact.id);
    expect(after.methods.map(({ e164 }) => e164)).toEqual(['+61412345678', '+15551000001', null]);
    expect(after.methods.map(({ id, value }) => [id, value])).toEqual(
      contact.methods.map(({ id, value }) => [id, value]),
    );
    expect(await hub.regions.recompute(context, 'AU')).toEqual({ examined: 2, changed: 0 });
    const [event] = await hub.events.history(context, contact.id, { limit: 1 });
    expect(event).toMatchObject({ type: 'renumbered', version: 2 });
  });

  test('keeps the do-not-contact of a number that is read anew', async () => {
    const sms = { settings: { sms: { status: 'active' } } } as const;
    const methods = [{ op: 'add', kind: 'phone', entry: { value: australian } }] as const;
    await hub.contacts.create(context, { methods, consent: sms });
    await hub.regions.recompute(context, 'AU');
    const moved = tenant.context({ workspace: { ...tenant.workspace, region: 'AU' } });
    const other = await hub.contacts.create(moved, { methods });
    expect(other.dndSettings.sms?.status).toBe('active');
  });

  test('blocks a contact whose number turns out to be one that must not be contacted', async () => {
    await hub.contacts.create(context, {
      methods: [{ op: 'add', kind: 'phone', entry: { value: '+61412345678' } }],
      consent: { settings: { call: { status: 'permanent' } } },
    });
    const other = await hub.contacts.create(context, {
      methods: [{ op: 'add', kind: 'phone', entry: { value: australian } }],
    });
    expect(other.dndSettings).toEqual({});
    await hub.regions.recompute(context, 'AU');
    expect((await hub.contacts.get(context, other.id)).dndSettings.call?.status).toBe('active');
  });

  test('walks any number of contacts', async () => {
    const drafts = Array.from({ length: 620 }, (_, index) => ({
      methods: [
        { op: 'add', kind: 'phone', entry: { value: `0412 345 ${100 + (index % 900)}` } },
      ] as const,
    }));
    await hub.contacts.createMany(context, drafts);
    expect(await hub.regions.recompute(context, 'AU')).toEqual({ examined: 620, changed: 620 });
    expect(await hub.regions.preview(context, 'US')).toEqual({ examined: 620, changed: 620 });
  });
});
