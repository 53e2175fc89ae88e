import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Host, makeDialect, makeHost, startHost } from '../../test/support/host-fixture.ts';
import { open } from './plugin.ts';

let host: Host;
beforeAll(async () => {
  host = await startHost();
});
afterAll(() => host.stop());

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

async function call(path: string, init: RequestInit & { token?: string } = {}): Promise<Answer> {
  const { token = 'full', ...rest } = init;
  const headers = new Headers(rest.headers);
  if (token !== '') headers.set('authorization', `Bearer ${token}`);
  const reply = await fetch(`${host.baseUrl}${path}`, { ...rest, headers });
  const text = await reply.text();
  return {
    status: reply.status,
    headers: reply.headers,
    body: text === '' ? null : JSON.parse(text),
  };
}

const post = (path: string, body: string, type = 'application/json'): Promise<Answer> =>
  call(path, { method: 'POST', body, headers: { 'content-type': type } });

/** With a Host header of the caller's choice, which `fetch` does not allow. */
function statusForHost(hostHeader: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const target = new URL(`${host.baseUrl}${path}`);
    const request = httpRequest(target, { headers: { host: hostHeader } }, (reply) => {
      reply.resume();
      resolve(reply.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end();
  });
}

describe('a request', () => {
  test('reaches its dialect at the root and below its own prefix, and learns which it was', async () => {
    const root = await call('/alpha-things?limit=7');
    expect(root).toMatchObject({ status: 200, body: { tenant: 1_000_001, limit: 7, mount: '' } });
    const own = await call('/alpha/alpha-things/');
    expect(own).toMatchObject({ status: 200, body: { mount: '/alpha' } });
  });

  test('gets only what the reply’s schema declares', async () => {
    const { body } = await call('/alpha-things');
    expect(Object.keys(body ?? {})).toEqual(['tenant', 'limit', 'mount']);
  });

  test('for an unknown path gets the not-found answer of the dialect that the path belongs to', async () => {
    const alpha = await call('/alpha-things/none', { token: '' });
    expect(alpha).toMatchObject({
      status: 404,
      body: { code: 'route_not_found', url: '/alpha-things/none' },
    });
    expect(alpha.headers.get('x-dialect')).toBe('alpha');
    expect((await call('/beta/nothing')).headers.get('x-dialect')).toBe('beta');
  });

  test('for a path of no dialect gets a small problem document', async () => {
    const { status, headers, body } = await call('/nothing');
    expect([status, headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    expect(body).toEqual({ type: 'about:blank', status: 404, title: 'No such path' });
  });

  test('with a broken or overlong address gets the not-found answer of its dialect', async () => {
    expect((await call('/alpha-things/missing/%zz')).body).toMatchObject({
      code: 'route_not_found',
    });
    expect((await call(`/alpha-things/missing/${'x'.repeat(600)}`)).body).toMatchObject({
      code: 'route_not_found',
    });
  });

  test('with another verb is told which ones there are', async () => {
    const { status, headers, body } = await call('/alpha-things', { method: 'PUT', token: '' });
    expect([status, headers.get('allow')]).toEqual([405, 'DELETE, GET, POST']);
    expect(body).toMatchObject({ code: 'method_not_allowed' });
  });

  test('for another host than ours is refused before anything else', async () => {
    expect(await statusForHost('evil.example.com', '/alpha-things/open')).toBe(421);
    expect(await statusForHost('evil.example.com', '/healthz')).toBe(421);
    expect(await statusForHost('localhost:1', '/alpha-things/open')).toBe(200);
  });
});

describe('authentication', () => {
  test.each([
    ['', 'missing'],
    ['unknown', 'unknown'],
    ['expired', 'expired'],
  ])('refuses token %j as %s', async (token, reason) => {
    expect(await call('/alpha-things', { token })).toMatchObject({ status: 401, body: { reason } });
  });

  test('refuses the token of another dialect as unknown', async () => {
    expect(await call('/beta-things')).toMatchObject({ status: 401, body: { reason: 'unknown' } });
  });

  test('refuses what the token may not do, before it looks at the body', async () => {
    const denied = await call('/alpha-things', {
      token: 'reader',
      method: 'POST',
      body: '{not json',
      headers: { 'content-type': 'application/json' },
    });
    expect(denied).toMatchObject({ status: 403, body: { code: 'capability_missing' } });
  });

  test('comes before validation, and open routes need none', async () => {
    expect((await call('/alpha-things?limit=x', { token: '' })).status).toBe(401);
    expect(await call('/alpha-things/open', { token: '' })).toMatchObject({
      status: 200,
      body: { open: true },
    });
  });
});

describe('validation', () => {
  test('names every issue by its dotted path and its part', async () => {
    const { status, body } = await post(
      '/alpha-things',
      JSON.stringify({ tags: [{ label: 'a' }, { label: 7 }, {}], extra: 1 }),
    );
    expect(status).toBe(400);
    const issues = (body as { issues: { path: string; keyword: string; where: string }[] }).issues;
    expect(
      issues.map(({ path, keyword, where }) => `${where} ${path} ${keyword}`).toSorted(),
    ).toEqual([
      'body extra additionalProperties',
      'body name required',
      'body tags[1].label type',
      'body tags[2].label required',
    ]);
  });

  test('turns no text of a body into a number, but that of a query', async () => {
    expect(await post('/alpha-things', '{"name":"a","count":"7"}')).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'count', keyword: 'type', where: 'body' }] },
    });
    expect(await call('/alpha-things?limit=7')).toMatchObject({ body: { limit: 7 } });
    expect(await call('/alpha-things?limit=7.5')).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'limit', where: 'query' }] },
    });
  });

  test('wants a body where there is a schema for it', async () => {
    expect(await post('/alpha-things', '')).toMatchObject({
      status: 400,
      body: { issues: [{ path: '', keyword: 'type' }] },
    });
  });

  test('refuses NUL in path and query, and names the parameter', async () => {
    expect((await call('/alpha-things?limit=%00')).body).toMatchObject({
      issues: [{ where: 'query', path: 'limit' }],
    });
    expect((await call('/alpha-things/missing/a%00b')).body).toMatchObject({
      issues: [{ where: 'params', path: 'id' }],
    });
  });
});

