/** The portal of webhooks, and HighLevel's receivers that do not answer as they ought to. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { appId, HookedApp, type Told, uuidOf } from '../conformance/highlevel-hooks.ts';
import { HandClock } from '../support/hand-clock.ts';
import type { TestDatabase } from '../support/database.ts';
import { dig, textAt } from '../support/http-call.ts';
import { Receiver, status } from '../support/receiver.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';

const clock = new HandClock(Date.UTC(2026, 2, 1, 12));
const hour = 3600;

/** Of this file alone: its clock moves by hand, and each round of telling is asked for. */
let server: TestServer;
let receiver: Receiver;
let me: HookedApp;
beforeAll(async () => {
  server = await startTestServer({ clock });
  receiver = await Receiver.open();
});
afterAll(async () => {
  await server.stop();
  await receiver.close();
});
beforeEach(async () => {
  me = await HookedApp.make(server, `${receiver.url}/hook`);
});
afterEach(async () => {
  const list = await me.portal('GET');
  for (const { id } of dig(list.json, 'data') as { id: string }[])
    await me.portal('DELETE', `/${id}`);
  receiver.answer = status(200);
  receiver.received.length = 0;
});

async function told(seconds = 0): Promise<Told[]> {
  clock.advanceSeconds(seconds);
  await server.runtime.webhooks.round();
  return receiver.take() as Told[];
}

/** Whoever takes up the work for a subscription has read it, and waits until told to go on. */
class WorkHeldUp {
  readonly #database: TestDatabase;

  private constructor(database: TestDatabase) {
    this.#database = database;
  }

  static async begin(database: TestDatabase): Promise<WorkHeldUp> {
    await database.rows(`select pg_advisory_lock(1)`);
    await database.rows(`create function wait() returns trigger language plpgsql as
      'begin perform pg_advisory_xact_lock_shared(1); return new; end'`);
    await database.rows(`create trigger wait before insert on webhook_progress
      for each row execute function wait()`);
    return new WorkHeldUp(database);
  }

