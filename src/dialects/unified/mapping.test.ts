import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyPatch, emptyContact } from '../../core/contact/apply-patch.ts';
import type { ChangeEnvironment } from '../../core/contact/change-environment.ts';
import type { ContactPatch } from '../../core/contact/contact-patch.ts';
import type { Contact, MethodKind } from '../../core/contact/contact.ts';
import { InvalidInput } from '../../core/errors.ts';
import { changedKeys } from '../../core/event/diff.ts';
import { uuidV7 } from '../../core/value/identifier.ts';
import { instant } from '../../core/value/instant.ts';
import { bodyWarnings, toCore, toRemotePatch, toWire, type View } from './mapping.ts';
import type { Contact as Wire, UpdateContactRequest } from './schema.ts';

let ids = 1_000;
const idOf = (ms: number) => uuidV7(ms, new Uint8Array(9));
const at = instant(1_780_000_000_123_456);
const env: ChangeEnvironment = { at, by: 42, region: 'US', newId: () => idOf((ids += 1)) };
const plain: View = { accounts: new Map(), legacy: false, fieldKeys: null };
const empty = emptyContact(idOf(1), 'api', env);

const applied = (before: Contact, patch: ContactPatch) => applyPatch(before, patch, {}, env);
const created = (wire: UpdateContactRequest) =>
  applied(empty, toCore(wire, { before: null, region: 'US' }));
const updated = (before: Contact, wire: UpdateContactRequest) =>
  applied(before, toCore(wire, { before, region: 'US' }));
const shown = (contact: Contact) => toWire(contact, plain);

/** The members that a reply shows and a request takes; `account` needs the store and is tested over it. */
function writable({ firstName, lastName, ...wire }: Wire): UpdateContactRequest {
  const { addresses, emailAddresses, phoneNumbers } = wire;
  return { firstName, lastName, addresses, emailAddresses, phoneNumbers };
}

const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((value) => value.trim() !== '');
const nullable = fc.option(text, { nil: null });
const word = fc.option(
  fc.oneof(fc.constantFrom('main', 'Primary', 'secondary', 'Cell', 'mobile', 'Office', ''), text),
  { nil: null },
);
const phone = fc.oneof(fc.constantFrom('+1 555 123 4567', '(555) 123-4567', '020 7946 0018'), text);

const wires: fc.Arbitrary<UpdateContactRequest> = fc.record({
  firstName: nullable,
  lastName: nullable,
  addresses: fc.array(
    fc.record({
      addressType: word,
      street1: text,
      street2: nullable,
      city: nullable,
      state: nullable,
      countrySubdivision: nullable,
      country: fc.option(fc.constantFrom('US', 'United Kingdom', 'Elsewhere'), { nil: null }),
      postalCode: nullable,
    }),
    { maxLength: 3 },
  ),
  emailAddresses: fc.array(fc.record({ emailAddressType: word, emailAddress: text }), {
    maxLength: 3,
  }),
  phoneNumbers: fc.array(fc.record({ phoneNumberType: word, phoneNumber: phone }), {
    maxLength: 3,
  }),
});

/** Contacts as this dialect and others leave them: other types than this one would store, flags without types. */
const contactsWith = (foreignType: fc.Arbitrary<string>): fc.Arbitrary<Contact> =>
  fc
    .record({ wire: wires, flagged: fc.option(phone, { nil: null }), type: foreignType })
    .map(({ wire, flagged, type }) => {
      const contact = created(wire);
      if (flagged === null) return contact;
      const entry = { value: flagged, type, isPrimary: true };
      return applied(contact, { methods: [{ op: 'add', kind: 'phone', entry }] });
    });
const contacts = contactsWith(fc.constantFrom('', 'home', 'main', 'office', 'cell', 'fax line'));
/** Without synonyms, of which two in one list fall together. */
const plainContacts = contactsWith(fc.constantFrom('', 'home', 'main', 'fax line'));

