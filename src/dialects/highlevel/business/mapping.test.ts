import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Account } from '../../../core/account/account.ts';
import { testId } from '../../../core/contact/contact-fixture.ts';
import { instant } from '../../../core/value/instant.ts';
import { toAccountPatch, toWireBusiness } from './mapping.ts';
import type { BusinessFields } from './schema.ts';

const account: Account = {
  id: testId(),
  number: 1,
  name: 'Acme',
  website: null,
  phone: null,
  email: null,
  street: null,
  unit: 'Floor 3',
  city: null,
  state: null,
  postalCode: null,
  country: null,
  latitude: null,
  longitude: null,
  address: '1 Main St, Austin',
  billingAddress: null,
  externalId: null,
  extra: {},
  active: true,
  createdAt: instant(0),
  createdBy: 1,
  updatedAt: instant(0),
  updatedBy: 1,
  version: 1,
};

/** The account as the core writes it. */
function written(before: Account, wire: BusinessFields): Account {
  const { extra = {}, ...patch } = toAccountPatch(wire);
  return { ...before, ...patch, extra: { ...before.extra, ...extra } };
}

const text = fc.string({ minLength: 1 });
const fields = fc.record(
  {
    name: text,
    phone: text,
    email: text,
    website: text,
    address: text,
    city: text,
    postalCode: text,
    state: text,
    country: text,
    description: text,
  },
  { requiredKeys: [] },
);

describe('a business', () => {
  test('reads as it was written, whatever was named', () => {
    fc.assert(
      fc.property(fields, (wire) => {
        expect(toWireBusiness(written(account, wire), 'L')).toMatchObject({
          name: 'Acme',
          ...wire,
        });
      }),
    );
  });

  test('written back as it reads changes nothing', () => {
    fc.assert(
      fc.property(fields, (wire) => {
        const before = written(account, wire);
        const { id: _, locationId, createdAt, updatedAt, ...shown } = toWireBusiness(before, 'L');
        expect([locationId, createdAt]).toEqual(['L', updatedAt]);
        expect(written(before, shown)).toEqual(before);
      }),
    );
  });

  test('loses by null and an empty text, and leaves what only others see', () => {
    const before = written(account, { phone: '1', city: 'Austin', description: 'x' });
    const after = written(before, { phone: null, city: '', description: '' });
    expect(toWireBusiness(after, 'L')).toEqual({
      id: expect.any(String) as string,
      locationId: 'L',
      name: 'Acme',
      createdAt: '1970-01-01T00:00:00.000Z',
      updatedAt: '1970-01-01T00:00:00.000Z',
    });
    expect(after).toMatchObject({ unit: 'Floor 3', address: '1 Main St, Austin' });
  });
});