  async isWaiting(): Promise<void> {
    await vi.waitUntil(async () => {
      const waiting = `select from pg_locks join pg_database d on d.oid = database
        where datname = current_database() and locktype = 'advisory' and not granted`;
      return (await this.#database.rows(waiting)).length > 0;
    }, 20_000);
  }

  async goOn(): Promise<void> {
    await this.#database.rows(`select pg_advisory_unlock_all()`);
  }

  async end(): Promise<void> {
    await this.goOn();
    await this.#database.rows(`drop function wait cascade`);
  }
}

describe('the portal', () => {
  test('shows a subscription with how the telling goes', async () => {
    const id = await me.subscribe({ events: ['ContactCreate', 'ContactCreate', 'NoteCreate'] });
    const shown = {
      id,
      dialect: 'highlevel',
      url: `${receiver.url}/hook`,
      events: ['ContactCreate', 'NoteCreate'],
      appId,
      active: true,
      subscriber: { audience: 'native' },
    };
    const quiet = { pending: 0, lastSuccessAt: null, lastFailureAt: null, lastFailureReason: null };
    expect((await me.portal('GET', `/${id}`)).json).toMatchObject({ ...shown, ...quiet });
    receiver.answer = status(500);
    await me.createContact({ firstName: 'Ann' });
    await told();
    const failing = {
      pending: 1,
      lastSuccessAt: null,
      lastFailureAt: expect.stringMatching(/^2026-03-/) as unknown,
      lastFailureReason: 'HTTP 500',
    };
    expect((await me.portal('GET')).json).toMatchObject({ data: [{ ...shown, ...failing }] });
    receiver.answer = status(200);
    await told(15);
    expect((await me.portal('GET', `/${id}`)).json).toMatchObject({
      pending: 0,
      lastSuccessAt: expect.stringMatching(/^2026-03-/) as unknown,
    });
  });

  test('changes address, events and app, under an entity tag', async () => {
    const id = await me.subscribe();
    const patch = { url: `${receiver.url}/new`, events: ['ContactDelete'], appId: 'other' };
    const reply = await me.portal('PATCH', `/${id}`, patch);
    expect(reply.json).toMatchObject(patch);
    expect(reply.headers.get('etag')).toBe('"v2"');
    const contact = await me.createContact({ firstName: 'Ann' });
    await me.highlevel('DELETE', `/contacts/${contact}`);
    await server.runtime.webhooks.round();
    expect(receiver.received.map(({ path }) => path)).toEqual(['/new']);
    expect(receiver.take()).toMatchObject([{ type: 'ContactDelete', appId: 'other' }]);
  });

  test('changes what is told from the next event on, also while somebody works for it', async () => {
    const work = await WorkHeldUp.begin(server.database);
    try {
      const id = await me.subscribe();
      const round = server.runtime.webhooks.round();
      await work.isWaiting();
      await me.portal('PATCH', `/${id}`, { events: ['ContactDelete'] });
      const contact = await me.createContact({ firstName: 'Ann' });
      await me.highlevel('DELETE', `/contacts/${contact}`);
      await work.goOn();
      await round;
    } finally {
      await work.end();
    }
    expect(await told()).toMatchObject([{ type: 'ContactDelete' }]);
  });

  test('ends one, and takes it up again from the next change on', async () => {
    const id = await me.subscribe({ events: ['ContactCreate'] });
    receiver.answer = status(500);
    await me.createContact({ firstName: 'Ann' });
    await told();
    await me.portal('PATCH', `/${id}`, { active: false });
    receiver.answer = status(200);
    await me.createContact({ firstName: 'Bo' });
    expect(await told(15)).toEqual([]);
    const again = await me.portal('PATCH', `/${id}`, { active: true });
    expect(again.json).toMatchObject({ active: true, pending: 0 });
    await me.createContact({ firstName: 'Cy' });
    expect(await told(hour)).toMatchObject([{ firstName: 'Cy' }]);
  });

  test('removes one with what is on its way', async () => {
    const id = await me.subscribe();
    receiver.answer = status(500);
    await me.createContact({ firstName: 'Ann' });
    await told();
    expect((await me.portal('DELETE', `/${id}`)).status).toBe(204);
    expect((await me.portal('GET', `/${id}`)).status).toBe(404);
    receiver.answer = status(200);
    expect(await told(hour)).toEqual([]);
  });

  test.each([
    [{ events: ['ContactCreate', 'ContactMerge'] }, 'events[1]'],
    [{ appId: 'app-123' }, 'appId'],
    [{ url: 'http://169.254.169.254/' }, 'url'],
    [{ dialect: 'voipbin' }, 'dialect'],
    [{ subscriber: '11111111-1111-4111-8111-111111111111' }, 'subscriber'],
    [{ events: [] }, 'events'],
  ])('refuses %j, naming %s', async (over, path) => {
    const body = { url: receiver.url, events: ['ContactCreate'], appId, ...over };
    const reply = await me.portal('POST', '', body);
    expect(reply.status, reply.text).toBe(400);
    expect(dig(reply.json, 'errors', 0, 'path')).toBe(path);
  });

  test('refuses a second one of the same app to the same address', async () => {
    await me.subscribe();
    const body = { url: `${receiver.url}/hook`, events: ['NoteCreate'], appId };
    expect((await me.portal('POST', '', body)).status).toBe(409);
    await me.subscribe({ appId: 'second' });
  });

  test('shows what ServiceM8’s subscribers made, and leaves changing it to them', async () => {
    const headers = { 'x-api-key': me.sandbox.servicem8.apiKey };
    await fetch(`${server.baseUrl}/webhook_subscriptions/object`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ object: 'job', fields: 'status', callback_url: receiver.url }),
    });
    const list = await me.portal('GET');
    expect(list.json).toMatchObject({
      data: [{ dialect: 'servicem8', events: ['job.status'], appId: null, active: true }],
    });
    const id = textAt(list.json, 'data', 0, 'id');
    expect((await me.portal('PATCH', `/${id}`, { active: false })).status).toBe(409);
    expect((await me.portal('DELETE', `/${id}`)).status).toBe(204);
    expect((await me.portal('GET', `/${id}`)).json).toMatchObject({ active: false });
  });

  test('is closed to keys without webhook.manage and shows no other workspace', async () => {
    const id = await me.subscribe();
    const other = await HookedApp.make(server, receiver.url);
    expect((await other.portal('GET', `/${id}`)).status).toBe(404);
    expect((await other.portal('PATCH', `/${id}`, { active: false })).status).toBe(404);
    expect((await other.portal('DELETE', `/${id}`)).status).toBe(404);
    expect((await other.portal('GET')).json).toMatchObject({ data: [] });
    const draft = { label: 'reader', scopes: ['person.read'] };
    const key = await me.native('POST', '/keys', draft);
    const authorization = `Bearer ${textAt(key.json, 'secrets', 'apiKey')}`;
    const reply = await fetch(`${server.baseUrl}/api/v1/webhooks`, { headers: { authorization } });
    expect(reply.status).toBe(403);
  });
});

describe('the rights of the key that a webhook acts for', () => {
  test('bound what is told, at that moment', async () => {
    const subscriber = await me.addKey('contacts.readonly');
    const id = await me.subscribe({ subscriber });
    await me.createContact({ firstName: 'Ann' });
    expect(await told()).toMatchObject([{ firstName: 'Ann' }]);
    const scopes = (words: string): Promise<unknown> =>
      server.database.rows(
        `update credential set scopes = '{${words}}' where id = '${subscriber}' and tenant_id = ${me.sandbox.workspace.number}`,
      );
    await scopes('contacts.write');
    clock.advanceSeconds(5);
    await me.createContact({ firstName: 'Bo' });
    expect(await told()).toEqual([]);
    await scopes('contacts.readonly');
    clock.advanceSeconds(5);
    await me.createContact({ firstName: 'Cy' });
    expect(await told()).toMatchObject([{ firstName: 'Cy' }]);
    await me.revokeKey(subscriber);
    clock.advanceSeconds(5);
    await me.createContact({ firstName: 'Di' });
    expect(await told()).toEqual([]);
    expect((await me.portal('GET', `/${id}`)).json).toMatchObject({ active: false });
  });

  test('a key of another API is none', async () => {
    const list = await me.native('GET', '/keys');
    const keys = dig(list.json, 'data') as { id: string; audience: string }[];
    const { id: subscriber } = keys.find(({ audience }) => audience === 'servicem8') ?? {};
    const body = { url: receiver.url, events: ['ContactCreate'], appId, subscriber };
    expect((await me.portal('POST', '', body)).status).toBe(400);
  });
});

