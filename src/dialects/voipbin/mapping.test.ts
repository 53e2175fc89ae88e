import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyPatch, emptyContact } from '../../core/contact/apply-patch.ts';
import type { ChangeEnvironment } from '../../core/contact/change-environment.ts';
import type { ContactDraft, ContactPatch } from '../../core/contact/contact-patch.ts';
import type { Contact } from '../../core/contact/contact.ts';
import { uuidV7 } from '../../core/value/identifier.ts';
import { instant } from '../../core/value/instant.ts';
import { toCore, toCoreDraft, tooLongNumbers, toWire } from './mapping.ts';
import { emailTypes, phoneNumberTypes, sources, type ContactCreate } from './schema.ts';

const idOf = (ms: number) => uuidV7(ms, new Uint8Array(9));
const customer = idOf(99);
const at = instant(1_780_000_000_120_000);
let ids = 1000;
const env: ChangeEnvironment = { at, by: 42, region: 'US', newId: () => idOf((ids += 1)) };
const written = (before: Contact, patch: ContactPatch, change = env) =>
  applyPatch(before, patch, {}, change);

function created(draft: ContactDraft): Contact {
  const empty = emptyContact(idOf(1), draft.origin ?? 'api', env);
  const tags = draft.tags?.[0]?.tags.flatMap((tag) =>
    'id' in tag ? [{ id: tag.id, name: null }] : [],
  );
  return applyPatch(empty, draft, tags ? { tags } : {}, env);
}

const made = (wire: ContactCreate) => toWire(created(toCoreDraft(wire)), customer);

describe('toWire', () => {
  test('shows the fifteen members in the vendor order', () => {
    const contact = created({
      givenName: 'Ada',
      familyName: 'King',
      companyName: 'Example Engines',
      jobTitle: 'Analyst',
      externalId: 'crm-1815',
      notesText: 'Rings twice',
      tags: [{ op: 'replace', tags: [{ id: idOf(5) }] }],
    });
    const deleted = { ...contact, touchedAt: at, deletedAt: at };
    expect(Object.entries(toWire(deleted, customer))).toEqual([
      ['id', idOf(1)],
      ['customer_id', customer],
      ['first_name', 'Ada'],
      ['last_name', 'King'],
      ['display_name', 'Ada King'],
      ['company', 'Example Engines'],
      ['job_title', 'Analyst'],
      ['source', 'api'],
      ['external_id', 'crm-1815'],
      ['phone_numbers', []],
      ['emails', []],
      ['tag_ids', [idOf(5)]],
      ['tm_create', '2026-05-28T20:26:40.12Z'],
      ['tm_update', '2026-05-28T20:26:40.12Z'],
      ['tm_delete', '2026-05-28T20:26:40.12Z'],
    ]);
  });

  test('shows empty texts and lists for what a contact does not say', () => {
    expect(made({})).toEqual({
      id: idOf(1),
      customer_id: customer,
      first_name: '',
      last_name: '',
      display_name: '',
      company: '',
      job_title: '',
      source: 'manual',
      external_id: '',
      phone_numbers: [],
      emails: [],
      tag_ids: [],
      tm_create: '2026-05-28T20:26:40.12Z',
      tm_update: null,
      tm_delete: null,
    });
  });

  test('shows a number as entered and as matched, an address in lower case', () => {
    const { phone_numbers, emails } = made({
      phone_numbers: [{ number: ' +44 (20) 7946-0000', type: 'work', is_primary: true }],
      emails: [{ address: 'Ada@Example.ORG' }],
    });
    const tm_create = '2026-05-28T20:26:40.12Z';
    expect(phone_numbers.map(withoutId)).toEqual([
      {
        number: ' +44 (20) 7946-0000',
        number_e164: '+442079460000',
        type: 'work',
        is_primary: true,
        tm_create,
      },
    ]);
    expect(emails.map(withoutId)).toEqual([
      { address: 'ada@example.org', type: '', is_primary: false, tm_create },
    ]);
  });

  test.each([
    ['(555) 123-4567', '+15551234567'],
    ['15551234567', '+15551234567'],
    ['+1 (555) 123.4567', '+15551234567'],
    ['\t+1555\n123\n', '+1555123'],
    ['00+15551230', '0015551230'],
    ['anonymous', 'anonymous'],
    ['+', '+'],
  ])('matches %j as %j', (number, matched) => {
    expect(made({ phone_numbers: [{ number }] }).phone_numbers[0]?.number_e164).toBe(matched);
  });

  test('puts the primary first and then the older', () => {
    const first = created(toCoreDraft({ phone_numbers: [{ number: '1' }, { number: '2' }] }));
    const later = { ...env, at: instant(at + 1) };
    const entry = { value: '3', isPrimary: true };
    const more = written(first, { methods: [{ op: 'add', kind: 'phone', entry }] }, later);
    expect(toWire(more, customer).phone_numbers.map(({ number }) => number)).toEqual([
      '3',
      '1',
      '2',
    ]);
  });

  test('shows a type of another API that the vendor does not have as other', () => {
    const contact = created({
      methods: [
        { op: 'add', kind: 'phone', entry: { value: '+15551234567', type: 'main' } },
        { op: 'add', kind: 'email', entry: { value: 'ada@example.com', type: 'mobile' } },
      ],
    });
    const { phone_numbers, emails } = toWire(contact, customer);
    expect([phone_numbers[0]?.type, emails[0]?.type]).toEqual(['other', 'other']);
  });

  test('hides what a merge left as a shadow', () => {
    const contact = created(toCoreDraft({ emails: [{ address: 'ada@example.com' }] }));
    const methods = contact.methods.map((method) => ({ ...method, shadowOf: idOf(3) }));
    expect(toWire({ ...contact, methods }, customer).emails).toEqual([]);
  });
});

