/** The webhook inbox: what was sent to subscribers, read by whoever develops against the Sandbox. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { Receiver, status } from '../support/receiver.ts';
import { realWorkspace, SandboxClient } from './sandbox-client.ts';

let home: SandboxClient;
let me: SandboxClient;
let file: SandboxFile;
beforeAll(async () => {
  home = await SandboxClient.start();
});
afterAll(() => home.server.stop());
beforeEach(async () => {
  ({ client: me, file } = await home.throwaway());
});

const inbox = 'https://inbox.polydex.test/mine';

interface Entry {
  readonly number: number;
  readonly dialect: string;
  readonly event: string;
  readonly attempt: number;
  readonly replayOf: number | null;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly outcome: string;
  readonly status: number | null;
  readonly failure: string | null;
  readonly recordId: string;
  readonly seq: number;
}

async function kept(query = ''): Promise<readonly Entry[]> {
  const reply = await me.get(`/sandbox/webhooks${query}`);
  expect(reply.status, reply.text).toBe(200);
  return (JSON.parse(reply.text) as { data: Entry[] }).data;
}

async function subscribe(url = inbox, events = ['ContactCreate', 'ContactUpdate']): Promise<void> {
  const reply = await me.post('/webhooks', { url, events, appId: 'demo' });
  expect(reply.status, reply.text).toBe(201);
}

function servicem8(path: string, body: object, credential: Record<string, string>) {
  return fetch(`${file.baseUrl}${path}`, {
    method: 'POST',
    headers: { ...credential, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

test('keeps what is told to a subscriber that nobody listens for', async () => {
  await subscribe();
  const id = await me.contact('Ada');
  await expect.poll(kept).toHaveLength(1);
  const [entry] = await kept();
  expect(entry).toMatchObject({
    dialect: 'highlevel',
    event: 'ContactCreate',
    recordId: id,
    attempt: 1,
    url: inbox,
    outcome: 'delivered',
    status: 200,
    failure: null,
  });
  expect(entry?.headers['x-ghl-signature']).toMatch(/^[\w+/]+=*$/);
  expect(JSON.parse(entry?.body ?? '')).toMatchObject({ type: 'ContactCreate', firstName: 'Ada' });
});

test('meets the challenge of an add-on, and keeps what it signs, but not the secret', async () => {
  const secret = 'a-secret-of-mine';
  const token = { authorization: `Bearer ${file.servicem8.accessToken}` };
  const asked = { event: 'job.created', callback_url: inbox, secret };
  const reply = await servicem8('/webhook_subscriptions/event', asked, token);
  expect(await reply.text()).toBe('{"success":true}');
  await servicem8('/api_1.0/job.json', { status: 'Quote' }, { 'x-api-key': file.servicem8.apiKey });
  await expect.poll(kept).toHaveLength(2);
  const [challenge, told] = await kept();
  expect(challenge).toMatchObject({ event: 'challenge', dialect: 'servicem8', seq: null });
  expect(challenge?.body).toMatch(/^mode=subscribe&challenge=\w+$/);
  const body = told?.body ?? '';
  expect(told?.headers['x-servicem8-signature']).toBe(
    createHmac('sha256', secret).update(body).digest('hex'),
  );
  expect((await me.get('/sandbox/webhooks')).text).not.toContain(secret);
  expect(await kept('?dialect=highlevel')).toEqual([]);
  expect(await kept('?event=job.created')).toHaveLength(1);
});

test('keeps each attempt at a real listener, with what it answered', async () => {
  const receiver = await Receiver.open();
  receiver.answer = status(500);
  await subscribe(receiver.url);
  await me.contact('Ada');
  await expect.poll(kept).toMatchObject([{ status: 500, outcome: 'failed', attempt: 1 }]);
  receiver.answer = status(204);
  // The receiver has answered before the failure is written; the clock moves once that is seen.
  const failed = async () => (await me.get('/webhooks')).text;
  await expect.poll(failed).toContain('HTTP 500');
  await me.advance('PT1M');
  await expect.poll(kept).toMatchObject([{ attempt: 1 }, { status: 204, attempt: 2 }]);
  const sent = receiver.received.map(({ body }) => body);
  expect((await kept()).map(({ body }) => body)).toEqual(sent);
  await receiver.close();
});

test('replays the same bytes with the same headers, to another address too', async () => {
  const receiver = await Receiver.open();
  await subscribe();
  await me.contact('Ada');
  await expect.poll(kept).toHaveLength(1);
  const [first] = await kept();
  const path = `/sandbox/webhooks/${first?.number}/replay`;
  const elsewhere = await me.post(path, { url: `${receiver.url}/again` });
  expect(elsewhere.status, elsewhere.text).toBe(200);
  expect(JSON.parse(elsewhere.text)).toMatchObject({ replayOf: first?.number, status: 200 });
  const [received] = receiver.received;
  expect(received?.path).toBe('/again');
  expect(received?.body).toBe(first?.body);
  expect(received?.headers).toMatchObject(first?.headers ?? {});
  expect((await me.post(path)).status).toBe(200);
  expect((await kept()).map(({ url }) => url)).toEqual([inbox, `${receiver.url}/again`, inbox]);
  await receiver.close();
});

test('goes on after a number, which no reset begins anew', async () => {
  await subscribe();
  await me.contact('Ada');
  await expect.poll(kept).toHaveLength(1);
  await me.contact('Bob');
  await expect.poll(kept).toHaveLength(2);
  const [first, second] = await kept();
  expect(await kept(`?after=${first?.number}`)).toMatchObject([{ number: second?.number }]);
  expect(await kept('?limit=1')).toMatchObject([{ number: second?.number }]);
  // The answer to the last one is noted after it was kept; a snapshot from before would tell it again.
  const state = async () => (await me.get('/webhooks')).text;
  await expect.poll(state).toContain('"pending":0');
  expect((await me.put('/sandbox/snapshots/mine', {})).status).toBe(200);
  expect((await me.post('/sandbox/snapshots/mine/restore')).status).toBe(204);
  expect(await kept()).toEqual([]);
  await me.contact('Cyd');
  await expect.poll(kept).toMatchObject([{ number: Number(second?.number) + 1 }]);
  expect((await me.post('/sandbox/reset')).status).toBe(204);
  expect(await kept()).toEqual([]);
});

test('forgets when told to, and is nobody else’s', async () => {
  await subscribe();
  await me.contact('Ada');
  await expect.poll(kept).toHaveLength(1);
  const other = (await home.throwaway()).client;
  expect(JSON.parse((await other.get('/sandbox/webhooks')).text)).toMatchObject({ data: [] });
  const [entry] = await kept();
  expect((await other.post(`/sandbox/webhooks/${entry?.number}/replay`)).status).toBe(404);
  expect((await me.call('DELETE', '/sandbox/webhooks', undefined, {})).status).toBe(204);
  expect(await kept()).toEqual([]);
});

describe('refuses', () => {
  test('what it does not have, and an address that nobody may be called at', async () => {
    expect((await me.post('/sandbox/webhooks/77/replay')).status).toBe(404);
    expect((await me.post('/sandbox/webhooks/many/replay')).status).toBe(400);
    expect((await me.post(`/sandbox/webhooks/${'9'.repeat(21)}/replay`)).status).toBe(400);
    expect((await me.get(`/sandbox/webhooks?after=${'9'.repeat(21)}`)).status).toBe(400);
    await subscribe();
    await me.contact('Ada');
    await expect.poll(kept).toHaveLength(1);
    const [entry] = await kept();
    const path = `/sandbox/webhooks/${entry?.number}/replay`;
    const reply = await me.post(path, { url: 'ftp://example.com/' });
    expect(reply.status).toBe(400);
    expect(reply.json.detail).toContain('url must begin with https:// or http://');
    expect((await me.post(path, { url: 'http://10.0.0.1/' })).status).toBe(400);
    expect((await me.get('/sandbox/webhooks?limit=0')).status).toBe(400);
    expect((await me.get('/sandbox/webhooks?colour=red')).status).toBe(400);
    for (const list of ['webhooks', 'requests']) {
      const unknown = await me.get(`/sandbox/${list}?dialect=high-level`);
      expect(unknown.status).toBe(400);
      expect(unknown.json.detail).toContain('dialect must be one of native, servicem8');
    }
  });

  test('its address to a real workspace', async () => {
    const real = home.withKey(await realWorkspace(home.server));
    const hook = { url: inbox, events: ['ContactCreate'], appId: 'demo' };
    const reply = await real.post('/webhooks', hook);
    expect(reply.status).toBe(400);
    expect(reply.json.detail).toContain('is the webhook inbox, which Sandboxes alone have');
  });
});
