/** The clock of a Sandbox, and everything that goes by it. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectRuntime, type Runtime } from '../../src/runtime.ts';
import { dialects } from '../../src/dialects/registry.ts';
import { noLog } from '../../src/support/log.ts';
import { noMetrics } from '../../src/support/metrics.ts';
import { makeSystemClock } from '../../src/support/system-clock.ts';
import { instant } from '../../src/core/value/instant.ts';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { Receiver, status } from '../support/receiver.ts';
import { SandboxClient } from './sandbox-client.ts';

/** Of its own server, which holds exports back and counts calls as the vendors do. */
let home: SandboxClient;
let me: SandboxClient;
let file: SandboxFile;
beforeAll(async () => {
  home = await SandboxClient.start({ exportLag: 900, rateLimits: 'vendor' });
});
afterAll(() => home.server.stop());
beforeEach(async () => {
  ({ client: me, file } = await home.throwaway());
});

async function shown(of: SandboxClient = me): Promise<{ now: string; aheadSeconds: number }> {
  const reply = await of.get('/sandbox/clock');
  return JSON.parse(reply.text) as { now: string; aheadSeconds: number };
}

const secondsFromNow = async (text: string): Promise<number> =>
  (Date.parse(text) - home.server.runtime.clock.now() / 1000) / 1000;

async function titan(path: string, token: string, form?: URLSearchParams): Promise<Response> {
  const { appKey } = file.servicetitan;
  return fetch(`${file.baseUrl}${path}`, {
    headers: { authorization: token, 'st-app-key': appKey },
    ...(form && { method: 'POST', body: form }),
  });
}

async function titanToken(): Promise<string> {
  const { clientId, clientSecret } = file.servicetitan;
  const reply = await fetch(`${file.baseUrl}/connect/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    }),
  });
  return ((await reply.json()) as { access_token: string }).access_token;
}

describe('the clock', () => {
  test('shows the machine’s time until it is moved', async () => {
    const { now, aheadSeconds } = await shown();
    expect(aheadSeconds).toBe(0);
    expect(Math.abs(await secondsFromNow(now))).toBeLessThan(5);
  });

  test('goes on from where it is set, and is advanced from where it is', async () => {
    const set = await me.put('/sandbox/clock', { now: '2031-05-01T12:00:00Z' });
    expect(set.status, set.text).toBe(200);
    expect((await shown()).now).toMatch(/^2031-05-01T12:00:0/);
    await me.advance('P1DT1H');
    expect((await shown()).now).toMatch(/^2031-05-02T13:00:/);
    await me.advance('-PT30M');
    expect((await shown()).now).toMatch(/^2031-05-02T12:30:/);
  });

  test('moves nobody else’s', async () => {
    const { client: other } = await home.throwaway();
    await me.advance('P1D');
    expect((await shown(other)).aheadSeconds).toBe(0);
    expect((await shown(home)).aheadSeconds).toBe(0);
  });

  test('dates what is written, and the ids of it', async () => {
    await me.put('/sandbox/clock', { now: '2031-05-01T12:00:00Z' });
    const reply = await me.post('/contacts', { givenName: 'Ada' });
    expect(reply.text).toContain('"createdAt":"2031-05-01T12:00:0');
    const ms = Number.parseInt(reply.json.id.replaceAll('-', '').slice(0, 12), 16);
    expect(new Date(ms).toISOString()).toMatch(/^2031-05-01T12:00:0/);
  });

  test('cannot go back before the newest change, and says which', async () => {
    await me.advance('P2D');
    await me.contact('Ada');
    for (const refused of [
      await me.advance('-P1D'),
      await me.put('/sandbox/clock', { now: null }),
      await me.put('/sandbox/clock', { now: '2020-01-01T00:00:00Z' }),
    ]) {
      expect(refused.status).toBe(409);
      expect(refused.json.detail).toMatch(
        /^The clock cannot go to .*newest change in this workspace is of/,
      );
    }
    expect((await shown()).aheadSeconds).toBe(2 * 86_400);
    await me.post('/sandbox/reset');
    expect((await me.put('/sandbox/clock', { now: '2020-01-01T00:00:00Z' })).status).toBe(200);
    await me.contact('Bob');
    expect((await me.put('/sandbox/clock', { now: null })).json).toMatchObject({ aheadSeconds: 0 });
  });

  test.each([
    ['POST', '/advance', { by: '16 minutes' }, 'by'],
    ['POST', '/advance', { by: 'P1M' }, 'by'],
    ['POST', '/advance', { by: 'P900000D' }, 'by'],
    ['POST', '/advance', {}, 'by'],
    ['PUT', '', { now: 'tomorrow' }, 'now'],
    ['PUT', '', { now: '1960-01-01T00:00:00Z' }, 'now'],
    ['PUT', '', { now: '2250-01-01T00:00:00Z' }, 'now'],
    ['PUT', '', { time: null }, 'time'],
  ])('%s %s with %j is refused naming the member', async (method, path, body, member) => {
    const reply = await me.call(method, `/sandbox/clock${path}`, body, {});
    expect(reply.status).toBe(400);
    expect(reply.json.errors.map((error) => error.path)).toContain(member);
    expect((await shown()).aheadSeconds).toBe(0);
  });
});

describe('advancing', () => {
  test('by 16 minutes expires a token of ServiceTitan’s, and a new one is good', async () => {
    const list = `/crm/v2/tenant/${file.servicetitan.tenant}/contacts`;
    const token = await titanToken();
    expect((await titan(list, token)).status).toBe(200);
    await me.advance('PT14M');
    expect((await titan(list, token)).status).toBe(200);
    await me.advance('PT2M');
    expect((await titan(list, token)).status).toBe(401);
    expect((await titan(list, await titanToken())).status).toBe(200);
  });

  test('by 16 minutes releases what an export holds back for 15', async () => {
    await me.post('/accounts', { name: 'Late Ltd' });
    const path = `/crm/v2/tenant/${file.servicetitan.tenant}/export/customers`;
    const names = async (): Promise<string> => (await titan(path, await titanToken())).text();
    expect(await names()).not.toContain('Late Ltd');
    await me.advance('PT16M');
    expect(await names()).toContain('Late Ltd');
  });

  test('by 10 minutes and more ends a session of VoIPBIN’s that lasts so long, and keys stay', async () => {
    const { username, password } = file.voipbin;
    const login = await fetch(`${file.baseUrl}/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password }),
    });
    const { token } = (await login.json()) as { token: string };
    const me200 = async (): Promise<number> =>
      (
        await fetch(`${file.voipbin.clientBaseUrl}/contacts`, {
          headers: { authorization: `Bearer ${token}` },
        })
      ).status;
    expect(await me200()).toBe(200);
    await me.advance('P30D');
    expect(await me200()).toBe(401);
    expect((await me.get('/me')).status).toBe(200);
  });

  test('fires the retries of webhooks that are due by then', async () => {
    const receiver = await Receiver.open();
    receiver.answer = status(500);
    const eight = { 'x-api-key': file.servicem8.apiKey, 'content-type': 'application/json' };
    const post = (path: string, body: object): Promise<Response> =>
      fetch(`${file.baseUrl}${path}`, {
        method: 'POST',
        headers: eight,
        body: JSON.stringify(body),
      });
    receiver.answer = (response, { body }) => {
      const { challenge } = JSON.parse(body) as { challenge?: string };
      response.writeHead(challenge === undefined ? 500 : 200).end(challenge ?? '');
    };
    const subscribed = await post('/webhook_subscriptions/event', {
      event: 'job.created',
      callback_url: `${receiver.url}/hook`,
    });
    expect(subscribed.status).toBe(200);
    await post('/api_1.0/job.json', { status: 'Quote' });
    const told = (): number =>
      receiver.received.filter(({ body }) => body.includes('entry')).length;
    await expect.poll(told).toBe(1);
    await home.server.runtime.webhooks.round();
    expect(told()).toBe(1);
    // The second attempt is 15 seconds after the first.
    await me.advance('PT16S');
    await expect.poll(told).toBe(2);
    receiver.answer = status(200);
    await me.advance('PT31S');
    await expect.poll(told).toBe(3);
    await receiver.close();
  });

  test('gives back what a vendor’s rate limit had used up', async () => {
    const call = async (): Promise<number> =>
      (
        await fetch(`${file.servicem8.clientBaseUrl}/job.json`, {
          headers: { 'x-api-key': file.servicem8.apiKey },
        })
      ).status;
    await me.advance('PT1S');
    let last = 200;
    for (let at = 0; at < 400 && last === 200; at += 1) last = await call();
    expect(last).toBe(429);
    await me.advance('PT1M');
    expect(await call()).toBe(200);
  });

  test('past 24 hours makes an Idempotency-Key new again', async () => {
    const create = (): ReturnType<typeof me.post> =>
      me.post('/contacts', { givenName: 'Ada' }, { 'idempotency-key': 'once' });
    const { id } = (await create()).json;
    expect((await create()).json.id).toBe(id);
    await me.advance('P1DT1S');
    expect((await create()).json.id).not.toBe(id);
  });
});

