import { expect, test } from 'vitest';
import { AllowedMethods } from './allowed-methods.ts';

const allowed = new AllowedMethods();
allowed.add('GET', '/x/contacts');
allowed.add('POST', '/x/contacts');
allowed.add('GET', '/x/contacts/:id');
allowed.add('POST', '/x/job/:uuid.json');
allowed.add('DELETE', '/x/job/:uuid.json');
allowed.add('GET', '/x/files/*');
allowed.add('GET', '/x/n/:number(^\\d+)');

test.each([
  ['/x/contacts', ['GET', 'POST']],
  ['/x/contacts/', ['GET', 'POST']],
  ['/x/contacts/7', ['GET']],
  ['/x/contacts/7/notes', []],
  ['/x/job/7.json', ['DELETE', 'POST']],
  ['/x/job/7', []],
  ['/x/jobs/7.json', []],
  ['/x/files/a/b', ['GET']],
  ['/x/n/5', ['GET']],
  ['/y/contacts', []],
])('%s answers %j', (path, methods) => {
  expect(allowed.of(path)).toEqual(methods);
});
