/** What ServiceM8's subscribers are told, by a real receiver on this machine. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createHmac } from 'node:crypto';
import { HandClock } from '../support/hand-clock.ts';
import { dig, textAt } from '../support/http-call.ts';
import { Receiver, status } from '../support/receiver.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { NativeApi } from './dialect-drivers/native-api.ts';
import { Subscriber } from './servicem8-subscriber.ts';

const clock = new HandClock(Date.UTC(2026, 2, 1, 12));
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
  me = await newSubscriber();
});
afterEach(() => {
  receiver.answer = status(200);
  receiver.received.length = 0;
});

const newSubscriber = (): Promise<Subscriber> => Subscriber.make(server, `${receiver.url}/hook`);

/** What the receiver has been told once all that is due was sent. */
async function told(): Promise<unknown[]> {
  await server.runtime.webhooks.round();
  return receiver.take();
}

/** Subscriptions are told independently of each other. */
function sorted(items: readonly unknown[]): unknown[] {
  return items.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** The records, and of each the fields, in the order in which they were told. */
async function toldFields(): Promise<unknown[]> {
  return (await told()).map((body) => [
    textAt(body, 'object'),
    dig(body, 'entry', 0, 'uuid'),
    dig(body, 'entry', 0, 'changed_fields'),
  ]);
}

describe('a subscription to an object', () => {
  test('is told the record, its own fields that changed, the time in UTC and where to look', async () => {
    await me.subscribe('object', { object: 'job', fields: 'status,job_address,email' });
    const uuid = await me.create('job', { status: 'Quote', job_address: '1 High St' });
    expect(await told()).toEqual([
      {
        object: 'job',
        entry: [{ uuid, changed_fields: ['status', 'job_address'], time: '2026-03-01 12:00:00' }],
        resource_url: `${server.baseUrl}/api_1.0/job/${uuid}.json`,
      },
    ]);
    await me.change('job', uuid, { status: 'Work Order', job_description: 'Roof' });
    expect(await toldFields()).toEqual([['job', uuid, ['status']]]);
  });

  test('is told nothing when none of its fields changed', async () => {
    await me.subscribe('object', { object: 'job', fields: 'badges' });
    const uuid = await me.create('job', { status: 'Quote' });
    await me.change('job', uuid, { status: 'Work Order' });
    await me.change('job', uuid, { status: 'Work Order' });
    expect(await told()).toEqual([]);
    await me.change('job', uuid, { badges: '["vip"]' });
    expect(await toldFields()).toEqual([['job', uuid, ['badges']]]);
  });

  test('is told of deletion and return, and of every change by edit_date', async () => {
    await me.subscribe('object', { object: 'company', fields: 'active,edit_date' });
    const uuid = await me.create('company', { name: 'Acme' });
    await me.send('DELETE', `/api_1.0/company/${uuid}.json`);
    await me.change('company', uuid, { active: 1, website: 'https://example.com' });
    const all = ['company', uuid, ['active', 'edit_date']];
    expect(await toldFields()).toEqual([all, all, all]);
  });

  test('is told nothing of what was before it, and all that comes after', async () => {
    const old = await me.create('job', { status: 'Quote' });
    await me.subscribe('object', { object: 'job', fields: 'status' });
    await me.change('job', old, { status: 'Work Order' });
    await me.change('job', old, { status: 'Completed' });
    expect(await toldFields()).toEqual([
      ['job', old, ['status']],
      ['job', old, ['status']],
    ]);
  });

  test('links to the mount that the subscriber came by', async () => {
    const body = { object: 'job', fields: 'status', callback_url: `${receiver.url}/hook` };
    await me.send('POST', '/servicem8/webhook_subscriptions/object', { body });
    const uuid = await me.create('job', { status: 'Quote' });
    const link = `${server.baseUrl}/servicem8/api_1.0/job/${uuid}.json`;
    expect(await told()).toMatchObject([{ resource_url: link }]);
    expect(
      (await fetch(link, { headers: { 'x-api-key': me.sandbox.servicem8.apiKey } })).status,
    ).toBe(200);
  });

  test('is told nothing after it has ended', async () => {
    await me.subscribe('object', { object: 'job', fields: 'status' });
    await me.send('DELETE', '/webhook_subscriptions', { body: { object: 'job' } });
    await me.create('job', { status: 'Quote' });
    expect(await told()).toEqual([]);
  });
});

describe('contacts, as an extension', () => {
  const ann = { first: 'Ann', last: 'Lee', email: 'ann@example.com', mobile: '+15125550100' };

  test('a job contact is told, and the job whose contact information it feeds', async () => {
    await me.subscribe('object', { object: 'job', fields: 'email,mobile,contact_first,status' });
    await me.subscribe('object', { object: 'jobcontact', fields: 'email,first' });
    const job = await me.create('job', { status: 'Quote' });
    await told();
    const link = await me.create('jobcontact', { job_uuid: job, ...ann });
    expect(sorted(await toldFields())).toEqual([
      ['job', job, ['contact_first', 'mobile', 'email']],
      ['jobcontact', link, ['first', 'email']],
    ]);
    await me.change('jobcontact', link, { email: 'lee@example.com' });
    expect(sorted(await toldFields())).toEqual([
      ['job', job, ['email']],
      ['jobcontact', link, ['email']],
    ]);
  });

  test('a company contact is told when its person is changed through another API', async () => {
    await me.subscribe('object', { object: 'companycontact', fields: 'email,type' });
    const company_uuid = await me.create('company', { name: 'Acme' });
    const uuid = await me.create('companycontact', { company_uuid, type: 'BILLING', ...ann });
    expect(await toldFields()).toEqual([['companycontact', uuid, ['email', 'type']]]);
    const { baseUrl } = server;
    const { apiKey } = me.sandbox.native;
    const list = await fetch(`${baseUrl}/api/v1/contacts`, {
      headers: { authorization: `Bearer ${apiKey}` },
    });
    const id = textAt(await list.json(), 'data', 0, 'id');
    const reply = await fetch(`${baseUrl}/api/v1/contacts/${id}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ emails: [{ value: 'new@example.com' }] }),
    });
    expect(reply.status, await reply.text()).toBe(200);
    expect(await toldFields()).toEqual([['companycontact', uuid, ['email']]]);
  });
});

describe('a subscription to an event', () => {
  const cases: readonly (readonly [string, object, object])[] = [
    ['job.updated', {}, { job_description: 'Roof' }],
    ['job.completed', {}, { status: 'Completed' }],
    ['job.status_changed', {}, { status: 'Work Order' }],
    ['job.queued', {}, { queue_uuid: '00000000-0000-4000-8000-000000000001' }],
    ['job.badge_added', { badges: '["a"]' }, { badges: '["a","b"]' }],
    ['job.badge_removed', { badges: '["a","b"]' }, { badges: '["b"]' }],
    ['job.quote_sent', {}, { quote_sent: 1 }],
    ['job.invoice_sent', {}, { invoice_sent: 1 }],
    ['job.invoice_paid', {}, { payment_received: 1 }],
  ];

  test.each(cases)('%s is told when it happens, and not before', async (event, before, change) => {
    await me.subscribe('event', { event });
    const uuid = await me.create('job', { status: 'Quote', ...before });
    await told();
    await me.change('job', uuid, { purchase_order_number: '7' });
    const isEveryChange = event === 'job.updated';
    expect(await told()).toHaveLength(isEveryChange ? 1 : 0);
    await me.change('job', uuid, { ...change });
    expect(await told()).toMatchObject([
      {
        object: 'job',
        event,
        entry: [{ uuid }],
        resource_url: `${server.baseUrl}/api_1.0/job/${uuid}.json`,
      },
    ]);
  });

  test('job.created and company.created are told of what is new alone', async () => {
    await me.subscribe('event', { event: 'job.created' });
    await me.subscribe('event', { event: 'company.created' });
    await me.subscribe('event', { event: 'company.updated' });
    const job = await me.create('job', { status: 'Quote' });
    const company = await me.create('company', { name: 'Acme' });
    await me.change('job', job, { status: 'Completed' });
    await me.change('company', company, { name: 'Acme Ltd' });
    const events = (await told()).map((body) => [
      dig(body, 'event'),
      dig(body, 'entry', 0, 'uuid'),
    ]);
    expect(sorted(events)).toEqual([
      ['company.created', company],
      ['company.updated', company],
      ['job.created', job],
    ]);
  });
});

describe('deliveries', () => {
  test('come by themselves, soon after the change', async () => {
    await me.subscribe('event', { event: 'job.created' });
    const uuid = await me.create('job', { status: 'Quote' });
    await expect.poll(() => receiver.received).toHaveLength(1);
    expect(receiver.take()).toMatchObject([{ entry: [{ uuid }] }]);
  });

  test('of one record keep the order of its changes, each told once', async () => {
    await me.subscribe('object', { object: 'job', fields: 'job_description' });
    const jobs = await Promise.all(
      Array.from({ length: 5 }, () => me.create('job', { status: 'Quote' })),
    );
    for (let change = 0; change < 4; change += 1) {
      clock.advanceSeconds(1);
      await Promise.all(
        jobs.map((uuid) => me.change('job', uuid, { job_description: `${change}` })),
      );
    }
    const entries = (await told()).map((body) => [
      textAt(body, 'entry', 0, 'uuid'),
      textAt(body, 'entry', 0, 'time'),
    ]);
    expect(entries).toHaveLength(20);
    for (const uuid of jobs) {
      const times = entries.filter(([record]) => record === uuid).map(([, time]) => time);
      expect(new Set(times).size).toBe(4);
      expect(times).toEqual(sorted(times));
    }
  });

  test('never tell of another workspace', async () => {
    const other = await newSubscriber();
    await me.subscribe('event', { event: 'job.created' });
    await other.subscribe('event', { event: 'job.created' });
    const mine = await me.create('job', { status: 'Quote' });
    expect((await told()).map((body) => dig(body, 'entry', 0, 'uuid'))).toEqual([mine]);
  });

  test('are signed only when the subscriber gave a secret, which nobody reads again', async () => {
    const secret = 'shared between us two';
    await me.subscribe('event', { event: 'job.created' });
    await me.subscribe('event', { event: 'job.created', unique_id: 'signed', secret });
    await me.create('job', { status: 'Quote' });
    await server.runtime.webhooks.round();
    const signatures = receiver.received.map(({ headers }) => headers['x-servicem8-signature']);
    const body = receiver.received[0]?.body ?? '';
    const signature = createHmac('sha256', secret).update(body).digest('hex');
    expect(signatures).toHaveLength(2);
    expect(new Set(signatures)).toEqual(new Set([undefined, signature]));
    const rows = await server.database.rows(
      `select to_jsonb(s)::text || (select string_agg(coalesce(e.body::text, ''), '') from event e where e.entity_id = s.id) as all
       from webhook_subscription s where unique_id = 'signed'`,
    );
    expect(String(rows[0]?.['all'])).toContain('signed');
    expect(JSON.stringify([rows, await me.list()])).not.toContain(secret);
  });

  test('are counted', async () => {
    const text = await (await fetch(`${server.baseUrl}/metrics`)).text();
    expect(text).toMatch(/^polydex_webhook_deliveries_total [1-9]/m);
    expect(text).toMatch(/^polydex_webhook_delay_seconds_count [1-9]/m);
  });
});

test('a merge tells of the job contacts that show something else by it, and undoing it tells again', async () => {
  const native = new NativeApi(server.baseUrl, me.sandbox);
  const [kept, lost] = [
    await native.create({
      givenName: 'Ann',
      familyName: 'Lee',
      emails: [{ value: 'a@example.com' }],
    }),
    await native.create({ givenName: 'Anne', familyName: 'Lee' }),
  ];
  const [ofKept, ofLost] = [await native.link(kept), await native.link(lost)];
  await me.subscribe('object', { object: 'jobcontact', fields: 'first,last,email' });
  const merged = await native.done('POST', `/contacts/${kept}/merge`, { contactId: lost });
  expect(await toldFields()).toEqual([['jobcontact', ofLost, ['first', 'email']]]);
  await native.done('POST', `/merges/${textAt(merged, 'merge', 'id')}/undo`, {});
  expect(await toldFields()).toEqual([['jobcontact', ofLost, ['first', 'email']]]);
  expect(ofKept).not.toBe(ofLost);
});
