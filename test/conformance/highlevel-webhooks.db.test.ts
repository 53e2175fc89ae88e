/** What HighLevel's apps are told, by a real receiver on this machine, whichever API the change came through. */
import { createPublicKey, verify } from 'node:crypto';
import { HighLevel } from '@gohighlevel/api-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HandClock } from '../support/hand-clock.ts';
import { exchange, textAt } from '../support/http-call.ts';
import { type Received, Receiver, status } from '../support/receiver.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { askToken } from './dialect-drivers/servicetitan.ts';
import { appId, type Fields, HookedApp, type Told, uuidOf } from './highlevel-hooks.ts';

const clock = new HandClock(Date.UTC(2026, 2, 1, 12));
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
afterEach(() => {
  receiver.answer = status(200);
  receiver.received.length = 0;
});

/** What the receiver has been told once all that is due was sent. */
async function told(): Promise<Told[]> {
  await server.runtime.webhooks.round();
  return receiver.take() as Told[];
}

async function toldTypes(): Promise<string[]> {
  return (await told()).map(({ type }) => type);
}

const uuid: unknown = expect.stringMatching(/^[0-9a-f-]{36}$/);
/** The clock ticks with every look at it, which timers take too. */
const now: unknown = expect.stringMatching(/^2026-03-01T12:00:00\.0\d\dZ$/);

/** What follows the record in every body. */
const tail = { versionId: appId, appId, webhookId: uuid, timestamp: now };

const ann = {
  firstName: 'Ann',
  lastName: 'Lee',
  email: 'Ann@Example.com',
  phone: '+1 512-555-0100',
  address1: '1 High St',
  city: 'Austin',
  state: 'TX',
  postalCode: '78701',
  country: 'US',
  companyName: 'Acme',
  website: 'https://example.com',
  source: 'form',
  dateOfBirth: '1990-09-25',
  assignedTo: 'user1',
  tags: ['VIP', 'new'],
};

/** In the order in which they are sent, which is the vendor's. */
function annTold(id: string): Fields {
  return {
    locationId: me.locationId,
    id,
    address1: '1 High St',
    city: 'Austin',
    state: 'TX',
    companyName: 'Acme',
    country: 'US',
    source: 'form',
    dateAdded: now,
    dateOfBirth: '1990-09-25T00:00:00.000Z',
    dnd: false,
    email: 'Ann@Example.com',
    name: 'Ann Lee',
    firstName: 'Ann',
    lastName: 'Lee',
    phone: '+15125550100',
    postalCode: '78701',
    tags: ['vip', 'new'],
    website: 'https://example.com',
    attachments: [],
    assignedTo: 'user1',
    customFields: [],
  };
}

