import { describe, expect, test } from 'vitest';
import { testContact, testId } from '../contact/contact-fixture.ts';
import { applyPatch } from '../contact/apply-patch.ts';
import { testEnvironment } from '../contact/contact-fixture.ts';
import { jobContactValuesOf } from '../contact/contact-view.ts';
import type { Contact } from '../contact/contact.ts';
import type { ContactPatch } from '../contact/contact-patch.ts';
import { parseMethodValue } from '../contact/method-key.ts';
import { instant } from '../value/instant.ts';
import { emptyJobContactValues, type JobContact, type JobContactValues } from './job.ts';
import { followedLink } from './followed-link.ts';
import {
  contactInformationOf,
  fillingPatch,
  followedValues,
  isCompatibleName,
  personDraft,
  personPatch,
  winningValues,
} from './link-rules.ts';

const ann: JobContactValues = {
  first: 'Ann',
  last: 'Lee',
  phone: '(555) 100-0001',
  mobile: '+15551000002',
  email: 'ann@example.com',
};

function patched(contact: Contact, patch: ContactPatch): Contact {
  return applyPatch(contact, patch, {}, testEnvironment());
}

function link(values: Partial<JobContactValues>, updatedAt: number, active = true): JobContact {
  return {
    id: testId(),
    jobId: testId(),
    role: 'job',
    contactId: null,
    fromContactId: null,
    ...emptyJobContactValues,
    ...values,
    active,
    endedByContactId: null,
    createdAt: instant(1),
    createdBy: 1,
    updatedAt: instant(updatedAt),
    updatedBy: 1,
    version: 1,
  };
}

test('a person made from a link shows its five values', () => {
  expect(jobContactValuesOf(testContact(personDraft(ann, 'US')))).toEqual(ann);
});

describe('the link that feeds its job', () => {
  test('is the active one written last', () => {
    const links = [
      link({ first: 'Old' }, 1),
      link({ first: 'New' }, 3),
      link({ first: 'Ended' }, 5, false),
    ];
    expect(winningValues(links, 'job').first).toBe('New');
  });

  test('is, of two written at once, the later in the list', () => {
    expect(winningValues([link({ first: 'A' }, 3), link({ first: 'B' }, 3)], 'job').first).toBe(
      'B',
    );
  });

  test('leaves the fields empty when none is active', () => {
    expect(winningValues([link(ann, 1, false)], 'job')).toEqual(emptyJobContactValues);
  });

  test('touches neither the other roles nor an unchanged job', () => {
    const empty = {
      job: emptyJobContactValues,
      billing: ann,
      'property-manager': emptyJobContactValues,
    };
    const fed = contactInformationOf(empty, [link(ann, 1), { ...link(ann, 1), role: 'billing' }]);
    expect(fed).toEqual({ ...empty, job: ann });
    expect(contactInformationOf(fed, [link(ann, 1), { ...link(ann, 1), role: 'billing' }])).toBe(
      fed,
    );
  });
});

describe('a repeat customer', () => {
  const known = testContact({
    givenName: 'ANN',
    methods: [{ op: 'add', kind: 'email', entry: { value: 'ann@example.com' } }],
  });

  test('has a compatible name when parts agree ignoring case or are missing', () => {
    expect(isCompatibleName(known, ann)).toBe(true);
    expect(isCompatibleName(known, { ...ann, first: 'Bob' })).toBe(false);
  });

  test('gets only what is missing', () => {
    const filled = patched(known, fillingPatch(known, ann, 'US'));
    expect(filled).toMatchObject({ givenName: 'ANN', familyName: null });
    const values = filled.methods.map((method) => method.value);
    expect(values.toSorted()).toEqual(['(555) 100-0001', '+15551000002', 'ann@example.com']);
  });
});

