import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emailKey, looksLikeEmail } from './email.ts';

const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
const anyText = fc.string({
  unit: fc.oneof(codeUnit, fc.constantFrom(...'@. aAİΣ\t'.split(''))),
  maxLength: 80,
});

test('the key is trimmed and lower-cased as a whole', () => {
  expect(emailKey(' Ada@Example.COM\t')).toBe('ada@example.com');
  expect(emailKey('')).toBe('');
});

test.each([
  'ada@example.com',
  ' ada@example.com ',
  'a@localhost',
  'ada+tag@mail.example.com',
  'jörg@exämple.com',
  '"a@b"@example.com',
])('%j looks like an e-mail', (text) => {
  expect(looksLikeEmail(text)).toBe(true);
});

test.each([
  '',
  'ada',
  '@example.com',
  'ada@',
  ' @ ',
  'ada @example.com',
  'ada@exam\tple.com',
  'ada@example.com\u0000x',
  `${'a'.repeat(320)}@example.com`,
])('%j does not', (text) => {
  expect(looksLikeEmail(text)).toBe(false);
});

test('for any text the key is its own key, and looks are judged alike before and after', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const key = emailKey(text);
      expect(emailKey(key)).toBe(key);
      expect(looksLikeEmail(key)).toBe(looksLikeEmail(text));
    }),
    { numRuns: 2000 },
  );
});
