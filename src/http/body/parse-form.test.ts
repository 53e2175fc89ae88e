import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MalformedBody, ValidationFailure } from '../failure.ts';
import { parseForm } from './parse-form.ts';

const parse = (text: string): unknown => parseForm(Buffer.from(text, 'latin1'));

test('reads what URLSearchParams writes', () => {
  const name = fc
    .string({ unit: 'grapheme' })
    .filter((text) => text !== '__proto__' && !text.includes('\u0000'));
  const value = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\u0000'));
  fc.assert(
    fc.property(fc.dictionary(name, value, { minKeys: 1 }), (fields) => {
      expect(parse(new URLSearchParams(fields).toString())).toEqual({ ...fields });
    }),
  );
});

test('makes a list of a repeated name and an empty text of a missing value', () => {
  expect(parse('a=1&b&a=2&&c=')).toEqual({ a: ['1', '2'], b: '', c: '' });
  expect(parse('')).toBeUndefined();
});

test('reads a plus as a space and %2B as a plus', () => {
  expect(parse('phone=%2B1+555')).toEqual({ phone: '+1 555' });
});

test.each(['a=%', 'a=%4', 'a=%zz', 'a=%ff', 'a=\xff', '%ff=a', '__proto__=1'])(
  'refuses %j as malformed',
  (text) => {
    expect(() => parse(text)).toThrow(MalformedBody);
  },
);

test('refuses NUL and names the field', () => {
  expect(() => parse('name=a%00b')).toThrow(ValidationFailure);
  expect(() => parse('name=a%00b')).toThrow(/^name /);
});

test('reads a hundred thousand repeated names in a moment', () => {
  expect(parse('a&'.repeat(100_000))).toMatchObject({ a: { length: 100_000 } });
});