describe('the body of', () => {
  test('ContactCreate, Update, TagUpdate, DndUpdate and Delete is the contact at the event, flat', async () => {
    await me.subscribe();
    const id = await me.createContact(ann);
    const path = `/contacts/${id}`;
    const dndSettings = { SMS: { status: 'active', message: 'no' } };
    await me.highlevel('PUT', path, { city: 'Dallas' });
    await me.highlevel('POST', `${path}/tags`, { tags: ['third'] });
    await me.highlevel('PUT', path, { dnd: true, dndSettings });
    await me.highlevel('DELETE', path);
    const base = annTold(id);
    const moved = { ...base, city: 'Dallas' };
    const tagged = { ...moved, tags: ['vip', 'new', 'third'] };
    const silent = { ...tagged, dnd: true };
    const bodies = await told();
    expect(bodies).toEqual([
      { type: 'ContactCreate', ...base, ...tail },
      { type: 'ContactUpdate', ...moved, ...tail },
      { type: 'ContactTagUpdate', ...tagged, ...tail },
      { type: 'ContactDndUpdate', ...silent, dndSettings, ...tail },
      { type: 'ContactDelete', ...silent, ...tail },
    ]);
    const order = Object.keys({ type: '', ...base, ...tail });
    expect(Object.keys(bodies[0] ?? {})).toEqual(order);
  });

  test('a contact of whom little is known leaves out the rest', async () => {
    await me.subscribe();
    const id = await me.createContact({ firstName: 'Bo' });
    expect(await told()).toEqual([
      {
        type: 'ContactCreate',
        locationId: me.locationId,
        id,
        dateAdded: now,
        dnd: false,
        name: 'Bo',
        firstName: 'Bo',
        tags: [],
        attachments: [],
        customFields: [],
        ...tail,
      },
    ]);
  });

  test('a custom field is its id and its value', async () => {
    await me.subscribe();
    const made = await me.highlevel('POST', `/locations/${me.locationId}/customFields`, {
      name: 'Pin',
      dataType: 'TEXT',
    });
    const field = textAt(made.json, 'customField', 'id');
    await me.createContact({ firstName: 'Bo', customFields: [{ id: field, field_value: '7' }] });
    expect(await told()).toMatchObject([{ customFields: [{ id: field, value: '7' }] }]);
  });

  test('NoteCreate, NoteUpdate and NoteDelete', async () => {
    await me.subscribe();
    const contactId = await me.createContact({ firstName: 'Bo' });
    const notes = `/contacts/${contactId}/notes`;
    const id = textAt((await me.highlevel('POST', notes, { body: 'one' })).json, 'note', 'id');
    await me.highlevel('PUT', `${notes}/${id}`, { body: 'two' });
    await me.highlevel('DELETE', `${notes}/${id}`);
    const note = { locationId: me.locationId, id, contactId, dateAdded: now };
    expect((await told()).slice(1)).toEqual([
      { type: 'NoteCreate', ...note, body: 'one', ...tail },
      { type: 'NoteUpdate', ...note, body: 'two', ...tail },
      { type: 'NoteDelete', ...note, body: 'two', ...tail },
    ]);
  });

  test('TaskCreate, TaskComplete and TaskDelete', async () => {
    await me.subscribe();
    const contactId = await me.createContact({ firstName: 'Bo' });
    const tasks = `/contacts/${contactId}/tasks`;
    const dueDate = '2030-01-01T00:00:00.000Z';
    const fields = { title: 'Call', body: 'soon', assignedTo: 'user1', dueDate };
    const made = await me.highlevel('POST', tasks, { ...fields, completed: false });
    const id = textAt(made.json, 'task', 'id');
    await me.highlevel('PUT', `${tasks}/${id}`, { title: 'Ring' });
    await me.highlevel('PUT', `${tasks}/${id}/completed`, { completed: true });
    await me.highlevel('PUT', `${tasks}/${id}/completed`, { completed: false });
    await me.highlevel('DELETE', `${tasks}/${id}`);
    const task = { locationId: me.locationId, id, contactId, ...fields, dateAdded: now };
    // The vendor has no event for another change of a task.
    expect((await told()).slice(1)).toEqual([
      { type: 'TaskCreate', ...task, ...tail },
      { type: 'TaskComplete', ...task, title: 'Ring', ...tail },
      { type: 'TaskDelete', ...task, title: 'Ring', ...tail },
    ]);
  });

  test('a late delivery tells what was true at the event, not what has become of it', async () => {
    await me.subscribe();
    receiver.answer = status(503);
    const id = await me.createContact({
      firstName: 'Ann',
      phone: '+15125550100',
      tags: ['a', 'b'],
    });
    await told();
    const path = `/contacts/${id}`;
    await me.highlevel('PUT', path, { firstName: 'Anna', phone: '+15125550199' });
    await me.highlevel('DELETE', `${path}/tags`, { tags: ['a'] });
    await me.native('PATCH', `/contacts/${uuidOf(id)}`, { emails: [{ value: 'a@example.com' }] });
    await me.highlevel('DELETE', path);
    receiver.answer = status(200);
    clock.advanceSeconds(15);
    const seen = (await told()).map(({ type, firstName, phone, email, tags }) =>
      [type, firstName, phone, email ?? null, tags].flat(),
    );
    expect(seen).toEqual([
      ['ContactCreate', 'Ann', '+15125550100', null, 'a', 'b'],
      ['ContactUpdate', 'Anna', '+15125550199', null, 'a', 'b'],
      ['ContactTagUpdate', 'Anna', '+15125550199', null, 'b'],
      ['ContactUpdate', 'Anna', '+15125550199', 'a@example.com', 'b'],
      ['ContactDelete', 'Anna', '+15125550199', 'a@example.com', 'b'],
    ]);
  });
});

