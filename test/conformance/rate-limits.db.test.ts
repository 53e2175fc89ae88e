/** The vendors' own rate limits, reached with a clock that is moved by hand. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { HandClock } from '../support/hand-clock.ts';
import { type Call, type Credential, exchange, type Reply } from '../support/http-call.ts';
import { pipeline } from '../support/pipeline.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

/** Noon, at the beginning of every window but the day. */
const clock = new HandClock(Date.UTC(2026, 2, 1, 12));
const halfDay = 12 * 3600;

/** Of this file alone: it counts calls as the vendors do, and logins by address. */
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ clock, rateLimits: 'vendor' });
});
afterAll(() => server.stop());

function anotherSandbox(): Promise<SandboxFile> {
  return server.addWorkspace();
}

/** The statuses of `count` equal calls, one after the other, as a set. */
async function statusesOf(count: number, send: () => Promise<Reply>): Promise<Set<number>> {
  const statuses = new Set<number>();
  for (let sent = 0; sent < count; sent += 1) statuses.add((await send()).status);
  return statuses;
}

describe('ServiceM8', () => {
  const call: Call = { method: 'GET', path: '/api_1.0/taxrate.json' };
  const keyOf = ({ servicem8 }: SandboxFile): Credential => ({
    headers: { 'x-api-key': servicem8.apiKey },
  });
  const send = (sandbox: SandboxFile): Promise<Reply> =>
    exchange(server.baseUrl, call, keyOf(sandbox));

  test('answers the 181st request of a minute with 429 and the seconds until the next minute', async () => {
    const sandbox = await anotherSandbox();
    clock.advanceSeconds(60);
    expect(await statusesOf(180, () => send(sandbox))).toEqual(new Set([200]));
    const refused = await send(sandbox);
    expect(refused.status).toBe(429);
    expect(refused.headers.get('content-type')).toContain('application/json');
    expect(refused.json).toEqual({
      errorCode: 429,
      message: 'Number of allowed API requests per minute exceeded',
    });
    expect(refused.headers.get('retry-after')).toBe('60');
    clock.advanceSeconds(45);
    expect((await send(sandbox)).headers.get('retry-after')).toBe('15');
    clock.advanceSeconds(15);
    expect((await send(sandbox)).status).toBe(200);
  });

  test('counts each app of each account for itself', async () => {
    const [sandbox, other] = [await anotherSandbox(), await anotherSandbox()];
    clock.advanceSeconds(60);
    await statusesOf(180, () => send(sandbox));
    expect((await send(sandbox)).status).toBe(429);
    expect((await send(other)).status).toBe(200);
    const { accessToken } = sandbox.servicem8;
    const token = { headers: { authorization: `Bearer ${accessToken}` } };
    expect((await exchange(server.baseUrl, call, token)).status).toBe(200);
    clock.advanceSeconds(60);
  });

  test('counts the calls that it refuses for another reason, and none of who is nobody', async () => {
    const sandbox = await anotherSandbox();
    const unknown = { method: 'GET', path: '/api_1.0/job/none.json' };
    const missing = (): Promise<Reply> => exchange(server.baseUrl, unknown, keyOf(sandbox));
    expect(await statusesOf(180, missing)).toEqual(new Set([404]));
    expect((await send(sandbox)).status).toBe(429);
    const nobody = { headers: { 'x-api-key': 'unknown' } };
    const stranger = (): Promise<Reply> => exchange(server.baseUrl, call, nobody);
    expect(await statusesOf(181, stranger)).toEqual(new Set([401]));
    clock.advanceSeconds(60);
  });

  test('answers the 20,001st request of a day with 429 until midnight in UTC', async () => {
    const sandbox = await anotherSandbox();
    clock.advanceSeconds(halfDay);
    for (let minute = 0; minute < 20_000 / 180 - 1; minute += 1) {
      const statuses = await pipeline(server.baseUrl, call.path, keyOf(sandbox), 180);
      expect(statuses).toEqual(Array.from({ length: 180 }, () => 200));
      clock.advanceSeconds(60);
    }
    expect(await statusesOf(20_000 % 180, () => send(sandbox))).toEqual(new Set([200]));
    const refused = await send(sandbox);
    expect(refused.status).toBe(429);
    expect(refused.json).toEqual({
      errorCode: 429,
      message: 'Number of allowed API requests per day exceeded',
    });
    const wait = Number(refused.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(3600);
    clock.advanceSeconds(wait);
    expect((await send(sandbox)).status).toBe(200);
  });
});

describe('ServiceTitan', () => {
  async function signIn({ servicetitan }: SandboxFile): Promise<Credential> {
    const { clientId, clientSecret, appKey } = servicetitan;
    const form = { grant_type: 'client_credentials', client_id: clientId };
    const reply = await fetch(`${server.baseUrl}/connect/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...form, client_secret: clientSecret }),
    });
    const { access_token: token } = (await reply.json()) as { access_token: string };
    return { headers: { authorization: token, 'st-app-key': appKey } };
  }

  const listOf = ({ servicetitan }: SandboxFile): Call => ({
    method: 'GET',
    path: `/crm/v2/tenant/${servicetitan.tenant}/contacts`,
  });

  test('answers the 61st request of a second with 429, the wait as the last word but one of the title', async () => {
    const sandbox = await anotherSandbox();
    const credential = await signIn(sandbox);
    const send = (): Promise<Reply> => exchange(server.baseUrl, listOf(sandbox), credential);
    clock.advanceSeconds(1);
    expect(await statusesOf(60, send)).toEqual(new Set([200]));
    const refused = await send();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    const title = 'Rate limit is exceeded. Try again in 1 seconds.';
    expect(refused.json).toEqual({
      type: 'https://tools.ietf.org/html/rfc6585#section-4',
      title,
      status: 429,
      traceId: refused.headers.get('x-trace-id'),
      errors: { '': [expect.stringMatching(/^Too many requests/)] },
      data: {},
    });
    expect(Number(title.split(' ').at(-2))).toBe(1);
    clock.advanceSeconds(1);
    expect((await send()).status).toBe(200);
  });

  test('counts each tenant of an app key for itself, and all tokens of one tenant together', async () => {
    const [sandbox, other] = [await anotherSandbox(), await anotherSandbox()];
    const [first, second] = [await signIn(sandbox), await signIn(sandbox)];
    const elsewhere = await signIn(other);
    clock.advanceSeconds(1);
    await statusesOf(60, () => exchange(server.baseUrl, listOf(sandbox), first));
    expect((await exchange(server.baseUrl, listOf(sandbox), second)).status).toBe(429);
    expect((await exchange(server.baseUrl, listOf(other), elsewhere)).status).toBe(200);
  });
});

describe('HighLevel', () => {
  test('answers the 101st request of ten seconds with 429, and says in every reply what is left', async () => {
    const { highlevel } = await anotherSandbox();
    const { accessToken, locationId } = highlevel;
    const call = { method: 'GET', path: '/contacts/', query: { locationId } };
    const headers = { authorization: `Bearer ${accessToken}`, version: '2021-07-28' };
    const send = (): Promise<Reply> => exchange(server.baseUrl, call, { headers });
    clock.advanceSeconds(10);
    const first = await send();
    expect(first.headers.get('x-ratelimit-remaining')).toBe('99');
    expect(await statusesOf(99, send)).toEqual(new Set([200]));
    const refused = await send();
    expect(refused.status).toBe(429);
    expect(refused.json).toEqual({ statusCode: 429, message: 'Too Many Requests' });
    expect(refused.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(refused.headers.get('x-ratelimit-daily-remaining')).toBe('199900');
    clock.advanceSeconds(10);
    expect((await send()).headers.get('x-ratelimit-remaining')).toBe('99');
  });
});

describe('logins of VoIPBIN’s', () => {
  const call: Call = { method: 'POST', path: '/auth/login', body: {} };
  const send = (): Promise<Reply> => exchange(server.baseUrl, call);

  test('are 429 after twenty at once from one address, and say how long to wait', async () => {
    // The hand clock gives none back while these go out.
    expect(await statusesOf(20, send)).toEqual(new Set([400]));
    const refused = await send();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.json).toEqual({
      error: {
        status: 'RESOURCE_EXHAUSTED',
        reason: 'RATE_LIMIT_EXCEEDED',
        message: expect.stringMatching(/\.$/) as unknown,
        request_id: refused.headers.get('x-request-id'),
        details: [{ limited_by: 'ip' }],
      },
    });
    const accesskey = new URLSearchParams({ accesskey: server.sandbox.voipbin.accesskey });
    const list = { method: 'GET', path: `/v1.0/contacts?${accesskey.toString()}` };
    expect((await exchange(server.baseUrl, list)).status).toBe(200);
    clock.advanceSeconds(1);
    expect(await statusesOf(10, send)).toEqual(new Set([400]));
    expect((await send()).status).toBe(429);
  });
});
