/** An app of HighLevel's is let in with a browser, and works with its tokens through the published client. */
import { HighLevel, MemorySessionStorage, UserType } from '@gohighlevel/api-client';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AgencyFixture, type AppSecrets } from '../conformance/highlevel-agency.ts';
import { openBrowser } from '../support/browser.ts';
import { type Callback, startCallback } from '../support/callback.ts';
import { HandClock } from '../support/hand-clock.ts';

// Tokens expire by this clock alone: the client, which reads the machine's, learns it from a 401.
const clock = new HandClock(Date.parse('2027-01-15T09:00:00Z'));
let agency: AgencyFixture;
let callback: Callback;
let browser: Browser;
let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  [agency, callback, browser] = await Promise.all([
    AgencyFixture.start(clock),
    startCallback(),
    openBrowser(),
  ]);
});
afterAll(() => Promise.all([browser.close(), callback.stop(), agency.stop()]));
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  page = await context.newPage();
});
afterEach(() => context.close());

function sdkFor({ clientId, clientSecret }: AppSecrets, apiVersion?: string): HighLevel {
  const sdk = new HighLevel({
    clientId,
    clientSecret,
    sessionStorage: new MemorySessionStorage(),
    logLevel: 'none',
    ...(apiVersion !== undefined && { apiVersion }),
  });
  sdk.getHttpClient().defaults.baseURL = agency.server.baseUrl;
  return sdk;
}

/** The page where the client sends people, on our host instead of the vendor's. */
function consentUrl(sdk: HighLevel, { clientId, scope }: AppSecrets): string {
  const { pathname, search } = new URL(
    sdk.oauth.getAuthorizationUrl(clientId, callback.url, scope),
  );
  return agency.server.baseUrl + pathname + search;
}

async function signIn(username: string, password: string): Promise<void> {
  await page.getByLabel('E-mail or user name').fill(username);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function signInAsPat(): Promise<void> {
  const { principal, password } = agency.person;
  await signIn(principal.username ?? '', password);
}

async function allow(): Promise<string> {
  await page.getByRole('button', { name: 'Allow', exact: true }).click();
  await page.waitForURL(`${callback.url}?**`);
  return callback.arrivals.at(-1)?.['code'] ?? '';
}

function exchangeCode(sdk: HighLevel, app: AppSecrets, code: string, userType: UserType) {
  return sdk.oauth.getAccessToken({
    client_id: app.clientId,
    client_secret: app.clientSecret,
    grant_type: 'authorization_code',
    code,
    user_type: userType,
    redirect_uri: callback.url,
  });
}

describe.each([['default'], ['2021-07-28']])('the published client, version %s', (version) => {
  const apiVersion = version === 'default' ? undefined : version;

  test('gets a location’s token for a code, and renews it when it has expired', async () => {
    const app = agency.location;
    const { locationId } = agency.one;
    const sdk = sdkFor(app, apiVersion);
    await page.goto(consentUrl(sdk, app));
    await signInAsPat();
    const code = await allow();
    const tokens = await exchangeCode(sdk, app, code, UserType.Location);
    const storage = sdk.getSessionStorage();
    await storage.setSession(locationId, tokens);

    const made = await sdk.contacts.createContact({ locationId, firstName: 'Ann' });
    const contactId = made.contact?.id ?? '';
    const inLocation = { headers: { locationId } };
    const known = await sdk.contacts.getContact({ contactId }, inLocation);
    expect(known.contact?.firstName).toBe('Ann');

    clock.advanceSeconds(86_400);
    const again = await sdk.contacts.getContact({ contactId }, inLocation);
    expect(again.contact?.firstName).toBe('Ann');
    const renewed = await storage.getSession(locationId);
    expect(renewed?.access_token).not.toBe(tokens.access_token);
    expect(renewed?.refresh_token).not.toBe(tokens.refresh_token);
    expect(renewed).toMatchObject({ userType: 'Location', locationId });
  });

  test('gets a company’s token, sees where it may go, and goes there', async () => {
    const app = agency.company;
    const { companyId } = agency;
    const { locationId } = agency.two;
    const sdk = sdkFor(app, apiVersion);
    await page.goto(consentUrl(sdk, app));
    await signInAsPat();
    await page.getByRole('checkbox', { name: 'North office' }).uncheck();
    const tokens = await exchangeCode(sdk, app, await allow(), UserType.Company);
    expect(tokens).toMatchObject({ userType: 'Company', approvedLocations: [locationId] });
    const storage = sdk.getSessionStorage();
    await storage.setSession(companyId, tokens);

    const [appId = ''] = app.clientId.split('-');
    const installed = await sdk.oauth.getInstalledLocation({ companyId, appId });
    expect(installed).toMatchObject({ count: 1, locations: [{ _id: locationId }] });
    const theirs = await sdk.oauth.getLocationAccessToken({ companyId, locationId });
    await storage.setSession(locationId, { ...theirs, companyId });
    const made = await sdk.contacts.createContact({ locationId, firstName: 'Bob' });
    expect(made.contact?.firstName).toBe('Bob');

    clock.advanceSeconds(86_400);
    const list = await sdk.contacts.getContacts({ locationId });
    expect(list.contacts?.length).toBeGreaterThan(0);
    // The client finds the session to renew in a query, not in a form.
    expect(await sdk.oauth.getInstalledLocation({ companyId, appId })).toMatchObject({ count: 1 });
    await expect(
      sdk.oauth.getLocationAccessToken({ companyId, locationId: agency.one.locationId }),
    ).rejects.toMatchObject({ statusCode: 403 });
    const renewed = await storage.getSession(companyId);
    expect(renewed).toMatchObject({ userType: 'Company', approvedLocations: [locationId] });
    expect(renewed?.access_token).not.toBe(tokens.access_token);
  });
});

test('the app of a Sandbox works as sandbox.json says', async () => {
  const { highlevel, voipbin } = agency.server.sandbox;
  const app = { ...highlevel, scope: 'contacts.readonly contacts.write', chosen: [] };
  const sdk = sdkFor(app);
  await page.goto(consentUrl(sdk, app));
  await signIn(voipbin.username, voipbin.password);
  const tokens = await exchangeCode(sdk, app, await allow(), UserType.Location);
  const { locationId } = highlevel;
  await sdk.getSessionStorage().setSession(locationId, tokens);
  const made = await sdk.contacts.createContact({ locationId, firstName: 'Ann' });
  expect(made.contact?.firstName).toBe('Ann');
});

describe('the page', () => {
  const sizes = [
    [360, 640],
    [1280, 800],
  ] as const;

  test.each(sizes)(
    'of an agency’s app fits %i by %i, and works with keys alone',
    async (width, height) => {
      await page.setViewportSize({ width, height });
      await page.goto(consentUrl(sdkFor(agency.company), agency.company));
      await signInAsPat();
      await page.getByRole('heading', { name: 'Let Reports in?' }).waitFor();
      expect(await page.getByText('Into the organisation').innerText()).toContain('North office');
      const overflow = 'document.documentElement.scrollWidth - window.innerWidth';
      expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
      const [north, west] = ['North office', 'West office'].map((name) =>
        page.getByRole('checkbox', { name }),
      );
      expect(await page.getByRole('checkbox').count()).toBe(2);
      await north?.focus();
      await page.keyboard.press('Space');
      await west?.focus();
      await page.keyboard.press('Space');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
      expect(await page.getByRole('alert').innerText()).toBe('Choose a workspace, or refuse.');
      const folder = process.env['POLYDEX_SCREENSHOTS'];
      if (folder !== undefined) await page.screenshot({ path: `${folder}/${width}.png` });
    },
  );
});