describe('a receiver that fails', () => {
  test('gets the same webhookId again, under a new time and signature', async () => {
    await me.subscribe();
    receiver.answer = status(500);
    await me.createContact({ firstName: 'Ann' });
    const [first] = await told();
    const [second] = await told(15);
    expect(second?.['webhookId']).toBe(first?.['webhookId']);
    expect(second?.['timestamp']).not.toBe(first?.['timestamp']);
  });

  test('at one contact is told of others meanwhile, and of that one, its notes and tasks in order', async () => {
    await me.subscribe();
    // Whenever it is called: what it answers must not depend on when that is.
    let poison = '';
    receiver.answer = (response, { body }) => {
      const isPoison = poison === '' || body.includes(poison);
      response.writeHead(isPoison ? 500 : 200).end();
    };
    poison = await me.createContact({ firstName: 'Ann' });
    const other = await me.createContact({ firstName: 'Bo' });
    await me.highlevel('POST', `/contacts/${poison}/notes`, { body: 'x' });
    await me.highlevel('POST', `/contacts/${other}/notes`, { body: 'x' });
    await me.highlevel('PUT', `/contacts/${poison}`, { lastName: 'Lee', tags: ['a'] });
    const seen = async (seconds?: number) =>
      (await told(seconds)).map(({ type, id, contactId = id }) => [type, contactId]);
    expect(await seen()).toEqual([
      ['ContactCreate', poison],
      ['ContactCreate', other],
      ['NoteCreate', other],
    ]);
    receiver.answer = status(200);
    expect(await seen(hour)).toEqual([
      ['ContactCreate', poison],
      ['NoteCreate', poison],
      ['ContactUpdate', poison],
      ['ContactTagUpdate', poison],
    ]);
  });

  test('twelve times at one delivery is told the next instead', async () => {
    const id = await me.subscribe({ events: ['ContactCreate', 'ContactUpdate'] });
    receiver.answer = status(500);
    const contact = await me.createContact({ firstName: 'Ann' });
    let tries = (await told()).length;
    while (tries < 12) tries += (await told(hour)).length;
    expect((await me.portal('GET', `/${id}`)).json).toMatchObject({
      active: true,
      pending: 0,
      lastFailureReason: 'HTTP 500, given up after 12 attempts',
    });
    receiver.answer = status(200);
    await me.native('PATCH', `/contacts/${uuidOf(contact)}`, { familyName: 'Lee' });
    expect(await told(hour)).toMatchObject([{ type: 'ContactUpdate', lastName: 'Lee' }]);
  });

  test('with 429 is left alone for ten to eleven minutes', async () => {
    await me.subscribe();
    receiver.answer = status(429);
    const id = await me.createContact({ firstName: 'Ann' });
    expect(await told()).toMatchObject([{ id }]);
    receiver.answer = status(200);
    expect(await told(599)).toEqual([]);
    expect(await told(61)).toMatchObject([{ id }]);
  });

  test('with 410 is told no more, until somebody takes it up again', async () => {
    const id = await me.subscribe();
    receiver.answer = status(410);
    await me.createContact({ firstName: 'Ann' });
    await told();
    expect((await me.portal('GET', `/${id}`)).json).toMatchObject({
      active: false,
      lastFailureReason: 'HTTP 410: unsubscribed',
    });
  });
});

test('whatever fails, each contact’s events come in their order', async () => {
  await me.subscribe();
  let calls = 0;
  // Two of three attempts fail, whichever they are.
  receiver.answer = (response) => {
    calls += 1;
    response.writeHead(calls % 3 === 0 ? 200 : 500).end();
  };
  const contacts = await Promise.all(['A', 'B', 'C'].map((city) => me.createContact({ city })));
  for (let turn = 1; turn <= 4; turn += 1) {
    await Promise.all(
      contacts.map((id) => me.highlevel('PUT', `/contacts/${id}`, { city: `${turn}` })),
    );
  }
  const taken = new Map<string, string[]>();
  for (let round = 0; round < 80; round += 1) {
    for (const { id, city, webhookId } of await told(hour)) {
      const known = taken.get(id) ?? [];
      const word = `${String(city)} ${String(webhookId)}`;
      if (known.at(-1) !== word) known.push(word);
      taken.set(id, known);
    }
  }
  for (const id of contacts) {
    const cities = (taken.get(id) ?? []).map((word) => word.split(' ')[0]);
    expect(cities.slice(1)).toEqual(['1', '2', '3', '4']);
  }
});
