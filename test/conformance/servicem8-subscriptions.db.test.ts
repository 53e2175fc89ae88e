/** ServiceM8's webhook calls: what may be asked for, and what the vendor answers. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Reply, textAt } from '../support/http-call.ts';
import { Receiver } from '../support/receiver.ts';
import { narrowed } from '../support/credential-kinds.ts';
import { openWorkspace } from '../support/shared-server.ts';
import type { TestServer } from '../support/test-server.ts';
import { servicem8 as driver } from './dialect-drivers/servicem8.ts';
import { Subscriber } from './servicem8-subscriber.ts';

let server: TestServer;
let receiver: Receiver;
let me: Subscriber;
beforeAll(async () => {
  server = await openWorkspace();
  receiver = await Receiver.open();
});
afterAll(async () => {
  await server.stop();
  await receiver.close();
});
beforeEach(async () => {
  me = await Subscriber.make(server, `${receiver.url}/hook`);
});

function expectRefused(reply: Reply, message: string, status = 400): void {
  const body = { success: false, message };
  expect([reply.status, reply.json], reply.text).toEqual([status, body]);
}

const none = '00000000-0000-4000-8000-000000000000';

describe('GET /webhook_subscriptions', () => {
  test('lists the active ones, the inactive ones or all, with every field', async () => {
    await me.subscribe('object', { object: 'job', fields: 'status, email,status', unique_id: 'x' });
    await me.subscribe('event', { event: 'job.completed' });
    const [first, second] = await me.list('active');
    expect(first).toEqual({
      uuid: first?.['uuid'],
      type: 'object',
      object: 'job',
      fields: ['status', 'email'],
      callback_url: `${receiver.url}/hook`,
      unique_id: 'x',
      active: true,
      last_failure_reason: null,
      last_failure_at: null,
    });
    expect(second).toMatchObject({ type: 'event', event: 'job.completed', unique_id: '' });
    expect(second).not.toHaveProperty('fields');
    await me.send('DELETE', `/webhook_subscriptions/${String(first?.['uuid'])}`);
    expect(await me.list('inactive')).toEqual([{ ...first, active: false }]);
    expect((await me.list('all')).map(({ active }) => active)).toEqual([false, true]);
    expect((await me.send('GET', '/webhook_subscriptions')).json).toEqual([second]);
  });

  test('knows three words for the status', async () => {
    const reply = await me.send('GET', '/webhook_subscriptions?status=paused');
    expectRefused(reply, 'status must be equal to one of the allowed values');
  });

  test('shows nobody what others have subscribed to', async () => {
    await me.subscribe('event', { event: 'job.created' });
    expect(await me.asAddOn().list()).toEqual([]);
  });
});

describe('POST /webhook_subscriptions/object', () => {
  test('changes the one that is there, instead of adding another', async () => {
    await me.subscribe('object', { object: 'Job', fields: 'status' });
    const [{ uuid } = {}] = await me.list();
    await me.subscribe('object', { object: 'job', fields: ['badges'] });
    expect(await me.list()).toMatchObject([{ uuid, object: 'job', fields: ['badges'] }]);
    await me.subscribe('object', { object: 'job', fields: 'badges', unique_id: 'another' });
    expect(await me.list()).toHaveLength(2);
  });

  test('takes a form, and parameters in the query', async () => {
    const callback_url = `${receiver.url}/form`;
    const form = { object: 'company', fields: 'name,website', callback_url };
    const body = new URLSearchParams(form).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const path = '/webhook_subscriptions/object';
    expect((await me.send('POST', path, { headers, body })).json).toEqual({ success: true });
    const query = new URLSearchParams({
      ...form,
      object: 'jobcontact',
      fields: 'email',
    }).toString();
    expect((await me.send('POST', `${path}?${query}`)).json).toEqual({ success: true });
    expect(await me.list()).toMatchObject([
      { object: 'company', fields: ['name', 'website'], callback_url },
      { object: 'jobcontact', fields: ['email'], callback_url },
    ]);
  });

  test.each([
    [{ object: 'job' }, '"" is not a valid field for subscription'],
    [{ object: 'job', fields: [] }, '"" is not a valid field for subscription'],
    [{ object: 'job', fields: 'status,colour' }, '"colour" is not a valid field for subscription'],
    [{ object: 'company', fields: 'status' }, '"status" is not a valid field for subscription'],
    [{ object: 'note', fields: 'note' }, '"note" is not a valid object for subscription'],
    [{ fields: 'status' }, '"" is not a valid object for subscription'],
    [
      { object: 'job', fields: 'status', callback_url: '' },
      '"" is not a valid callback_url for subscription',
    ],
    [
      { object: 'job', fields: 'status', callback_url: 'example.com' },
      'callback_url must be a URL',
    ],
    [
      { object: 'job', fields: 'status', callback_url: 'ftp://example.com/' },
      'callback_url must begin with https:// or http://',
    ],
    [{ object: 'job', fields: 7 }, 'body must be'],
  ])('refuses %j', async (body, message) => {
    const reply = await me.ask('object', body);
    expect(reply.status).toBe(400);
    expect(reply.json).toMatchObject({ success: false });
    expect(textAt(reply.json, 'message')).toContain(message);
    expect(await me.list()).toEqual([]);
  });

  test.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.7/hook',
    'http://192.168.1.1/',
    'http://[fd00:ec2::254]/',
    'http://0x7f.1.1:80@10.1.1.1/',
  ])('refuses to call %s', async (callback_url) => {
    const reply = await me.ask('object', { object: 'job', fields: 'status', callback_url });
    expect(reply.status).toBe(400);
    expect(textAt(reply.json, 'message')).toMatch(/^callback_url must (?:be a public|not hold)/);
    expect(await me.list()).toEqual([]);
  });

  test('refuses a body that is no JSON, and a unique_id of more than 100 characters', async () => {
    const path = '/webhook_subscriptions/object';
    const headers = { 'content-type': 'application/json' };
    expectRefused(
      await me.send('POST', path, { headers, body: '{' }),
      'The body is not valid JSON',
    );
    const uniqueId = 'u'.repeat(101);
    const reply = await me.ask('object', { object: 'job', fields: 'status', unique_id: uniqueId });
    expectRefused(reply, `"${uniqueId}" is not a valid unique_id for subscription`);
  });
});

describe('POST /webhook_subscriptions/event', () => {
  test('takes every event of the vendor, also those that never happen here', async () => {
    for (const event of ['job.created', 'company.updated', 'staff.clocked_on', 'Proposal.Viewed']) {
      await me.subscribe('event', { event });
    }
    const events = (await me.list()).map(({ event }) => event);
    expect(events).toEqual([
      'job.created',
      'company.updated',
      'staff.clocked_on',
      'proposal.viewed',
    ]);
  });

  test('takes its parameters from the query, as the n8n node sends them', async () => {
    const callback = encodeURIComponent(`${receiver.url}/n8n`);
    const query = `event=job.updated&callback_url=${callback}&unique_id=n8n-1`;
    const reply = await me.send('POST', `/webhook_subscriptions/event?${query}`);
    expect([reply.status, reply.json]).toEqual([200, { success: true }]);
    expect(await me.list()).toMatchObject([{ event: 'job.updated', unique_id: 'n8n-1' }]);
  });

  test.each(['', 'job.exploded', 'job'])('refuses %j', async (event) => {
    const message = `"${event}" is not a valid event for subscription`;
    expectRefused(await me.ask('event', { event }), message);
  });
});

describe('DELETE /webhook_subscriptions/{uuid}', () => {
  test('ends it, once', async () => {
    await me.subscribe('event', { event: 'job.created' });
    const [{ uuid } = {}] = await me.list();
    const path = `/webhook_subscriptions/${String(uuid)}`;
    expectRefused(await me.asAddOn().send('DELETE', path), 'No matching webhook found', 404);
    expect((await me.send('DELETE', path)).json).toEqual({ success: true });
    expectRefused(await me.send('DELETE', path), 'No matching webhook found', 404);
    expect(await me.list('active')).toEqual([]);
  });

  test.each([none, 'nonsense'])('knows no %s', async (uuid) => {
    const reply = await me.send('DELETE', `/webhook_subscriptions/${uuid}`);
    expectRefused(reply, 'No matching webhook found', 404);
  });
});

test('POST /webhook_subscriptions, the older path, subscribes to an object', async () => {
  const body = { object: 'job', fields: 'status', callback_url: receiver.url };
  const reply = await me.send('POST', '/webhook_subscriptions', { body });
  expect([reply.status, reply.json]).toEqual([200, { success: true }]);
  expect(await me.list()).toMatchObject([{ type: 'object', object: 'job', fields: ['status'] }]);
});

test('DELETE /webhook_subscriptions, the older path, ends all of an object', async () => {
  await me.subscribe('object', { object: 'job', fields: 'status' });
  await me.subscribe('object', { object: 'job', fields: 'status', unique_id: 'b' });
  await me.subscribe('object', { object: 'company', fields: 'name' });
  const path = '/webhook_subscriptions';
  expect((await me.send('DELETE', path, { body: { object: 'job' } })).json).toEqual({
    success: true,
  });
  expect(await me.list('active')).toMatchObject([{ object: 'company' }]);
  expectRefused(await me.send('DELETE', `${path}?object=job`), 'No matching webhook found', 404);
});

describe('a caller', () => {
  test('without a credential is told so in the words of all other calls', async () => {
    const reply = await me.with({}).send('GET', '/webhook_subscriptions');
    expect(reply.status).toBe(401);
    expect(reply.json).toMatchObject({ errorCode: 401 });
  });

  test('subscribes to no more than it may read', async () => {
    const { headers = {} } = await narrowed(server, me.sandbox, driver, { scopes: ['read_jobs'] });
    const reader = me.with(headers);
    await reader.subscribe('object', { object: 'job', fields: 'status' });
    const reply = await reader.ask('object', { object: 'company', fields: 'name' });
    expect(reply.status).toBe(403);
    expect(reply.json).toMatchObject({ errorCode: 403, error: 'insufficient_scope' });
    expect((await reader.ask('event', { event: 'company.created' })).status).toBe(403);
  });

  test('without the right to anything that is told may not even look', async () => {
    const scopes = ['create_jobs'];
    const { headers = {} } = await narrowed(server, me.sandbox, driver, { scopes });
    expect((await me.with(headers).send('GET', '/webhook_subscriptions')).status).toBe(403);
  });

  test('is told of wrong verbs', async () => {
    const reply = await me.send('PUT', '/webhook_subscriptions', { body: {} });
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'DELETE, GET, POST']);
  });
});
