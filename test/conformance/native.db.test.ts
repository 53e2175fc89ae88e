import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NativeClient } from './native-client.ts';

let client: NativeClient;
beforeAll(async () => {
  client = await NativeClient.start();
});
afterAll(() => client.server.stop());

const unknownId = '01a1fc6c-3ec4-71df-850b-ae48f390f9a2';

async function created(body: object = { givenName: 'Ann', familyName: 'Lee' }): Promise<string> {
  const reply = await client.post('/contacts', body);
  expect(reply.status).toBe(201);
  return reply.json.id;
}

describe('fixtures', () => {
  const folder = new URL('../../src/dialects/native/fixtures/', import.meta.url);
  interface Fixture {
    readonly request: { readonly method: string; readonly path: string; readonly body?: unknown };
    readonly reply: { readonly status: number; readonly etag?: string; readonly body: unknown };
  }
  const uuid = expect.stringMatching(
    /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8[0-7][0-9a-f]{2}-[0-9a-f]{12}$/,
  ) as unknown;
  const instant = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/) as unknown;
  const request = expect.stringMatching(/^req_[a-z2-7]{26}$/) as unknown;
  const number = expect.any(Number) as unknown;

  /** The value with what stands for a placeholder in its place; a whole text or, for the id, a part of one. */
  function filled(value: unknown, id: string): unknown {
    if (Array.isArray(value)) return value.map((item) => filled(item, id));
    if (typeof value === 'string') {
      const placeholders: Record<string, unknown> = {
        '{uuid}': uuid,
        '{instant}': instant,
        '{request}': request,
        '{actor}': number,
        '{number}': number,
      };
      return placeholders[value] ?? value.replace('{id}', id);
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, member]) => [key, filled(member, id)]),
    );
  }

  test.each(readdirSync(folder))('%s is answered as recorded', async (file) => {
    const fixture = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Fixture;
    const { method, path, body } = fixture.request;
    const former = { givenName: 'Before', emails: [{ value: 'before@example.com' }] };
    const id = path.includes('{id}') ? await created(former) : '';
    const address = path.replace('/api/v1', '').replace('{id}', id);
    const reply = await client.call(method, address, body, {});
    expect(reply.status).toBe(fixture.reply.status);
    expect(reply.headers.get('etag')).toBe(fixture.reply.etag ?? null);
    expect(reply.text === '' ? null : reply.json).toEqual(filled(fixture.reply.body, id));
  });
});

