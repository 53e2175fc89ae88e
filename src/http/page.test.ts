import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from './page.ts';

const value = fc.oneof(
  fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\u0000')),
  fc.integer(),
  fc.constant(null),
);

test('a cursor gives back what it was made of', () => {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 4 }), (values) => {
      const text = encodeCursor('contacts', values);
      expect(text).toMatch(/^[\w-]+$/);
      expect(decodeCursor('contacts', text)).toEqual(values);
      expect(decodeCursor('jobs', text)).toBeNull();
    }),
  );
});

const encode = (json: string): string => Buffer.from(json).toString('base64url');

test.each([
  ['', 'nothing'],
  ['not a cursor!', 'other characters'],
  [encode('{"a":1}'), 'no list'],
  [encode('["contacts",{}]'), 'an object in it'],
  [encode('["contacts",true]'), 'a boolean in it'],
  [encode('["contacts","\\u0000"]'), 'a NUL in it'],
  [encode('["contacts","\\ud800"]'), 'half a character in it'],
  [encode('["contacts"'), 'half a list'],
  [encode(`["contacts","${'x'.repeat(3000)}"]`), 'too much text'],
])('%j is no cursor: %s', (text) => {
  expect(decodeCursor('contacts', text)).toBeNull();
});

test('no text makes the reader throw', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => decodeCursor('contacts', text)).not.toThrow();
    }),
  );
});
