/** ServiceM8's OAuth page and endpoints, request by request. With a real browser: `test/e2e/oauth-browser.db.test.ts`. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { issueApp, issueClient } from '../../src/auth/workspace/key-issuer.ts';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { scopeInWords, scopes } from '../../src/dialects/servicem8/scope.ts';
import { HandClock } from '../support/hand-clock.ts';
import { exchange, listAt, textAt } from '../support/http-call.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { type Shown, Visitor } from '../support/visitor.ts';

const clock = new HandClock(Date.parse('2027-01-15T09:00:00Z'));
/** Of this file alone: codes are counted in all workspaces, and the clock of who is signed in moves. */
let server: TestServer;
let other: SandboxFile;
beforeAll(async () => {
  server = await startTestServer({ clock });
  other = await server.addWorkspace();
});
afterAll(() => server.stop());

const redirectUri = 'http://localhost:3000/callback?from=polydex';

function authorizePath(over: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: server.sandbox.servicem8.clientId,
    redirect_uri: redirectUri,
    scope: 'read_jobs',
    state: `"><script>&'`,
    ...over,
  });
  return `/oauth/authorize?${query.toString()}`;
}

async function signedIn(
  path = authorizePath(),
  { username, password }: SandboxFile['voipbin'] = server.sandbox.voipbin,
): Promise<{ readonly visitor: Visitor; readonly page: Shown }> {
  const visitor = new Visitor(server.baseUrl);
  const first = await visitor.get(path);
  const next = await visitor.press(first, 'sign-in', { username, password });
  expect(next.status, next.text).toBe(303);
  return { visitor, page: await visitor.get(next.headers.get('location') ?? '') };
}

/** Where a browser is sent: the address and what is added to it. */
function sentTo(shown: Shown): readonly [address: string, query: Record<string, string>] {
  expect(shown.status, shown.text).toBe(303);
  const url = new URL(shown.headers.get('location') ?? '', server.baseUrl);
  return [url.origin + url.pathname, Object.fromEntries(url.searchParams)];
}

const codesStored = async (): Promise<number> =>
  (await server.database.rows('select 1 from authorization_code')).length;

describe('GET /oauth/authorize', () => {
  test('asks to sign in, on a page that loads and frames nothing and that nobody keeps', async () => {
    const page = await new Visitor(server.baseUrl).get(authorizePath());
    expect(page.status).toBe(200);
    const header = (name: string) => page.headers.get(name);
    expect(header('content-security-policy')).toMatch(
      /^base-uri 'none'; frame-ancestors 'none'; object-src 'none'; default-src 'none'; style-src 'sha256-[^']+'; img-src data:; form-action 'self'$/,
    );
    expect(header('x-frame-options')).toBe('DENY');
    expect(header('cache-control')).toBe('no-store');
    expect(header('referrer-policy')).toBe('no-referrer');
    expect(header('set-cookie')).toMatch(
      /^polydex_browser=\w{43}; Path=\/; Max-Age=3600; HttpOnly; SameSite=Lax$/,
    );
    expect(page.text).not.toContain('<script');
    expect(page.text).not.toContain(' style=');
  });

  test('may lead on to the app that asked, and nowhere else, once signed in', async () => {
    const { page } = await signedIn();
    expect(page.headers.get('content-security-policy')).toMatch(
      /form-action 'self' http:\/\/localhost:3000$/,
    );
  });

  test('says every scope that opens something in plain words, and names the others', async () => {
    const all = Object.keys(scopes).filter((scope) => scope !== '*');
    const { page } = await signedIn(authorizePath({ scope: all.join(' ') }));
    const items = [...page.text.matchAll(/<li>([^<]*)<\/li>/g)].map(([, item = '']) => item);
    expect(items.toSorted()).toEqual(all.map((scope) => scopeInWords(scope) ?? scope).toSorted());
    for (const scope of all) {
      const isUseful = (scopes[scope] ?? []).length > 0;
      expect(scopeInWords(scope) !== null, scope).toBe(isUseful);
    }
  });

  test.each([
    [{ scope: 'read_jobs read_minds' }, 'invalid_scope'],
    [{ scope: '' }, 'invalid_scope'],
    [{ scope: '*' }, 'invalid_scope'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ code_challenge: 'x'.repeat(43), code_challenge_method: 'plain' }, 'invalid_request'],
  ])('sends the browser back with %j: %s', async (over, error) => {
    const [address, query] = sentTo(await new Visitor(server.baseUrl).get(authorizePath(over)));
    expect(address).toBe('http://localhost:3000/callback');
    expect(query).toEqual({
      from: 'polydex',
      error,
      error_description: expect.any(String) as unknown,
      state: `"><script>&'`,
    });
  });

  test.each([
    { redirect_uri: 'https://evil.example/callback' },
    { redirect_uri: '' },
    { client_id: '1' },
    { client_id: '' },
  ])('shows a page and sends the browser nowhere with %j', async (over) => {
    const page = await new Visitor(server.baseUrl).get(authorizePath(over));
    expect([page.status, page.headers.get('location')]).toEqual([400, null]);
    expect(page.text).toContain('This app cannot be let in');
    expect(page.text).not.toContain('<form');
  });

  test('is the same under the dialect’s own prefix', async () => {
    const { visitor, page } = await signedIn(`/servicem8${authorizePath()}`);
    expect(page.text).toContain('action="/servicem8/oauth/authorize?');
    expect(sentTo(await visitor.press(page, 'allow'))[1]).toHaveProperty('code');
  });
});