function withoutId<T extends { id: string }>({ id: _id, ...rest }: T): Omit<T, 'id'> {
  return rest;
}

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const maybe = <T>(values: fc.Arbitrary<T>) =>
  fc.option(fc.option(values, { nil: null }), { nil: undefined });
const entry = <T>(types: readonly T[]) => ({
  type: maybe(fc.constantFrom(...types, '' as const)),
  is_primary: maybe(fc.boolean()),
});
const number = fc.oneof(text, fc.constantFrom('+1 555 123 4567', '5551234567', '+442079460000'));
const wires: fc.Arbitrary<ContactCreate> = fc
  .record({
    first_name: maybe(text),
    last_name: maybe(text),
    display_name: maybe(fc.oneof(text, fc.constant(''))),
    company: maybe(text),
    job_title: maybe(text),
    external_id: maybe(text),
    notes: maybe(text),
    source: maybe(fc.constantFrom(...sources, '' as const)),
    phone_numbers: maybe(fc.array(fc.record({ number, ...entry(phoneNumberTypes) }))),
    emails: maybe(fc.array(fc.record({ address: fc.emailAddress(), ...entry(emailTypes) }))),
    tag_ids: maybe(fc.uniqueArray(fc.uuid())),
  })
  .map((wire) => JSON.parse(JSON.stringify(wire)) as ContactCreate);

