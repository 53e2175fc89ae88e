import { HighLevel } from '@gohighlevel/api-client';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBase62Id, toBase62Id, type Uuid } from '../../src/core/value/identifier.ts';
import {
  contactOf,
  startHighlevel,
  uuidPattern,
  type HighlevelServer,
} from './highlevel-client.ts';

let server: HighlevelServer;
beforeAll(async () => {
  server = await startHighlevel();
});
afterAll(async () => {
  await server.stop();
});

const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;
const traceId = expect.stringMatching(uuidPattern) as string;
const contactId = expect.stringMatching(/^[0-9A-Za-z]{20}$/) as string;

/** A create in the home location; the contact as the reply shows it. */
async function create(fields: object): Promise<Record<string, unknown>> {
  const reply = await server.call('POST', '/contacts/', {
    body: { locationId: server.home.locationId, ...fields },
  });
  expect(reply.status).toBe(201);
  return contactOf(reply);
}

async function get(id: unknown, version?: string): Promise<Record<string, unknown>> {
  const reply = await server.call('GET', `/contacts/${String(id)}`, { version });
  expect(reply.status).toBe(200);
  return contactOf(reply);
}

function uuidOf(id: unknown): Uuid {
  const uuid = fromBase62Id(String(id));
  if (uuid === null) throw new Error('not an id of ours');
  return uuid;
}

describe('fixtures', () => {
  const folder = new URL('../../src/dialects/highlevel/fixtures/', import.meta.url);
  interface Fixture {
    readonly request: { readonly method: string; readonly path: string; readonly body?: unknown };
    readonly reply: { readonly status: number; readonly body: unknown };
  }

  /** The value with what stands for a placeholder in its place. */
  function filled(value: unknown, values: ReadonlyMap<unknown, unknown>): unknown {
    if (Array.isArray(value)) return value.map((item) => filled(item, values));
    if (typeof value !== 'object' || value === null) return values.get(value) ?? value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, filled(member, values)]),
    );
  }

  test.each(readdirSync(folder))('%s is answered as recorded', async (file) => {
    const fixture = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Fixture;
    const { request, reply } = fixture;
    const { locationId } = server.home;
    const id = request.path.includes('{id}') ? (await create({ firstName: 'Before' }))['id'] : null;
    const path = request.path.replace('{location}', locationId).replace('{id}', String(id));
    const placeholders = new Map<unknown, unknown>([
      ['{location}', locationId],
      ['{id}', id ?? contactId],
      ['{instant}', timestamp],
      ['{uuid}', traceId],
    ]);
    const body = filled(request.body, placeholders);
    const { status, json } = await server.call(request.method, path, { body });
    expect([status, json]).toEqual([reply.status, filled(reply.body, placeholders)]);
  });
});

