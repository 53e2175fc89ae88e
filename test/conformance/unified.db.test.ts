/** The contacts of the unified CRM API over a listening server, as its clients call them. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { normalizeUuid, type Uuid } from '../../src/core/value/identifier.ts';
import { expectError, expectOk, UnifiedClient, type Contact } from './unified-client.ts';

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const like = (form: RegExp): unknown => expect.stringMatching(form);

let client: UnifiedClient;
beforeAll(async () => {
  client = await UnifiedClient.start();
});
afterAll(() => client.stop());

const hub = () => client.server.runtime.hub;
const stored = (contact: Contact) => hub().contacts.get(client.context, uuidOf(contact));
function uuidOf({ id }: { readonly id: string }): Uuid {
  const found = normalizeUuid(id);
  if (found === null) throw new Error('no uuid');
  return found;
}

const address = {
  addressType: 'billing',
  street1: '1 Example Street',
  street2: 'Suite 2',
  city: 'Springfield',
  state: 'Illinois',
  countrySubdivision: 'US-IL',
  country: 'United States',
  postalCode: '62701',
};
const ada = {
  lastName: 'Lovelace',
  firstName: 'Ada',
  account: 'Example Engines',
  addresses: [address, { ...address, addressType: 'shipping', street1: '2 Example Street' }],
  emailAddresses: [
    { emailAddressType: 'main', emailAddress: 'Ada@example.com' },
    { emailAddressType: 'secondary', emailAddress: 'a.lovelace@example.com' },
  ],
  phoneNumbers: [
    { phoneNumberType: 'primary', phoneNumber: '(555) 123-4567' },
    { phoneNumberType: 'secondary', phoneNumber: '+44 20 7946 0018' },
  ],
};

describe('fixtures', () => {
  const folder = new URL('../../src/dialects/unified/fixtures/', import.meta.url);
  const patterns: Readonly<Record<string, unknown>> = {
    '{uuid}': like(uuid),
    '{instant}': like(instant),
    '{request}': like(/^req_[a-z2-7]{26}$/),
  };
  interface Fixture {
    readonly request: { readonly method: string; readonly path: string; readonly body?: unknown };
    readonly reply: { readonly status: number; readonly body: unknown };
  }

  /** The value with patterns in the place of what stands for them. */
  function matched(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(matched);
    if (typeof value === 'string') return patterns[value] ?? value;
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, matched(inner)]));
  }

  test.each(readdirSync(folder))('%s is answered as recorded', async (file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const { request, reply } = JSON.parse(text) as Fixture;
    const { id } = await client.create({ lastName: 'Before' });
    const path = request.path.replace('{credential}', client.credentialId).replace('{id}', id);
    const { status, json } = await client.call(request.method, path, { body: request.body });
    expect([status, json]).toEqual([reply.status, matched(reply.body)]);
  });
});