describe('a write of a link', () => {
  const person = testContact(personDraft(ann, 'US'));

  test('changes the person where the person still had the former value', () => {
    const next = { ...ann, first: 'Anna', mobile: '+15551000009' };
    expect(jobContactValuesOf(patched(person, personPatch(person, ann, next, 'US')))).toEqual(next);
  });

  test('adds the number where the person has moved on', () => {
    const moved = patched(
      person,
      personPatch(person, ann, { ...ann, mobile: '+15551000005' }, 'US'),
    );
    const after = patched(moved, personPatch(moved, ann, { ...ann, mobile: '+15551000009' }, 'US'));
    expect(after.methods.map((method) => method.value)).toEqual(
      expect.arrayContaining(['+15551000005', '+15551000009']),
    );
  });

  test('leaves a name alone that somebody else has changed', () => {
    const renamed = patched(person, { givenName: 'Annabel' });
    expect(
      patched(renamed, personPatch(renamed, ann, { ...ann, first: 'Anna' }, 'US')).givenName,
    ).toBe('Annabel');
  });

  test('that clears a value the person still had removes it', () => {
    expect(
      jobContactValuesOf(patched(person, personPatch(person, ann, { ...ann, email: '' }, 'US')))
        .email,
    ).toBe('');
  });

  const phones = ({ methods }: Contact): string[][] =>
    methods.filter(({ kind }) => kind === 'phone').map(({ type, value }) => [type, value]);

  test('that moves a number to the other place leaves it with the person', () => {
    const one = { ...ann, phone: '' };
    const mobile = testContact(personDraft(one, 'US'));
    const moved = { ...one, phone: one.mobile, mobile: '' };
    expect(phones(patched(mobile, personPatch(mobile, one, moved, 'US')))).toEqual([
      ['work', one.mobile],
    ]);
    const swapped = { ...ann, phone: ann.mobile, mobile: ann.phone };
    const after = patched(person, personPatch(person, ann, swapped, 'US'));
    expect(jobContactValuesOf(after)).toEqual(swapped);
    const pushed = { ...ann, phone: '(555) 100-0003', mobile: ann.phone };
    expect(jobContactValuesOf(patched(person, personPatch(person, ann, pushed, 'US')))).toEqual(
      pushed,
    );
  });

  test('leaves the person with every number that the link still tells', () => {
    const numbers = ['', '5551000001', '(555) 100-0001', '5551000002', '5551000003'];
    const told = numbers.flatMap((phone) => numbers.map((mobile) => ({ ...ann, phone, mobile })));
    for (const former of told)
      for (const next of told) {
        const someone = testContact(personDraft(former, 'US'));
        const written = patched(someone, personPatch(someone, former, next, 'US'));
        const keys = written.methods.map(({ key }) => key);
        for (const value of [next.phone, next.mobile].filter((text) => text !== ''))
          expect(keys).toContain(parseMethodValue('phone', value, 'US').key);
      }
  });

  test('that changes nothing asks for nothing', () => {
    expect(personPatch(person, ann, ann, 'US')).toEqual({});
  });
});

describe('a change of the person', () => {
  test('reaches a link that still shows the former value', () => {
    expect(followedValues(ann, ann, { ...ann, email: 'new@example.com' })).toEqual({
      ...ann,
      email: 'new@example.com',
    });
  });

  describe('who has a number of no type', () => {
    const before = testContact({
      givenName: 'Ann',
      familyName: 'Lee',
      methods: [
        { op: 'add', kind: 'phone', entry: { value: '+15551000002' } },
        { op: 'add', kind: 'email', entry: { value: 'ann@example.com' } },
      ],
    });
    const told = {
      first: 'ANN',
      last: 'Lee',
      phone: '',
      mobile: '555 100 0002',
      email: 'Ann@Example.com',
    };
    const follow = (patch: ContactPatch): JobContactValues | null =>
      followedLink(told, { before, after: patched(before, patch), region: 'US' });

    test('reaches a link that tells it as a mobile, in another spelling', () => {
      const methods = [
        { op: 'slot', kind: 'phone', value: '+15551000009' },
        { op: 'slot', kind: 'email', value: 'lee@example.com' },
      ] as const;
      const next = { ...told, first: 'Anna', mobile: '+15551000009', email: 'lee@example.com' };
      expect(follow({ givenName: 'Anna', methods })).toEqual(next);
    });

    test('does not reach it when only the spelling changes, or another number is added', () => {
      const value = '(555) 100-0002';
      expect(
        follow({ givenName: 'ann', methods: [{ op: 'slot', kind: 'phone', value }] }),
      ).toBeNull();
      const entry = { value: '5551000003' };
      expect(follow({ methods: [{ op: 'add', kind: 'phone', entry }] })).toBeNull();
    });

    test('follows a link that tells it as a mobile, and keeps it when the link is cleared', () => {
      const phones = (next: JobContactValues): string[] =>
        patched(before, personPatch(before, told, next, 'US'))
          .methods.filter(({ kind }) => kind === 'phone')
          .map(({ value }) => value);
      expect(phones({ ...told, mobile: '555 100 0009' })).toEqual(['555 100 0009']);
      expect(phones({ ...told, mobile: '' })).toEqual(['+15551000002']);
    });
  });

  test('leaves a link alone that was told something else', () => {
    const own = { ...ann, email: 'site@example.com' };
    expect(followedValues(own, ann, { ...ann, email: 'new@example.com' })).toBeNull();
  });
});