describe('a contact', () => {
  test('is created whole and read back as it was answered', async () => {
    const account = await client.post('/accounts', { name: 'Lee & Sons' });
    await client.post('/custom-fields', { name: 'Shoe size', dataType: 'NUMERICAL' });
    const body = {
      kind: 'person',
      givenName: 'Ann',
      familyName: 'Lee',
      displayName: 'Annie',
      namePrefix: 'Dr',
      middleName: 'Mae',
      nameSuffix: 'Jr',
      nickname: 'Ace',
      jobTitle: 'Plumber',
      companyName: 'Lee & Sons',
      accountId: account.json.id,
      externalId: 'crm-1',
      leadSource: 'fair',
      leadType: 'warm',
      website: 'https://example.com',
      timeZone: 'America/Chicago',
      dateOfBirth: '09/25/1990',
      gender: 'female',
      language: 'en',
      photo: 'photo-1',
      assignedTo: 'bob',
      notesText: 'two\nlines',
      phones: [
        {
          value: '(512) 555-0100',
          type: 'Mobile',
          label: 'cell',
          isPrimary: true,
          memo: 'evenings',
          referenceId: 'r1',
        },
        { value: '512 555 0101', type: 'fax' },
      ],
      emails: [{ value: 'Ann.Lee@Example.com', type: 'work' }],
      addresses: [
        {
          type: 'home',
          street1: '1 Main St',
          city: 'Austin',
          state: 'TX',
          country: 'USA',
          postalCode: '78701',
        },
      ],
      tags: ['VIP', ' vip ', 'Plumbing'],
      customFields: { shoe_size: 38 },
      consent: { channels: { sms: { status: 'active', message: 'asked' } } },
      attribution: { source: 'ad' },
      archived: true,
      lastActivityAt: '2026-03-01T12:00:00.25Z',
    };
    const made = await client.post('/contacts', body);
    expect(made.status).toBe(201);
    expect(made.headers.get('etag')).toBe('"v1"');
    expect(made.headers.get('location')).toBe(
      `${client.server.baseUrl}/api/v1/contacts/${made.json.id}`,
    );
    const { phones, emails, addresses, tags, dateOfBirth, customFields, consent, ...plain } = body;
    expect(made.json).toMatchObject({
      ...plain,
      fullName: 'Ann Lee',
      displayName: 'Annie',
      dateOfBirth: '1990-09-25',
      origin: 'api',
      tags: ['vip', 'plumbing'],
      customFields,
      consent: {
        dnd: false,
        channels: { sms: { status: 'active', message: 'asked', code: null } },
        inbound: null,
      },
      phones: [
        { ...phones[0], type: 'mobile', e164: '+15125550100', inferred: true, ext: null },
        { ...phones[1], e164: '+15125550101', isPrimary: false },
      ],
      emails,
      addresses: [{ ...addresses[0], countryCode: 'US', street2: null }],
      deletedAt: null,
      version: 1,
    });
    const read = await client.get(`/contacts/${made.json.id}`);
    expect(read.status).toBe(200);
    expect(read.headers.get('etag')).toBe('"v1"');
    expect(read.json).toEqual(made.json);
    expect(tags).toHaveLength(3);
    expect(dateOfBirth).toBe('09/25/1990');
    expect(consent.channels.sms.status).toBe('active');
  });

  test('changes only where the merge patch says so, in either content type', async () => {
    const id = await created({
      givenName: 'Ann',
      familyName: 'Lee',
      jobTitle: 'Plumber',
      phones: [{ value: '5125550111', memo: 'm' }],
      tags: ['a'],
    });
    const before = (await client.get(`/contacts/${id}`)).json;
    const patched = await client.patch(`/contacts/${id}`, {
      familyName: 'Ray',
      jobTitle: null,
      phones: [{ value: '+1 512 555 0111' }, { value: '5125550112' }],
    });
    expect(patched.status).toBe(200);
    expect(patched.json).toMatchObject({
      givenName: 'Ann',
      familyName: 'Ray',
      fullName: 'Ann Ray',
      jobTitle: null,
      tags: ['a'],
      version: 2,
    });
    expect(patched.json.phones[0]).toMatchObject({ id: before.phones[0]?.id, memo: 'm' });
    expect(patched.json.phones).toHaveLength(2);
    const again = await client.patch(
      `/contacts/${id}`,
      { fullName: 'Bo Derek', tags: null },
      { 'content-type': 'application/json' },
    );
    expect(again.json).toMatchObject({
      givenName: 'Bo',
      familyName: 'Derek',
      tags: [],
      version: 3,
    });
    const same = await client.patch(`/contacts/${id}`, { fullName: 'Bo Derek' });
    expect(same.json.version).toBe(3);
  });

  test('is archived by a patch and stays listed', async () => {
    const id = await created();
    const archived = await client.patch(`/contacts/${id}`, { archived: true });
    expect(archived.json.archivedAt).toMatch(/^2\d{3}-/);
    expect((await client.get('/contacts?archived=true&limit=200')).text).toContain(id);
    expect((await client.patch(`/contacts/${id}`, { archived: false })).json.archivedAt).toBeNull();
  });

  test('is gone once deleted and back once restored', async () => {
    const id = await created({ givenName: 'Gone', emails: [{ value: 'gone@example.com' }] });
    expect((await client.delete(`/contacts/${id}`)).status).toBe(204);
    expect((await client.get(`/contacts/${id}`)).status).toBe(404);
    expect((await client.patch(`/contacts/${id}`, { givenName: 'X' })).status).toBe(404);
    expect((await client.delete(`/contacts/${id}`)).status).toBe(404);
    expect((await client.get('/lookup?email=gone@example.com')).json.data).toEqual([]);
    expect((await client.get('/contacts?query=gone')).json.data).toEqual([]);
    expect((await client.get('/contacts?include=deleted&limit=200')).text).toContain(id);
    expect((await client.get(`/contacts/${id}?includeDeleted=true`)).json.deletedAt).toMatch(/Z$/);
    const restored = await client.post(`/contacts/${id}/restore`);
    expect(restored.status).toBe(200);
    expect(restored.json).toMatchObject({ givenName: 'Gone', deletedAt: null, version: 3 });
    expect((await client.get('/lookup?email=GONE@example.com')).json.data).toHaveLength(1);
  });

  test('tells its history, newest first and page by page', async () => {
    const id = await created({ givenName: 'Hista', phones: [{ value: '5125550120' }] });
    await client.patch(`/contacts/${id}`, { familyName: 'Ry' });
    await client.delete(`/contacts/${id}`);
    const first = await client.get(`/contacts/${id}/history?limit=2`);
    expect(first.json.data).toMatchObject([
      { type: 'deleted', version: 3 },
      {
        type: 'updated',
        version: 2,
        changes: { familyName: { from: null, to: 'Ry' } },
        dialect: 'native',
      },
    ]);
    const rest = await client.get(`/contacts/${id}/history?cursor=${first.json.nextCursor}`);
    expect(rest.json.data).toMatchObject([
      {
        type: 'created',
        version: 1,
        after: { givenName: 'Hista', phones: [{ value: '5125550120' }] },
      },
    ]);
    expect(rest.json.nextCursor).toBeNull();
    expect((await client.get(`/contacts/${unknownId}/history`)).status).toBe(404);
  });
});