describe('another process', () => {
  let other: Runtime;
  beforeAll(async () => {
    other = await open();
  });
  afterAll(() => other.close());

  function open(): Promise<Runtime> {
    const { dataDir, database } = home.server;
    return connectRuntime(
      {
        dataDir,
        secretKey: null,
        audiences: dialects,
        log: noLog,
        metrics: noMetrics,
        egress: { allowed: [], loopbackForSandbox: true },
      },
      { clock: makeSystemClock(instant), embedded: null, url: database.appUrl },
    );
  }

  test('knows a moved clock from its start on, and follows it', async () => {
    await me.advance('P3D');
    const { number } = file.workspace;
    const started = await open();
    expect(started.clock.offsetOf(number)).toBe(3 * 86_400_000_000);
    await started.close();
    const follow = (): Promise<void> =>
      other.hub.sandboxes.follow(() => other.control.sandboxes.listStandings());
    await follow();
    expect(other.clock.offsetOf(number)).toBe(3 * 86_400_000_000);
    await me.post('/sandbox/reset');
    await follow();
    expect(other.clock.offsetOf(number)).toBe(0);
  });

  test('does not take back a move of its own with what it had looked up before', async () => {
    const { number } = file.workspace;
    await other.hub.sandboxes.follow(async () => {
      const before = await other.control.sandboxes.listStandings();
      other.clock.move(number, 60_000_000);
      return before;
    });
    expect(other.clock.offsetOf(number)).toBe(60_000_000);
  });
});

test('a token that was issued in the past of the machine is not swept away while it is valid', async () => {
  await me.put('/sandbox/clock', { now: '2020-01-01T00:00:00Z' });
  const token = await titanToken();
  const { control, clock } = home.server.runtime;
  await control.credentials.removeExpired(instant(clock.now() - 86_400_000_000), 100);
  const list = `/crm/v2/tenant/${file.servicetitan.tenant}/contacts`;
  expect((await titan(list, token)).status).toBe(200);
});
