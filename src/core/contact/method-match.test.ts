import { describe, expect, test } from 'vitest';
import { testEnvironment, testId } from './contact-fixture.ts';
import type { MethodWrite } from './contact-patch.ts';
import type { ContactMethod } from './contact.ts';
import { applyMethodWrites } from './method-list.ts';

const switchboard = '+1 555 100 0001';
const desk = '+1 555 100 0001 ext. 22';
const other = '(555) 100-0001 x33';

function written(
  writes: readonly MethodWrite[],
  before: readonly ContactMethod[] = [],
): readonly ContactMethod[] {
  return applyMethodWrites(before, writes, testEnvironment(2_000_000));
}

function phones(...values: readonly string[]): MethodWrite {
  return { op: 'replace', kind: 'phone', entries: values.map((value) => ({ value })) };
}

function add(value: string): MethodWrite {
  return { op: 'add', kind: 'phone', entry: { value } };
}

function valuesOf(list: readonly ContactMethod[]): readonly string[] {
  return list.map(({ value }) => value);
}

describe('extensions of one number', () => {
  test('are numbers of their own, in whole lists and one by one', () => {
    expect(valuesOf(written([phones(desk, other, switchboard)]))).toEqual([
      desk,
      other,
      switchboard,
    ]);
    expect(valuesOf(written([add(desk), add(other), add(switchboard), add(other)]))).toEqual([
      desk,
      other,
      switchboard,
    ]);
  });

  test('keep their entries in whatever order the list comes back', () => {
    const before = written([phones(switchboard, desk, other)]);
    const after = written([phones(other, switchboard, desk)], before);
    expect(after.map(({ id }) => id)).toEqual([2, 0, 1].map((place) => before[place]?.id));
    expect(valuesOf(after)).toEqual([other, switchboard, desk]);
  });

  test('one that is added or left out in a whole list keeps the entry', () => {
    const before = written([phones(desk)]);
    expect(written([phones(switchboard)], before)).toMatchObject([
      { id: before[0]?.id, value: switchboard, ext: null },
    ]);
    expect(written([phones(switchboard, desk)], before)).toMatchObject([
      { value: switchboard },
      { id: before[0]?.id, value: desk },
    ]);
  });

  test('do not show in a single slot, and writing back what shows changes nothing', () => {
    const before = written([phones(switchboard, desk), { op: 'slot', kind: 'phone', value: desk }]);
    expect(before.map(({ isPrimary }) => isPrimary)).toEqual([false, true]);
    expect(written([{ op: 'slot', kind: 'phone', value: '+15551000001' }], before)).toEqual(before);
    expect(valuesOf(written([{ op: 'slot', kind: 'phone', value: other }], before))).toEqual([
      switchboard,
      other,
    ]);
  });

  test('a patch swallows the twin of the very number, not its extensions', () => {
    const before = written([phones(switchboard, desk, other)]);
    const write: MethodWrite = {
      op: 'patch',
      id: before[2]?.id ?? testId(),
      patch: { value: desk },
    };
    expect(written([write], before)).toMatchObject([
      { value: switchboard },
      { id: before[2]?.id, value: desk },
    ]);
  });
});

describe('a whole list', () => {
  const twice = written([
    { op: 'put', id: testId(), kind: 'phone', entry: { value: '555 100 0002', memo: 'one' } },
    { op: 'put', id: testId(), kind: 'phone', entry: { value: '5551000002', memo: 'two' } },
  ]);

  test('written back as it is keeps a number that stands there twice, under ids of its owners', () => {
    expect(written([phones('555 100 0002', '5551000002')], twice)).toEqual(twice);
    const turned = written([phones('5551000002', '555 100 0002')], twice);
    expect(turned.map(({ memo }) => memo)).toEqual(['two', 'one']);
  });

  test('collapses repetitions into the first spelling, also where a later one is there already', () => {
    const before = written([add('5551000002')]);
    expect(written([phones('555 100 0002', '5551000002')], before)).toMatchObject([
      { id: before[0]?.id, value: '555 100 0002' },
    ]);
  });
});
