/** ServiceTitan's contacts over a listening server, as its clients call them. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  expectError,
  like,
  ok,
  sentences,
  ServicetitanClient,
  trace,
  validation,
  type Contact,
} from './servicetitan-client.ts';

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

let client: ServicetitanClient;
beforeAll(async () => {
  client = await ServicetitanClient.start();
});
afterAll(() => client.stop());

describe('one contact', () => {
  test('Contacts_Create, Contacts_Get, Contacts_Update and Contacts_DeleteContact in the life of one', async () => {
    const body = { name: 'Dana Whitfield', title: 'Site manager', referenceId: 'crm-1001' };
    const created = await client.create(body);
    expect(Object.keys(created)).toEqual([
      'id',
      'referenceId',
      'name',
      'title',
      'isArchived',
      'createdOn',
      'createdBy',
      'modifiedOn',
      'modifiedBy',
    ]);
    expect(created).toMatchObject({ ...body, isArchived: false });
    expect(created.id).toMatch(guid);
    expect(await ok(client.call('GET', `/contacts/${created.id.toUpperCase()}`))).toEqual(created);

    const archived = await ok<Contact>(
      client.call('PATCH', `/contacts/${created.id}`, { isArchived: true }),
    );
    expect(archived).toMatchObject({ ...body, isArchived: true, createdOn: created.createdOn });
    const page = await client.list('isArchived=True&includeTotal=true&referenceId=crm-1001');
    expect(page).toEqual({
      page: 1,
      pageSize: 50,
      hasMore: false,
      totalCount: 1,
      data: [archived],
    });

    const removed = await client.call('DELETE', `/contacts/${created.id}`);
    expect([removed.status, removed.text]).toEqual([200, '']);
    expect(removed.headers.get('content-length')).toBe('0');
    for (const method of ['GET', 'DELETE']) {
      const missing = await client.call(method, `/contacts/${created.id}`);
      expectError(missing, 404, 'Contact not found', { '': sentences });
    }
    expect(await client.list('referenceId=crm-1001')).toMatchObject({ data: [], totalCount: null });
  });

  test('Contacts_Update patches what is said only, and null clears', async () => {
    const { id } = await client.create({ name: 'Lee Ortega', title: 'Owner', referenceId: 'lee' });
    expect(await ok(client.call('PATCH', `/contacts/${id}`, { title: null }))).toMatchObject({
      name: 'Lee Ortega',
      title: null,
      referenceId: 'lee',
    });
    expect(await ok(client.call('PATCH', `/contacts/${id}`, { name: 'Lee' }))).toMatchObject({
      name: 'Lee',
      referenceId: 'lee',
    });
  });

  test('Contacts_Update leaves modifiedOn alone when nothing changes', async () => {
    const before = await client.create({ name: 'Sam Ng', title: 'Owner' });
    for (const body of [{}, { name: 'Sam Ng', isArchived: false }]) {
      expect(await ok(client.call('PATCH', `/contacts/${before.id}`, body))).toEqual(before);
    }
  });

  test('Contacts_Create ignores members that the vendor has not', async () => {
    const body = { name: 'Kim Park', isArchived: true, phoneSettings: {}, id: 'x' };
    expect(await client.create(body)).toMatchObject({ name: 'Kim Park', isArchived: false });
  });

  test('Contacts_Replace creates a contact under the GUID given, then replaces it', async () => {
    const path = '/contacts/5E1F0C52-93C8-4A3E-8B2A-8D1C7B1A0001';
    const body = { name: 'Ruth Vance', title: 'Tenant', isArchived: false };
    const created = await ok<Contact>(client.call('PUT', path, body));
    expect(created).toMatchObject({ ...body, id: '5e1f0c52-93c8-4a3e-8b2a-8d1c7b1a0001' });
    const replaced = await ok<Contact>(
      client.call('PUT', path, { referenceId: 'r', isArchived: true }),
    );
    expect(replaced).toEqual({
      ...created,
      name: null,
      title: null,
      referenceId: 'r',
      isArchived: true,
      modifiedOn: like(instant),
    });
  });

  test('Contacts_Replace makes a fresh contact under the GUID of a deleted one', async () => {
    const old = await client.create({ name: 'Old Name', title: 'Old', referenceId: 'old' });
    await ok(client.call('DELETE', `/contacts/${old.id}`));
    const fresh = await ok<Contact>(
      client.call('PUT', `/contacts/${old.id}`, { name: 'New Name', isArchived: false }),
    );
    expect(fresh).toMatchObject({ id: old.id, name: 'New Name', title: null, referenceId: null });
    expect(Date.parse(fresh.createdOn)).toBeGreaterThanOrEqual(Date.parse(old.modifiedOn));
    expect(await ok(client.call('GET', `/contacts/${old.id}`))).toEqual(fresh);
  });

  test('Contacts_Replace takes the same new GUID from many at once, and one contact stands', async () => {
    const path = '/contacts/5e1f0c52-93c8-4a3e-8b2a-8d1c7b1a0002';
    const puts = Array.from({ length: 8 }, (_, index) =>
      client.call('PUT', path, { name: `Writer ${index}`, referenceId: 'race', isArchived: false }),
    );
    expect((await Promise.all(puts)).map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect((await client.list('referenceId=race')).data).toHaveLength(1);
  });
});

describe('beside the other APIs', () => {
  const rich = {
    givenName: 'Nora',
    familyName: 'Del Rio',
    jobTitle: 'Owner',
    companyName: 'Example Roofing',
    externalId: 'rich-1',
    phones: [{ value: '+1 555 123 4567', type: 'mobile' }],
    emails: [{ value: 'nora@example.com' }],
    addresses: [{ street1: '1 Example St', city: 'Springfield', country: 'US' }],
    tags: ['vip'],
  };
  interface NativeContact {
    readonly id: string;
    readonly [field: string]: unknown;
  }

  test('changes of a rich contact leave all else as it was', async () => {
    const made = await client.native('POST', '/contacts', rich);
    expect(made.status, made.text).toBe(201);
    const before = made.json as NativeContact;
    expect(await ok(client.call('GET', `/contacts/${before.id}`))).toMatchObject({
      name: 'Nora Del Rio',
      title: 'Owner',
      referenceId: 'rich-1',
    });
    const path = `/contacts/${before.id}`;
    await ok(client.call('PATCH', path, { title: 'Director' }));
    await ok(client.call('PUT', path, { name: 'Nora Del Rio', title: 'CEO', isArchived: false }));
    const { json } = await client.native('GET', path);
    const moved = ['updatedAt', 'version'].map((name) => [name, (json as NativeContact)[name]]);
    expect(json).toEqual({
      ...before,
      ...Object.fromEntries(moved),
      jobTitle: 'CEO',
      externalId: null,
    });
  });

  test('answers the same under the prefix of the dialect and with a trailing slash', async () => {
    const { name, id } = await client.create({ name: 'Two Ways' });
    const tail = `/crm/v2/tenant/${client.tenant}/contacts/${id}`;
    for (const path of [`/servicetitan${tail}`, `${tail}/`]) {
      const reply = await client.send(path, { headers: client.signed() });
      expect(reply.json).toMatchObject({ id, name });
    }
  });
});

describe('bad input', () => {
  const long = 'x'.repeat(2001);
  const three = ['name', 'title', 'referenceId'];
  const unused = '5e1f0c52-93c8-4a3e-8b2a-8d1c7b1a0003';

  test.each<[string, string, string[], object?]>([
    ['POST', '/contacts', ['name'], { name: 5 }],
    ['POST', '/contacts', three, { name: true, title: {}, referenceId: [] }],
    ['POST', '/contacts', three, { name: long, title: long, referenceId: long }],
    ['POST', '/contacts', ['title'], { title: 'a\u0000b' }],
    ['POST', '/contacts', ['referenceId'], { referenceId: '\ud800' }],
    ['POST', '/contacts', ['customerId'], { customerId: 'x' }],
    ['POST', '/contacts', [''], []],
    ['PUT', `/contacts/${unused}`, ['isArchived'], { name: 'x' }],
    ['PUT', `/contacts/${unused}`, ['isArchived'], { isArchived: 'true' }],
    ['PATCH', `/contacts/${unused}`, ['isArchived'], { isArchived: null }],
    ['GET', `/contacts/${unused.replaceAll('-', '')}`, ['id']],
    ['DELETE', '/contacts/1', ['id']],
    ['GET', '/contacts?page=0', ['page']],
    ['GET', '/contacts?page=x&pageSize=5001', ['page', 'pageSize']],
    ['GET', '/contacts?pageSize=0&includeTotal=yes', ['pageSize', 'includeTotal']],
    ['GET', '/contacts?sort=Name&isArchived=maybe', ['sort', 'isArchived']],
    ['GET', '/contacts?createdBefore=x&modifiedBefore=1', ['createdBefore', 'modifiedBefore']],
    ['GET', '/contacts?createdOnOrAfter=2026-02-30', ['createdOnOrAfter']],
    ['GET', '/contacts?modifiedOnOrAfter=now', ['modifiedOnOrAfter']],
    ['GET', '/contacts?name=a&name=b', ['name']],
  ])('%s %s is 400 naming %j', async (method, path, fields, body) => {
    const before = await client.list('includeTotal=true&pageSize=1');
    const reply = await client.call(method, path, body);
    expectError(
      reply,
      400,
      validation,
      Object.fromEntries(fields.map((field) => [field, sentences])),
    );
    expect((await client.list('includeTotal=true&pageSize=1')).totalCount).toBe(before.totalCount);
  });

  test('an unreadable, missing or foreign body is refused in the same form', async () => {
    const post = (type: string, body: string) =>
      client.send(`/crm/v2/tenant/${client.tenant}/contacts`, {
        method: 'POST',
        headers: client.signed({ 'content-type': type }),
        body,
      });
    const unreadable = await post('application/json', '{"name":');
    expectError(unreadable, 400, 'The request body cannot be read', { '': sentences });
    expectError(await post('application/json', ''), 400, validation, { '': sentences });
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      expectError(await post(type, 'name=x'), 415, 'Unsupported media type', { '': sentences });
    }
    const large = await post('application/json', `{"name":"${'x'.repeat(1_100_000)}"}`);
    expectError(large, 413, 'The request body is too large', { '': sentences });
  });

  test('unknown ids are 404 for reading, patching and deleting', async () => {
    const path = '/contacts/5e1f0c52-93c8-4a3e-8b2a-8d1c7b1affff';
    const replies = [
      await client.call('GET', path),
      await client.call('PATCH', path, {}),
      await client.call('DELETE', path),
    ];
    for (const reply of replies) {
      expectError(reply, 404, 'Contact not found', { '': sentences });
    }
  });

  test('other verbs are 405, and what is not served is 404', async () => {
    const wrong = await client.call('PUT', '/contacts', {});
    expectError(wrong, 405, 'Method not allowed', { '': sentences });
    expect(wrong.headers.get('allow')).toBe('GET, POST');
    for (const path of [
      '/contacts/relationships',
      '/contacts/5e1f0c52-93c8-4a3e-8b2a-8d1c7b1a0001/notes',
      '/export/contacts',
      '/nothing',
    ]) {
      expectError(await client.call('GET', path), 404, 'Resource not found', { '': sentences });
    }
  });

  test('Contacts_Create for an unknown customer is 409 and for a known one is not', async () => {
    const number = await client.makeCustomer('Example Customer');
    expect(await client.create({ name: 'Pat Doyle', customerId: number })).toMatchObject({
      name: 'Pat Doyle',
    });
    const reply = await client.call('POST', '/contacts', {
      name: 'Pat Doyle 2',
      customerId: number + 1,
    });
    expectError(reply, 409, 'Unknown customer', { customerId: sentences });
    expect(await client.namesIn('name=Pat Doyle 2')).toEqual([]);
  });
});

describe('fixtures', () => {
  const folder = new URL('../../src/dialects/servicetitan/fixtures/', import.meta.url);
  const patterns = new Map<unknown, unknown>([
    ['{guid}', like(guid)],
    ['{instant}', like(instant)],
    ['{trace}', like(trace)],
    ['{integer}', expect.any(Number)],
  ]);
  interface Fixture {
    readonly request: { readonly method: string; readonly path: string; readonly body?: unknown };
    readonly reply: { readonly status: number; readonly body: Record<string, unknown> };
  }

  test.each(readdirSync(folder))('%s is answered as recorded', async (file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const { request, reply } = JSON.parse(text) as Fixture;
    const path = request.path.replace('/crm/v2/tenant/{tenant}', '');
    const { status, json } = await client.call(request.method, path, request.body);
    const body = Object.entries(reply.body).map(([key, value]) => [
      key,
      patterns.get(value) ?? value,
    ]);
    expect([status, json]).toEqual([reply.status, Object.fromEntries(body)]);
  });
});