describe('toCoreDraft', () => {
  test('of what toWire shows makes a contact that looks the same', () => {
    fc.assert(
      fc.property(wires, (wire) => {
        const shown = made(wire);
        const again = made(shown as ContactCreate);
        expect({
          ...again,
          phone_numbers: again.phone_numbers.map(withoutId),
          emails: again.emails.map(withoutId),
        }).toEqual({
          ...shown,
          phone_numbers: shown.phone_numbers.map(withoutId),
          emails: shown.emails.map(withoutId),
        });
      }),
    );
  });

  test('takes null for nothing said and an empty source for manual', () => {
    const wire = { first_name: null, phone_numbers: null, emails: null, tag_ids: null };
    expect(toCoreDraft({ ...wire, source: '' })).toEqual(toCoreDraft({}));
    expect(toCoreDraft({ source: null }).origin).toBe('manual');
    expect(toCoreDraft({ source: 'sync' }).origin).toBe('sync');
  });

  test('derives the label when none is given and keeps an empty one', () => {
    const name = { first_name: 'Ada', last_name: 'King' };
    expect(made(name).display_name).toBe('Ada King');
    expect(made({ ...name, display_name: '' }).display_name).toBe('');
    expect(made({ ...name, display_name: 'Countess' }).display_name).toBe('Countess');
  });

  test('makes the last of several primaries the primary, of each kind', () => {
    const { phone_numbers, emails } = made({
      phone_numbers: ['1', '2', '3'].map((value) => ({ number: value, is_primary: value < '3' })),
      emails: [{ address: 'a@example.com', is_primary: true }, { address: 'b@example.com' }],
    });
    expect(phone_numbers.map((phone) => [phone.number, phone.is_primary])).toEqual([
      ['2', true],
      ['1', false],
      ['3', false],
    ]);
    expect(emails.map((email) => email.is_primary)).toEqual([true, false]);
  });

  test('takes the same number twice for one, in the spelling given first', () => {
    const { phone_numbers } = made({
      phone_numbers: [
        { number: '+1 555 123 4567', type: 'mobile', is_primary: true },
        { number: '(555) 123-4567' },
      ],
    });
    expect(phone_numbers.map(withoutId)).toMatchObject([
      { number: '+1 555 123 4567', type: 'mobile', is_primary: true },
    ]);
  });

  test('writes tag ids in lower case, whatever tags there are', () => {
    const id = '0B6F3F0E-6D0C-4F5E-9D7E-0F8A3C2B1A00';
    expect(made({ tag_ids: [id] }).tag_ids).toEqual([id.toLowerCase()]);
  });
});

describe('toCore', () => {
  const contact = created({
    ...toCoreDraft({
      first_name: 'Ada',
      last_name: 'King',
      company: 'Example Engines',
      notes: 'Rings twice',
      phone_numbers: [{ number: '+15551234567', type: 'home' }],
    }),
    dateOfBirth: '1990-09-25',
  });

  test('of what toWire shows changes nothing', () => {
    fc.assert(
      fc.property(wires, (wire) => {
        const shown = made({ ...wire, display_name: 'Label' });
        const before = created(toCoreDraft({ ...wire, display_name: 'Label' }));
        expect(withoutId(toWire(written(before, toCore(shown)), customer))).toMatchObject({
          ...withoutId(shown),
          phone_numbers: shown.phone_numbers.map(withoutId),
          emails: shown.emails.map(withoutId),
        });
      }),
    );
  });

  test('leaves what is absent or null, clears what is empty', () => {
    const patch = toCore({ first_name: null, last_name: '', job_title: 'Analyst', notes: '' });
    expect(patch).toEqual({ familyName: null, jobTitle: 'Analyst', notesText: null });
    expect(written(contact, patch)).toEqual({
      ...contact,
      familyName: null,
      jobTitle: 'Analyst',
      notesText: null,
    });
    expect(toCore({})).toEqual({});
  });

  test('writes the label without touching the name', () => {
    const after = written(contact, toCore({ display_name: 'Countess' }));
    expect(after).toEqual({ ...contact, displayName: 'Countess' });
    expect(toWire(written(after, toCore({ display_name: '' })), customer).display_name).toBe('');
  });

  test('ignores what cannot be changed here', () => {
    const wire = { source: 'sync', phone_numbers: 7, emails: 'x', tag_ids: {}, id: 1 };
    expect(toCore(wire as never)).toEqual({});
  });
});

describe('tooLongNumbers', () => {
  test('names the numbers whose matched form has more than twenty characters', () => {
    const long = '123456789012345678901';
    const wire = {
      phone_numbers: [
        { number: '+1 (555) 123-4567 ext. 1234' },
        { number: long },
        { number: 'unknown caller of the day' },
        { number: long.slice(1) },
      ],
    };
    expect(tooLongNumbers(wire, 'US').map(({ path }) => path)).toEqual([
      'phone_numbers[1].number',
      'phone_numbers[2].number',
    ]);
    expect(tooLongNumbers({ phone_numbers: null }, 'US')).toEqual([]);
  });
});
