/** Webhooks of a Sandbox that are sent twice, late, and in another order. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { Prometheus } from '../../src/http/observe/prometheus.ts';
import { openRuntimeOrAttach } from '../../src/runtime.ts';
import { dialects } from '../../src/dialects/registry.ts';
import { noLog } from '../../src/support/log.ts';
import { Receiver } from '../support/receiver.ts';
import type { TestServer } from '../support/test-server.ts';
import { SandboxClient } from './sandbox-client.ts';

/** Of its own server, which is made to tell nobody anything any more. */
let home: SandboxClient;
let me: SandboxClient;
let receiver: Receiver;
let post: (path: string, body: object) => Promise<Response>;
beforeAll(async () => {
  home = await SandboxClient.start({});
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
  await expect.poll(told).toEqual([made, made]);
});

test('webhook-late sends it once, when its time has come by the clock of the workspace', async () => {
  await rule('webhook-late; by=PT10M');
  const made = await job();
  await home.server.runtime.webhooks.round();
  await me.advance('PT9M');
  await home.server.runtime.webhooks.round();
  expect(told()).toEqual([]);
  await me.advance('PT2M');
  await expect.poll(told).toEqual([made]);
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
  await expect.poll(types).toEqual(['ContactUpdate', 'ContactTagUpdate']);
});

test('webhook-shuffle sends it after the next one, or when its time is over', async () => {
  await rule('webhook-shuffle; by=PT1H');
  const first = await job();
  await home.server.runtime.webhooks.round();
  expect(told()).toEqual([]);
  const second = await job();
  await expect.poll(told).toEqual([second, first]);
  const third = await job();
  await home.server.runtime.webhooks.round();
  expect(told()).toEqual([second, first]);
  await me.advance('PT61M');
  await expect.poll(told).toEqual([second, first, third]);
});

test('webhook-shuffle lets a later change of the same record overtake', async () => {
  const callback = { callback_url: `${receiver.url}/hook` };
  await post('/webhook_subscriptions/object', { object: 'job', fields: 'status', ...callback });
  const made = await job();
  await expect.poll(told).toEqual([made, made]);
  await rule('webhook-shuffle; by=PT1H');
  await post(`/api_1.0/job/${made}.json`, { status: 'Work Order' });
  await home.server.runtime.webhooks.round();
  expect(told()).toEqual([made, made]);
  await post(`/api_1.0/job/${made}.json`, { status: 'Completed' });
  await expect.poll(told).toEqual([made, made, made, made]);
  const inbox = await me.get('/sandbox/webhooks');
  const [later = 0, earlier = 0] = inbox.json.data.slice(-2).map(({ seq }) => seq);
  expect(later).toBeGreaterThan(earlier);
});

test('without a rule each is sent once and in order', async () => {
  const made = [await job(), await job(), await job()];
  await expect.poll(told).toEqual(made);
});

/** One round of telling by another server on the same database, which knows nothing of what this one remembers. */
async function roundOfAnother({ dataDir, database }: TestServer): Promise<void> {
  const egress = { allowed: [], loopbackForSandbox: true };
  const metrics = new Prometheus();
  const other = await openRuntimeOrAttach({
    dataDir,
    databaseUrl: database.appUrl,
    secretKey: null,
    audiences: dialects,
    egress,
    metrics,
    log: noLog,
  });
  await other.webhooks.round();
  await other.close();
}

/** The last one here: this file's server tells nobody anything after it. */
test('a webhook that is held back outlives the server that held it', async () => {
  const { server } = home;
  await rule('webhook-shuffle; by=PT1H');
  const first = await job();
  await server.runtime.webhooks.round();
  await me.delete('/sandbox/fault-rules');
  await rule('webhook-late; by=PT2H');
  const second = await job();
  await server.runtime.webhooks.round();
  await server.runtime.webhooks.stop();
  await roundOfAnother(server);
  expect(told()).toEqual([]);
  await me.advance('PT61M');
  await roundOfAnother(server);
  expect(told()).toEqual([first]);
  await me.advance('PT61M');
  await roundOfAnother(server);
  expect(told()).toEqual([first, second]);
});
