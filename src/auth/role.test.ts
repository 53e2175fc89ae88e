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

test('no scope opens records to a token of an organisation, nor an organisation to another', () => {
  const table = { read: ['person.read', 'installation.read'] } as const;
  const reached = (reach: 'organisation' | 'workspace') => [
    ...capabilitiesOf(table, ['read'], 'owner', reach),
  ];
  expect(reached('workspace')).toEqual(['person.read']);
  expect(reached('organisation')).toEqual(['installation.read']);
  expect([...capabilitiesOf({}, ['*'], 'owner', 'organisation')]).toEqual([]);
});

test('a dialect may say what its full-access keys can do', () => {
  expect([...capabilitiesOf({ '*': ['link.read'] }, ['*'], 'owner')]).toEqual(['link.read']);
});
