/** Faults of the calls that take no credential: they say in the query or in the body whose they are. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { openWorkspace } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';
import { SandboxClient } from './sandbox-client.ts';

let server: TestServer;
let me: SandboxClient;
let file: SandboxFile;
beforeAll(async () => {
  server = await openWorkspace();
});
afterAll(() => server.stop());
beforeEach(async () => {
  file = await server.addWorkspace();
  me = new SandboxClient(server, file.native.apiKey);
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function rule(order: object): Promise<void> {
  const reply = await me.post('/sandbox/fault-rules', order);
  expect(reply.status, reply.text).toBe(201);
}

describe('fault rules strike HighLevel’s requests for tokens', () => {
  const renew = async (form: Record<string, string>, headers = {}): Promise<Answer> => {
    const { clientId, clientSecret } = file.highlevel;
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      code: 'none',
      client_id: clientId,
      client_secret: clientSecret,
      ...form,
    });
    const reply = await fetch(`${file.baseUrl}/oauth/token`, { method: 'POST', body, headers });
    return { status: reply.status, headers: reply.headers, text: await reply.text() };
  };

  test('by the client, and no other’s', async () => {
    await rule({
      fault: 'rate-limit; retry-after=9',
      dialect: 'highlevel',
      route: '/oauth/token',
    });
    const struck = await renew({});
    expect(struck.status).toBe(429);
    expect(struck.headers.get('retry-after')).toBe('9');
    expect(JSON.parse(struck.text)).toHaveProperty('message');
    expect((await renew({ client_secret: 'wrong' })).status).toBe(401);
    const { clientId, clientSecret } = (await server.addWorkspace()).highlevel;
    const others = { client_id: clientId, client_secret: clientSecret };
    expect((await renew(others)).headers.get('x-polydex-fault')).toBeNull();
  });

  test('in v3’s spelling of it too, and by header', async () => {
    const { clientId, clientSecret } = file.highlevel;
    const own = { clientId, clientSecret, client_id: '', client_secret: '' };
    const asking = { 'x-polydex-fault': 'error-before; status=502', version: 'v3' };
    expect((await renew(own, asking)).status).toBe(502);
  });
});

describe('fault rules strike the page that lets an app in, by the app', () => {
  const pages = {
    servicem8: ['/oauth/authorize', '/servicem8/oauth/authorize'],
    highlevel: ['/oauth/chooselocation', '/highlevel/v2/oauth/chooselocation'],
  } as const;
  const show = (path: string, query: Record<string, string>, init: RequestInit = {}) =>
    fetch(`${file.baseUrl}${path}?${new URLSearchParams(query).toString()}`, {
      redirect: 'manual',
      ...init,
    });
  const asking = (of: SandboxFile, dialect: keyof typeof pages) => ({
    response_type: 'code',
    client_id: of[dialect].clientId,
    redirect_uri: 'http://127.0.0.1:9/callback',
    scope: dialect === 'servicem8' ? 'read_jobs' : 'contacts.readonly',
  });

  test.each(['servicem8', 'highlevel'] as const)('of %s', async (dialect) => {
    await rule({ fault: 'rate-limit; retry-after=4', dialect, method: 'GET', times: 2 });
    const own = asking(file, dialect);
    for (const path of pages[dialect]) {
      const struck = await show(path, own);
      expect(struck.status, path).toBe(429);
      expect(struck.headers.get('retry-after')).toBe('4');
      expect(struck.headers.get('content-type')).toContain('text/html');
    }
    const [path] = pages[dialect];
    const shown = await show(path, own);
    expect(shown.status).toBe(200);
    expect(await shown.text()).toContain('<h1>Sign in</h1>');
    await rule({ fault: 'error-before; status=502', dialect });
    expect((await show(path, own)).status).toBe(502);
    const posted = await show(path, own, { method: 'POST', body: new URLSearchParams() });
    expect(posted.status).toBe(502);
    const other = asking(await server.addWorkspace(), dialect);
    expect((await show(path, other)).status).toBe(200);
  });

  test.each([
    ['error-after; status=502', 502],
    ['created-422', 422],
  ] as const)('with a page also after it was done: %s', async (fault, status) => {
    for (const dialect of ['servicem8', 'highlevel'] as const) {
      const [path] = pages[dialect];
      const headers = { 'x-polydex-fault': fault };
      const struck = await show(path, asking(file, dialect), { headers });
      expect(struck.status).toBe(status);
      expect(struck.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(struck.headers.get('content-security-policy')).toContain("form-action 'self'");
      expect(struck.headers.get('cache-control')).toBe('no-store');
      expect(await struck.text()).toContain('<h1>This cannot be done</h1>');
    }
  });

  test('and not by an app that nobody knows', async () => {
    await rule({ fault: 'rate-limit' });
    const unknown = { ...asking(file, 'servicem8'), client_id: 'nobody' };
    const headers = { 'x-polydex-fault': 'slow' };
    const [path] = pages.servicem8;
    expect((await show(path, unknown)).headers.get('x-polydex-fault')).toBeNull();
    const refused = await show(path, unknown, { headers });
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('strikes only what presents a credential');
  });
});

describe('fault rules strike VoIPBIN’s sign-in, by the user name', () => {
  const login = async (of: SandboxFile, headers = {}): Promise<Answer> => {
    const { username, password } = of.voipbin;
    const reply = await fetch(`${file.baseUrl}/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ username, password }),
    });
    return { status: reply.status, headers: reply.headers, text: await reply.text() };
  };

  test('before or after it, or with another answer, and nobody else’s', async () => {
    const route = '/auth/login';
    await rule({ fault: 'error-before', dialect: 'voipbin', route, nth: 1 });
    await rule({ fault: 'rate-limit; retry-after=3', dialect: 'voipbin', route, nth: 2 });
    await rule({ fault: 'error-after; status=500', dialect: 'voipbin', route, nth: 3 });
    await rule({ fault: 'token-revoked', dialect: 'voipbin', route, nth: 4 });
    const struck = [await login(file), await login(file), await login(file), await login(file)];
    expect(struck.map(({ status }) => status)).toEqual([503, 429, 500, 401]);
    expect(struck[1]?.headers.get('retry-after')).toBe('3');
    expect(struck[2]?.headers.get('set-cookie')).toBeNull();
    expect(struck[2]?.text).not.toContain('token');
    expect((await login(file)).status).toBe(200);
    await rule({ fault: 'error-before' });
    expect((await login(file)).status).toBe(503);
    expect((await login(await server.addWorkspace())).status).toBe(200);
  });

  test('resets the connection after it', async () => {
    await rule({ fault: 'reset-after', route: '/auth/login', times: 1 });
    await expect(login(file)).rejects.toThrow('fetch failed');
    expect((await login(file)).status).toBe(200);
  });
});
