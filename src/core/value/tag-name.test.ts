import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalizeTagName } from './tag-name.ts';

const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
const anyText = fc.string({
  unit: fc.oneof(codeUnit, fc.constantFrom(...' \tAİΣ'.split(''))),
  maxLength: 40,
});

test.each([
  ['New-Lead', 'new-lead'],
  ['  VIP \t customer\n', 'vip customer'],
  ['ÄÖÜ', 'äöü'],
  ['', null],
  [' \t\u00a0', null],
])('%j is kept as %j', (text, name) => {
  expect(normalizeTagName(text)).toBe(name);
});

test('a name is its own name, and never blank', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const name = normalizeTagName(text);
      expect(name === null).toBe(text.trim() === '');
      expect(normalizeTagName(name ?? text)).toBe(name);
    }),
    { numRuns: 2000 },
  );
});