describe('a body', () => {
  test('is refused when malformed, of another type or too large, with the dialect’s own answer', async () => {
    expect(await post('/alpha-things', '{"name":')).toMatchObject({
      status: 400,
      body: { code: 'malformed_body' },
    });
    expect(
      await post('/alpha-things', 'name=a', 'application/x-www-form-urlencoded'),
    ).toMatchObject({ status: 415 });
    expect(await post('/alpha-things', 'name: a', 'text/yaml')).toMatchObject({ status: 415 });
    expect(
      await post('/alpha-things', JSON.stringify({ name: 'x'.repeat(1_100_000) })),
    ).toMatchObject({
      status: 413,
      body: { code: 'body_too_large', message: 'The request body is larger than 1048576 bytes' },
    });
  });

  test('may come with DELETE', async () => {
    const headers = { 'content-type': 'application/json' };
    const reply = await call('/alpha-things', {
      method: 'DELETE',
      body: '{"tags":["a"]}',
      headers,
    });
    expect(reply.body).toEqual({ body: { tags: ['a'] } });
    expect((await call('/alpha-things', { method: 'DELETE' })).body).toEqual({ body: null });
  });
});

describe('a failure', () => {
  test('of the core reaches the dialect as it is', async () => {
    expect(await call('/alpha-things/missing/7')).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
  });

  test('that nobody foresaw tells nothing of itself', async () => {
    const { status, body } = await call('/alpha-things/broken');
    expect(status).toBe(500);
    expect(body).toMatchObject({ code: 'internal', message: 'Internal error' });
    expect(JSON.stringify(body)).not.toContain('canary');
  });

  test('that a dialect cannot put into words still gets an answer', async () => {
    const mute = makeDialect({
      name: 'mute',
      toWireError: () => {
        throw new Error('canary');
      },
    });
    const { fastify } = makeHost({ dialects: [mute] });
    const reply = await fastify.inject({ url: '/mute-things' });
    expect([reply.statusCode, reply.body]).toEqual([500, '{}']);
    await fastify.close();
  });
});

describe('start-up', () => {
  test('fails naming a route that declares no access', async () => {
    const careless = makeDialect({
      name: 'careless',
      // @ts-expect-error -- a config needs its access, which the type says as well
      routes: (app) => app.get('/careless-things', { config: {} }, async () => 'in'),
    });
    const { fastify } = makeHost({ dialects: [careless] });
    await expect(fastify.ready()).rejects.toThrow(
      'GET /careless/careless-things declares no access',
    );
  });

  test('fails naming a route without any config', async () => {
    const careless = makeDialect({
      name: 'careless',
      routes: (app) => void app.get('/x', async () => 'in'),
    });
    await expect(makeHost({ dialects: [careless] }).fastify.ready()).rejects.toThrow(
      'GET /careless/x declares no access',
    );
  });

  test('fails when two dialects want one path', () => {
    const one = makeDialect({ name: 'one', mount: [{ path: '/same' }] });
    const two = makeDialect({ name: 'two', mount: [{ path: '/same/below' }] });
    expect(() => makeHost({ dialects: [one, two] })).toThrow('one and two both claim /same/below');
  });

  test('fails for a body limit above 16 MiB', async () => {
    const greedy = makeDialect({
      name: 'greedy',
      routes: (app) => void app.post('/x', { config: open, bodyLimit: 2 ** 25 }, async () => 'in'),
    });
    await expect(makeHost({ dialects: [greedy] }).fastify.ready()).rejects.toThrow('body limit');
  });

  test('leaves a table of all routes with their access', async () => {
    const { fastify, routes } = makeHost();
    await fastify.ready();
    expect(routes.filter(({ dialect }) => dialect === 'beta')).toHaveLength(7);
    expect(routes[1]).toMatchObject({
      dialect: 'alpha',
      method: 'GET',
      path: '/alpha-things',
      access: { credential: 'required', capability: 'person.read' },
    });
    await fastify.close();
  });
});

describe('stopping', () => {
  test('finishes running requests, takes no new ones, and ends idle connections', async () => {
    const stopping = await startHost();
    const idle = await fetch(`${stopping.baseUrl}/alpha-things/open`);
    await idle.text();
    const running = fetch(`${stopping.baseUrl}/alpha-things/slow`);
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
    // An idle connection would live for longer than this test may.
    const stopped = stopping.stop();
    expect(await (await running).json()).toEqual({ slow: true });
    await stopped;
    await expect(fetch(`${stopping.baseUrl}/alpha-things/open`)).rejects.toThrow('fetch failed');
  });
});
