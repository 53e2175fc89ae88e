import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nameUuid } from '../../../test/support/hub-fixture.ts';
import { batchesOf } from './pair-batch.ts';

const contact = fc.nat({ max: 30 }).map((number) => nameUuid(String(number)));
const pairs = fc.array(fc.record({ a: contact, b: contact }), { maxLength: 40 });

test('every pair is in one batch, no contact in two, and pairs of one contact keep their order', () => {
  fc.assert(
    fc.property(pairs, fc.integer({ min: 1, max: 9 }), (all, size) => {
      const batches = batchesOf(all, size);
      expect(new Set(batches.flat())).toEqual(new Set(all));
      expect(batches.flat()).toHaveLength(all.length);
      const contacts = batches.map((batch) => new Set(batch.flatMap(({ a, b }) => [a, b])));
      expect(contacts.flatMap((ids) => [...ids]).length).toBe(
        new Set(contacts.flatMap((ids) => [...ids])).size,
      );
      const place = (pair: (typeof all)[number]): number => batches.flat().indexOf(pair);
      all.forEach((pair, index) => {
        for (const later of all.slice(index + 1))
          if (pair.a === later.a) expect(place(pair)).toBeLessThan(place(later));
      });
    }),
  );
});

test('pairs without a contact in common go into batches of the size asked for, in their order', () => {
  const all = Array.from({ length: 7 }, (_, index) => ({
    a: nameUuid(`a${index}`),
    b: nameUuid(`b${index}`),
  }));
  expect(batchesOf(all, 3)).toEqual([all.slice(0, 3), all.slice(3, 6), all.slice(6)]);
});