describe('POST /oauth/authorize', () => {
  test('carries the consent to the app with a code and its own state', async () => {
    const { visitor, page } = await signedIn();
    const [address, query] = sentTo(await visitor.press(page, 'allow'));
    expect(address).toBe('http://localhost:3000/callback');
    expect(query).toEqual({
      from: 'polydex',
      code: expect.stringMatching(/^\w{43}$/) as unknown,
      state: `"><script>&'`,
    });
  });

  test('takes no form that was not shown in this browser', async () => {
    const { visitor, page } = await signedIn();
    const before = await codesStored();
    const stranger = await signedIn();
    const [, theirs = ''] = /name="form_key" value="(\w+)"/.exec(stranger.page.text) ?? [];
    const [, own = ''] = /name="form_key" value="(\w+)"/.exec(page.text) ?? [];
    const workspace = String(server.sandbox.workspace.number);
    const allow = { action: 'allow', workspace };
    for (const attempt of [
      () => visitor.post(authorizePath(), allow),
      () => visitor.post(authorizePath(), { ...allow, form_key: theirs }),
      () =>
        visitor.post(
          authorizePath(),
          { ...allow, form_key: own },
          { 'sec-fetch-site': 'cross-site' },
        ),
      () => new Visitor(server.baseUrl).post(authorizePath(), { ...allow, form_key: own }),
    ]) {
      const shown = await attempt();
      expect([shown.status, shown.headers.get('location')]).toEqual([403, null]);
    }
    expect(await codesStored()).toBe(before);
  });

  test('signs nobody in by a form of another page', async () => {
    const { username, password } = server.sandbox.voipbin;
    const visitor = new Visitor(server.baseUrl);
    const shown = await visitor.post(authorizePath(), { action: 'sign-in', username, password });
    expect(shown.status).toBe(403);
    expect((await visitor.get(authorizePath())).text).toContain('<h1>Sign in</h1>');
  });

  test('gives another cookie to who signs in, and ends it with the sign-out', async () => {
    const visitor = new Visitor(server.baseUrl);
    const first = await visitor.get(authorizePath());
    const before = visitor.cookies.get('polydex_browser');
    const { username, password } = server.sandbox.voipbin;
    await visitor.press(first, 'sign-in', { username, password });
    const session = visitor.cookies.get('polydex_browser') ?? '';
    expect(session).not.toBe(before);
    await visitor.press(await visitor.get(authorizePath()), 'sign-out');
    visitor.cookies.set('polydex_browser', session);
    expect((await visitor.get(authorizePath())).text).toContain('<h1>Sign in</h1>');
  });

  test('asks to sign in again once the hour is over', async () => {
    const { visitor, page } = await signedIn();
    clock.advanceSeconds(3600);
    const shown = await visitor.press(page, 'allow');
    expect(shown.status).toBe(403);
    expect(shown.text).toContain('You are no longer signed in.');
  });

  test('shows what was typed as text', async () => {
    const visitor = new Visitor(server.baseUrl);
    const first = await visitor.get(authorizePath());
    const username = '"><b>Bobby</b>';
    const shown = await visitor.press(first, 'sign-in', { username, password: 'secret-word' });
    expect(shown.status).toBe(403);
    expect(shown.text).toContain('value="&quot;&gt;&lt;b&gt;Bobby&lt;/b&gt;"');
    expect(shown.text).not.toContain('secret-word');
  });

  test('holds up who guesses passwords', async () => {
    const visitor = new Visitor(server.baseUrl);
    const first = await visitor.get(authorizePath());
    const attempt = () =>
      visitor.press(first, 'sign-in', { username: 'nobody', password: 'guess' });
    const replies = await Promise.all(Array.from({ length: 25 }, attempt));
    const refused = replies.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(refused[0]?.text).toContain('Too many attempts');
    clock.advanceSeconds(60);
  });

  test.each([{ action: 'destroy' }, {}])('refuses %j with a page', async (fields) => {
    const shown = await new Visitor(server.baseUrl).post(authorizePath(), fields);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([
      400,
      'text/html; charset=utf-8',
    ]);
  });
});

