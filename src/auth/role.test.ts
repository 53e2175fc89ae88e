import { expect, test } from 'vitest';
import { capabilities } from '../core/capability.ts';
import { roles } from '../core/workspace/principal.ts';
import { capabilitiesOf } from './role.ts';

const of = (role: (typeof roles)[number]): ReadonlySet<string> => capabilitiesOf({}, ['*'], role);

test('every role may do what those below it may', () => {
  for (const [index, role] of roles.entries()) {
    for (const lower of roles.slice(index)) {
      expect([...of(lower).difference(of(role))]).toEqual([]);
    }
  }
});

test('owners and admins may do everything, viewers change nothing', () => {
  expect(of('owner').size).toBe(capabilities.length);
  expect(of('admin').size).toBe(capabilities.length);
  expect([...of('viewer')].filter((name) => !/\.read$|^lookup$|^history$/.test(name))).toEqual([]);
});

test('a dialect may say what its full-access keys can do', () => {
  expect([...capabilitiesOf({ '*': ['link.read'] }, ['*'], 'owner')]).toEqual(['link.read']);
});