describe('toCore after toWire', () => {
  test('changes nothing of any contact when what was shown comes back', () => {
    fc.assert(
      fc.property(contacts, (contact) => {
        expect(changedKeys(contact, updated(contact, writable(shown(contact))))).toEqual([]);
      }),
    );
  });

  test('carries every declared field of any contact over to a new one', () => {
    fc.assert(
      fc.property(plainContacts, (contact) => {
        const wire = writable(shown(contact));
        expect(writable(shown(created(wire)))).toEqual(wire);
      }),
    );
  });

  test('carries the remote fields of a contact over to a new one', () => {
    const remoteFields = {
      kind: 'organisation',
      givenName: 'Ada',
      familyName: 'King',
      displayName: 'Ada K.',
      namePrefix: 'Dr',
      middleName: 'B',
      nameSuffix: 'II',
      nickname: 'Countess',
      jobTitle: 'Analyst',
      companyName: 'Engines',
      accountId: idOf(3),
      externalId: 'crm-1815',
      leadSource: 'fair',
      leadType: 'lead',
      website: 'https://example.com',
      timeZone: 'Europe/London',
      dateOfBirth: '1990-09-25',
      gender: 'f',
      language: 'en',
      photo: 'https://example.com/p',
      assignedTo: 'Bob',
      notesText: 'Rings\ntwice',
      archived: true,
      lastActivityAt: '2026-01-02T03:04:05.000006Z',
      attribution: { medium: 'form' },
    };
    const view = { ...plain, fieldKeys: new Map() };
    const wire = toWire(created({ remoteFields }), view);
    expect(wire.remoteFields).toEqual({ ...remoteFields, tags: [], customFields: {} });
    const copy = created({ remoteFields: wire.remoteFields ?? {} });
    expect(toWire(copy, view).remoteFields).toEqual(wire.remoteFields);
  });
});

describe('toWire', () => {
  test('shows every documented key of a contact that says nothing', () => {
    expect(shown(empty)).toEqual({
      id: idOf(1),
      remoteId: idOf(1),
      firstName: null,
      lastName: null,
      account: null,
      addresses: [],
      emailAddresses: [],
      phoneNumbers: [],
      lastActivityAt: null,
      remoteCreatedAt: '2026-05-28T20:26:40.123Z',
      remoteUpdatedAt: '2026-05-28T20:26:40.123Z',
      remoteDeleted: false,
      createdAt: '2026-05-28T20:26:40.123Z',
      updatedAt: '2026-05-28T20:26:40.123Z',
    });
  });

  test('shows the two older times where they are asked for, and that a contact is deleted', () => {
    const wire = toWire(
      { ...empty, deletedAt: at, lastActivityAt: at },
      { ...plain, legacy: true },
    );
    expect(wire).toMatchObject({
      createdTimestamp: '2026-05-28T20:26:40.123Z',
      updatedTimestamp: '2026-05-28T20:26:40.123Z',
      lastActivityAt: '2026-05-28T20:26:40.123Z',
      remoteDeleted: true,
    });
  });

  test('shows the name of the main account, else the company text', () => {
    const contact = { ...empty, companyName: 'Engines', accountId: idOf(3) };
    const accounts = new Map([[idOf(3), 'Example Engines']]);
    expect(toWire(contact, { ...plain, accounts }).account).toBe('Example Engines');
    expect(shown({ ...contact, accountId: null }).account).toBe('Engines');
    expect(shown(contact).account).toBe(idOf(3));
  });
});

describe('types', () => {
  const typesOf = (contact: Contact, kind: MethodKind) =>
    contact.methods
      .filter((method) => method.kind === kind)
      .map(({ type, isPrimary }) => (isPrimary ? [type, 'primary'] : [type]));
  const phones = (...entries: readonly [string | null, string][]) => ({
    phoneNumbers: entries.map(([phoneNumberType, phoneNumber]) => ({
      phoneNumberType,
      phoneNumber,
    })),
  });
  const [one, two, three] = ['+15551230001', '+15551230002', '+15551230003'];

  test('are stored in lower case by their synonym, and shown in the words of the writer', () => {
    const contact = created({
      ...phones(['Cell', one], ['OFFICE', two]),
      addresses: [{ addressType: 'Billing', street1: '1 Example St' }],
    });
    expect(typesOf(contact, 'phone')).toEqual([['mobile'], ['work']]);
    expect(contact.addresses[0]?.type).toBe('billing');
    expect(shown(contact)).toMatchObject({
      ...phones(['Cell', one], ['OFFICE', two]),
      addresses: [{ addressType: 'Billing' }],
    });
  });

  test('show the stored type where one list has two words for it', () => {
    const contact = created(phones(['Cell', one], ['mobile', two]));
    expect(shown(contact)).toMatchObject(phones(['mobile', one], ['mobile', two]));
  });

  test('lose the word of the writer when another dialect changes the type', () => {
    const contact = created(phones(['Cell', one]));
    const [method] = contact.methods;
    if (!method) throw new Error('the number is stored');
    const write = { op: 'patch', id: method.id, patch: { type: 'home' } } as const;
    expect(shown(applied(contact, { methods: [write] }))).toMatchObject(phones(['home', one]));
  });

  test.each(['main', 'primary', 'Primary'])('%s makes the first such entry the primary', (said) => {
    const contact = created(phones(['work', one], [said, two], ['main', three]));
    const folded = said.toLowerCase();
    expect(typesOf(contact, 'phone')).toEqual([['work'], [folded, 'primary'], ['main']]);
    expect(shown(contact)).toMatchObject(phones(['work', one], [said, two], ['main', three]));
  });

  test('move the flag with the word, and take it away with secondary', () => {
    const before = created(phones(['main', one], ['secondary', two]));
    const swapped = updated(before, phones(['secondary', one], ['main', two]));
    expect(typesOf(swapped, 'phone')).toEqual([['secondary'], ['main', 'primary']]);
    const unnamed = updated(before, phones(['home', one], ['secondary', two]));
    expect(typesOf(unnamed, 'phone')).toEqual([['home'], ['secondary']]);
  });

  test('leave a flag that another dialect set when the type is written back', () => {
    const entry = { value: one, type: 'work', isPrimary: true };
    const before = applied(empty, { methods: [{ op: 'add', kind: 'phone', entry }] });
    const after = updated(before, phones(['work', one], ['home', two]));
    expect(typesOf(after, 'phone')).toEqual([['work', 'primary'], ['home']]);
  });

  test('show an entry without a type as primary when it is flagged', () => {
    const entry = { value: one, isPrimary: true };
    const before = applied(empty, { methods: [{ op: 'add', kind: 'phone', entry }] });
    expect(shown(before)).toMatchObject(phones(['primary', one]));
  });
});

