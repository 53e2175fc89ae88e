import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NativeClient, type Reply } from './native-client.ts';

let client: NativeClient;
beforeAll(async () => {
  client = await NativeClient.start();
});
afterAll(() => client.server.stop());

const json = { 'content-type': 'application/json' };
const raw = (body: string, headers: Record<string, string> = {}): Promise<Reply> =>
  client.post('/contacts', body, { ...json, ...headers });

function expectProblem(reply: Reply, status: number, name: string): void {
  expect(reply.headers.get('content-type')).toContain('application/problem+json');
  expect(reply.json).toMatchObject({ type: `/docs/problems#${name}`, status });
  expect(reply.json.title).not.toBe('');
  expect(reply.json.requestId).toBe(reply.headers.get('x-request-id') ?? reply.json.requestId);
  expect(reply.status).toBe(status);
}

describe('bad input', () => {
  test.each([
    ['an unknown member', { name: 'Ann' }, 'name'],
    ['a wrong type', { givenName: 7 }, 'givenName'],
    ['a wrong type in a list', { phones: [{ value: 5125550100 }] }, 'phones[0].value'],
    ['an unknown word', { kind: 'robot' }, 'kind'],
    ['a missing member', { emails: [{ type: 'work' }] }, 'emails[0].value'],
    ['a blank number', { phones: [{ value: ' ' }] }, 'phones[0].value'],
    ['NUL', { notesText: 'a\u0000b' }, 'notesText'],
    ['a lone surrogate', { tags: ['\ud800'] }, 'tags[0]'],
    ['a text that is too long', { givenName: 'x'.repeat(2001) }, 'givenName'],
    ['a date that is none', { dateOfBirth: '31/02/2000' }, 'dateOfBirth'],
    ['an unknown time zone', { timeZone: 'Moon' }, 'timeZone'],
    ['an unknown account', { accountId: '01a1fc6c-3ec4-71df-850b-ae48f390f9a2' }, 'accountId'],
    ['an unknown custom field', { customFields: { nope: 1 } }, 'customFields.nope'],
    [
      'an unknown channel',
      { consent: { channels: { fax: { status: 'active' } } } },
      'consent.channels.fax',
    ],
  ])('is refused naming the member: %s', async (_what, body, path) => {
    const before = (await client.get('/changes?limit=1000')).json.lastSeq;
    const reply = await client.post('/contacts', body);
    expectProblem(reply, 400, 'invalid-input');
    expect(reply.json.errors.map((issue) => issue.path)).toEqual([path]);
    expect(reply.json.detail).toContain(path);
    expect((await client.get('/changes?limit=1000')).json.lastSeq).toBe(before);
  });

  test('names everything that is wrong at once', async () => {
    const reply = await client.post('/contacts', { givenName: 7, familyName: true, extra: {} });
    expect(new Set(reply.json.errors.map(({ path }) => path))).toEqual(
      new Set(['givenName', 'familyName', 'extra']),
    );
  });

  test('is told apart by kind: no JSON, other type, too large', async () => {
    expectProblem(await raw('{"givenName":'), 400, 'malformed-body');
    expectProblem(
      await raw('givenName=Ann', { 'content-type': 'text/plain' }),
      415,
      'unsupported-media-type',
    );
    expectProblem(await raw(`{"notesText":"${'x'.repeat(1_048_576)}"}`), 413, 'body-too-large');
    expectProblem(await raw('[]'), 400, 'invalid-input');
  });

  test('of a path is not found, of a method not allowed', async () => {
    expectProblem(await client.get('/nothing'), 404, 'not-found');
    expectProblem(await client.get('/contacts/not-an-id'), 404, 'not-found');
    expectProblem(
      await client.get('/contacts/01a1fc6c-3ec4-71df-850b-ae48f390f9a2'),
      404,
      'not-found',
    );
    const reply = await client.put('/contacts', {});
    expectProblem(reply, 405, 'method-not-allowed');
    expect(reply.headers.get('allow')).toBe('GET, POST');
  });
});

