import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markName, nameMark } from './name-mark.ts';
import { wordPatterns } from './word-pattern.ts';
import { isPlain, placeOf } from './word-place.ts';

const scopes = ['any', 'name', 'company'] as const;
const letters = fc.constantFrom('a', 'b', 'é', '1', '𝒳');
const signs = fc.constantFrom(' ', '-', '.', '@', '’', nameMark);
const text = fc.string({ unit: letters, minLength: 1, maxLength: 4 });
const lines = fc.string({ unit: fc.oneof(letters, signs), maxLength: 12 });

test('a plain word stands where its patterns find it', () => {
  fc.assert(
    fc.property(text, fc.constantFrom(...scopes), lines, (said, scope, line) => {
      const word = { kind: 'word', text: said, isPhrase: false, scope } as const;
      for (const one of scope === 'name' ? [markName(line)] : [line, markName(line)]) {
        const { number, start, part } = wordPatterns(word, 'US');
        fc.pre(number === null);
        const within = (source: string) => new RegExp(source, 'u').test(`${one}\n`);
        const expected = within(`${start}(?![\\p{L}\\p{N}])`)
          ? 'word'
          : within(start)
            ? 'start'
            : within(part)
              ? 'part'
              : null;
        expect(placeOf(word, one)).toBe(expected);
      }
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ['smith', false, true],
  ['smith', true, false],
  ['o’neill', false, false],
  ['a.b', false, false],
])('%s, a phrase: %s, is plain: %s', (said, isPhrase, expected) => {
  expect(isPlain({ kind: 'word', text: said, isPhrase, scope: 'any' })).toBe(expected);
});