describe('toCore', () => {
  test('leaves out what the request leaves out, clears what it nulls', () => {
    expect(toCore({}, { before: empty, region: 'US' })).toEqual({});
    const rich = created({
      firstName: 'Ada',
      lastName: 'King',
      emailAddresses: [{ emailAddress: 'ada@example.com' }],
      addresses: [{ street1: '1 Example St' }],
    });
    const cleared = { firstName: null, emailAddresses: null, addresses: null, phoneNumbers: null };
    expect(shown(updated(rich, cleared))).toMatchObject({
      firstName: null,
      lastName: 'King',
      emailAddresses: [],
      addresses: [],
    });
  });

  test('lets the remote fields win over the common model', () => {
    const contact = created({ lastName: 'King', remoteFields: { familyName: 'Lovelace' } });
    expect(contact.familyName).toBe('Lovelace');
  });

  test('leaves entries without a value out and says so', () => {
    const wire = {
      phoneNumbers: [{ phoneNumberType: 'main' }, { phoneNumber: '+15551230001' }],
      addresses: [{}, { addressType: 'billing' }],
      emailAddresses: [{ emailAddress: ' ' }],
    };
    expect(shown(created(wire))).toMatchObject({
      phoneNumbers: [{ phoneNumber: '+15551230001' }],
      addresses: [{ addressType: 'billing' }],
      emailAddresses: [],
    });
    expect(bodyWarnings(wire).map(({ code, field }) => [code, field])).toEqual([
      ['empty_entry', 'addresses[0]'],
      ['empty_entry', 'emailAddresses[0]'],
      ['empty_entry', 'phoneNumbers[0]'],
    ]);
  });
});

describe('bodyWarnings', () => {
  test('tells unknown members from those that cannot be written', () => {
    const number = { phoneNumber: '1', ext: '2' };
    const unknown = { email: 'x', remoteId: '7', toString: 1 };
    const body = { lastName: 'King', ...unknown, phoneNumbers: [number] };
    expect(bodyWarnings(body).map(({ code, field }) => [code, field])).toEqual([
      ['unknown_field', 'email'],
      ['read_only_field', 'remoteId'],
      ['unknown_field', 'toString'],
      ['unknown_field', 'phoneNumbers[0].ext'],
    ]);
  });
});

describe('toRemotePatch', () => {
  test.each([
    ['id', idOf(3), 'is protected and cannot be written'],
    ['createdAt', 'x', 'is protected and cannot be written'],
    ['phones', [], 'is written as phoneNumbers of the contact'],
    ['toString', 'x', 'is no field of the app behind the credential'],
    ['jobTitle', 5, 'must be a text or null'],
    ['jobTitle', 'x'.repeat(2_001), 'must be at most 2000 characters long'],
    ['kind', 'robot', 'must be person or organisation'],
    ['accountId', 'x', 'must be a UUID or null'],
    ['archived', 'yes', 'must be true or false'],
    ['lastActivityAt', 'soon', 'must be a time such as 2026-03-01T12:00:00Z or null'],
    ['tags', 'vip', 'must be a list of at most 500 names'],
    ['tags', ['vip', ' '], 'must be a list of at most 500 names'],
    ['customFields', [], 'must be an object of values by key or id'],
    ['attribution', 'web', 'must be an object or null'],
  ])('refuses %s: %j and names it', (name, value, message) => {
    expect(() => toRemotePatch({ [name]: value })).toThrow(
      new InvalidInput([{ path: `remoteFields.${name}`, message }]),
    );
  });

  test('names everything that it refuses at once', () => {
    expect(() => toRemotePatch({ id: 1, nonsense: 2 })).toThrow(/remoteFields.id.*nonsense/);
  });
});
