import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyPatch, emptyContact } from '../../core/contact/apply-patch.ts';
import { applyConsent } from '../../core/contact/consent.ts';
import type { Contact } from '../../core/contact/contact.ts';
import type { MethodWrite } from '../../core/contact/contact-patch.ts';
import { toBase62Id, uuidV7, type Uuid } from '../../core/value/identifier.ts';
import { instantFromMs } from '../../core/value/instant.ts';
import { normalizeTagName } from '../../core/value/tag-name.ts';
import { problemsOf, toCore, toCreatedWire, toFoundWire, toListedWire, toWire } from './mapping.ts';
import type { ContactFields, CreateContactBody } from './schema.ts';
import type { Static } from 'typebox';

const at = instantFromMs(Date.UTC(2024, 5, 15, 10));
let count = 0;
function newId(): Uuid {
  count += 1;
  return uuidV7(1_700_000_000_000 + count, new Uint8Array(9));
}
const env = { at, by: 1, region: 'US', newId } as const;
const form = { locationId: 've9EPM428h8vShlRW1KT', v3: false };
const v3 = { ...form, v3: true };

/** What the core makes of the fields, tags and custom fields taken as resolved. */
function written(
  fields: ContactFields,
  before: Contact = emptyContact(newId(), 'api', env),
): Contact {
  const patch = toCore(fields);
  const names = new Set((fields.tags ?? []).map(normalizeTagName).filter((name) => name !== null));
  const tags = fields.tags ? [...names].map((name) => ({ id: newId(), name })) : before.tags;
  const customFields = {
    ...before.customFields,
    ...Object.fromEntries((patch.customFields ?? []).map((write) => [write.field, write.value])),
  };
  const contact = applyPatch(before, patch, { tags, customFields }, env);
  if (!patch.consent) return contact;
  const { dnd, dndSettings, inboundDnd } = applyConsent(contact, patch.consent);
  return { ...contact, dnd, dndSettings, inboundDnd };
}

function withMethods(contact: Contact, methods: readonly MethodWrite[]): Contact {
  return applyPatch(contact, { methods }, {}, env);
}

interface Fixture {
  readonly request: { readonly body: Static<typeof CreateContactBody> };
  readonly reply: { readonly body: { readonly contact: object } };
}

