/** The server is killed while it tells a HighLevel app: every change is told, each contact's in order, under one id each. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { exchange, type Reply, textAt } from '../support/http-call.ts';
import { Receiver, status } from '../support/receiver.ts';
import { ServerProcess } from '../support/server-process.ts';

let server: ServerProcess;
let receiver: Receiver;
beforeAll(async () => {
  server = await ServerProcess.start();
  receiver = await Receiver.open();
});
afterAll(async () => {
  await server.remove();
  await receiver.close();
});

async function send(method: string, path: string, body: object): Promise<Reply> {
  const { baseUrl, highlevel, native } = await server.sandbox();
  const isPortal = path.startsWith('/api/');
  const token = isPortal ? native.apiKey : highlevel.accessToken;
  const headers = { authorization: `Bearer ${token}`, version: '2021-07-28' };
  const reply = await exchange(baseUrl, { method, path, headers, body });
  expect(reply.status, reply.text).toBeLessThan(300);
  return reply;
}

test('what was acknowledged before a kill is told after it', { timeout: 90_000 }, async () => {
  const events = ['ContactCreate', 'ContactUpdate'];
  await send('POST', '/api/v1/webhooks', { url: receiver.url, events, appId: 'app' });
  // The third delivery never gets its answer: the kill comes in the middle of it.
  let isKilled = false;
  const inFlight = new Promise<void>((resolve) => {
    receiver.answer = (response, received) => {
      if (receiver.received.length < 3 || isKilled) status(200)(response, received);
      else resolve();
    };
  });
  const { locationId } = (await server.sandbox()).highlevel;
  const contacts: string[] = [];
  for (let made = 0; made < 6; made += 1) {
    const reply = await send('POST', '/contacts/', { locationId, city: '0' });
    contacts.push(textAt(reply.json, 'contact', 'id'));
  }
  for (const id of contacts) await send('PUT', `/contacts/${id}`, { city: '1' });
  await inFlight;
  await server.kill();
  isKilled = true;
  await server.restart();
  await server.expireWebhookLeases();
  const wanted = contacts.map((id) => `${id} 0,1`).toSorted();
  await vi.waitFor(() => expect(told()).toEqual(wanted), { timeout: 60_000, interval: 100 });
});

/** Each contact with its cities in the order of their telling, repetitions counted once. */
function told(): string[] {
  const seen = new Map<string, string[]>();
  const known = new Set<string>();
  for (const { body } of receiver.received) {
    const json: unknown = JSON.parse(body);
    const webhookId = textAt(json, 'webhookId');
    if (known.has(webhookId)) continue;
    known.add(webhookId);
    const id = textAt(json, 'id');
    seen.set(id, [...(seen.get(id) ?? []), textAt(json, 'city')]);
  }
  return [...seen].map(([id, cities]) => `${id} ${cities.join(',')}`).toSorted();
}
