import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldText, textProblem } from './text.ts';

const codeUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
const codePoint = fc.string({ unit: 'binary', maxLength: 40 });
const anyText = fc.oneof(fc.string({ unit: codeUnit, maxLength: 40 }), codePoint);

test.each([
  ['', null],
  ['Zoë 👩‍👩‍👧 \ufffe\u0001', null],
  ['a\u0000b', 'nul'],
  ['\ud83d', 'lone-surrogate'],
  ['\ude00\ud83d', 'lone-surrogate'],
])('%j has the problem %s', (text, problem) => {
  expect(textProblem(text)).toBe(problem);
});

test('what has no problem survives UTF-8', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const survives = Buffer.from(text, 'utf8').toString('utf8') === text;
      expect(textProblem(text) === null).toBe(survives && !text.includes('\u0000'));
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['  José   Álvarez ', 'jose alvarez'],
  ['ＡＢＣ', 'abc'],
  ['ﬁancé', 'fiance'],
  ['İzmir\tΑΘΗΝΑ', 'izmir αθηνα'],
  ['a\u00a0\u3000b', 'a b'],
])('folds %j to %j', (text, folded) => {
  expect(foldText(text)).toBe(folded);
});

test('folding twice changes nothing more', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(foldText(foldText(text))).toBe(foldText(text));
    }),
    { numRuns: 5000 },
  );
});

test('folding twice changes nothing more, for every code point', () => {
  const unstable: string[] = [];
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const folded = foldText(`x${String.fromCodePoint(code)}y`);
    if (foldText(folded) !== folded) unstable.push(`U+${code.toString(16)}`);
  }
  expect(unstable).toEqual([]);
});
