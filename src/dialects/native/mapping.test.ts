import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyPatch, emptyContact } from '../../core/contact/apply-patch.ts';
import { applyConsent } from '../../core/contact/consent.ts';
import type { ContactPatch } from '../../core/contact/contact-patch.ts';
import { channels, type Contact } from '../../core/contact/contact.ts';
import type { HubEvent } from '../../core/event/event.ts';
import { changesBody, creationBody } from '../../core/event/diff.ts';
import { InvalidInput } from '../../core/errors.ts';
import { type Uuid, uuidV7 } from '../../core/value/identifier.ts';
import { instant } from '../../core/value/instant.ts';
import { toCore, toDraft } from './contacts/mapping/to-core.ts';
import { toListQuery } from './contacts/mapping/list-query.ts';
import { toWire } from './contacts/mapping/to-wire.ts';
import type { ContactCreateWire, ContactWire } from './contacts/schema/contact.ts';
import { toWire as toEventWire } from './events/mapping.ts';

const at = instant(1_800_000_000_123_456);
let counter = 0;
const newId = (): Uuid => {
  counter += 1;
  return uuidV7(1_800_000_000_000, new Uint8Array(new Uint32Array([counter, 7, 9]).buffer));
};
const environment = { at, by: 1001, region: 'US' as const, newId };
const accountId = newId();
const fieldId = newId();
const keys = new Map<string, string>([[fieldId, 'birthday_gift']]);

/** As the core would make it, with its tags and custom fields resolved. */
function made(patch: ContactPatch, before = emptyContact(newId(), 'api', environment)): Contact {
  const tags = (patch.tags ?? []).flatMap((write) =>
    write.tags.map((tag) => ({ id: newId(), name: 'name' in tag ? tag.name : null })),
  );
  const customFields = Object.fromEntries(
    (patch.customFields ?? []).map(({ value }) => [fieldId, value]),
  );
  const contact = applyPatch(before, patch, { tags, customFields }, environment);
  if (!patch.consent) return contact;
  const { dnd, dndSettings, inboundDnd } = applyConsent(contact, patch.consent);
  return { ...contact, dnd, dndSettings, inboundDnd };
}

function without<T extends object, K extends keyof T>(record: T, ...names: K[]): Omit<T, K> {
  const copy = { ...record };
  for (const name of names) delete copy[name];
  return copy;
}

/** What of a shown contact can be written. */
function toBody(wire: ContactWire): ContactCreateWire {
  const { displayName, fullName } = wire;
  return {
    ...without(
      wire,
      ...(['id', 'createdAt', 'createdBy', 'updatedAt', 'updatedBy', 'version'] as const),
      ...(['archivedAt', 'deletedAt', 'displayName'] as const),
    ),
    ...(displayName === (fullName ?? '') ? {} : { displayName }),
    phones: wire.phones.map((shown) => without(shown, 'id', 'e164', 'inferred', 'ext')),
    emails: wire.emails.map((shown) => without(shown, 'id')),
    addresses: wire.addresses.map((shown) => without(shown, 'id', 'countryCode')),
  };
}

function withoutIds(wire: ContactWire): unknown {
  return JSON.parse(
    JSON.stringify(wire, (key, value: unknown) => (key === 'id' ? undefined : value)),
  );
}