describe('contact methods', () => {
  test('are added, changed and removed one at a time, each with the tag of the contact', async () => {
    const id = await created();
    const added = await client.post(`/contacts/${id}/phones`, {
      value: '(512) 555-0130',
      type: 'work',
    });
    expect(added.status).toBe(201);
    expect(added.headers.get('etag')).toBe('"v2"');
    expect(added.json).toMatchObject({ value: '(512) 555-0130', e164: '+15125550130' });
    const twice = await client.post(`/contacts/${id}/phones`, {
      value: '5125550130',
      memo: 'desk',
    });
    expect(twice.status).toBe(200);
    expect(twice.json).toMatchObject({
      id: added.json.id,
      value: '(512) 555-0130',
      memo: 'desk',
    });
    const path = `/contacts/${id}/phones/${added.json.id}`;
    const changed = await client.patch(path, { value: '5125550131', isPrimary: true });
    expect(changed.json).toMatchObject({
      id: added.json.id,
      e164: '+15125550131',
      isPrimary: true,
      memo: 'desk',
    });
    expect(
      (await client.patch(`/contacts/${id}/emails/${added.json.id}`, { memo: 'x' })).status,
    ).toBe(404);
    expect((await client.delete(path)).status).toBe(204);
    expect((await client.delete(path)).status).toBe(404);
    const email = await client.post(`/contacts/${id}/emails`, { value: 'Two@Example.com' });
    expect(email.json).toEqual({
      id: email.json.id,
      value: 'Two@Example.com',
      type: '',
      label: null,
      isPrimary: false,
      memo: null,
      referenceId: null,
    });
  });

  test('include postal addresses', async () => {
    const id = await created();
    const added = await client.post(`/contacts/${id}/addresses`, {
      city: 'Austin',
      country: 'Germany',
    });
    expect(added.status).toBe(201);
    expect(added.json).toMatchObject({ city: 'Austin', countryCode: 'DE' });
    const path = `/contacts/${id}/addresses/${added.json.id}`;
    expect((await client.patch(path, { city: 'Berlin' })).json).toMatchObject({
      city: 'Berlin',
      country: 'Germany',
    });
    expect((await client.delete(path)).status).toBe(204);
    expect((await client.get(`/contacts/${id}`)).json.addresses).toEqual([]);
  });
});

describe('consent', () => {
  test('is tightened freely, and relaxed only with a reason that the history keeps', async () => {
    const id = await created({ givenName: 'Quiet', consent: { dnd: true } });
    const path = `/contacts/${id}/consent`;
    const kept = await client.put(path, { channels: { email: { status: 'permanent' } } });
    expect(kept.json).toMatchObject({ dnd: true, channels: { email: { status: 'permanent' } } });
    const refused = await client.put(path, { dnd: false });
    expect(refused.status).toBe(400);
    expect(refused.json.errors).toMatchObject([{ path: 'reason' }]);
    const byPatch = await client.patch(`/contacts/${id}`, { consent: { dnd: false } });
    expect(byPatch.json.errors).toMatchObject([{ path: 'consent.reason' }]);
    expect((await client.get(`/contacts/${id}`)).json.consent.dnd).toBe(true);
    const relaxed = await client.put(path, { dnd: false, reason: 'asked by phone' });
    expect(relaxed.json.dnd).toBe(false);
    const [event] = (await client.get(`/contacts/${id}/history`)).json.data;
    expect(event).toMatchObject({ type: 'consent-relaxed', note: { reason: 'asked by phone' } });
  });

  test('is relaxed only by a key that may', async () => {
    const id = await created({ givenName: 'Quiet', consent: { dnd: true } });
    const writer = await client.restricted(['person.write']);
    const reply = await writer.put(`/contacts/${id}/consent`, { dnd: false, reason: 'because' });
    expect(reply.status).toBe(403);
    expect(reply.json.detail).toContain('consent.relax');
  });
});

describe('look-up', () => {
  test('gives every match, live before archived, primary before others, with what matched', async () => {
    const shared = [{ value: '+49 30 123456', type: 'home' }];
    const first = await created({ givenName: 'Old', phones: shared });
    const archived = await created({ givenName: 'Arch', phones: shared, archived: true });
    const primary = await created({
      givenName: 'Prim',
      phones: [{ ...shared[0], isPrimary: true }],
    });
    const reply = await client.get(`/lookup?phone=${encodeURIComponent('+4930123456')}`);
    expect(reply.json.data.map((match) => match.contactId)).toEqual([primary, first, archived]);
    expect(reply.json.data[1]).toEqual({
      contactId: first,
      name: 'Old',
      givenName: 'Old',
      familyName: null,
      companyName: null,
      jobTitle: null,
      archived: false,
      matched: { kind: 'phone', value: '+49 30 123456', type: 'home', isPrimary: false },
    });
  });

  test('asks for one of its two parameters', async () => {
    const reply = await client.get('/lookup');
    expect(reply.status).toBe(400);
    expect(reply.json.errors).toMatchObject([{ path: 'phone' }]);
    expect((await client.get('/lookup?phone=%2B19995550000')).json).toEqual({ data: [] });
  });
});
