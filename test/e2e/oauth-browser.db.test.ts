/** An app is let in with a browser, works with its token through the published package, and is shut out again. */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { ServiceM8 } from 'servicem8';
import { AuthenticationError } from 'servicem8/models/errors';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../support/browser.ts';
import { type Callback, startCallback } from '../support/callback.ts';
import { HandClock } from '../support/hand-clock.ts';
import { exchange, type Reply, textAt } from '../support/http-call.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const clock = new HandClock(Date.parse('2027-01-15T09:00:00Z'));
/** Of this file alone: the clock of who is signed in is moved, which is that of no workspace. */
let server: TestServer;
let callback: Callback;
let browser: Browser;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  [server, callback, browser] = await Promise.all([
    startTestServer({ clock }),
    startCallback(),
    openBrowser(),
  ]);
});
afterAll(() => Promise.all([browser.close(), callback.stop(), server.stop()]));
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  page = await context.newPage();
});
afterEach(() => context.close());

const scope = 'manage_job_contacts manage_jobs create_jobs read_staff';

function authorizeUrl(over: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: server.sandbox.servicem8.clientId,
    redirect_uri: callback.url,
    scope,
    state: 'st/ate 1',
    ...over,
  });
  return `${server.baseUrl}/oauth/authorize?${query.toString()}`;
}

