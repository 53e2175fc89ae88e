/** A ServiceM8 token as an app gets one: a person signs in with a real browser and allows what the app asks for. */
import { openBrowser } from './browser.ts';
import { startCallback } from './callback.ts';
import { exchange, textAt } from './http-call.ts';
import type { TestServer } from './test-server.ts';

/** `scope`: separated by blanks, as the vendor writes them. */
export async function consentedToken(server: TestServer, scope: string): Promise<string> {
  const [callback, browser] = await Promise.all([startCallback(), openBrowser()]);
  try {
    const { clientId, clientSecret } = server.sandbox.servicem8;
    const client = { client_id: clientId, redirect_uri: callback.url };
    const page = await browser.newPage();
    const asked = new URLSearchParams({ response_type: 'code', scope, ...client });
    await page.goto(`${server.baseUrl}/oauth/authorize?${asked.toString()}`);
    await page.getByLabel('E-mail or user name').fill(server.sandbox.voipbin.username);
    await page.getByLabel('Password').fill(server.sandbox.voipbin.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Allow', exact: true }).click();
    await page.waitForURL(`${callback.url}?**`);
    const code = callback.arrivals.at(-1)?.['code'] ?? '';
    const fields = { grant_type: 'authorization_code', code, client_secret: clientSecret };
    const reply = await exchange(server.baseUrl, {
      method: 'POST',
      path: '/oauth/access_token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...fields, ...client }).toString(),
    });
    return textAt(reply.json, 'access_token');
  } finally {
    await Promise.all([browser.close(), callback.stop()]);
  }
}