const word = fc.stringMatching(/^[A-Za-zÀ-ž'.-]{1,8}$/);
const text = fc.oneof(
  fc.constant(null),
  word,
  fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join('  ')),
);
const entry = (value: fc.Arbitrary<string>) =>
  fc.record(
    {
      value,
      type: fc.constantFrom('', 'mobile', 'work', 'fax', 'other'),
      label: text,
      isPrimary: fc.boolean(),
      memo: text,
      referenceId: text,
    },
    { requiredKeys: ['value'] },
  );
const phone = entry(fc.stringMatching(/^(\+1 )?\(?[2-9]\d\d\)? 555-\d{4}( x\d{2})?$|^desk \d$/));
const email = entry(fc.stringMatching(/^[a-zA-Z]{1,8}@example\.com$/));
const address = fc.record(
  {
    type: fc.constantFrom('', 'home', 'work'),
    street1: text,
    street2: text,
    city: text,
    state: text,
    countrySubdivision: text,
    country: fc.constantFrom('United States', 'DE', 'Utopia', null),
    postalCode: text,
    isPrimary: fc.boolean(),
  },
  { requiredKeys: [] },
);
const setting = fc.record({
  status: fc.constantFrom('active' as const, 'inactive' as const, 'permanent' as const),
  message: text,
  code: text,
});
const writtenContact = fc.record<ContactCreateWire>(
  {
    kind: fc.constantFrom('person', 'organisation'),
    givenName: text,
    familyName: text,
    displayName: fc.oneof(text, fc.constant('')),
    namePrefix: text,
    middleName: text,
    nameSuffix: text,
    nickname: text,
    jobTitle: text,
    companyName: text,
    accountId: fc.constantFrom(null, accountId),
    externalId: text,
    leadSource: text,
    leadType: text,
    website: text,
    timeZone: fc.constantFrom(null, 'America/Chicago', 'US/Central'),
    dateOfBirth: fc.constantFrom(null, '1990-09-25', '09/25/1990'),
    gender: text,
    language: text,
    photo: text,
    assignedTo: text,
    notesText: text,
    attribution: fc.constantFrom(null, { source: 'ad', clicks: 3 }),
    phones: fc.array(phone, { maxLength: 3 }),
    emails: fc.array(email, { maxLength: 3 }),
    addresses: fc.array(address, { maxLength: 3 }),
    tags: fc.uniqueArray(word, { maxLength: 3 }),
    customFields: fc.constantFrom({}, { birthday_gift: 'book' }, { birthday_gift: ['a', 'b'] }),
    consent: fc.record(
      {
        dnd: fc.boolean(),
        channels: fc.dictionary(fc.constantFrom(...channels), setting),
        inbound: fc.oneof(
          fc.constant(null),
          fc.record({
            status: fc.constantFrom('active' as const, 'inactive' as const),
            message: text,
          }),
        ),
      },
      { requiredKeys: [] },
    ),
    archived: fc.boolean(),
    lastActivityAt: fc.constantFrom(null, '2026-03-01T12:00:00.5Z'),
  },
  { requiredKeys: [] },
);

describe('contacts', () => {
  test('toCore(toWire(c)) keeps every declared field', () => {
    fc.assert(
      fc.property(
        writtenContact,
        fc.option(text.filter((name) => name !== null)),
        (written, fullName) => {
          const parts = made(toDraft(written));
          const contact = fullName === null ? parts : made({ fullName }, parts);
          const wire = toWire(
            { ...contact, tags: parts.tags, customFields: parts.customFields },
            keys,
          );
          const again = toWire(made(toDraft(toBody(wire))), keys);
          expect(withoutIds(again)).toEqual(withoutIds(wire));
        },
      ),
      { numRuns: 300 },
    );
  });

  test('shows custom fields by key, by id to those who may not know keys, and not once the definition is gone', () => {
    const contact = made(toDraft({ customFields: { birthday_gift: 'book' } }));
    expect(toWire(contact, keys).customFields).toEqual({ birthday_gift: 'book' });
    expect(toWire(contact, null).customFields).toEqual({ [fieldId]: 'book' });
    expect(toWire(contact, new Map()).customFields).toEqual({});
  });

  test('an absent member is left alone and null empties a list', () => {
    expect(toCore({})).toEqual({});
    expect(toCore({ phones: null, tags: null, addresses: null })).toEqual({
      methods: [{ op: 'replace', kind: 'phone', entries: [] }],
      tags: [{ op: 'replace', tags: [] }],
      addresses: [{ op: 'replace', entries: [] }],
    });
  });

  test.each([
    [{ fullName: 'Ann Lee', givenName: 'Bob', familyName: 'Lee' }],
    [{ fullName: 'Ann Lee', givenName: 'Ann' }],
  ])('refuses a whole name beside other parts: %j', (change) => {
    expect(() => toCore(change)).toThrow(InvalidInput);
  });

  test('takes a whole name beside the parts that make it', () => {
    const contact = made(
      toCore({ givenName: 'Ann  Mae', familyName: 'Lee', fullName: 'Ann  Mae Lee' }),
    );
    expect(toWire(contact, keys)).toMatchObject({
      givenName: 'Ann  Mae',
      familyName: 'Lee',
      fullName: 'Ann  Mae Lee',
    });
  });

  test.each([
    ['accountId', { accountId: 'x' }],
    ['lastActivityAt', { lastActivityAt: 'yesterday' }],
  ])('names %s when it cannot be read', (path, change) => {
    expect(() => toCore(change)).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ path })] }),
    );
  });
});