async function signIn(password = server.sandbox.voipbin.password): Promise<void> {
  await page.getByLabel('E-mail or user name').fill(server.sandbox.voipbin.username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The query that the browser brought to the app. */
async function arrival(press: 'Allow' | 'Refuse'): Promise<Readonly<Record<string, string>>> {
  await page.getByRole('button', { name: press, exact: true }).click();
  await page.waitForURL(`${callback.url}?**`);
  return callback.arrivals.at(-1) ?? {};
}

async function newCode(): Promise<string> {
  await page.goto(authorizeUrl());
  await signIn();
  const { code = '' } = await arrival('Allow');
  return code;
}

function ask(path: string, fields: Readonly<Record<string, string>>): Promise<Reply> {
  const { clientId, clientSecret } = server.sandbox.servicem8;
  const body = new URLSearchParams({
    client_id: clientId,
    client_secret: clientSecret,
    ...fields,
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return exchange(server.baseUrl, { method: 'POST', path, headers, body });
}

function redeem(code: string): Promise<Reply> {
  const fields = { grant_type: 'authorization_code', code, redirect_uri: callback.url };
  return ask('/oauth/access_token', fields);
}

const refresh = (token: string): Promise<Reply> =>
  ask('/oauth/access_token', { grant_type: 'refresh_token', refresh_token: token });

function packageWith(token: string): ServiceM8 {
  const serverURL = server.sandbox.servicem8.clientBaseUrl;
  return new ServiceM8({
    serverURL,
    security: { oauth2: token },
    retryConfig: { strategy: 'none' },
  });
}

const badGrant = { status: 400, json: { error: 'invalid_grant' } };

test('an app is let in, works, renews its token, and is shut out', async () => {
  await page.goto(authorizeUrl());
  expect(await page.title()).toBe('Sign in · Polydex');
  await signIn();
  await page.getByRole('heading', { name: 'Let Sandbox app in?' }).waitFor();
  expect(await page.getByRole('listitem').allInnerTexts()).toEqual([
    'see, add, change and remove the contacts of jobs',
    'see, change and remove jobs',
    'add jobs',
  ]);
  const { code = '', ...rest } = await arrival('Allow');
  expect(rest).toEqual({ state: 'st/ate 1' });

  const tokens = await redeem(code);
  expect(tokens).toMatchObject({
    status: 200,
    json: { expires_in: 3600, token_type: 'bearer', scope },
  });
  const [access, renewal] = ['access_token', 'refresh_token'].map((name) =>
    textAt(tokens.json, name),
  ) as [string, string];
  const sdk = packageWith(access);
  const job = await sdk.jobs.createJobs({ status: 'Quote', jobAddress: '1 Elm St' });
  const jobUuid = job.headers['x-record-uuid']?.[0] ?? '';
  await sdk.jobContacts.createJobContacts({ jobUuid, first: 'Ann', type: 'JOB' });
  expect(await sdk.jobContacts.listJobContacts()).toMatchObject([{ first: 'Ann', jobUuid }]);

  const renewed = await refresh(renewal);
  expect(renewed.status).toBe(200);
  const next = textAt(renewed.json, 'access_token');
  expect(await packageWith(next).jobs.listJobs()).toHaveLength(1);
  const revoked = await ask('/oauth/revoke', { token: textAt(renewed.json, 'refresh_token') });
  expect(revoked.status).toBe(200);
  for (const token of [access, next]) {
    await expect(packageWith(token).jobs.listJobs()).rejects.toBeInstanceOf(AuthenticationError);
  }
  expect(await refresh(textAt(renewed.json, 'refresh_token'))).toMatchObject(badGrant);
});

test('a refresh token that comes a second time, much later, shuts everybody out', async () => {
  const tokens = await redeem(await newCode());
  const stolen = textAt(tokens.json, 'refresh_token');
  const renewed = await refresh(stolen);
  expect(renewed.status).toBe(200);
  clock.advanceSeconds(60);
  expect(await refresh(stolen)).toMatchObject(badGrant);
  expect(await refresh(textAt(renewed.json, 'refresh_token'))).toMatchObject(badGrant);
  const token = textAt(renewed.json, 'access_token');
  await expect(packageWith(token).jobs.listJobs()).rejects.toBeInstanceOf(AuthenticationError);
});

test('a code that comes too late, or twice, is refused', async () => {
  const late = await newCode();
  clock.advanceSeconds(60);
  expect(await redeem(late)).toMatchObject(badGrant);
  await context.clearCookies();
  const code = await newCode();
  expect((await redeem(code)).status).toBe(200);
  expect(await redeem(code)).toMatchObject(badGrant);
});

describe('the person', () => {
  test('who mistypes the password is told so, and keeps the name that was typed', async () => {
    await page.goto(authorizeUrl());
    await signIn('wrong');
    expect(await page.getByRole('alert').innerText()).toContain('password is wrong');
    const name = page.getByLabel('E-mail or user name');
    expect(await name.inputValue()).toBe(server.sandbox.voipbin.username);
    expect(await page.getByLabel('Password').inputValue()).toBe('');
    await signIn();
    await page.getByRole('heading', { name: 'Let Sandbox app in?' }).waitFor();
  });

  test('who refuses sends the app away without a code', async () => {
    await page.goto(authorizeUrl());
    await signIn();
    expect(await arrival('Refuse')).toEqual({
      error: 'access_denied',
      error_description: 'The person refused access',
      state: 'st/ate 1',
    });
  });

  test('is asked by the next app without signing in again, until they sign out', async () => {
    await newCode();
    await page.goto(authorizeUrl({ scope: 'read_jobs' }));
    expect(await page.getByRole('listitem').allInnerTexts()).toEqual(['see jobs']);
    await page.getByRole('button', { name: 'Use another account' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  });

  test('is never sent to an address that the app did not register', async () => {
    const before = callback.arrivals.length;
    await page.goto(authorizeUrl({ redirect_uri: 'https://evil.example/callback' }));
    expect(page.url().startsWith(server.baseUrl)).toBe(true);
    expect(await page.getByRole('heading').innerText()).toBe('This app cannot be let in');
    expect(await page.getByRole('button').count()).toBe(0);
    expect(callback.arrivals).toHaveLength(before);
  });

  test('can read and reach everything with keys alone, on a phone and on a desktop', async () => {
    for (const [width, height] of [
      [360, 640],
      [1280, 800],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.goto(authorizeUrl());
      const overflow = 'document.documentElement.scrollWidth - window.innerWidth';
      expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
      await page.getByLabel('E-mail or user name').focus();
      await page.keyboard.type(server.sandbox.voipbin.username);
      await page.keyboard.press('Tab');
      await page.keyboard.type(server.sandbox.voipbin.password);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Let Sandbox app in?' }).waitFor();
      expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
      await context.clearCookies();
    }
  });
});
