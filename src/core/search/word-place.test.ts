import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlannedWord } from '../port/search-query.ts';
import { markName } from './name-mark.ts';
import type { SearchWord } from './search-node.ts';
import { wordPatterns } from './word-pattern.ts';
import { isPlain, placeOf, placeOfNumber } from './word-place.ts';

const scopes = ['any', 'name', 'company'] as const;
const letters = fc.constantFrom('a', 'b', 'é', '1', '𝒳');
const signs = fc.constantFrom(' ', '-', '.', '@', '’');
const text = fc.string({ unit: fc.oneof(letters, signs), minLength: 1, maxLength: 4 });
const values = fc.string({ unit: fc.oneof(letters, signs), maxLength: 12 });

test('a plain word stands where its patterns find it', () => {
  fc.assert(
    fc.property(text, fc.constantFrom(...scopes), values, (said, scope, value) => {
      const word = wordOf({ text: said, scope });
      fc.pre(isPlain(word));
      const { start, part } = word.patterns;
      for (const line of scope === 'name' ? [markName(value)] : [value, markName(value)]) {
        const within = (source: string) => new RegExp(source, 'u').test(`${line}\n`);
        const isWhole = within(`${start}(?![\\p{L}\\p{N}])`);
        const place = isWhole ? 'word' : within(start) ? 'start' : within(part) ? 'part' : null;
        expect(placeOf(word, value)).toBe(place);
      }
    }),
    { numRuns: 3_000 },
  );
});

const digits = fc.string({
  unit: fc.constantFrom('+', '0', '1', '5'),
  minLength: 3,
  maxLength: 12,
});

test('a number stands where its patterns find it', () => {
  fc.assert(
    fc.property(digits, digits, (said, line) => {
      const { number, nameStart, part } = wordOf({ text: said }).patterns;
      fc.pre(number?.abroad === null);
      const within = (source: string) => new RegExp(source, 'u').test(`${line}\n`);
      const place = within(nameStart) ? 'start' : within(part) ? 'part' : null;
      expect(placeOfNumber(number, line)).toBe(place);
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ['smith', false, true],
  ['smith', true, false],
  ['o’neill', false, true],
  ['.ab', false, false],
  ['5551234', false, false],
])('%s, a phrase: %s, is plain: %s', (said, isPhrase, expected) => {
  expect(isPlain(wordOf({ text: said, isPhrase }))).toBe(expected);
});

function wordOf(fields: Partial<SearchWord> & Pick<SearchWord, 'text'>): PlannedWord {
  const word = { kind: 'word', scope: 'any', isPhrase: false, ...fields } as const;
  return { ...word, patterns: wordPatterns(word, 'US') };
}
