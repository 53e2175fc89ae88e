import { expect, test } from 'vitest';
import type { MatchRecord } from '../match-record.ts';
import { normaliseRecord } from '../table/record-form.ts';
import { writeKeys } from './write-keys.ts';

function keysOf(record: MatchRecord) {
  return writeKeys(normaliseRecord(record));
}

function shared(a: MatchRecord, b: MatchRecord): number {
  const keys = new Set(keysOf(a).all);
  return keysOf(b).all.filter((key) => keys.has(key)).length;
}

const ann = { given: 'Ann', family: 'Ashby', birth: '1980-03-02', company: 'Oak Plumbing Inc' };
const door = { number: '12', street: 'High Street', city: 'Austin', postcode: '78701' };

test.each<readonly [string, MatchRecord, MatchRecord]>([
  ['a number in two spellings', { phones: ['+15125550101'] }, { phones: ['512-555-0101'] }],
  ['an address with a tag', { emails: ['ann@example.com'] }, { emails: ['ann+x@example.com'] }],
  [
    'the part before two providers',
    { emails: ['annie@a.example'] },
    { emails: ['annie@b.example'] },
  ],
  ['names that are swapped', { given: 'Ann', family: 'Ashby' }, { given: 'Ashby', family: 'Ann' }],
  [
    'names that sound alike',
    { given: 'Ann', family: 'Ashby' },
    { given: 'Anne', family: 'Ashbey' },
  ],
  ['day and month swapped', ann, { given: 'Anna', birth: '1980-02-03' }],
  ['a firm and the beginning of a name', ann, { given: 'Annabel', company: 'Oak Plumbing' }],
  ['a door', { addresses: [door] }, { addresses: [{ ...door, number: '', street: '12 High St' }] }],
  ['a number that others gave', { identifiers: ['C 1001'] }, { identifiers: ['c-1001'] }],
])('%s is a key in common', (_, a, b) => {
  expect(shared(a, b)).toBeGreaterThan(0);
});

test('what is frequent alone is no key', () => {
  expect(shared({ given: 'Ann', family: 'Ashby' }, { given: 'Ann', family: 'Quill' })).toBe(0);
  expect(shared({ addresses: [{ city: 'Austin' }] }, { addresses: [{ city: 'Austin' }] })).toBe(0);
  expect(shared({ emails: ['info@a.example'] }, { emails: ['info@b.example'] })).toBe(0);
  expect(keysOf({}).all).toEqual([]);
});

test('keys of the name alone are known as such, and all are numbers that the database takes', () => {
  const { all, ofName } = keysOf({ ...ann, phones: ['+15125550101'], addresses: [door] });
  expect(ofName.size).toBe(1);
  expect(all.length).toBeGreaterThan(ofName.size);
  for (const key of all) expect(key).toBe(Math.min(Math.max(key, -(2 ** 31)), 2 ** 31 - 1));
});