describe('an event is told', () => {
  test('once for each aspect that changed: fields, tags, do-not-disturb', async () => {
    await me.subscribe();
    const id = await me.createContact({ firstName: 'Ann' });
    await me.highlevel('PUT', `/contacts/${id}`, { lastName: 'Lee', tags: ['a'], dnd: true });
    await me.highlevel('PUT', `/contacts/${id}`, { lastName: 'Lee', tags: ['a'], dnd: true });
    const types = ['ContactCreate', 'ContactUpdate', 'ContactTagUpdate', 'ContactDndUpdate'];
    expect(await toldTypes()).toEqual(types);
  });

  test('for inbound do-not-disturb too, which the vendor leaves untold', async () => {
    await me.subscribe();
    const id = await me.createContact({ firstName: 'Ann' });
    const inboundDndSettings = { all: { status: 'active', message: 'no' } };
    await me.highlevel('PUT', `/contacts/${id}`, { inboundDndSettings });
    expect(await toldTypes()).toEqual(['ContactCreate', 'ContactDndUpdate']);
  });

  test('never of what HighLevel does not show', async () => {
    await me.subscribe({ events: ['ContactUpdate', 'ContactTagUpdate', 'ContactDndUpdate'] });
    const id = uuidOf(await me.createContact({ firstName: 'Ann', phone: '+15125550100' }));
    await me.native('PATCH', `/contacts/${id}`, { jobTitle: 'Boss', archived: true });
    expect(await toldTypes()).toEqual([]);
    await me.native('PATCH', `/contacts/${id}`, { gender: 'female' });
    expect(await toldTypes()).toEqual(['ContactUpdate']);
  });

  test('of a restored contact as of a new one', async () => {
    await me.subscribe();
    const id = await me.createContact({ firstName: 'Ann' });
    await me.highlevel('DELETE', `/contacts/${id}`);
    await me.native('POST', `/contacts/${uuidOf(id)}/restore`);
    expect(await told()).toMatchObject([
      { type: 'ContactCreate', id },
      { type: 'ContactDelete', id },
      { type: 'ContactCreate', id, firstName: 'Ann' },
    ]);
  });

  test('of a contact that is merged into another as of a deleted one, until that is undone', async () => {
    await me.subscribe();
    const survivor = await me.createContact({ firstName: 'Ann' });
    const loser = await me.createContact({ firstName: 'Anne', city: 'Austin' });
    await told();
    const merged = await me.native('POST', `/contacts/${uuidOf(survivor)}/merge`, {
      contactId: uuidOf(loser),
    });
    expect(await told()).toMatchObject([
      { type: 'ContactUpdate', id: survivor, city: 'Austin' },
      { type: 'ContactDelete', id: loser, firstName: 'Anne' },
    ]);
    await me.native('POST', `/merges/${textAt(merged.json, 'merge', 'id')}/undo`, {});
    expect(await told()).toMatchObject([
      { type: 'ContactUpdate', id: survivor, firstName: 'Ann' },
      { type: 'ContactCreate', id: loser, firstName: 'Anne', city: 'Austin' },
    ]);
  });

  test('of every contact of a bulk change of tags', async () => {
    await me.subscribe({ events: ['ContactTagUpdate'] });
    const contacts = [
      await me.createContact({ firstName: 'Ann' }),
      await me.createContact({ firstName: 'Bo' }),
      await me.createContact({ firstName: 'Cy', tags: ['x'] }),
    ];
    await me.highlevel('POST', '/contacts/bulk/tags/update/add', {
      locationId: me.locationId,
      contacts,
      tags: ['x'],
    });
    expect(await told()).toMatchObject(
      contacts.slice(0, 2).map((id) => ({ type: 'ContactTagUpdate', id, tags: ['x'] })),
    );
  });

  test('only if it was subscribed to', async () => {
    await me.subscribe({ events: ['ContactDelete', 'NoteCreate'] });
    const id = await me.createContact({ firstName: 'Ann' });
    await me.highlevel('POST', `/contacts/${id}/notes`, { body: 'x' });
    await me.highlevel('DELETE', `/contacts/${id}`);
    expect(await toldTypes()).toEqual(['NoteCreate', 'ContactDelete']);
  });

  test('of a task that is made as done: made, then done', async () => {
    await me.subscribe({ events: ['TaskCreate', 'TaskComplete'] });
    const id = await me.createContact({ firstName: 'Ann' });
    const task = { title: 'x', dueDate: '2030-01-01T00:00:00.000Z', completed: true };
    await me.highlevel('POST', `/contacts/${id}/tasks`, task);
    expect(await toldTypes()).toEqual(['TaskCreate', 'TaskComplete']);
  });
});

