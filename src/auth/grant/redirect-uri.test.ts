import { describe, expect, test } from 'vitest';
import { redirectMatches, redirectProblem, withParameters } from './redirect-uri.ts';

describe('an https address', () => {
  const registered = 'https://app.example.com/done?x=1';
  test('is compared to the letter', () => {
    expect(redirectMatches(registered, registered)).toBe(true);
    for (const asked of [
      'https://app.example.com/done',
      'https://app.example.com/done?x=1&y=2',
      'https://app.example.com/done?x=1#',
      'https://APP.example.com/done?x=1',
      'https://app.example.com:443/done?x=1',
      'http://app.example.com/done?x=1',
      'https://app.example.com.evil.example/done?x=1',
    ]) {
      expect(redirectMatches(registered, asked), asked).toBe(false);
    }
  });
});

describe('a loopback address', () => {
  test.each([
    ['http://127.0.0.1/done', 'http://127.0.0.1:49152/done', true],
    ['http://127.0.0.1:8080/done', 'http://127.0.0.1:9090/done', true],
    ['http://[::1]/done', 'http://[::1]:49152/done', true],
    ['http://127.0.0.1/done', 'http://127.0.0.1:49152/other', false],
    ['http://127.0.0.1/done', 'http://127.0.0.1:49152/done?x=1', false],
    ['http://127.0.0.1/done', 'http://localhost:49152/done', false],
    ['http://127.0.0.1/done', 'https://127.0.0.1/done', false],
    ['http://localhost/*', 'http://localhost:3000/any/where?x=1', true],
    ['http://localhost/*', 'http://localhost:3000/x#y', false],
    ['http://localhost/*', 'http://user@localhost:3000/x', false],
    ['http://localhost/*', 'http://localhost@evil.example/x', false],
    ['http://localhost/*', 'http://localhost.evil.example/x', false],
    ['http://localhost/*', 'http://127.0.0.1:3000/x', false],
    ['http://localhost/*', 'http://localhost:3000/\r\nx', false],
    ['http://localhost/*', '//localhost/x', false],
    ['http://localhost/*', '', false],
  ])('%s lets the answer go to %j: %s', (registered, asked, isFine) => {
    expect(redirectMatches(registered, asked)).toBe(isFine);
  });
});

test.each([
  'https://app.example.com/done',
  'https://app.example.com/done?x=1',
  'http://127.0.0.1/done',
  'http://localhost:8080/*',
  'com.example.app:/done',
])('%s can be registered', (uri) => {
  expect(redirectProblem(uri)).toBeNull();
});

test.each([
  ['http://app.example.com/done', 'https'],
  ['https://app.example.com/*', 'exact'],
  ['https://app.example.com/#x', 'fragment'],
  ['https://me@app.example.com/', 'user name'],
  ['javascript:alert(1)', 'https'],
  ['data:text/html,x', 'https'],
  ['/done', 'absolute'],
  ['https://app.example.com/a b', 'absolute'],
  ['', 'absolute'],
])('%j cannot be registered, and why is said', (uri, why) => {
  expect(redirectProblem(uri)).toContain(why);
});

test('an answer is added to what the address asks already', () => {
  expect(withParameters('https://a.example/x', { code: 'a b', state: undefined })).toBe(
    'https://a.example/x?code=a+b',
  );
  expect(withParameters('https://a.example/x?y=%20', { code: '1', state: '&' })).toBe(
    'https://a.example/x?y=%20&code=1&state=%26',
  );
});