describe('a contact', () => {
  test('is created with every field of the request and every key of the reply', async () => {
    const contact = await client.create(ada);
    expect(contact).toEqual({
      ...ada,
      id: like(uuid),
      remoteId: contact.id,
      lastActivityAt: null,
      remoteCreatedAt: contact.createdAt,
      remoteUpdatedAt: contact.updatedAt,
      remoteDeleted: false,
      createdAt: like(instant),
      updatedAt: contact.createdAt,
    });
    expect(await client.get(contact.id)).toEqual(contact);
    expect(await client.get(contact.id.toUpperCase())).toEqual(contact);
  });

  test('is one and the same for every other API', async () => {
    const contact = await stored(await client.create(ada));
    expect(contact).toMatchObject({ givenName: 'Ada', familyName: 'Lovelace', origin: 'api' });
    expect(contact.methods.map(({ value, type, isPrimary }) => [value, type, isPrimary])).toEqual(
      expect.arrayContaining([
        ['Ada@example.com', 'main', true],
        ['a.lovelace@example.com', 'secondary', false],
        ['(555) 123-4567', 'primary', true],
        ['+44 20 7946 0018', 'secondary', false],
      ]),
    );
    expect(contact.addresses[0]).toMatchObject({ type: 'billing', countryCode: 'US' });
  });

  test.each(['PUT', 'PATCH'])('keeps under %s what the request leaves out', async (method) => {
    const before = await client.create(ada);
    const path = client.path(`/${before.id}`);
    const body = { addresses: [{ addressType: 'mailing', city: 'Shelbyville' }] };
    const { contact } = expectOk(await client.call(method, path, { body }));
    const empty = Object.fromEntries(Object.keys(address).map((key) => [key, null]));
    expect(contact).toEqual({
      ...before,
      addresses: [{ ...empty, addressType: 'mailing', city: 'Shelbyville' }],
      remoteUpdatedAt: contact.updatedAt,
      updatedAt: contact.updatedAt,
    });
    expect(contact.updatedAt > before.updatedAt).toBe(true);
    expect(await client.get(before.id)).toEqual(contact);
  });

  test('is cleared by null, field by field', async () => {
    const { id } = await client.create(ada);
    const nothing = { firstName: null, account: null, addresses: null, phoneNumbers: [] };
    const contact = await client.update(id, { ...nothing, emailAddresses: null, lastName: null });
    expect(contact).toMatchObject({
      firstName: null,
      lastName: null,
      account: null,
      addresses: [],
      emailAddresses: [],
      phoneNumbers: [],
    });
  });

  test('is not changed when a reply comes back whole, and the read-only keys are reported', async () => {
    const before = await client.create({ ...ada, remoteFields: { tags: ['vip'] } });
    const { version } = await stored(before);
    const path = client.path(`/${before.id}`, 'includeRemoteFields=true');
    const shown = await client.get(before.id, 'includeRemoteFields=true');
    const reply = await client.call('PUT', path, { body: shown });
    const { contact, warnings } = expectOk(reply);
    expect(contact).toEqual(shown);
    expect((await stored(before)).version).toBe(version);
    expect(new Set(warnings.map(({ code }) => code))).toEqual(new Set(['read_only_field']));
    expect(warnings).toHaveLength(8);
  });

  test('leaves alone what this API does not show', async () => {
    const { id } = await client.create(ada);
    await hub().contacts.update(client.context, uuidOf({ id }), {
      jobTitle: 'Analyst',
      notesText: 'Rings twice',
      tags: [{ op: 'replace', tags: [{ name: 'vip' }] }],
    });
    await client.update(id, { ...ada, firstName: 'Augusta' });
    expect(await hub().contacts.get(client.context, uuidOf({ id }))).toMatchObject({
      givenName: 'Augusta',
      jobTitle: 'Analyst',
      notesText: 'Rings twice',
      tags: [{ name: 'vip' }],
    });
  });

  test('is deleted once, then shown as deleted, and can no longer be changed', async () => {
    const { id, updatedAt } = await client.create(ada);
    const path = client.path(`/${id}`);
    expect(expectOk(await client.call('DELETE', path))).toEqual({ success: true });
    expectError(await client.call('DELETE', path), 404, 'not_found');
    expectError(await client.call('PUT', path, { body: { firstName: 'A' } }), 404, 'not_found');
    const contact = await client.get(id);
    expect(contact).toMatchObject({ ...ada, id, remoteDeleted: true });
    expect(contact.updatedAt > updatedAt).toBe(true);
  });
});

describe('account', () => {
  let acme: { id: string };
  beforeAll(async () => {
    acme = await hub().accounts.create(client.context, { name: 'Acme Ltd', externalId: 'C-17' });
    for (const index of [1, 2]) {
      await hub().accounts.create(client.context, { name: 'Twin', externalId: `twin-${index}` });
    }
  });

  test.each([
    ['name in any case', () => 'ACME ltd'],
    ['id', () => acme.id.toUpperCase()],
    ['external id', () => ' c-17 '],
  ])('is found by %s and shown by its name', async (_, account) => {
    const contact = await client.create({ lastName: 'King', account: account() });
    expect(contact.account).toBe('Acme Ltd');
    expect(await stored(contact)).toMatchObject({ accountId: acme.id, companyName: 'Acme Ltd' });
  });

  test('is a text where no account has the name, and never makes one', async () => {
    const contact = await client.create({ lastName: 'King', account: 'Unheard Of' });
    expect(contact.account).toBe('Unheard Of');
    expect(await stored(contact)).toMatchObject({ accountId: null, companyName: 'Unheard Of' });
    expect(await hub().accounts.resolve(client.context, 'Unheard Of')).toBeUndefined();
  });

  test('is refused where several have the name, listing their ids', async () => {
    const body = { lastName: 'King', account: 'twin' };
    const count = await client.count();
    const reply = await client.call('POST', '/crm/contacts', { body });
    expectError(reply, 400, 'invalid_request', { fields: ['account'] });
    expect((reply.json as { message: string }).message).toMatch(
      /^Bad Request: account names several accounts; use one of the ids \S{36}, \S{36}$/,
    );
    expect(await client.count()).toBe(count);
  });

  test('keeps its account when the shown name comes back, also when it is ambiguous by then', async () => {
    const contact = await client.create({ lastName: 'King', account: 'twin-2' });
    const { accountId } = await stored(contact);
    await hub().contacts.update(client.context, uuidOf(contact), { companyName: 'Twin & Sons' });
    expect((await client.update(contact.id, { account: 'Twin' })).account).toBe('Twin');
    expect(await stored(contact)).toMatchObject({ accountId, companyName: 'Twin & Sons' });
  });

  test('is left by another name and by null', async () => {
    const contact = await client.create({ lastName: 'King', account: 'Acme Ltd' });
    expect((await client.update(contact.id, { account: 'Elsewhere' })).account).toBe('Elsewhere');
    expect((await stored(contact)).accountId).toBeNull();
    await client.update(contact.id, { account: 'c-17' });
    expect((await client.update(contact.id, { account: null })).account).toBeNull();
    expect(await stored(contact)).toMatchObject({ accountId: null, companyName: null });
  });
});

