import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyPatch, emptyContact } from '../../../core/contact/apply-patch.ts';
import type { ChangeEnvironment } from '../../../core/contact/change-environment.ts';
import type { Contact } from '../../../core/contact/contact.ts';
import type { ContactPatch } from '../../../core/contact/contact-patch.ts';
import { uuidV7 } from '../../../core/value/identifier.ts';
import { instant } from '../../../core/value/instant.ts';
import { toCore, toCoreDraft, toCoreReplacement, toWire } from './mapping.ts';

const idOf = (ms: number) => uuidV7(ms, new Uint8Array(9));
const env: ChangeEnvironment = {
  at: instant(1_780_000_000_123_456),
  by: 42,
  region: 'US',
  newId: () => idOf(7),
};
const empty = emptyContact(idOf(1), 'api', env);
const written = (before: Contact, patch: ContactPatch) => applyPatch(before, patch, {}, env);

const rich: Contact = {
  ...written(empty, {
    givenName: 'Ada',
    familyName: 'King Lovelace',
    displayName: 'Ada K.',
    jobTitle: 'Analyst',
    externalId: 'crm-1815',
    companyName: 'Example Engines',
    dateOfBirth: '1990-09-25',
    notesText: 'Rings twice',
    methods: [
      { op: 'add', kind: 'phone', entry: { value: '+1 555 123 4567', type: 'mobile' } },
      { op: 'add', kind: 'email', entry: { value: 'ada@example.com' } },
    ],
    addresses: [{ op: 'replace', entries: [{ street1: '1 Example St', city: 'Springfield' }] }],
  }),
  tags: [{ id: idOf(9), name: 'vip' }],
  customFields: { a: 1 },
  dnd: true,
};

const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('Ada King', 'Ada  King '));
const nullable = fc.option(text, { nil: null });
const contacts: fc.Arbitrary<Contact> = fc
  .record({
    givenName: nullable,
    familyName: nullable,
    displayName: nullable,
    jobTitle: nullable,
    externalId: nullable,
    archived: fc.boolean(),
    rich: fc.boolean(),
  })
  .chain(({ rich: isRich, ...patch }) =>
    fc.option(text, { nil: undefined }).map((fullName) => {
      const before = isRich ? rich : empty;
      const parts = written(before, patch);
      return fullName === undefined ? parts : written(parts, { fullName });
    }),
  );

describe('toWire', () => {
  test('shows the nine members in the vendor order', () => {
    expect(Object.entries(toWire({ ...rich, updatedBy: 43, archivedAt: env.at }))).toEqual([
      ['id', rich.id],
      ['referenceId', 'crm-1815'],
      ['name', 'Ada King Lovelace'],
      ['title', 'Analyst'],
      ['isArchived', true],
      ['createdOn', '2026-05-28T20:26:40.123Z'],
      ['createdBy', 42],
      ['modifiedOn', '2026-05-28T20:26:40.123Z'],
      ['modifiedBy', 43],
    ]);
  });

  test('shows null for what a contact does not say', () => {
    expect(toWire(empty)).toMatchObject({ referenceId: null, name: null, title: null });
  });
});

describe('toCore', () => {
  test('of what toWire shows changes nothing of any contact', () => {
    fc.assert(
      fc.property(contacts, (contact) => {
        const { name, title, referenceId, isArchived } = toWire(contact);
        const patch = toCore({ name, title, referenceId, isArchived });
        expect(written(contact, patch)).toEqual(contact);
      }),
    );
  });

  test('leaves out what the request leaves out and clears what it nulls', () => {
    expect(toCore({})).toEqual({});
    expect(toCore({ title: null })).toEqual({ jobTitle: null });
    expect(toCore({ isArchived: false })).toEqual({ archived: false });
  });

  test('reaches nothing but name, title, reference and archive of a rich contact', () => {
    const patch = toCoreReplacement({ name: 'Grace Hopper', isArchived: true });
    expect(written(rich, patch)).toEqual({
      ...rich,
      givenName: 'Grace',
      familyName: 'Hopper',
      jobTitle: null,
      externalId: null,
      archivedAt: env.at,
    });
  });
});

describe('toCoreReplacement', () => {
  test('carries every writable member of any contact over to another', () => {
    fc.assert(
      fc.property(contacts, contacts, (contact, other) => {
        const wire = toWire(contact);
        const after = toWire(written({ ...other, displayName: null }, toCoreReplacement(wire)));
        const { name, title, referenceId, isArchived } = wire;
        expect(after).toMatchObject({ name, title, referenceId, isArchived });
      }),
    );
  });
});

describe('toCoreDraft', () => {
  test('writes the three members and the customer, and no archive flag', () => {
    const wire = { name: 'Ada King', title: 'Analyst', isArchived: true, customerId: 5 };
    expect(toCoreDraft(wire, idOf(3))).toEqual({
      fullName: 'Ada King',
      jobTitle: 'Analyst',
      externalId: null,
      accountId: idOf(3),
    });
    expect(toCoreDraft({}, null)).toEqual({ fullName: null, jobTitle: null, externalId: null });
  });
});
