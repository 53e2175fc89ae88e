/** Subscribers that do not answer as they ought to, rights that end, and addresses that must not be called. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { enterAsOperator } from '../../src/auth/operator.ts';
import { connectRuntime } from '../../src/runtime.ts';
import { dialects } from '../../src/dialects/registry.ts';
import { noLog } from '../../src/support/log.ts';
import { noMetrics } from '../../src/support/metrics.ts';
import { Subscriber } from '../conformance/servicem8-subscriber.ts';
import { servicem8 as driver } from '../conformance/dialect-drivers/servicem8.ts';
import { narrowed } from '../support/credential-kinds.ts';
import { HandClock } from '../support/hand-clock.ts';
import { dig } from '../support/http-call.ts';
import { type Answer, Receiver, status } from '../support/receiver.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const clock = new HandClock(Date.UTC(2026, 2, 1, 12));
const minute = 60;
const hour = 60 * minute;

/** Of this file alone: its clock moves by hand, and each round of telling is asked for. */
let server: TestServer;
let receiver: Receiver;
let me: Subscriber;
beforeAll(async () => {
  server = await startTestServer({ clock });
  receiver = await Receiver.open();
});
afterAll(async () => {
  await server.stop();
  await receiver.close();
});
beforeEach(async () => {
  me = await Subscriber.make(server, `${receiver.url}/hook`);
});
afterEach(async () => {
  for (const { uuid } of await me.list('active')) {
    await me.send('DELETE', `/webhook_subscriptions/${String(uuid)}`);
  }
  receiver.answer = status(200);
  receiver.received.length = 0;
});

/** The records that the receiver is asked to look at, once everything that is due was tried. */
async function told(): Promise<unknown[]> {
  await server.runtime.webhooks.round();
  return receiver.take().map((body) => dig(body, 'entry', 0, 'uuid'));
}

async function toldAfter(seconds: number): Promise<unknown[]> {
  clock.advanceSeconds(seconds);
  return told();
}

/** A subscription to new jobs, and one new job that it has to be told of; the receiver answers like this. */
async function newJobAnswered(answer: Answer): Promise<string> {
  await me.subscribe('event', { event: 'job.created' });
  receiver.answer = answer;
  return me.create('job', { status: 'Quote' });
}