describe('remoteFields', () => {
  test('write what only the app knows and are shown on request', async () => {
    await hub().customFields.create(client.context, { name: 'Boiler', dataType: 'TEXT' });
    const remoteFields = { jobTitle: 'Analyst', tags: ['VIP'], dateOfBirth: '09/25/1990' };
    const customFields = { boiler: 'Model 7' };
    const body = { lastName: 'King', remoteFields: { ...remoteFields, customFields } };
    const shown = await client.create(body, 'includeRemoteFields=true');
    expect(shown.remoteFields).toMatchObject({
      jobTitle: 'Analyst',
      tags: ['vip'],
      dateOfBirth: '1990-09-25',
      customFields,
      familyName: 'King',
    });
    expect(await client.get(shown.id)).not.toHaveProperty('remoteFields');
    const { contacts } = await client.list(`remoteId=${shown.id}&includeRemoteFields=True`);
    expect(contacts).toEqual([shown]);
    const cleared = await client.update(
      shown.id,
      { remoteFields: { jobTitle: null, tags: [], customFields: { boiler: null } } },
      'includeRemoteFields=true',
    );
    expect(cleared.remoteFields).toMatchObject({ jobTitle: null, tags: [], customFields: {} });
  });

  test.each([
    ['unknown names', { nonsense: 1 }, ['remoteFields.nonsense']],
    ['protected ones', { id: 'x', createdAt: 'y' }, ['remoteFields.id', 'remoteFields.createdAt']],
    ['unreadable dates', { dateOfBirth: 'soon' }, ['remoteFields.dateOfBirth']],
    ['unknown zones', { timeZone: 'Mars/Base' }, ['remoteFields.timeZone']],
    ['unknown custom fields', { customFields: { x: 1 } }, ['remoteFields.customFields']],
    [
      'unknown accounts',
      { accountId: '0199aaaa-0000-7000-8000-000000000000' },
      ['remoteFields.accountId'],
    ],
  ])('refuse %s and write nothing', async (_, remoteFields, fields) => {
    const count = await client.count();
    const body = { lastName: 'King', remoteFields };
    const reply = await client.call('POST', '/crm/contacts', { body });
    expectError(reply, 400, 'invalid_request', { fields });
    expect(await client.count()).toBe(count);
  });
});

describe('Idempotency-Key', () => {
  const send = (key: string, body: object, path = '/crm/contacts') =>
    client.call('POST', path, { body, headers: { 'idempotency-key': key } });

  test('makes one contact of a request that is sent twice, by any spelling', async () => {
    const first = await send('key-1', ada);
    const again = await send('key-1', ada, '/2024-03/one/crm/contacts/');
    expect(again.text).toBe(first.text);
    expect([first, again].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([
      null,
      'true',
    ]);
    const { id } = expectOk(first).contact;
    expect(await client.count(`remoteId=${id}`)).toBe(1);
  });

  test('makes one contact of requests that are sent at once', async () => {
    const count = await client.count();
    const replies = await Promise.all(Array.from({ length: 5 }, () => send('key-2', ada)));
    const done = replies.filter(({ status }) => status === 200);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    for (const reply of replies.filter(({ status }) => status !== 200)) {
      expectError(reply, 409, 'idempotency_in_flight', { retryable: true });
      expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    }
    expect(await client.count()).toBe(count + 1);
  });

  test('refuses another body, and forgets a request that was refused', async () => {
    expectOk(await send('key-3', ada));
    expectError(await send('key-3', { lastName: 'King' }), 409, 'idempotency_key_reused');
    const refused = await send('key-4', {
      lastName: 'King',
      account: 'x',
      remoteFields: { id: 1 },
    });
    expectError(refused, 400, 'invalid_request', { fields: ['remoteFields.id'] });
    expectOk(await send('key-4', { lastName: 'King' }));
  });

  test('must be visible characters', async () => {
    const reply = await send('two words', ada);
    expectError(reply, 400, 'invalid_request', { fields: ['Idempotency-Key'] });
  });
});
