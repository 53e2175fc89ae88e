import { expect, test } from 'vitest';
import { makeHostCheck } from './host-check.ts';

const strict = makeHostCheck({ names: ['Contacts.example.com'], anyAddress: false });
const openly = makeHostCheck({ names: [], anyAddress: true });

test.each([
  'localhost',
  'localhost:7070',
  '127.0.0.1:80',
  '[::1]',
  '[::1]:7070',
  'contacts.example.com',
  'CONTACTS.example.com:443',
])('answers for %s', (host) => {
  expect(strict(host)).toBe(true);
});

test.each([
  'evil.example.com',
  'localhost.example.com',
  '127.0.0.1.example.com',
  '192.0.2.7',
  '',
  'localhost:',
  'localhost:1:2',
  '[::1',
  'x@localhost',
])('does not answer for %j', (host) => {
  expect(strict(host)).toBe(false);
});

test('does not answer without a host', () => {
  expect(strict(undefined)).toBe(false);
});

test('answers for any address, and still for no other name, when it listens openly', () => {
  expect(openly('192.0.2.7:7070')).toBe(true);
  expect(openly('[2001:db8::7]:7070')).toBe(true);
  expect(openly('rebound.example.com:7070')).toBe(false);
});

test('says the same when asked again, and forgets made-up hosts before they fill the memory', () => {
  const check = makeHostCheck({ names: [], anyAddress: false });
  for (let index = 0; index < 5000; index += 1) expect(check(`h${index}.example.com`)).toBe(false);
  expect(check('localhost')).toBe(true);
  expect(check('localhost')).toBe(true);
});