describe('a change through another API', () => {
  test('of ServiceM8: a job contact that makes its person, and a change of it', async () => {
    await me.subscribe();
    const { baseUrl } = server;
    const headers = { 'x-api-key': me.sandbox.servicem8.apiKey };
    const send = (path: string, body: Fields) =>
      exchange(baseUrl, { method: 'POST', path: `/api_1.0/${path}.json`, headers, body });
    const job = (await send('job', { status: 'Quote' })).headers.get('x-record-uuid');
    const made = await send('jobcontact', { job_uuid: job, first: 'Ann', mobile: '+15125550100' });
    const link = made.headers.get('x-record-uuid') ?? '';
    expect((await send(`jobcontact/${link}`, { mobile: '+15125550199' })).status).toBe(200);
    expect(await told()).toMatchObject([
      { type: 'ContactCreate', firstName: 'Ann', phone: '+15125550100' },
      { type: 'ContactUpdate', firstName: 'Ann', phone: '+15125550199' },
    ]);
  });

  test('of VoIPBIN: tags and numbers', async () => {
    await me.subscribe();
    const { accesskey } = me.sandbox.voipbin;
    const send = async (method: string, path: string, body: Fields) => {
      const call = { method, path: `/v1.0${path}`, query: { accesskey }, body };
      const reply = await exchange(server.baseUrl, call);
      expect(reply.status, reply.text).toBeLessThan(300);
      return reply.json;
    };
    const id = textAt(await send('POST', '/contacts', { first_name: 'Ann' }), 'id');
    const tag = textAt(await send('POST', '/tags', { name: 'vip' }), 'id');
    await send('POST', `/contacts/${id}/tags`, { tag_id: tag });
    await send('POST', `/contacts/${id}/phone-numbers`, { number: '+15125550100', type: 'mobile' });
    expect(await told()).toMatchObject([
      { type: 'ContactCreate', firstName: 'Ann' },
      { type: 'ContactTagUpdate', tags: ['vip'] },
      { type: 'ContactUpdate', phone: '+15125550100' },
    ]);
  });

  test('of ServiceTitan: an id that another takes over is deleted, then made', async () => {
    await me.subscribe();
    const { servicetitan } = me.sandbox;
    const token = await askToken(server.baseUrl, servicetitan);
    const headers = { authorization: token, 'st-app-key': servicetitan.appKey };
    const id = '11111111-1111-4111-8111-111111111111';
    const path = `/crm/v2/tenant/${servicetitan.tenant}/contacts/${id}`;
    const send = async (method: string, body?: Fields) => {
      const reply = await exchange(server.baseUrl, { method, path, headers, body });
      expect(reply.status, reply.text).toBeLessThan(300);
    };
    const named = (name: string): Fields => ({ name, referenceId: '7', isArchived: false });
    receiver.answer = status(503);
    await send('PUT', named('Ann Lee'));
    await told();
    await send('PUT', named('Ann Roe'));
    await send('DELETE');
    await send('PUT', named('Zed Zoe'));
    receiver.answer = status(200);
    clock.advanceSeconds(15);
    expect(await told()).toMatchObject([
      { type: 'ContactCreate', name: 'Ann Lee' },
      { type: 'ContactUpdate', name: 'Ann Roe' },
      { type: 'ContactDelete', name: 'Ann Roe' },
      { type: 'ContactCreate', name: 'Zed Zoe' },
    ]);
  });

  test('of unified CRM', async () => {
    await me.subscribe();
    const { apiKey, credentialId } = me.sandbox.unified;
    const reply = await exchange(server.baseUrl, {
      method: 'POST',
      path: '/unified/crm/contacts',
      query: { credentialId },
      headers: { authorization: `Bearer ${apiKey}` },
      body: {
        firstName: 'Ann',
        lastName: 'Lee',
        emailAddresses: [{ emailAddressType: 'main', emailAddress: 'ann@example.com' }],
      },
    });
    expect(reply.status, reply.text).toBeLessThan(300);
    expect(await told()).toMatchObject([{ type: 'ContactCreate', email: 'ann@example.com' }]);
  });
});