describe('list queries', () => {
  test('turn every parameter into a filter', () => {
    const query = toListQuery(
      {
        query: 'ann',
        phone: '(512) 555-0100',
        tag: 'vip',
        archived: false,
        updatedSince: '2026-01-01',
        sort: '-updatedAt',
        limit: 7,
      },
      'US',
    );
    expect(query).toEqual({
      filters: [
        { field: 'updatedAt', op: 'gte', value: 1_767_225_600_000_000 },
        { field: 'method', kind: 'phone', key: '+15125550100' },
        { field: 'archived', value: false },
        { field: 'tag', value: 'vip' },
        { field: 'text', value: 'ann' },
      ],
      sort: { field: 'updatedAt', direction: 'desc' },
      limit: 7,
      include: 'live',
    });
  });

  test('name a time that is none', () => {
    expect(() => toListQuery({ createdSince: 'soon' }, 'US')).toThrow(InvalidInput);
  });
});

describe('events', () => {
  const event = (content: HubEvent['body']): HubEvent => ({
    seq: 7,
    at,
    entityType: 'contact',
    entityId: accountId,
    type: 'updated',
    actor: 1001,
    credentialId: accountId,
    dialect: 'native',
    connectionId: null,
    causeId: null,
    requestId: 'req_1',
    version: 2,
    body: content,
  });

  test('show a creation in the words of the contact', () => {
    const contact = made(
      toDraft({
        givenName: 'Ann',
        phones: [{ value: '512-555-0100' }],
        emails: [{ value: 'ann@example.com' }],
        customFields: { birthday_gift: 'book' },
      }),
    );
    const { after, changes } = toEventWire(event(creationBody(contact)), keys);
    expect(changes).toBeNull();
    expect(after).toMatchObject({
      givenName: 'Ann',
      createdAt: '2027-01-15T08:00:00.123456Z',
      customFields: { birthday_gift: 'book' },
      phones: [{ value: '512-555-0100', e164: '+15125550100' }],
      emails: [{ value: 'ann@example.com' }],
    });
    expect(JSON.stringify(after)).not.toContain('stripped');
  });

  test('tell changed phones from changed e-mails', () => {
    const before = made(
      toDraft({ phones: [{ value: '512-555-0100' }], emails: [{ value: 'ann@example.com' }] }),
    );
    const [first] = before.methods;
    const after = made(
      {
        methods: [{ op: 'patch', id: first?.id ?? accountId, patch: { value: '512-555-0199' } }],
        archived: true,
      },
      before,
    );
    const { changes } = toEventWire(event(changesBody(before, after)), keys);
    expect(new Set(Object.keys(changes ?? {}))).toEqual(new Set(['archivedAt', 'phones']));
    expect(changes).toMatchObject({
      archivedAt: { from: null, to: '2027-01-15T08:00:00.123456Z' },
      phones: {
        added: [],
        removed: [],
        changed: [{ from: { value: '512-555-0100' }, to: { value: '512-555-0199' } }],
      },
    });
  });

  test('hold nothing after an erase', () => {
    expect(toEventWire(event(null), keys)).toMatchObject({ after: null, changes: null });
  });
});
