/** Webhooks of a Sandbox that are sent twice, late, and in another order. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Receiver } from '../support/receiver.ts';
import { SandboxClient } from './sandbox-client.ts';

/** On a busy machine too. */
const patient = { timeout: 20_000 };

let home: SandboxClient;
let me: SandboxClient;
let receiver: Receiver;
let post: (path: string, body: object) => Promise<Response>;
beforeAll(async () => {
  home = await SandboxClient.start();
});
afterAll(() => home.server.stop());
beforeEach(async () => {
  const { client, file } = await home.throwaway();
  me = client;
  receiver = await Receiver.open();
  receiver.answer = (response, { body }) => {
    const { challenge = '' } = JSON.parse(body) as { challenge?: string };
    response.writeHead(200).end(challenge);
  };
  post = (path, body) =>
    fetch(`${file.baseUrl}${path}`, {
      method: 'POST',
      headers: { 'x-api-key': file.servicem8.apiKey, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  await post('/webhook_subscriptions/event', {
    event: 'job.created',
    callback_url: `${receiver.url}/hook`,
  });
  return () => receiver.close();
});

async function rule(fault: string): Promise<void> {
  expect((await me.post('/sandbox/fault-rules', { fault })).status).toBe(201);
}

/** The uuid of a new job. */
async function job(): Promise<string> {
  const reply = await post('/api_1.0/job.json', { status: 'Quote' });
  return reply.headers.get('x-record-uuid') ?? '';
}

/** The jobs that the receiver was told of, in order. */
function told(): readonly (string | undefined)[] {
  return receiver.received
    .map(({ body }) => JSON.parse(body) as { entry?: { uuid: string }[] })
    .filter(({ entry }) => entry !== undefined)
    .map(({ entry }) => entry?.[0]?.uuid);
}

test('webhook-double sends it twice', async () => {
  await rule('webhook-double');
  const made = await job();
  await expect.poll(told, patient).toEqual([made, made]);
});

test('webhook-late sends it once, when its time has come by the clock of the workspace', async () => {
  await rule('webhook-late; by=PT10M');
  const made = await job();
  await home.server.runtime.webhooks.round();
  await me.advance('PT9M');
  await home.server.runtime.webhooks.round();
  expect(told()).toEqual([]);
  await me.advance('PT2M');
  await expect.poll(told, patient).toEqual([made]);
  await me.advance('PT30M');
  await home.server.runtime.webhooks.round();
  expect(told()).toEqual([made]);
});

test('webhook-late holds back each of the things that one change has to tell', async () => {
  const hook = {
    url: `${receiver.url}/hook`,
    events: ['ContactUpdate', 'ContactTagUpdate'],
    appId: 'a',
  };
  expect((await me.post('/webhooks', hook)).status).toBe(201);
  const id = await me.contact('Ada');
  await home.server.runtime.webhooks.round();
  await rule('webhook-late; by=PT10M');
  const changed = await me.patch(`/contacts/${id}`, { givenName: 'Eva', tags: ['vip'] });
  expect(changed.status, changed.text).toBe(200);
  const { webhooks } = home.server.runtime;
  const types = (): readonly string[] =>
    receiver.received
      .map(({ body }) => JSON.parse(body) as { type?: string })
      .flatMap(({ type }) => (type === undefined ? [] : [type]));
  await webhooks.round();
  expect(types()).toEqual([]);
  await me.advance('PT11M');
  await webhooks.round();
  // The second waits behind the first, and is late from then on.
  await me.advance('PT11M');
  await webhooks.round();
  await expect.poll(types, patient).toEqual(['ContactUpdate', 'ContactTagUpdate']);
});

test('webhook-shuffle sends it after the next one, or by itself when there is none', async () => {
  await rule('webhook-shuffle');
  const first = await job();
  await home.server.runtime.webhooks.round();
  expect(told()).toEqual([]);
  const second = await job();
  await expect.poll(told, patient).toEqual([second, first]);
  const third = await job();
  await expect.poll(told, patient).toEqual([second, first, third]);
});

test('without a rule each is sent once and in order', async () => {
  const made = [await job(), await job(), await job()];
  await expect.poll(told, patient).toEqual(made);
});
