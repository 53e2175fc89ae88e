import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from './edit-distance.ts';
import { jaroWinkler } from './jaro-winkler.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });

/** The textbook table, slowly. */
function reference(a: string, b: string): number {
  const rows = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (__, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + cost);
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (isSwap) best = Math.min(best, at(i - 2, j - 2) + 1);
      const row = rows[i];
      if (row) row[j] = best;
    }
  }
  return at(a.length, b.length);
}

test('the edit distance is the textbook one, as far as it is counted out', () => {
  fc.assert(
    fc.property(word, word, fc.integer({ min: 1, max: 4 }), (a, b, most) => {
      const found = editDistance(a, b, most);
      const truth = reference(a, b);
      return truth <= most ? found === truth : found > most;
    }),
  );
});

test('likeness lies between 0 and 1, is 1 for equal texts alone, and is the same both ways', () => {
  fc.assert(
    fc.property(word, word, (a, b) => {
      const found = jaroWinkler(a, b);
      expect(found).toBeCloseTo(jaroWinkler(b, a), 10);
      return found >= 0 && found <= 1 && (found === 1) === (a === b);
    }),
  );
});

test.each([
  ['martha', 'marhta', 0.961],
  ['dwayne', 'duane', 0.84],
  ['dixon', 'dicksonx', 0.813],
])('%s and %s are as alike as published', (a, b, published) => {
  expect(jaroWinkler(a, b)).toBeCloseTo(published, 3);
});
