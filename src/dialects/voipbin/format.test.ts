import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formats, isEmailAddress } from './format.ts';

describe('isEmailAddress', () => {
  test.each([
    'ada@example.com',
    'Ada.King+tag@mail.example.co.uk',
    "o'hara@example.com",
    'ada@example.com.',
    '"ada king"@example.com',
    'ada@bücher.example',
    'ada@xn--bcher-kva.example',
    'ada@a_b.example',
    'ada@1.example',
  ])('takes %s', (text) => {
    expect(isEmailAddress(text)).toBe(true);
  });

  test.each([
    '',
    'ada',
    'ada@',
    '@example.com',
    'ada@example',
    ' ada@example.com',
    'ada@example.com ',
    'ada king@example.com',
    'ada..king@example.com',
    '.ada@example.com',
    'ada@example..com',
    'ada@-example.com',
    'ada@example.com-',
    'ada@127.0.0.1',
    'ada@king@example.com',
    'Ada <ada@example.com>',
  ])('refuses %j', (text) => {
    expect(isEmailAddress(text)).toBe(false);
  });

  test('never throws, and refuses whatever white space surrounds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(isEmailAddress(`${text} `)).toBe(false);
      }),
    );
  });

  test('reads a megabyte at once', () => {
    expect(isEmailAddress(`${'a'.repeat(1e6)}@${'a-'.repeat(1e5)}`)).toBe(false);
  });
});

describe('formats', () => {
  const id = '0B6F3F0E-6D0C-4F5E-9D7E-0F8A3C2B1A00';
  const nil = '00000000-0000-0000-0000-000000000000';

  test('take ids in any case; all zeros are no contact, but may be a tag', () => {
    const { 'contact-id': isContactId, 'tag-id': isTagId } = formats;
    expect([id, nil, 'lookup', ''].map(isContactId)).toEqual([true, false, false, false]);
    expect([id, nil, 'vip', ''].map(isTagId)).toEqual([true, true, false, false]);
  });
});