function fixture(name: string): Fixture {
  const url = new URL(`fixtures/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as Fixture;
}

const word = fc.stringMatching(/^[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ' -]{0,12}[A-Za-z]$/);
const optional = { requiredKeys: [] };
const dndSetting = fc.record(
  {
    status: fc.constantFrom('active' as const, 'inactive' as const, 'permanent' as const),
    message: word,
    code: word,
  },
  { requiredKeys: ['status'] },
);
const channelNames = ['Call', 'Email', 'SMS', 'WhatsApp', 'GMB', 'FB', 'RCS'] as const;
const dndSettings = fc
  .dictionary(fc.constantFrom(...channelNames), dndSetting)
  .filter((settings) => Object.keys(settings).length > 0);
const fieldId = fc
  .uint8Array({ minLength: 9, maxLength: 9 })
  .map((bytes) => toBase62Id(uuidV7(1_600_000_000_000, bytes)));

/** Every field that the vendor lets a client write, in values that it shows as they were written. */
const fieldsArbitrary: fc.Arbitrary<ContactFields> = fc.record(
  {
    firstName: word,
    lastName: word,
    email: word.map((text) => `${text.replaceAll(/[^A-Za-z]/g, '')}@Example.com`),
    phone: fc.integer({ min: 2_000_000, max: 9_999_999 }).map((number) => `+1512${number}`),
    address1: word,
    city: word,
    state: word,
    postalCode: word,
    country: fc.constantFrom('US', 'AN', 'XK', 'AU'),
    website: fc.webUrl(),
    timezone: fc.constantFrom('America/Chihuahua', 'US/Central', 'Asia/Calcutta'),
    gender: word,
    source: word,
    companyName: word,
    assignedTo: word,
    dateOfBirth: fc
      .date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    dnd: fc.boolean(),
    dndSettings,
    inboundDndSettings: fc.record({
      all: fc.record(
        { status: fc.constantFrom('active' as const, 'inactive' as const), message: word },
        { requiredKeys: ['status'] },
      ),
    }),
    tags: fc.uniqueArray(fc.stringMatching(/^[a-z][a-z-]{0,8}[a-z]$/), { maxLength: 4 }),
    customFields: fc.uniqueArray(fc.record({ id: fieldId, value: fc.oneof(word, fc.integer()) }), {
      selector: (field) => field.id,
      maxLength: 3,
    }),
  },
  optional,
);

/** The members of a reply that a client may send back. */
function writable(shown: ReturnType<typeof toWire>, like: ContactFields): ContactFields {
  const keys = new Set(Object.keys(like));
  return Object.fromEntries(Object.entries(shown).filter(([key]) => keys.has(key)));
}

describe('the two directions', () => {
  test('show every field as it was written', () => {
    fc.assert(
      fc.property(fieldsArbitrary, (fields) => {
        const shown = toWire(written(fields), form);
        expect(writable(shown, fields)).toEqual(fields);
      }),
    );
  });

  test('keep every declared field of a contact that is read and written back', () => {
    fc.assert(
      fc.property(fieldsArbitrary, (fields) => {
        const contact = written(fields);
        const again = written(writable(toWire(contact, form), fields));
        expect({ ...toWire(again, form), id: '' }).toEqual({ ...toWire(contact, form), id: '' });
      }),
    );
  });

  test('change nothing when what was shown is written back to the same contact', () => {
    fc.assert(
      fc.property(fieldsArbitrary, (fields) => {
        const before = withMethods(written(fields), [
          { op: 'add', kind: 'phone', entry: { value: '512 555 0101', type: 'fax' } },
          { op: 'add', kind: 'email', entry: { value: 'second@example.com' } },
        ]);
        const { tags: _tags, ...shown } = writable(toWire(before, form), fields);
        expect(written({ ...shown, name: toWire(before, form).name ?? null }, before)).toEqual(
          before,
        );
      }),
    );
  });

  test('never find a problem in what they show, nor throw over any texts', () => {
    fc.assert(
      fc.property(fieldsArbitrary, fc.string(), (fields, text) => {
        expect(problemsOf(writable(toWire(written(fields), form), fields), 'US').fields).toEqual(
          [],
        );
        const odd = { email: text, phone: text, country: text, timezone: text, dateOfBirth: text };
        expect(() => problemsOf(odd, 'US')).not.toThrow();
      }),
    );
  });
});

describe('the fixtures', () => {
  const placeholders = {
    id: '{id}',
    locationId: '{location}',
    dateAdded: '{instant}',
    dateUpdated: '{instant}',
  };

  test('create: the request of the vendor page gives its reply', () => {
    const { request, reply } = fixture('create-contact');
    const { locationId: _, ...fields } = request.body;
    expect({ ...toCreatedWire(written(fields), form), ...placeholders }).toEqual(
      reply.body.contact,
    );
  });

  test('update: every field of the request is in the reply', () => {
    const { request, reply } = fixture('update-contact');
    expect({ ...toWire(written(request.body), form), ...placeholders }).toEqual(reply.body.contact);
  });
});

describe('toCore', () => {
  test('clears with null and with a blank text, and leaves what is absent', () => {
    const before = written({
      firstName: 'Jane',
      lastName: 'Roe',
      email: 'jane@example.com',
      phone: '+15125550100',
      website: 'https://example.com',
      city: 'Austin',
      state: 'TX',
    });
    const after = written(
      { firstName: null, email: ' ', phone: null, website: '', city: null },
      before,
    );
    const { firstName, lastName, email, phone, website, city, state } = toWire(after, form);
    expect({ firstName, lastName, email, phone, website, city, state }).toEqual({
      lastName: 'Roe',
      state: 'TX',
    });
  });

  test.each([
    [{ name: 'Jane Smith' }, ['Jane', 'Smith']],
    [{ name: 'Jane Smith', firstName: 'Jane' }, ['Jane', 'Smith']],
    [{ name: 'Jan van Dam', lastName: 'van Dam' }, ['Jan', 'van Dam']],
    [{ name: 'Somebody Else', firstName: 'Jane', lastName: 'Smith' }, ['Jane', 'Smith']],
    [{ name: 'Somebody Else', firstName: 'Jane' }, ['Jane', undefined]],
    [{ name: 'Prince' }, [undefined, 'Prince']],
  ])('reads the name of %j', (fields, [first, last]) => {
    const shown = toWire(written(fields), form);
    expect([shown.firstName, shown.lastName]).toEqual([first, last]);
  });

  test.each([
    [{ value: 'a' }, 'a'],
    [{ field_value: 'b', value: 'a' }, 'b'],
    [{ fieldValue: 'c', field_value: 'b', value: 'a' }, 'c'],
    [{ fieldValue: ['d'] }, ['d']],
    [{ value: null }, null],
  ])('takes the value of %j', (values, value) => {
    expect(toCore({ customFields: [{ key: 'contact.pin', ...values }] }).customFields).toEqual([
      { field: 'contact.pin', value },
    ]);
  });

  test('reads a custom field by our id, by any other id, and by key', () => {
    const id = newId();
    const fields = [
      { id: toBase62Id(id) },
      { id: 'their_key' },
      { key: 'pin' },
      { id: '', key: 'pin' },
    ];
    expect(
      toCore({ customFields: fields.map((field) => ({ ...field, value: 1 })) }).customFields,
    ).toEqual([id, 'their_key', 'pin', 'pin'].map((field) => ({ field, value: 1 })));
  });

  test('reads channels in both cases, the old one first', () => {
    const settings = toCore({
      dndSettings: {
        SMS: { status: 'active' },
        sms: { status: 'inactive' },
        whatsApp: { status: 'permanent' },
      },
    }).consent?.settings;
    expect(settings).toEqual({ sms: { status: 'active' }, whatsapp: { status: 'permanent' } });
  });
});

describe('toWire', () => {
  const contact = withMethods(
    {
      ...written({
        firstName: 'Jane',
        lastName: 'ROE',
        phone: '(512) 555-0100',
        dateOfBirth: '09/25/1990',
        address1: '1 Elm St',
        dndSettings: { SMS: { status: 'active' } },
        customFields: [{ id: toBase62Id(newId()), value: 7 }],
      }),
      attribution: { attributionSource: { url: 'https://example.com/a' }, somethingElse: 1 },
      lastActivityAt: at,
      photo: 'https://example.com/p.png',
    },
    [{ op: 'add', kind: 'phone', entry: { value: 'the back office', type: 'work' } }],
  );

  test('shows a number as E.164, and a text that is no number as it is', () => {
    const shown = toWire(contact, form);
    expect(shown.phone).toBe('+15125550100');
    expect(shown.additionalPhones).toEqual([{ phone: 'the back office', phoneLabel: 'work' }]);
  });

  test('shows the birth date in the form of each reply', () => {
    expect(toWire(contact, form).dateOfBirth).toBe('1990-09-25');
    expect(toListedWire(contact, form).dateOfBirth).toBe('1990-09-25T00:00:00.000Z');
    expect(toFoundWire(contact, form, []).dateOfBirth).toBe(Date.UTC(1990, 8, 25));
    expect(toCreatedWire(contact, form)).toMatchObject({
      dateOfBirth: '1990-09-25T00:00:00.000Z',
      birthMonth: 8,
      birthDay: 25,
    });
    expect(toCreatedWire(contact, v3).dateOfBirth).toBe('1990-09-25');
  });

  test('spells channels and custom-field values as the version asks', () => {
    expect(toWire(contact, form).dndSettings).toEqual({ SMS: { status: 'active' } });
    expect(toWire(contact, v3).dndSettings).toEqual({ sms: { status: 'active' } });
    const [id] = Object.keys(contact.customFields).map((uuid) => toBase62Id(uuid as Uuid));
    expect(toWire(contact, form).customFields).toEqual([{ id, value: 7 }]);
    expect(toWire(contact, v3).customFields).toEqual([{ id, value: 7, fieldValue: 7 }]);
  });

  test('gives list and search items their own names', () => {
    const shared = {
      firstName: 'Jane',
      firstNameRaw: 'Jane',
      lastNameRaw: 'ROE',
      contactName: 'jane roe',
    };
    expect(toListedWire(contact, form)).toMatchObject({
      ...shared,
      address1: '1 Elm St',
      profilePhoto: 'https://example.com/p.png',
      attributions: [{ url: 'https://example.com/a' }],
      startAfter: [Date.UTC(2024, 5, 15, 10), toBase62Id(contact.id)],
    });
    expect(toFoundWire(contact, form, [1, 2, 'x'])).toMatchObject({
      ...shared,
      address: '1 Elm St',
      address1: '1 Elm St',
      additionalPhones: ['the back office'],
      searchAfter: [1, 2, 'x'],
    });
  });

  test('leaves out what the contact does not have', () => {
    const id = newId();
    expect(toWire(emptyContact(id, 'api', env), form)).toEqual({
      id: toBase62Id(id),
      locationId: form.locationId,
      type: 'lead',
      dnd: false,
      tags: [],
      followers: [],
      customFields: [],
      additionalEmails: [],
      additionalPhones: [],
      dateAdded: '2024-06-15T10:00:00.000Z',
      dateUpdated: '2024-06-15T10:00:00.000Z',
    });
  });
});

describe('problemsOf', () => {
  test.each([
    ['email', 'jane', 'email must be an email'],
    ['email', 'jane@localhost', 'email must be an email'],
    ['country', 'USA', 'country must be a valid enum value'],
    ['country', 'BQ', 'country must be a valid enum value'],
    ['timezone', 'Mars/Olympus', 'timezone must be a valid IANA time zone'],
    ['dateOfBirth', '25.09.1990', 'dateOfBirth must be a valid date'],
  ])('refuses the %s %s', (field, value, message) => {
    expect(problemsOf({ [field]: value }, 'US')).toEqual({
      messages: [message],
      phone: null,
      fields: [field],
    });
  });

  test.each([
    ['+155512345678901234', 'The string supplied is too long to be a phone number'],
    ['12345', 'The string supplied is too short to be a phone number'],
    ['call me', 'The string supplied did not seem to be a phone number'],
    ['+999123456789', 'Invalid country calling code'],
  ])('refuses the phone %s with the sentence of the phone library', (phone, sentence) => {
    expect(problemsOf({ phone }, 'US').phone).toBe(sentence);
  });

  test('wants a custom field to be named and to have a value', () => {
    expect(problemsOf({ customFields: [{ value: 1 }, { id: 'x' }] }, 'US').messages).toEqual([
      'customFields.0.id should not be empty',
      'customFields.1.value should not be empty',
    ]);
  });

  test.each([
    '1990/09/25',
    '09/25/1990',
    '1990-09-25',
    '09-25-1990',
    '1990.09.25',
    '09.25.1990',
    '1990_09_25',
    '09_25_1990',
  ])('takes the birth date %s', (dateOfBirth) => {
    expect(problemsOf({ dateOfBirth }, 'US').messages).toEqual([]);
    expect(toWire(written({ dateOfBirth }), form).dateOfBirth).toBe('1990-09-25');
  });

  test('takes the 247 countries of the vendor, in any case', () => {
    const letters = Array.from({ length: 26 }, (_, index) => String.fromCharCode(65 + index));
    const codes = letters.flatMap((first) => letters.map((second) => `${first}${second}`));
    const taken = codes.filter((country) => problemsOf({ country }, 'US').messages.length === 0);
    expect(taken).toHaveLength(247);
    expect(problemsOf({ country: 'us' }, 'US').messages).toEqual([]);
  });
});