describe('a contact', () => {
  test('is created, read, updated and deleted, and then unknown', async () => {
    const { id } = await create({ firstName: 'Jane', email: 'Jane.Roe@example.com', gender: 'f' });
    expect(await get(id)).toMatchObject({
      firstName: 'Jane',
      email: 'Jane.Roe@example.com',
      emailLowerCase: 'jane.roe@example.com',
      gender: 'f',
      tags: [],
    });
    const path = `/contacts/${String(id)}`;
    const updated = await server.call('PUT', path, { body: { lastName: 'Roe', email: null } });
    expect(contactOf(updated)).toMatchObject({ name: 'Jane Roe', lastName: 'Roe' });
    expect(contactOf(updated)).not.toHaveProperty('email');
    const deleted = await server.call('DELETE', path);
    expect(deleted.status).toBe(200);
    expect(deleted.json).toEqual({ succeded: true, succeeded: true, traceId });
    for (const method of ['GET', 'DELETE', 'PUT'] as const) {
      const gone = await server.call(method, path, method === 'PUT' ? { body: {} } : {});
      expect(gone.status).toBe(400);
      expect(gone.json).toEqual({
        statusCode: 400,
        message: 'Contact not found',
        error: 'Bad Request',
        traceId,
      });
    }
  });

  test('keeps its values when an update is empty or has no body', async () => {
    const made = await create({ firstName: 'Jane', dnd: true });
    for (const body of [undefined, {}]) {
      const reply = await server.call('PUT', `/contacts/${String(made['id'])}`, { body });
      expect(reply.status).toBe(200);
      expect(contactOf(reply)).toMatchObject({
        firstName: 'Jane',
        dnd: true,
        dateUpdated: made['dateUpdated'],
      });
    }
  });

  test('gets its tags lower-cased, once each, and replaced by an update', async () => {
    const { id, tags } = await create({ tags: ['New-Lead', ' website ', 'NEW-LEAD'] });
    expect(tags).toEqual(['new-lead', 'website']);
    const reply = await server.call('PUT', `/contacts/${String(id)}`, { body: { tags: ['VIP'] } });
    expect(contactOf(reply)['tags']).toEqual(['vip']);
  });

  test('shows the birth date in the form of each reply', async () => {
    const made = await create({
      firstName: 'Born',
      lastName: 'Long Ago',
      dateOfBirth: '09.25.1990',
    });
    expect(made).toMatchObject({
      dateOfBirth: '1990-09-25T00:00:00.000Z',
      birthMonth: 8,
      birthDay: 25,
    });
    expect((await get(made['id']))['dateOfBirth']).toBe('1990-09-25');
    const { locationId } = server.home;
    const search = { locationId, pageLimit: 1, query: 'Born Long Ago' };
    const found = await server.call('POST', '/contacts/search', { body: search });
    expect(found.json['contacts']).toMatchObject([{ dateOfBirth: Date.UTC(1990, 8, 25) }]);
  });

  test('takes custom fields by id and by key, under each name of the value', async () => {
    const { context } = server.home;
    const { customFields } = server.hub;
    const pin = await customFields.create(context, { name: 'Pin code', dataType: 'TEXT' });
    const size = await customFields.create(context, { name: 'Size', dataType: 'NUMERICAL' });
    const likes = await customFields.create(context, { name: 'Likes', dataType: 'CHECKBOX' });
    const made = await create({
      customFields: [
        { id: toBase62Id(pin.id), value: '12345' },
        { key: 'size', field_value: 7 },
        { key: 'contact.likes', fieldValue: ['tea', 'rain'] },
      ],
    });
    const values = [
      { id: toBase62Id(pin.id), value: '12345' },
      { id: toBase62Id(size.id), value: 7 },
      { id: toBase62Id(likes.id), value: ['tea', 'rain'] },
    ];
    expect(made['customFields']).toEqual(values);
    const reply = await server.call('PUT', `/contacts/${String(made['id'])}`, {
      body: { customFields: [{ key: 'size', value: null }] },
    });
    expect(contactOf(reply)['customFields']).toEqual([values[0], values[2]]);
    expect((await get(made['id'], 'v3'))['customFields']).toContainEqual({
      ...values[0],
      fieldValue: '12345',
    });
  });

  test('takes the channels of do-not-disturb in both cases and shows them in that of the version', async () => {
    const { id } = await create({
      dnd: false,
      dndSettings: {
        SMS: { status: 'active', message: 'STOP', code: '103' },
        whatsApp: { status: 'permanent' },
      },
      inboundDndSettings: { all: { status: 'active' } },
    });
    const sms = { status: 'active', message: 'STOP', code: '103' };
    expect(await get(id)).toMatchObject({
      dnd: false,
      dndSettings: { SMS: sms, WhatsApp: { status: 'permanent' } },
      inboundDndSettings: { all: { status: 'active' } },
    });
    expect((await get(id, 'v3'))['dndSettings']).toEqual({
      sms,
      whatsApp: { status: 'permanent' },
    });
    const lifted = await server.call('PUT', `/contacts/${String(id)}`, {
      body: { dndSettings: { sms: { status: 'inactive' } } },
    });
    expect(contactOf(lifted)['dndSettings']).toMatchObject({
      SMS: { status: 'inactive' },
      WhatsApp: { status: 'permanent' },
    });
  });

  test.each(['/contacts', '/contacts/', '/highlevel/contacts', '/highlevel/contacts/'])(
    'is created at %s',
    async (path) => {
      const body = { locationId: server.home.locationId, name: 'Jane Roe' };
      expect((await server.call('POST', path, { body })).status).toBe(201);
    },
  );

  test('is deleted also by clients that announce JSON and send none, or send a body', async () => {
    const json = { 'content-type': 'application/json' };
    for (const call of [
      { headers: json },
      { body: { any: 'thing' } },
      { headers: { ...json, locationId: 'x' } },
    ]) {
      const { id } = await create({ firstName: 'Short-lived' });
      expect((await server.call('GET', `/contacts/${String(id)}/`, { headers: json })).status).toBe(
        200,
      );
      expect((await server.call('DELETE', `/contacts/${String(id)}`, call)).status).toBe(200);
    }
  });
});