describe('credentials', () => {
  test('are taken from either header', async () => {
    const reply = await fetch(`${client.server.baseUrl}/api/v1/me`, {
      headers: { 'x-api-key': client.key },
    });
    expect(await reply.text()).toContain(client.server.sandbox.workspace.id);
    expect(reply.status).toBe(200);
  });

  test('are refused when missing, unknown, or of another dialect', async () => {
    const missing = await client.get('/me', { authorization: '' });
    expectProblem(missing, 401, 'unauthenticated');
    expect(missing.headers.get('www-authenticate')).toBe('Bearer realm="polydex"');
    expectProblem(await client.withKey('nonsense').get('/me'), 401, 'unauthenticated');
    const { sandbox } = client.server;
    for (const key of [
      sandbox.highlevel.accessToken,
      sandbox.unified.apiKey,
      sandbox.voipbin.accesskey,
    ])
      expectProblem(await client.withKey(key).get('/me'), 401, 'unauthenticated');
  });

  test('open only the routes whose capability they carry', async () => {
    const none = await client.restricted(['consent.relax']);
    const guarded = client.server.routes.filter(
      ({ dialect, path, access }) =>
        dialect === 'native' && access.capability !== null && path.startsWith('/api/v1'),
    );
    expect(guarded.length).toBeGreaterThan(40);
    for (const { method, path } of guarded) {
      const reply = await none.call(method, path.replace('/api/v1', ''), undefined, {});
      expect([method, path, reply.status]).toEqual([method, path, 403]);
    }
  });
});

interface OpenApi {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}
interface Operation {
  readonly operationId: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
}

describe('the reference', () => {
  const page = (path: string) => fetch(client.server.baseUrl + path);

  test('is an OpenAPI 3.1 document of every route, whose references lead somewhere', async () => {
    const text = await (await page('/api/v1/openapi.json')).text();
    const document = JSON.parse(text) as OpenApi;
    expect(document.openapi).toMatch(/^3\.1\./);
    const referred = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(
      (match) => match[1],
    );
    expect(new Set(Object.keys(document.components.schemas))).toEqual(new Set(referred));
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    const tags = new Set(document.tags.map(({ name }) => name));
    for (const operation of operations) {
      expect(operation.summary).toBeTruthy();
      expect(operation.tags?.every((tag) => tags.has(tag))).toBe(true);
    }
    const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(
        (method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`,
      ),
    );
    const registered = client.server.routes
      .filter(
        ({ dialect, path, schema }) =>
          dialect === 'native' && schema?.hide !== true && !path.endsWith('.json'),
      )
      .map(({ method, path }) => `${method} ${path}`);
    expect(new Set(documented)).toEqual(new Set(registered));
  });

  test('comes from this server alone, under either mount', async () => {
    const documents = ['native', 'servicem8', 'servicetitan'].map(
      (name) => `/${name}/openapi.json`,
    );
    for (const mount of ['', '/native']) {
      const html = await (await page(`${mount}/docs`)).text();
      const addresses = [...html.matchAll(/(?:src|href|data-document)="([^"]+)"/g)].map(
        (match) => match[1] ?? '',
      );
      for (const address of addresses.filter((each) => each !== 'data:,')) {
        expect(address).toMatch(new RegExp(`^(?:${mount}/docs/|/\\w+/openapi\\.json$)`));
        const reply = await page(address);
        expect((await reply.arrayBuffer()).byteLength).toBeGreaterThan(100);
        expect(reply.status).toBe(200);
      }
      expect(addresses).toContain(`${mount}/docs/scalar.js`);
      expect(addresses).toEqual(expect.arrayContaining(documents));
    }
  });

  test.each(['/', '/docs', '/docs/problems'])(
    'forbids pages to load from elsewhere: %s',
    async (path) => {
      const reply = await page(path);
      expect(reply.status).toBe(200);
      expect(reply.headers.get('content-type')).toContain('text/html');
      const policy = reply.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("connect-src 'self'");
      expect(policy).not.toMatch(/https?:|\*/);
    },
  );

  test('explains every kind of problem where its type points', async () => {
    const html = await (await page('/docs/problems')).text();
    const reply = await client.get('/nothing');
    expect(html).toContain(`id="${reply.json.type.split('#')[1]}"`);
  });
});
