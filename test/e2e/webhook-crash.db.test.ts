/**
 * The server is killed while it tells subscribers of two APIs of changes: every change is told, and those of one record in
 * order.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { type Call, dig, exchange, type Reply, textAt } from '../support/http-call.ts';
import { Receiver, status } from '../support/receiver.ts';
import { ServerProcess } from '../support/server-process.ts';
import { makeThrowaway } from '../support/throwaway.ts';

let server: ServerProcess;
beforeAll(async () => {
  server = await ServerProcess.start();
});
afterAll(() => server.remove());

async function done(baseUrl: string, call: Call): Promise<Reply> {
  const reply = await exchange(baseUrl, call);
  expect(reply.status, reply.text).toBeLessThan(300);
  return reply;
}

/** Whose change of status ServiceM8 tells of. */
function jobOf(told: unknown): string {
  expect(dig(told, 'entry', 0, 'changed_fields')).toEqual(['status']);
  return textAt(told, 'entry', 0, 'uuid');
}

/**
 * One API's subscriber, in a workspace of its own: the third delivery to it never gets its answer, and the kill comes in the
 * middle of it.
 */
abstract class Subscriber {
  protected readonly sandbox: SandboxFile;
  readonly receiver: Receiver;
  readonly inFlight: Promise<void>;
  isKilled = false;

  protected constructor(sandbox: SandboxFile, receiver: Receiver) {
    this.sandbox = sandbox;
    this.receiver = receiver;
    this.inFlight = new Promise((resolve) => {
      receiver.answer = (response, received) => {
        if (receiver.received.length < 3 || this.isKilled) status(200)(response, received);
        else resolve();
      };
    });
  }

  /** Subscribes, and makes and changes six records. */
  abstract change(): Promise<void>;
  /** What has to be told, in the words of `told`. */
  abstract wanted(): readonly string[];
  /** What was told so far, sorted. */
  abstract told(): readonly string[];
}

class ServiceM8 extends Subscriber {
  readonly #jobs: string[] = [];

  static async open(sandbox: SandboxFile): Promise<ServiceM8> {
    return new ServiceM8(sandbox, await Receiver.open());
  }

  async change(): Promise<void> {
    const callback_url = this.receiver.url;
    const order = { object: 'job', fields: 'status', callback_url };
    await this.#send('/webhook_subscriptions/object', order);
    for (let made = 0; made < 6; made += 1) {
      const reply = await this.#send('/api_1.0/job.json', { status: 'Quote' });
      this.#jobs.push(reply.headers.get('x-record-uuid') ?? '');
    }
    for (const uuid of this.#jobs) {
      await this.#send(`/api_1.0/job/${uuid}.json`, { status: 'Work Order' });
    }
  }

  wanted(): readonly string[] {
    return this.#jobs.flatMap((uuid) => [`${uuid} 1`, `${uuid} 2`]).toSorted();
  }

  /** Each record with how many different changes of it were told. */
  told(): readonly string[] {
    const times = new Map<string, number>();
    const counted = new Set<string>();
    for (const { body } of this.receiver.received) {
      const json: unknown = JSON.parse(body);
      const uuid = jobOf(json);
      times.set(uuid, (times.get(uuid) ?? 0) + 1);
      counted.add(`${uuid} ${Math.min(times.get(uuid) ?? 0, 2)}`);
    }
    return [...counted].toSorted();
  }

  #send(path: string, body: unknown): Promise<Reply> {
    const { baseUrl, servicem8 } = this.sandbox;
    const headers = { 'x-api-key': servicem8.apiKey };
    return done(baseUrl, { method: 'POST', path, body, headers });
  }
}

class HighLevel extends Subscriber {
  readonly #contacts: string[] = [];

  static async open(sandbox: SandboxFile): Promise<HighLevel> {
    return new HighLevel(sandbox, await Receiver.open());
  }

  async change(): Promise<void> {
    const events = ['ContactCreate', 'ContactUpdate'];
    const { url } = this.receiver;
    await this.#send('POST', '/api/v1/webhooks', { url, events, appId: 'app' });
    const { locationId } = this.sandbox.highlevel;
    for (let made = 0; made < 6; made += 1) {
      const reply = await this.#send('POST', '/contacts/', { locationId, city: '0' });
      this.#contacts.push(textAt(reply.json, 'contact', 'id'));
    }
    for (const id of this.#contacts) await this.#send('PUT', `/contacts/${id}`, { city: '1' });
  }

  wanted(): readonly string[] {
    return this.#contacts.map((id) => `${id} 0,1`).toSorted();
  }

  /** Each contact with its cities in the order of their telling; what came twice under one id is counted once. */
  told(): readonly string[] {
    const seen = new Map<string, string[]>();
    const known = new Set<string>();
    for (const { body } of this.receiver.received) {
      const json: unknown = JSON.parse(body);
      const webhookId = textAt(json, 'webhookId');
      if (known.has(webhookId)) continue;
      known.add(webhookId);
      const id = textAt(json, 'id');
      seen.set(id, [...(seen.get(id) ?? []), textAt(json, 'city')]);
    }
    return [...seen].map(([id, cities]) => `${id} ${cities.join(',')}`).toSorted();
  }

  #send(method: string, path: string, body: object): Promise<Reply> {
    const { baseUrl, highlevel, native } = this.sandbox;
    const isPortal = path.startsWith('/api/');
    const token = isPortal ? native.apiKey : highlevel.accessToken;
    const headers = { authorization: `Bearer ${token}`, version: '2021-07-28' };
    return done(baseUrl, { method, path, headers, body });
  }
}

test('what was acknowledged before a kill is told after it', { timeout: 180_000 }, async () => {
  const sandbox = await server.sandbox();
  const subscribers: readonly Subscriber[] = [
    await ServiceM8.open(sandbox),
    await HighLevel.open(await makeThrowaway(sandbox)),
  ];
  for (const subscriber of subscribers) await subscriber.change();
  await Promise.all(subscribers.map(({ inFlight }) => inFlight));
  await server.kill();
  for (const subscriber of subscribers) subscriber.isKilled = true;
  await server.expireWebhookLeases();
  await server.restart();
  for (const subscriber of subscribers) {
    const told = (): void => expect(subscriber.told()).toEqual(subscriber.wanted());
    await vi.waitFor(told, { timeout: 120_000, interval: 100 });
    await subscriber.receiver.close();
  }
});