describe('a delivery', () => {
  /** Through the vendor's own middleware, as an Express app would run it. */
  async function checked(received: Received, key: string, clientId: string): Promise<Fields> {
    const client = new HighLevel({
      clientId,
      clientSecret: 'x',
      webhookPublicKey: key,
      logLevel: 'none',
    });
    const { headers, body } = received;
    const request = { method: 'POST', url: '/', headers, body: Buffer.from(body) };
    let failure: unknown;
    await client.webhooks.subscribe()(request, {}, (error?: unknown) => {
      failure = error;
    });
    expect(failure).toBeUndefined();
    return request;
  }

  async function oneDelivery(): Promise<Received> {
    await me.subscribe();
    await me.createContact({ firstName: 'Zoë', lastName: '李' });
    await server.runtime.webhooks.round();
    const [received] = receiver.received.splice(0);
    if (received === undefined) throw new Error('one was sent');
    return received;
  }

  async function publicKey(): Promise<Record<'base64' | 'hex' | 'keyId' | 'pem', string>> {
    const reply = await fetch(`${server.baseUrl}/api/v1/webhooks/signing-key`);
    expect(reply.status).toBe(200);
    return (await reply.json()) as Record<'base64' | 'hex' | 'keyId' | 'pem', string>;
  }

  test('is signed with Ed25519 over its bytes, by the key that is published', async () => {
    const { headers, body } = await oneDelivery();
    const signature = Buffer.from(String(headers['x-ghl-signature']), 'base64');
    const { pem } = await publicKey();
    const isSigned = (bytes: string) =>
      verify(null, Buffer.from(bytes), createPublicKey(pem), signature);
    expect(isSigned(body)).toBe(true);
    expect(isSigned(body.replace('Zoë', 'Zoe'))).toBe(false);
    expect(headers).not.toHaveProperty('x-wh-signature');
    expect(headers['content-type']).toBe('application/json');
  });

  test.each(['pem', 'base64', 'hex'] as const)(
    "passes the published client's middleware with the key as %s",
    async (form) => {
      const received = await oneDelivery();
      const key = await publicKey();
      const request = await checked(received, key[form], `${appId}-abc`);
      expect(request).toMatchObject({
        isSignatureValid: true,
        skippedSignatureVerification: false,
      });
      const tampered = { ...received, body: received.body.replace('Zoë', 'Zoe') };
      const refused = await checked(tampered, key[form], `${appId}-abc`);
      expect(refused).toMatchObject({ isSignatureValid: false });
      // Of another app: passed over, not even checked.
      const ignored = await checked(received, key[form], 'other-abc');
      expect(ignored).not.toHaveProperty('isSignatureValid');
    },
  );

  test('comes by itself, soon after the change', async () => {
    await me.subscribe();
    const id = await me.createContact({ firstName: 'Ann' });
    await expect.poll(() => receiver.received).toHaveLength(1);
    expect(receiver.take()).toMatchObject([{ id }]);
  });

  test('never tells of another workspace', async () => {
    const other = await HookedApp.make(server, `${receiver.url}/other`);
    await me.subscribe();
    await other.subscribe();
    const mine = await me.createContact({ firstName: 'Ann' });
    await server.runtime.webhooks.round();
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook']);
    expect(receiver.take()).toMatchObject([{ id: mine, locationId: me.locationId }]);
  });
});
