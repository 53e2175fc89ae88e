/** The server is killed while it tells subscribers of changes: every change is told, and those of one record in order. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { dig, exchange, type Reply, textAt } from '../support/http-call.ts';
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

async function send(path: string, body: unknown): Promise<Reply> {
  const { baseUrl, servicem8 } = await server.sandbox();
  const headers = { 'x-api-key': servicem8.apiKey };
  const reply = await exchange(baseUrl, { method: 'POST', path, body, headers });
  expect(reply.status, reply.text).toBe(200);
  return reply;
}

test('what was acknowledged before a kill is told after it', { timeout: 90_000 }, async () => {
  const callback_url = receiver.url;
  await send('/webhook_subscriptions/object', { object: 'job', fields: 'status', callback_url });
  // The third delivery never gets its answer: the kill comes in the middle of it.
  let isKilled = false;
  const inFlight = new Promise<void>((resolve) => {
    receiver.answer = (response, received) => {
      if (receiver.received.length < 3 || isKilled) status(200)(response, received);
      else resolve();
    };
  });
  const jobs: string[] = [];
  for (let made = 0; made < 6; made += 1) {
    const reply = await send('/api_1.0/job.json', { status: 'Quote' });
    jobs.push(reply.headers.get('x-record-uuid') ?? '');
  }
  for (const uuid of jobs) await send(`/api_1.0/job/${uuid}.json`, { status: 'Work Order' });
  await inFlight;
  await server.kill();
  isKilled = true;
  await server.restart();
  await server.expireWebhookLeases();
  const wanted = new Set(jobs.flatMap((uuid) => [`${uuid} 1`, `${uuid} 2`]));
  await vi.waitFor(() => expect(told()).toEqual(wanted), { timeout: 60_000, interval: 100 });
});

/** Each record with how many different changes of it were told. */
function told(): Set<string> {
  const times = new Map<string, number>();
  const counted = new Set<string>();
  for (const { body } of receiver.received) {
    const json: unknown = JSON.parse(body);
    const uuid = textAt(json, 'entry', 0, 'uuid');
    expect(dig(json, 'entry', 0, 'changed_fields')).toEqual(['status']);
    times.set(uuid, (times.get(uuid) ?? 0) + 1);
    counted.add(`${uuid} ${Math.min(times.get(uuid) ?? 0, 2)}`);
  }
  return counted;
}