describe('a subscriber that fails', () => {
  test.each([
    ['HTTP 500', status(500)],
    ['HTTP 404', status(404)],
    ['HTTP 302', status(302)],
    ['The connection failed', (response) => response.socket?.destroy()],
  ] satisfies [string, Answer][])(
    'with %s is told again after 15, 30 and 60 seconds',
    async (reason, answer) => {
      const job = await newJobAnswered(answer);
      expect(await told()).toEqual([job]);
      expect(await me.list()).toMatchObject([
        {
          active: true,
          last_failure_reason: reason,
          last_failure_at: expect.stringMatching(/^2026-03-/) as string,
        },
      ]);
      expect(await toldAfter(14)).toEqual([]);
      expect(await toldAfter(1)).toEqual([job]);
      expect(await toldAfter(29)).toEqual([]);
      expect(await toldAfter(1)).toEqual([job]);
      receiver.answer = status(204);
      expect(await toldAfter(60)).toEqual([job]);
      expect(await toldAfter(hour)).toEqual([]);
    },
  );

  test('at one record is told of the others meanwhile, and of that one in order', async () => {
    // The subscriber is called whenever there is something to tell: what it answers must not depend on when that is.
    const [poison, other] = [randomUUID(), randomUUID()];
    receiver.answer = (response, { body }) =>
      response.writeHead(body.includes(poison) ? 500 : 200).end();
    await me.subscribe('object', { object: 'job', fields: 'status' });
    await me.create('job', { uuid: poison, status: 'Quote' });
    await me.create('job', { uuid: other, status: 'Quote' });
    await me.change('job', poison, { status: 'Completed' });
    // Of the failing record the change waits behind the creation; the other's is told at once.
    expect(await told()).toEqual([poison, other]);
    await me.change('job', other, { status: 'Work Order' });
    expect(await told()).toEqual([other]);
    expect(await toldAfter(15)).toEqual([poison]);
    receiver.answer = status(200);
    expect(await toldAfter(hour)).toEqual([poison, poison]);
  });

  test('by not answering keeps nobody else of its workspace waiting', async () => {
    const held: (() => void)[] = [];
    receiver.answer = (response, { path }) => {
      if (path === '/slow') held.push(() => void response.writeHead(200).end());
      else response.writeHead(200).end();
    };
    const toldAt = (path: string): unknown[] =>
      receiver.received
        .filter((one) => one.path === path)
        .map(({ body }) => dig(JSON.parse(body), 'entry', 0, 'uuid'));
    const slow = { object: 'job', fields: 'status', callback_url: `${receiver.url}/slow` };
    await me.subscribe('object', slow);
    await me.subscribe('event', { event: 'job.created' });
    const { webhooks } = server.runtime;
    const jobs = [await me.create('job', { status: 'Quote' })];
    const first = webhooks.round();
    await expect.poll(() => held).toHaveLength(1);
    jobs.push(await me.create('job', { status: 'Quote' }));
    const second = webhooks.round();
    await expect.poll(() => toldAt('/hook')).toEqual(jobs);
    expect(toldAt('/slow')).toEqual(jobs.slice(0, 1));
    receiver.answer = status(200);
    for (const answer of held) answer();
    await Promise.all([first, second]);
    expect(toldAt('/slow')).toEqual(jobs);
  });

  test('is given up after 72 hours, and told nothing more', async () => {
    const job = await newJobAnswered(status(503));
    await told();
    for (let hours = 0; hours < 72; hours += 1) {
      expect(await toldAfter(hour), `after ${hours + 1} hours`).toEqual([job]);
    }
    expect(await me.list()).toMatchObject([
      { active: false, last_failure_reason: 'HTTP 503, repeated for 72 hours' },
    ]);
    receiver.answer = status(200);
    await me.create('job', { status: 'Quote' });
    expect(await toldAfter(hour)).toEqual([]);
  });

  test('with 410 is unsubscribed at once', async () => {
    const job = await newJobAnswered(status(410));
    expect(await told()).toEqual([job]);
    expect(await me.list()).toMatchObject([
      { active: false, last_failure_reason: 'HTTP 410: unsubscribed' },
    ]);
    expect(await toldAfter(hour)).toEqual([]);
  });

  test('with 429 is left alone for a quarter of an hour, as often as it says so', async () => {
    const job = await newJobAnswered(status(429));
    expect(await told()).toEqual([job]);
    const next = await me.create('job', { status: 'Quote' });
    expect(await toldAfter(15 * minute - 1)).toEqual([]);
    expect(await toldAfter(1)).toEqual([job]);
    clock.advanceSeconds(100 * hour);
    receiver.answer = status(200);
    expect(await told()).toEqual([job, next]);
    expect(await me.list()).toMatchObject([{ active: true }]);
  });

  test('keeps no other from being told', async () => {
    await newJobAnswered(status(500));
    const quick = await Receiver.open();
    await me.subscribe('event', {
      event: 'job.created',
      unique_id: 'quick',
      callback_url: quick.url,
    });
    const job = await me.create('job', { status: 'Quote' });
    await told();
    expect(quick.take().map((body) => dig(body, 'entry', 0, 'uuid'))).toEqual([job]);
    await quick.close();
  });
});

describe('the challenge', () => {
  const echo: Answer = (response, { body }) =>
    response.end(new URLSearchParams(body).get('challenge'));

  test('is sent as a form to the callback of an add-on, and met by repeating it', async () => {
    receiver.answer = echo;
    await me.asAddOn().subscribe('event', { event: 'job.created' });
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received.splice(0);
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(body).toMatch(/^mode=subscribe&challenge=[0-9a-f]{48}$/);
    const job = await me.create('job', { status: 'Quote' });
    expect(await told()).toEqual([job]);
    for (const { uuid } of await me.asAddOn().list('active')) {
      await me.asAddOn().send('DELETE', `/webhook_subscriptions/${String(uuid)}`);
    }
  });

  test.each([
    ['another word', status(200, 'something else')],
    [
      'the word with more around it',
      (response, { body }) => response.end(`${new URLSearchParams(body).get('challenge') ?? ''}\n`),
    ],
    ['a refusal', (response, received) => echo(response.writeHead(403), received)],
    ['nothing', (response) => response.socket?.destroy()],
  ] satisfies [string, Answer][])(
    'is failed by %s, and nothing is subscribed to',
    async (_, answer) => {
      receiver.answer = answer;
      const reply = await me.asAddOn().ask('event', { event: 'job.created' });
      expect([reply.status, dig(reply.json, 'success')]).toEqual([400, false]);
      expect(dig(reply.json, 'message')).toMatch(/^callback_url did not meet the challenge/);
      expect(await me.asAddOn().list()).toEqual([]);
    },
  );

  test('is spared the owner of an API key', async () => {
    await me.subscribe('event', { event: 'job.created' });
    expect(receiver.received).toEqual([]);
  });
});