describe('the workspace', () => {
  test('of another organisation’s app is none that the person can choose', async () => {
    const { visitor, page } = await signedIn(authorizePath(), other.voipbin);
    expect(page.text).toContain('Not for your workspaces');
    const before = await codesStored();
    const [, key = ''] = /name="form_key" value="(\w+)"/.exec(page.text) ?? [];
    for (const { workspace } of [server.sandbox, other]) {
      const fields = { action: 'allow', form_key: key, workspace: String(workspace.number) };
      const [, query] = sentTo(await visitor.post(authorizePath(), fields));
      expect(query).toMatchObject({ error: 'access_denied' });
    }
    expect(await codesStored()).toBe(before);
  });

  test('is chosen by who has several, for an app that is for all', async () => {
    const { control: store, clock: now } = server.runtime;
    const signIn = await store.principals.findSignIn(other.voipbin.username);
    const home = await store.workspaces.find(server.sandbox.workspace.number);
    if (signIn === undefined || home === undefined) throw new Error('both are there');
    const { tenantId, organisationId } = home;
    const principalId = signIn.principal.id;
    await store.principals.grantRole({ principalId, organisationId, tenantId, role: 'viewer' });
    const issue = { store, clock: now };
    const { app } = await issueApp(issue, {
      audience: 'servicem8',
      name: 'For all',
      hasKey: false,
    });
    const { client, secret } = await issueClient(issue, {
      app,
      tenantId: null,
      principalId: null,
      grants: ['authorization_code', 'refresh_token'],
      scopes: ['*'],
      redirectUris: ['https://app.example.com/done'],
    });
    const asked = { client_id: client.publicId, redirect_uri: 'https://app.example.com/done' };
    const path = authorizePath({ ...asked, scope: 'manage_jobs create_jobs' });
    const { visitor, page } = await signedIn(path, other.voipbin);
    expect(page.text).toContain('Into which workspace?');
    expect(page.text).toContain('you are viewer');
    const [, query] = sentTo(await visitor.press(page, 'allow', { workspace: String(tenantId) }));
    const token = await exchange(server.baseUrl, {
      method: 'POST',
      path: '/oauth/access_token',
      body: {
        grant_type: 'authorization_code',
        ...asked,
        client_secret: secret,
        code: query['code'],
      },
    });
    const authorization = `Bearer ${textAt(token.json, 'access_token')}`;
    const call = (method: string, body?: unknown) =>
      exchange(server.baseUrl, {
        method,
        path: '/api_1.0/job.json',
        headers: { authorization },
        ...(body === undefined ? {} : { body }),
      });
    // What the scopes would allow and a viewer may not.
    expect((await call('GET')).status).toBe(200);
    expect(await call('POST', { status: 'Quote' })).toMatchObject({
      status: 403,
      json: { errorCode: 403, error: 'insufficient_scope' },
    });
  });
});

describe('POST /oauth/revoke', () => {
  const revoke = (fields: Readonly<Record<string, string>>) => {
    const { clientId, clientSecret } = server.sandbox.servicem8;
    const body = { client_id: clientId, client_secret: clientSecret, ...fields };
    return exchange(server.baseUrl, { method: 'POST', path: '/oauth/revoke', body });
  };

  test('answers 200 for a token that it does not know', async () => {
    const reply = await revoke({ token: 'nothing' });
    expect([reply.status, reply.json]).toEqual([200, {}]);
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  test.each([
    [{ token: 'x', client_secret: 'wrong' }, 'invalid_client'],
    [{}, 'invalid_request'],
  ])('refuses %j in OAuth’s words', async (fields: Record<string, string>, error) => {
    const reply = await revoke(fields);
    expect([reply.status, reply.json]).toEqual([
      400,
      { error, error_description: expect.any(String) as unknown },
    ]);
  });
});

describe('native GET and DELETE /api/v1/grants', () => {
  const native = (method: string, path: string) =>
    exchange(server.baseUrl, {
      method,
      path: `/api/v1${path}`,
      headers: { authorization: `Bearer ${server.sandbox.native.apiKey}` },
    });

  test('list the apps that were let in, and shut one out at once', async () => {
    const { visitor, page } = await signedIn(authorizePath({ scope: 'read_jobs vendor' }));
    const [, query] = sentTo(await visitor.press(page, 'allow'));
    const { clientId, clientSecret } = server.sandbox.servicem8;
    const token = await exchange(server.baseUrl, {
      method: 'POST',
      path: '/oauth/access_token',
      body: {
        grant_type: 'authorization_code',
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uri: redirectUri,
        code: query['code'],
      },
    });
    const headers = { authorization: `Bearer ${textAt(token.json, 'access_token')}` };
    const call = { method: 'GET', path: '/api_1.0/job.json', headers };
    expect((await exchange(server.baseUrl, call)).status).toBe(200);
    const listed = listAt((await native('GET', '/grants')).json, 'data');
    const grant = listed.at(-1);
    expect(grant).toMatchObject({
      audience: 'servicem8',
      app: 'Sandbox app',
      grantedBy: 'Sandbox user',
      scopes: ['read_jobs', 'vendor'],
    });
    const path = `/grants/${textAt(grant, 'id')}`;
    expect((await native('DELETE', path)).status).toBe(204);
    expect((await exchange(server.baseUrl, call)).status).toBe(401);
    expect((await native('DELETE', path)).status).toBe(404);
    expect(listAt((await native('GET', '/grants')).json, 'data')).toHaveLength(listed.length - 1);
  });
});
