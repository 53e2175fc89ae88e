import Fastify, { type FastifyRequest } from 'fastify';
import { describe, expect, test } from 'vitest';
import { bearerToken, cookie, queryText, singleHeader } from './request-reader.ts';

/** What `read` makes of a request. */
async function readOf(
  read: (request: FastifyRequest) => string | undefined,
  { url = '/', headers = {} }: { url?: string; headers?: Record<string, string> },
): Promise<string | null> {
  const app = Fastify();
  app.get(
    '/',
    { config: { access: { credential: 'public', capability: null } } },
    async (request) => ({
      read: read(request) ?? null,
    }),
  );
  const reply = await app.inject({ url, headers });
  await app.close();
  return reply.json<{ read: string | null }>().read;
}

describe('a bearer token', () => {
  test.each([
    ['Bearer abc', 'abc'],
    ['bearer abc', 'abc'],
    ['BEARER  abc ', 'abc'],
    ['Bearer', null],
    ['Bearer ', null],
    ['Basic abc', null],
    ['Bearerabc', null],
    ['abc', null],
    ['abcdefghij', null],
  ])('in %j is %j', async (authorization, token) => {
    expect(await readOf(bearerToken, { headers: { authorization } })).toBe(token);
  });

  test('is absent without the header', async () => {
    expect(await readOf(bearerToken, {})).toBeNull();
  });
});

describe('a cookie', () => {
  const token = (request: FastifyRequest): string | undefined => cookie(request, 'token');

  test.each([
    ['token=abc', 'abc'],
    ['other=1; token=abc; last=2', 'abc'],
    ['token="abc"', 'abc'],
    ['token=a=b', 'a=b'],
    ['xtoken=abc', null],
    ['token=', null],
    ['token', null],
    ['', null],
  ])('in %j is %j', async (header, value) => {
    expect(await readOf(token, { headers: { cookie: header } })).toBe(value);
  });
});

describe('a query parameter', () => {
  const accesskey = (request: FastifyRequest): string | undefined =>
    queryText(request, 'accesskey');

  test.each([
    ['/?accesskey=abc', 'abc'],
    ['/?accesskey=a&accesskey=b', 'a'],
    ['/?accesskey=a%2Bb+c', 'a+b c'],
    ['/?accesskey=', null],
    ['/?other=abc', null],
    ['/', null],
  ])('of %s is %j', async (url, value) => {
    expect(await readOf(accesskey, { url })).toBe(value);
  });

  test('never comes from an object’s prototype', async () => {
    expect(await readOf((request) => queryText(request, 'toString'), {})).toBeNull();
  });
});

test('a header is read whatever its case', async () => {
  const headers = { 'X-Api-Key': 'abc' };
  expect(await readOf((request) => singleHeader(request, 'x-api-key'), { headers })).toBe('abc');
});