describe('what other APIs can see and this one cannot', () => {
  test('survives an update', async () => {
    const { hub, home } = server;
    const { id } = await hub.contacts.create(home.context, {
      givenName: 'Jane',
      familyName: 'Roe',
      jobTitle: 'Plumber',
      nickname: 'Janey',
      externalId: 'ext-1',
      notesText: 'Rings twice',
      methods: [
        { op: 'add', kind: 'phone', entry: { value: 'reception', type: 'work', memo: 'ask' } },
        {
          op: 'add',
          kind: 'phone',
          entry: { value: '(512) 555-0100', type: 'mobile', label: 'Cell' },
        },
        { op: 'add', kind: 'email', entry: { value: 'jane@example.com', isPrimary: true } },
        { op: 'add', kind: 'email', entry: { value: 'office@example.com' } },
      ],
      addresses: [
        {
          op: 'add',
          entry: { type: 'home', street1: '1 Elm St', street2: 'Flat 2', country: 'United States' },
        },
        { op: 'add', entry: { type: 'work', street1: '9 Oak Ave', isPrimary: false } },
      ],
    });
    const before = await hub.contacts.get(home.context, id);
    const shown = await get(toBase62Id(id));
    expect(shown).toMatchObject({
      phone: 'reception',
      additionalPhones: [{ phone: '+15125550100', phoneLabel: 'Cell' }],
      email: 'jane@example.com',
      additionalEmails: [{ email: 'office@example.com' }],
      address1: '1 Elm St',
      country: 'US',
    });
    const { phone, email, address1, country, firstName, lastName, name } = shown;
    const echo = { phone, email, address1, country, firstName, lastName, name };
    const reply = await server.call('PUT', `/contacts/${toBase62Id(id)}`, {
      body: { ...echo, city: 'Austin' },
    });
    expect(reply.status).toBe(200);
    const after = await hub.contacts.get(home.context, id);
    expect(after).toEqual({
      ...before,
      addresses: [{ ...before.addresses[0], city: 'Austin' }, before.addresses[1]],
      updatedAt: after.updatedAt,
      updatedBy: after.updatedBy,
      version: before.version + 1,
    });
  });

  test('is written at once and read back through the core', async () => {
    const { id } = await create({ name: 'Jane van Roe', phone: '512 555 0199', source: 'fair' });
    const contact = await server.hub.contacts.get(server.home.context, uuidOf(id));
    expect(contact).toMatchObject({
      givenName: 'Jane van',
      familyName: 'Roe',
      leadSource: 'fair',
      origin: 'api',
      methods: [{ kind: 'phone', value: '512 555 0199', e164: '+15125550199' }],
    });
  });
});

describe('the published TypeScript client', () => {
  function client(options: { apiVersion?: string } = {}): HighLevel {
    const sdk = new HighLevel({
      privateIntegrationToken: server.home.token,
      logLevel: 'none',
      ...options,
    });
    sdk.getHttpClient().defaults.baseURL = server.baseUrl;
    return sdk;
  }

  test.each([{}, { apiVersion: '2021-07-28' }, { apiVersion: 'v3' }])(
    'creates, reads, finds, updates and deletes with %j',
    async (options) => {
      const { contacts } = client(options);
      const { locationId } = server.home;
      const email = `sdk-${options.apiVersion ?? 'default'}@example.com`;
      const made = await contacts.createContact({
        locationId,
        firstName: 'Sdk',
        email,
        tags: ['A b'],
      });
      const id = made.contact?.id ?? '';
      expect((await contacts.getContact({ contactId: id })).contact).toMatchObject({
        id,
        email,
        tags: ['a b'],
      });
      const found: unknown = await contacts.getDuplicateContact({ locationId, email });
      expect(found).toMatchObject({ contact: { id } });
      const updated = await contacts.updateContact({ contactId: id }, { lastName: 'User' });
      const success = options.apiVersion === 'v3' ? { succeeded: true } : { succeded: true };
      expect(updated).toMatchObject({ ...success, contact: { name: 'Sdk User' } });
      const listed = await contacts.getContacts({ locationId, limit: 1 });
      expect(listed.contacts).toMatchObject([{ id }]);
      const searched: unknown = await contacts.searchContactsAdvanced({
        locationId,
        pageLimit: 5,
        query: email,
      });
      expect(searched).toMatchObject({ total: 1, contacts: [{ id }] });
      expect(await contacts.deleteContact({ contactId: id })).toMatchObject({ succeded: true });
      await expect(contacts.getContact({ contactId: id })).rejects.toMatchObject({
        name: 'GHLError',
        statusCode: 400,
        message: expect.stringContaining('Contact not found') as string,
      });
    },
  );

  test('works with what sandbox.json says', async () => {
    const { clientBaseUrl, locationId, accessToken } = server.sandbox;
    const sdk = new HighLevel({ privateIntegrationToken: accessToken, logLevel: 'none' });
    sdk.getHttpClient().defaults.baseURL = clientBaseUrl;
    const { contact } = await sdk.contacts.createContact({ locationId, name: 'Sandy Box' });
    expect(contact).toMatchObject({ locationId, firstName: 'Sandy', lastName: 'Box' });
  });

  test('reads the refusal of a duplicate', async () => {
    const { locationId, token } = server.strict;
    const sdk = new HighLevel({ privateIntegrationToken: token, logLevel: 'none' });
    sdk.getHttpClient().defaults.baseURL = server.baseUrl;
    const made = await sdk.contacts.createContact({
      locationId,
      name: 'Jane Roe',
      phone: '+15125550111',
    });
    const refused = sdk.contacts.createContact({ locationId, phone: '(512) 555-0111' });
    await expect(refused).rejects.toMatchObject({
      statusCode: 400,
      response: {
        message: 'This location does not allow duplicated contacts.',
        meta: { contactId: made.contact?.id, contactName: 'Jane Roe', matchingField: 'phone' },
      },
    });
  });
});
