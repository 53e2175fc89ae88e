import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOneErrorAway } from './one-error.ts';
import { wordPatterns } from './word-pattern.ts';

const letters = fc.constantFrom('a', 'b', 'ß');
const text = fc.string({ unit: letters, minLength: 4, maxLength: 8 });

/** Often near the text: a piece of it with up to two letters changed. */
const near = fc
  .record({
    typed: text,
    at: fc.nat(8),
    gone: fc.nat(2),
    come: fc.string({ unit: fc.oneof(letters, fc.constant('7')), maxLength: 2 }),
    end: fc.constantFrom('', 'a', 'b7'),
  })
  .map(({ typed, at, gone, come, end }) => ({
    typed,
    word: typed.slice(0, at) + come + typed.slice(at + gone) + end,
  }));

test('a word has one error where the pattern of similar words finds it', () => {
  let similar = 0;
  fc.assert(
    fc.property(near, ({ typed, word }) => {
      fc.pre(!word.startsWith(typed));
      const { similar: pattern } = patternsOf(typed);
      const isSimilar = new RegExp(pattern ?? '^(?!)', 'u').test(`${word}\n`);
      if (isSimilar) similar += 1;
      expect(isOneErrorAway(typed, word)).toBe(isSimilar);
    }),
    { numRuns: 3_000 },
  );
  expect(similar).toBeGreaterThan(300);
});

test.each([
  ['smiht', 'smith', true],
  ['smyth', 'smith', true],
  ['smth', 'smith', true],
  ['smitth', 'smith', true],
  ['mith', 'smith', false],
  ['smith', 'smithers', false],
  ['smiht', 'smithers', false],
  ['smihte', 'smithers', true],
])('%s for %s is one error: %s', (typed, word, expected) => {
  expect(isOneErrorAway(typed, word)).toBe(expected);
});

function patternsOf(typed: string): ReturnType<typeof wordPatterns> {
  const word = { kind: 'word', scope: 'any', isPhrase: false, text: typed } as const;
  return wordPatterns(word, 'US');
}
