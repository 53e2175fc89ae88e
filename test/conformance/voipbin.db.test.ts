/** VoIPBIN's contacts over a listening server, as its clients call them. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { normalizeUuid, type Uuid } from '../../src/core/value/identifier.ts';
import type { Contact } from '../../src/dialects/voipbin/schema.ts';
import {
  argument,
  expectError,
  jsonBody,
  noContact,
  noRoute,
  shown,
  time,
  uuid,
  VoipbinClient,
} from './voipbin-client.ts';

const invalidId = ['INVALID_ARGUMENT', 'INVALID_ID'] as const;
const unknownId = '0b6f3f0e-6d0c-4f5e-9d7e-0f8a3c2b1a00';
const like = (form: RegExp): unknown => expect.stringMatching(form);

let client: VoipbinClient;
beforeAll(async () => {
  client = await VoipbinClient.start();
});
afterAll(() => client.stop());

const put = (id: string, body: unknown) => client.call('PUT', `/contacts/${id}`, body);
const count = () => client.hub.contacts.count(client.home.context, { filters: [] });
const core = (id: string) => client.hub.contacts.get(client.home.context, idOf(id));

function idOf(text: string): Uuid {
  const id = normalizeUuid(text);
  if (id === null) throw new Error(`no id: ${text}`);
  return id;
}

describe('POST /contacts', () => {
  test('answers 201 with the fifteen members in the vendor order', async () => {
    const { status, json, headers } = await client.call('POST', '/contacts', {
      first_name: 'Ada',
      phone_numbers: [{ number: ' +44 (20) 7946-0000', type: 'work', is_primary: true }],
      emails: [{ address: 'Ada@Example.ORG' }],
    });
    const contact = json as Contact;
    expect([status, headers.get('location')]).toEqual([201, null]);
    expect(Object.keys(contact).join(' ')).toBe(
      'id customer_id first_name last_name display_name company job_title source external_id ' +
        'phone_numbers emails tag_ids tm_create tm_update tm_delete',
    );
    expect(Object.keys(contact.phone_numbers[0] ?? {}).join(' ')).toBe(
      'id number number_e164 type is_primary tm_create',
    );
    expect(Object.keys(contact.emails[0] ?? {}).join(' ')).toBe(
      'id address type is_primary tm_create',
    );
    expect(contact.customer_id).toBe(client.home.customerId);
    expect(await client.get(contact.id)).toEqual(contact);
  });

  test('stores notes and never shows them', async () => {
    const contact = await client.create({ notes: 'Rings twice' });
    expect(contact).not.toHaveProperty('notes');
    expect((await core(contact.id)).notesText).toBe('Rings twice');
  });

  test('reads JSON whatever its content type, and ignores unknown members', async () => {
    const body = JSON.stringify({
      first_name: 'Ada',
      customer_id: unknownId,
      id: 7,
      addresses: 'x',
    });
    const path = `/v1.0/contacts?accesskey=${client.home.accesskey}`;
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/json']) {
      const headers = { 'content-type': type };
      const contact = await shown<Contact>(
        client.send(path, { method: 'POST', headers, body }),
        201,
      );
      expect(contact).toMatchObject({ first_name: 'Ada', customer_id: client.home.customerId });
    }
  });

  test('stores a number and an address that another contact has, here too where duplicates are refused', async () => {
    const body = {
      phone_numbers: [{ number: '+15559990001' }],
      emails: [{ address: 'shared@example.com' }],
    };
    const [one, other] = [await client.create(body), await client.create(body)];
    expect(other.phone_numbers).toHaveLength(1);
    expect(other.emails).toHaveLength(1);
    expect(other.id).not.toBe(one.id);
  });

  test('takes the same number twice for one entry, the last primary and any tag', async () => {
    const numbers = ['+15559990002', '1 (555) 999-0002', '+15559990003', '+15559990004'];
    const contact = await client.create({
      phone_numbers: numbers.map((number) => ({ number, is_primary: !number.endsWith('4') })),
      tag_ids: [unknownId.toUpperCase(), unknownId],
    });
    expect(contact.phone_numbers.map((phone) => [phone.number, phone.is_primary])).toEqual([
      ['+15559990003', true],
      ['+15559990002', false],
      ['+15559990004', false],
    ]);
    expect(contact.tag_ids).toEqual([unknownId]);
  });

  test('takes text at the vendor limits', async () => {
    const contact = await client.create({
      first_name: '😀'.repeat(100),
      display_name: 'd'.repeat(200),
      external_id: 'e'.repeat(255),
      phone_numbers: [{ number: `+1 (555) 999-0005${' '.repeat(13)}` }],
      emails: [{ address: `${'a'.repeat(243)}@example.com` }],
    });
    expect(contact.first_name).toBe('😀'.repeat(100));
    expect(contact.phone_numbers[0]?.number_e164).toBe('+15559990005');
  });

  const tooLong = (field: string, limit: number) => ({ [field]: 'x'.repeat(limit + 1) });
  test.each<[string, unknown, typeof argument | typeof jsonBody, string]>([
    ['no JSON', '{not-json', jsonBody, 'The request body is not valid JSON.'],
    ['no body', '', jsonBody, 'The request body must be a JSON object.'],
    ['a list', [], jsonBody, 'The request body must be a JSON object.'],
    ['a text', '"x"', jsonBody, 'The request body must be a JSON object.'],
    ['a wrong type', { company: 7 }, jsonBody, 'company must be of type string.'],
    ['a wrong list', { emails: {} }, jsonBody, 'emails must be of type array.'],
    [
      'a wrong flag',
      { phone_numbers: [{ number: '1', is_primary: 'yes' }] },
      jsonBody,
      'phone_numbers[0].is_primary must be of type boolean.',
    ],
    ['no number', { phone_numbers: [{}] }, argument, 'phone_numbers[0].number must be given.'],
    [
      'a blank number',
      { phone_numbers: [{ number: '1' }, { number: ' ' }] },
      argument,
      'phone_numbers[1].number must not be blank.',
    ],
    ['no address', { emails: [{}] }, argument, 'emails[0].address must be given.'],
    [
      'a padded address',
      { emails: [{ address: ' ada@example.com' }] },
      jsonBody,
      'emails[0].address must be an e-mail address such as ada@example.com.',
    ],
    ['a tag by name', { tag_ids: ['vip'] }, jsonBody, 'tag_ids[0] must be a UUID.'],
    [
      'an unknown source',
      { source: 'crm' },
      argument,
      'source must be one of manual, import, api, sync.',
    ],
    [
      'an unknown type of number',
      { phone_numbers: [{ number: '1', type: 'pager' }] },
      argument,
      'phone_numbers[0].type must be one of mobile, work, home, fax, other.',
    ],
    [
      'an unknown type of address',
      { emails: [{ address: 'a@example.com', type: 'home' }] },
      argument,
      'emails[0].type must be one of work, personal, other.',
    ],
    [
      'a long name',
      tooLong('last_name', 100),
      argument,
      'last_name must NOT have more than 100 characters.',
    ],
    [
      'a long company',
      tooLong('company', 200),
      argument,
      'company must NOT have more than 200 characters.',
    ],
    [
      'a long external id',
      tooLong('external_id', 255),
      argument,
      'external_id must NOT have more than 255 characters.',
    ],
    [
      'long notes',
      tooLong('notes', 100_000),
      argument,
      'notes must be at most 100000 characters long.',
    ],
    [
      'a long number',
      { phone_numbers: [{ number: '1'.repeat(31) }] },
      argument,
      'phone_numbers[0].number must NOT have more than 30 characters.',
    ],
    [
      'a number that stays long',
      { phone_numbers: [{ number: '1'.repeat(21) }] },
      argument,
      'phone_numbers[0].number must have at most 20 characters when normalised.',
    ],
    [
      'a long address',
      { emails: [{ address: `${'a'.repeat(244)}@example.com` }] },
      argument,
      'emails[0].address must NOT have more than 255 characters.',
    ],
    [
      'a NUL',
      { first_name: 'a\u0000' },
      argument,
      'first_name must not contain the NUL character.',
    ],
    [
      'half a surrogate pair',
      '{"first_name":"\\ud800"}',
      argument,
      'first_name must not contain half of a surrogate pair.',
    ],
    [
      'a megabyte',
      { notes: 'x'.repeat(1_100_000) },
      jsonBody,
      'The request body is larger than 1048576 bytes.',
    ],
  ])('refuses %s and writes nothing', async (_, body, reason, message) => {
    const before = await count();
    expectError(await client.call('POST', '/contacts', body), 400, reason, message);
    expect(await count()).toBe(before);
  });
});

describe('GET /contacts/{id}', () => {
  test('reads the id in any case', async () => {
    const contact = await client.create({ first_name: 'Ada' });
    expect(await client.get(contact.id.toUpperCase())).toEqual(contact);
  });

  test('shows what other APIs write', async () => {
    const { id } = await client.hub.contacts.create(client.home.context, {
      fullName: 'Ada King Lovelace',
      methods: [
        { op: 'slot', kind: 'phone', value: '(555) 999-0006' },
        { op: 'slot', kind: 'email', value: 'Ada.King@Example.com' },
      ],
    });
    expect(await client.get(id)).toMatchObject({
      first_name: 'Ada King',
      last_name: 'Lovelace',
      display_name: 'Ada King Lovelace',
      source: 'api',
      phone_numbers: [{ number: '(555) 999-0006', number_e164: '+15559990006', type: '' }],
      emails: [{ address: 'ada.king@example.com', type: '' }],
      tm_update: null,
    });
  });

  test.each(['12', 'x', '00000000-0000-0000-0000-000000000000', '%20', `${unknownId}0`])(
    'takes %j for no id, with every verb',
    async (id) => {
      for (const [method, body] of [['GET'], ['PUT', {}], ['DELETE']] as const) {
        const reply = await client.call(method, `/contacts/${id}`, body);
        expectError(reply, 400, invalidId, 'The provided id is not a valid UUID.');
      }
    },
  );

  test('takes ids that are unknown, deleted or of another workspace alike', async () => {
    const foreign = await shown<Contact>(
      client.call('POST', '/contacts', { first_name: 'Eve' }, client.foreign.accesskey),
      201,
    );
    const gone = await client.create();
    await shown(client.call('DELETE', `/contacts/${gone.id}`));
    for (const id of [unknownId, foreign.id, gone.id]) {
      for (const [method, body] of [['GET'], ['PUT', { first_name: 'x' }], ['DELETE']] as const) {
        const reply = await client.call(method, `/contacts/${id}`, body);
        expectError(reply, 404, noContact, 'The contact was not found.');
      }
    }
    const path = `/contacts/${foreign.id}`;
    const kept = await client.call('GET', path, undefined, client.foreign.accesskey);
    expect(kept.json).toEqual(foreign);
  });
});

describe('PUT /contacts/{id}', () => {
  const full = {
    first_name: 'Ada',
    last_name: 'King',
    display_name: 'Countess',
    company: 'Example Engines',
    job_title: 'Analyst',
    external_id: 'crm-1815',
    notes: 'Rings twice',
    phone_numbers: [{ number: '+15559990007' }],
  };

  test('changes what is given and moves tm_update', async () => {
    const before = await client.create(full);
    const after = await shown<Contact>(put(before.id, { first_name: 'Grace', last_name: null }));
    expect(after).toEqual({ ...before, first_name: 'Grace', tm_update: like(time) });
    expect(await client.get(before.id)).toEqual(after);
    expect((await core(before.id)).notesText).toBe('Rings twice');
  });

  test('of nothing moves tm_update', async () => {
    const before = await client.create(full);
    const once = await shown<Contact>(put(before.id, {}));
    expect(once).toEqual({ ...before, tm_update: like(time) });
    const twice = await shown<Contact>(put(before.id, {}));
    expect(twice.tm_update).not.toBe(once.tm_update);
  });

  test('of empty texts clears them, and the label stays empty', async () => {
    const before = await client.create(full);
    const texts = ['first_name', 'company', 'job_title', 'external_id', 'display_name', 'notes'];
    const empty = Object.fromEntries(texts.map((name) => [name, '']));
    const { notes: _notes, ...visible } = empty;
    const after = await shown<Contact>(put(before.id, empty));
    expect(after).toEqual({ ...before, ...visible, tm_update: like(time) });
    expect((await core(before.id)).notesText).toBeNull();
  });

  test('ignores what cannot be changed here, whatever it holds', async () => {
    const before = await client.create(full);
    const others = { source: 7, phone_numbers: 'x', emails: [{}], tag_ids: ['vip'], id: null };
    const after = await shown<Contact>(put(before.id, others));
    expect(after).toEqual({ ...before, tm_update: like(time) });
  });

  test('refuses what a create refuses and changes nothing', async () => {
    const before = await client.create(full);
    expectError(await put(before.id, '{not-json'), 400, jsonBody);
    expectError(await put(before.id, ''), 400, jsonBody);
    expectError(
      await put(before.id, { first_name: [] }),
      400,
      jsonBody,
      'first_name must be of type string.',
    );
    expectError(await put(before.id, { job_title: 'x'.repeat(101) }), 400, argument);
    expect(await client.get(before.id)).toEqual(before);
  });

  test('leaves what only other APIs can say', async () => {
    const { id } = await client.hub.contacts.create(client.home.context, {
      givenName: 'Ada',
      dateOfBirth: '1990-09-25',
      website: 'https://example.com',
      tags: [{ op: 'add', tags: [{ name: 'vip' }] }],
      methods: [{ op: 'add', kind: 'phone', entry: { value: '911', type: 'main', memo: 'desk' } }],
    });
    const before = await core(id);
    await shown(put(id, { first_name: 'Grace' }));
    const { givenName, updatedAt, touchedAt, version, updatedBy, ...rest } = await core(id);
    expect([givenName, version]).toEqual(['Grace', before.version + 1]);
    expect([updatedAt, updatedBy]).toEqual([touchedAt, expect.any(Number)]);
    expect(before).toMatchObject(rest);
  });
});

describe('DELETE /contacts/{id}', () => {
  test('answers the contact, deleted and updated at one time, with all it had', async () => {
    const before = await client.create({ phone_numbers: [{ number: '+15559990008' }] });
    const after = await shown<Contact>(client.call('DELETE', `/contacts/${before.id}`));
    expect(after).toEqual({ ...before, tm_update: like(time), tm_delete: after.tm_update });
    expectError(await client.call('DELETE', `/contacts/${before.id}`), 404, noContact);
    const lookup = '/contacts/lookup?phone=%2B15559990008';
    expectError(await client.call('GET', lookup), 404, noContact);
  });
});

describe('what is not served', () => {
  test.each([
    ['POST', `/v1.0/contacts/${unknownId}/addresses`],
    ['PATCH', '/v1.0/accesskeys'],
    ['GET', '/v1.0/service_agents/contacts'],
    ['GET', '/v1.0'],
    ['PATCH', `/v1.0/contacts/${unknownId}`],
    ['DELETE', '/v1.0/contacts'],
    ['PUT', '/v1.0/contacts/lookup'],
    ['GET', '/auth/login'],
    ['POST', '/ping'],
  ])('%s %s is 404 in the envelope', async (method, path) => {
    const reply = await client.send(path, { method });
    // A word in the place of an id is a path that exists, whose credential is asked for first.
    if (path.endsWith('/lookup')) expect(reply.status).toBe(401);
    else expectError(reply, 404, noRoute, 'The requested endpoint does not exist.');
  });

  test('all paths answer below /voipbin too', async () => {
    const { accesskey } = client.home;
    const { json } = await client.send(`/voipbin/v1.0/contacts?page_size=1&accesskey=${accesskey}`);
    expect((json as { result: unknown[] }).result).toHaveLength(1);
    expect((await client.send('/voipbin/ping')).json).toEqual({ message: 'pong' });
  });
});

describe('fixtures', () => {
  const folder = new URL('../../src/dialects/voipbin/fixtures/', import.meta.url);
  interface Fixture {
    readonly request: { readonly method: string; readonly path: string; readonly body?: unknown };
    readonly reply: { readonly status: number; readonly body: unknown };
  }

  /** The recorded body with what differs each time in its place. */
  function expected(recorded: unknown): unknown {
    const patterns = new Map<unknown, unknown>([
      ['{uuid}', like(uuid)],
      ['{instant}', like(time)],
      ['{customer}', client.home.customerId],
      ['{request}', like(/^req_[a-z2-7]{26}$/)],
    ]);
    if (Array.isArray(recorded)) return recorded.map(expected);
    if (typeof recorded !== 'object' || recorded === null)
      return patterns.get(recorded) ?? recorded;
    return Object.fromEntries(
      Object.entries(recorded).map(([key, value]) => [key, expected(value)]),
    );
  }

  test.each(readdirSync(folder))('%s is answered as recorded', async (file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const { request, reply } = JSON.parse(text) as Fixture;
    const path = request.path.replace('/v1.0', '');
    const { status, json } = await client.call(request.method, path, request.body);
    expect([status, json]).toEqual([reply.status, expected(reply.body)]);
  });
});
