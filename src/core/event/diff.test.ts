import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedKeys, changesBody, creationBody, isSame } from './diff.ts';

test('an update tells each changed field before and after, without bookkeeping', () => {
  const before = { name: 'Ann', city: 'Austin', version: 1, updatedAt: 1 };
  const after = { name: 'Anna', city: 'Austin', version: 2, updatedAt: 2 };
  expect(changesBody(before, after)).toEqual({ changes: { name: { from: 'Ann', to: 'Anna' } } });
});

test('a list of records is told by element', () => {
  const before = {
    methods: [
      { id: 'a', value: '1' },
      { id: 'b', value: '2' },
    ],
  };
  const after = {
    methods: [
      { id: 'b', value: '3' },
      { id: 'c', value: '4' },
    ],
  };
  expect(changesBody(before, after)).toEqual({
    changes: {
      methods: {
        added: [{ id: 'c', value: '4' }],
        removed: [{ id: 'a', value: '1' }],
        changed: [{ id: 'b', from: { id: 'b', value: '2' }, to: { id: 'b', value: '3' } }],
      },
    },
  });
});

test('a creation tells what the record says and leaves out what is empty', () => {
  const record = { id: 'x', name: 'Ann', note: null, tags: [], extra: {}, dnd: false, version: 1 };
  expect(creationBody(record)).toEqual({ after: { id: 'x', name: 'Ann', dnd: false } });
});

test('equality is that of the JSON', () => {
  const data = fc.dictionary(fc.string(), fc.jsonValue());
  fc.assert(
    fc.property(
      data,
      (value) => isSame(value, structuredClone(value)) && changedKeys(value, value).length === 0,
    ),
  );
  expect(isSame({ a: 1 }, { a: 1, b: null })).toBe(false);
  expect(isSame([1, 2], [1, 2, 3])).toBe(false);
});
