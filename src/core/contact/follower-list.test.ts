import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InvalidInput } from '../errors.ts';
import { applyFollowerWrites } from './follower-list.ts';

const user = fc.stringMatching(/^[a-z]{1,2}$/);
const list = fc.uniqueArray(user);

describe('applyFollowerWrites', () => {
  test('keeps the order of adding, and each user once', () => {
    const writes = [
      { op: 'add', users: ['b', ' a ', 'b', ' '] },
      { op: 'add', users: ['c', 'a'] },
      { op: 'remove', users: ['b', 'z'] },
    ] as const;
    expect(applyFollowerWrites([], writes)).toEqual(['a', 'c']);
    expect(applyFollowerWrites(['x'], [{ op: 'replace', users: ['y', 'y'] }])).toEqual(['y']);
  });

  test('undoes an addition by removing what was added', () => {
    fc.assert(
      fc.property(list, list, (before, users) => {
        const after = applyFollowerWrites(before, [{ op: 'add', users }]);
        expect(new Set(after)).toEqual(new Set([...before, ...users]));
        const added = after.filter((one) => !before.includes(one));
        expect(applyFollowerWrites(after, [{ op: 'remove', users: added }])).toEqual(before);
      }),
    );
  });

  test('refuses to grow beyond 1,000, and lets a longer list shrink', () => {
    const full = Array.from({ length: 1_000 }, (_, at) => `u${at}`);
    const add = [{ op: 'add', users: ['one more'] }] as const;
    expect(() => applyFollowerWrites(full, add)).toThrow(InvalidInput);
    const longer = [...full, 'v1', 'v2'];
    expect(applyFollowerWrites(longer, [{ op: 'remove', users: ['v1'] }])).toHaveLength(1_001);
  });
});