describe('a subscriber without rights', () => {
  async function withKey(scopes: readonly string[]): Promise<Subscriber> {
    const { headers = {} } = await narrowed(server, me.sandbox, driver, { scopes });
    return me.with(headers);
  }

  test('is told nothing once its key is revoked, which ends the subscription', async () => {
    const reader = await withKey(['read_jobs']);
    await reader.subscribe('event', { event: 'job.created' });
    const { runtime } = server;
    const context = await enterAsOperator(runtime.control, me.sandbox.workspace.id, 'test');
    const keys = await runtime.auth.keys.list(context);
    const key = keys.find(({ label }) => label === 'narrowed');
    await runtime.auth.keys.revoke(context, key?.id ?? '');
    await me.create('job', { status: 'Quote' });
    expect(await toldAfter(5)).toEqual([]);
    const ended = await server.database.rows(
      `select e.body -> 'note' ->> 'reason' as reason from event e where e.type = 'ended' and e.entity_type = 'webhook-subscription' order by e.at desc limit 1`,
    );
    expect(ended).toEqual([{ reason: 'The key or grant is no longer valid' }]);
  });

  test('is told nothing of what its role no longer lets it read', async () => {
    const reader = await withKey(['read_jobs']);
    await reader.subscribe('event', { event: 'job.created' });
    const scopes = (words: string): Promise<unknown> =>
      server.database.rows(
        `update credential set scopes = '{${words}}' where label = 'narrowed' and tenant_id = ${me.sandbox.workspace.number}`,
      );
    await scopes('read_customers');
    clock.advanceSeconds(5);
    await me.create('job', { status: 'Quote' });
    expect(await told()).toEqual([]);
    await scopes('read_jobs');
    clock.advanceSeconds(5);
    const job = await me.create('job', { status: 'Quote' });
    expect(await told()).toEqual([job]);
    expect(await reader.list()).toMatchObject([{ active: true }]);
  });
});

describe('addresses', () => {
  test('that a name comes to stand for later are refused when it is called', async () => {
    const { port } = new URL(receiver.url);
    const strict = await startTestServer({
      clock,
      egress: {
        allowed: [],
        loopbackForSandbox: true,
        resolve: async () => [{ address: '169.254.169.254', family: 4 }],
      },
    });
    const caller = await Subscriber.make(strict, `http://metadata.example.com:${port}/`);
    await caller.subscribe('event', { event: 'job.created' });
    await caller.create('job', { status: 'Quote' });
    await strict.runtime.webhooks.round();
    const reason = 'The address is none that may be called';
    expect(await caller.list()).toMatchObject([{ active: true, last_failure_reason: reason }]);
    expect(receiver.received).toEqual([]);
    await strict.stop();
  });

  test('on this machine are for sandboxes', async () => {
    await server.database.rows('update workspace set sandbox = false');
    clock.advanceSeconds(10);
    const reply = await me.ask('event', { event: 'job.created' });
    await server.database.rows('update workspace set sandbox = true');
    clock.advanceSeconds(10);
    expect([reply.status, dig(reply.json, 'message')]).toEqual([
      400,
      'callback_url must be a public address',
    ]);
  });

  test('that a redirect names are not called', async () => {
    receiver.answer = (response) =>
      response.writeHead(307, { location: `${receiver.url}/elsewhere` }).end();
    await me.subscribe('event', { event: 'job.created' });
    await me.create('job', { status: 'Quote' });
    await server.runtime.webhooks.round();
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook']);
  });
});

test('two processes tell each change once', async () => {
  const other = await connectRuntime(
    {
      dataDir: server.dataDir,
      secretKey: null,
      audiences: dialects,
      log: noLog,
      metrics: noMetrics,
      egress: { allowed: [], loopbackForSandbox: true },
    },
    { clock, embedded: null, url: server.database.appUrl },
  );
  await me.subscribe('event', { event: 'job.created' });
  const jobs = [];
  for (let round = 0; round < 5; round += 1) {
    jobs.push(await me.create('job', { status: 'Quote' }));
    await Promise.all([other.webhooks.round(), server.runtime.webhooks.round()]);
  }
  await Promise.all([other.webhooks.round(), server.runtime.webhooks.round()]);
  expect(await told()).toEqual(jobs);
  await other.webhooks.stop();
  await other.close();
});
