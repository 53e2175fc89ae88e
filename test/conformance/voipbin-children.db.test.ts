/** VoIPBIN's phone numbers, addresses and tags of a contact over a listening server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { normalizeUuid, type Uuid } from '../../src/core/value/identifier.ts';
import type { Contact, Email, PhoneNumber } from '../../src/dialects/voipbin/schema.ts';
import {
  argument,
  expectError,
  jsonBody,
  noContact,
  shown,
  time,
  uuid,
  VoipbinClient,
} from './voipbin-client.ts';

const invalidId = ['INVALID_ARGUMENT', 'INVALID_ID'] as const;
const exists = ['ALREADY_EXISTS', 'ADDRESS_ALREADY_EXISTS'] as const;
const noNumber = ['NOT_FOUND', 'CONTACT_PHONE_NUMBER_NOT_FOUND'] as const;
const noEmail = ['NOT_FOUND', 'CONTACT_EMAIL_NOT_FOUND'] as const;
const noTag = ['NOT_FOUND', 'CONTACT_TAG_NOT_FOUND'] as const;
const unknownId = '0b6f3f0e-6d0c-4f5e-9d7e-0f8a3c2b1a00';
const nilId = '00000000-0000-0000-0000-000000000000';
const like = (form: RegExp): unknown => expect.stringMatching(form);

let client: VoipbinClient;
beforeAll(async () => {
  client = await VoipbinClient.start();
});
afterAll(() => client.stop());

const numbers = (id: string) => `/contacts/${id}/phone-numbers`;
const emails = (id: string) => `/contacts/${id}/emails`;
const tags = (id: string) => `/contacts/${id}/tags`;

function idOf(text: string): Uuid {
  const id = normalizeUuid(text);
  if (id === null) throw new Error(`no UUID: ${text}`);
  return id;
}

let last = 0;
/** A number that nobody has yet. */
function freshNumber(): string {
  last += 1;
  return `+1555777${String(last).padStart(4, '0')}`;
}

const withNumber = (more: object = {}) =>
  client.create({ phone_numbers: [{ number: freshNumber(), ...more }] });
const withEmail = (address: string) => client.create({ emails: [{ address }] });

function firstOf<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined) throw new Error('an empty list');
  return first;
}
const flagsOf = (list: readonly (PhoneNumber | Email)[]) =>
  list.map(({ id, is_primary }) => [id, is_primary]);

describe('POST /contacts/{id}/phone-numbers', () => {
  test('answers 201 with the whole contact and the number in it, and does not move tm_update', async () => {
    const before = await client.create({ first_name: 'Ada' });
    const body = { number: ' (555) 777-9001', type: 'work', is_primary: true };
    const after = await shown<Contact>(client.call('POST', numbers(before.id), body), 201);
    expect(after).toEqual({
      ...before,
      phone_numbers: [
        { id: like(uuid), number_e164: '+15557779001', tm_create: like(time), ...body },
      ],
    });
    expect(await client.get(before.id)).toEqual(after);
  });

  test('takes the flag from the other numbers and promotes none', async () => {
    const before = await withNumber({ is_primary: true });
    const body = { number: freshNumber(), is_primary: true };
    const { phone_numbers } = await shown<Contact>(
      client.call('POST', numbers(before.id), body),
      201,
    );
    expect(phone_numbers.map(({ number, is_primary }) => [number, is_primary])).toEqual([
      [body.number, true],
      [firstOf(before.phone_numbers).number, false],
    ]);
    const single = `${numbers(before.id)}/${firstOf(phone_numbers).id}`;
    const left = await shown<Contact>(client.call('DELETE', single));
    expect(left.phone_numbers.map(({ is_primary }) => is_primary)).toEqual([false]);
  });

  test('refuses a number that the contact has in any spelling, and leaves the flags as they were', async () => {
    const before = await client.create({
      phone_numbers: [{ number: '+15557779002', is_primary: true }],
    });
    for (const number of ['+15557779002', '(555) 777-9002', '1 555 777 9002']) {
      const reply = await client.call('POST', numbers(before.id), { number, is_primary: true });
      expectError(reply, 409, exists);
    }
    expect(await client.get(before.id)).toEqual(before);
  });

  test('takes another extension of a number that the contact has', async () => {
    const number = freshNumber();
    const { id } = await client.create({ phone_numbers: [{ number: `${number} x22` }] });
    const other = { number: `${number} ext. 33` };
    const repeated = { number: `${number} ext. 22` };
    expectError(await client.call('POST', numbers(id), repeated), 409, exists);
    const { phone_numbers } = await shown<Contact>(client.call('POST', numbers(id), other), 201);
    expect(phone_numbers.map((entry) => entry.number)).toEqual([`${number} x22`, other.number]);
  });

  test('refuses a number of another contact where the workspace refuses duplicates, not of a deleted one', async () => {
    const owner = await withNumber();
    const { number } = firstOf(owner.phone_numbers);
    const other = await client.create();
    expectError(await client.call('POST', numbers(other.id), { number }), 409, exists);
    expect(await client.get(other.id)).toEqual(other);
    await shown(client.call('DELETE', `/contacts/${owner.id}`));
    await shown(client.call('POST', numbers(other.id), { number }), 201);
  });

  test('stores no number twice when two add it at once', async () => {
    const { id } = await client.create();
    const body = { number: freshNumber() };
    const replies = await Promise.all([1, 2].map(() => client.call('POST', numbers(id), body)));
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201, 409]));
    expect((await client.get(id)).phone_numbers).toHaveLength(1);
  });

  test.each<[unknown, typeof argument | typeof jsonBody, string]>([
    [{}, argument, 'number must be given.'],
    [{ number: '' }, argument, 'number must not be blank.'],
    [{ number: 7 }, jsonBody, 'number must be of type string.'],
    [
      { number: '1', type: 'pager' },
      argument,
      'type must be one of mobile, work, home, fax, other.',
    ],
    [
      { number: '1'.repeat(21) },
      argument,
      'number must have at most 20 characters when normalised.',
    ],
    ['{not-json', jsonBody, 'The request body is not valid JSON.'],
  ])('refuses %j and writes nothing', async (body, reason, message) => {
    const before = await client.create();
    expectError(await client.call('POST', numbers(before.id), body), 400, reason, message);
    expect(await client.get(before.id)).toEqual(before);
  });
});

describe('PUT /contacts/{id}/phone-numbers/{phone_number_id}', () => {
  test('changes what is given and reads a new number anew', async () => {
    const before = await withNumber({ type: 'home' });
    const phone = firstOf(before.phone_numbers);
    const path = `${numbers(before.id)}/${phone.id}`;
    const body = { number: '1-555-777-9003', is_primary: null };
    expect(await shown(client.call('PUT', path, body))).toEqual({
      ...before,
      phone_numbers: [{ ...phone, number: body.number, number_e164: '+15557779003' }],
    });
    const loud = `${numbers(before.id)}/${phone.id.toUpperCase()}`;
    const typed = await shown<Contact>(client.call('PUT', loud, { type: '' }));
    expect(firstOf(typed.phone_numbers).type).toBe('');
    expect(typed.tm_update).toBeNull();
  });

  test('of nothing changes nothing', async () => {
    const before = await withNumber();
    const path = `${numbers(before.id)}/${firstOf(before.phone_numbers).id}`;
    expect(await shown(client.call('PUT', path, {}))).toEqual(before);
  });

  test('sets the flag alone or takes it away', async () => {
    const body = {
      phone_numbers: [{ number: freshNumber(), is_primary: true }, { number: freshNumber() }],
    };
    const before = await client.create(body);
    const [one = '', other = ''] = before.phone_numbers.map(({ id }) => id);
    const set = (id: string, is_primary: boolean) =>
      shown<Contact>(client.call('PUT', `${numbers(before.id)}/${id}`, { is_primary }));
    expect(flagsOf((await set(other, true)).phone_numbers)).toEqual([
      [other, true],
      [one, false],
    ]);
    expect(flagsOf((await set(other, false)).phone_numbers)).toEqual([
      [one, false],
      [other, false],
    ]);
  });

  test('refuses a number that the contact has already, and swallows neither', async () => {
    const before = await client.create({
      phone_numbers: [{ number: freshNumber() }, { number: freshNumber() }],
    });
    const [one, other] = before.phone_numbers;
    const path = `${numbers(before.id)}/${one?.id ?? ''}`;
    expectError(await client.call('PUT', path, { number: other?.number }), 409, exists);
    expect(await client.get(before.id)).toEqual(before);
    const same = await client.call('PUT', path, { number: one?.number });
    expect([same.status, same.json]).toEqual([200, before]);
  });

  test('refuses a blank number', async () => {
    const before = await withNumber();
    const path = `${numbers(before.id)}/${firstOf(before.phone_numbers).id}`;
    const reply = await client.call('PUT', path, { number: ' ' });
    expectError(reply, 400, argument, 'number must not be blank.');
  });
});

describe('DELETE /contacts/{id}/phone-numbers/{phone_number_id}', () => {
  test('answers the contact without the number, which is found no more', async () => {
    const before = await withNumber();
    const { id, number } = firstOf(before.phone_numbers);
    const path = `${numbers(before.id)}/${id}`;
    expect(await shown(client.call('DELETE', path))).toEqual({ ...before, phone_numbers: [] });
    expectError(await client.call('DELETE', path), 404, noNumber);
    const lookup = `/contacts/lookup?phone=${encodeURIComponent(number)}`;
    expectError(await client.call('GET', lookup), 404, noContact);
  });
});

describe('POST /contacts/{id}/emails', () => {
  test('answers 201 with the whole contact and the address in lower case', async () => {
    const before = await client.create();
    const body = { address: 'Ada.King@Example.COM', type: 'work' };
    const after = await shown<Contact>(client.call('POST', emails(before.id), body), 201);
    const added = { id: like(uuid), is_primary: false, tm_create: like(time), type: 'work' };
    expect(after).toEqual({ ...before, emails: [{ ...added, address: 'ada.king@example.com' }] });
  });

  test('flags primaries apart from those of the numbers', async () => {
    const before = await withNumber({ is_primary: true });
    const body = { address: 'apart@example.com', is_primary: true };
    const after = await shown<Contact>(client.call('POST', emails(before.id), body), 201);
    expect(after.phone_numbers).toEqual(before.phone_numbers);
    expect(after.emails).toMatchObject([{ is_primary: true }]);
  });

  test('refuses an address that the contact has, and takes one of another contact', async () => {
    const before = await withEmail('twice@example.com');
    const body = { address: 'TWICE@example.com' };
    expectError(await client.call('POST', emails(before.id), body), 409, exists);
    expect(await client.get(before.id)).toEqual(before);
    const other = await client.create();
    await shown(client.call('POST', emails(other.id), body), 201);
  });

  test.each<[unknown, typeof argument | typeof jsonBody, string]>([
    [{}, argument, 'address must be given.'],
    [{ address: '' }, jsonBody, 'address must be an e-mail address such as ada@example.com.'],
    [{ address: 'a@host' }, jsonBody, 'address must be an e-mail address such as ada@example.com.'],
    [
      { address: 'a@example.com', type: 'mobile' },
      argument,
      'type must be one of work, personal, other.',
    ],
  ])('refuses %j', async (body, reason, message) => {
    const { id } = await client.create();
    expectError(await client.call('POST', emails(id), body), 400, reason, message);
  });
});

describe('PUT /contacts/{id}/emails/{email_id}', () => {
  test('changes what is given, in lower case', async () => {
    const before = await withEmail('before@example.com');
    const email = firstOf(before.emails);
    const path = `${emails(before.id)}/${email.id}`;
    const body = { address: 'After@Example.com', type: 'personal', is_primary: true };
    expect(await shown(client.call('PUT', path, body))).toEqual({
      ...before,
      emails: [{ ...email, ...body, address: 'after@example.com' }],
    });
    const padded = await client.call('PUT', path, { address: ' after@example.com' });
    expectError(padded, 400, jsonBody);
  });
});

describe('DELETE /contacts/{id}/emails/{email_id}', () => {
  test('answers the contact without the address', async () => {
    const before = await withEmail('gone@example.com');
    const path = `${emails(before.id)}/${firstOf(before.emails).id}`;
    expect(await shown(client.call('DELETE', path))).toEqual({ ...before, emails: [] });
    expectError(await client.call('DELETE', path), 404, noEmail);
  });
});

describe('POST /contacts/{id}/tags', () => {
  test('answers 201 in order of assignment; again it changes nothing', async () => {
    const { id } = await client.create({ tag_ids: [unknownId] });
    const second = '1b6f3f0e-6d0c-4f5e-9d7e-0f8a3c2b1a00';
    const assign = (tag_id: string) =>
      shown<Contact>(client.call('POST', tags(id), { tag_id }), 201);
    const after = await assign(second.toUpperCase());
    expect(after.tag_ids).toEqual([unknownId, second]);
    expect(after.tm_update).toBeNull();
    expect(await assign(unknownId)).toEqual(after);
  });

  test('refuses what is no id', async () => {
    const { id } = await client.create();
    expectError(await client.call('POST', tags(id), { tag_id: 'vip' }), 400, jsonBody);
    expectError(await client.call('POST', tags(id), {}), 400, argument, 'tag_id must be given.');
    expectError(await client.call('POST', tags(id), { tag_id: nilId }), 400, invalidId);
  });
});

describe('DELETE /contacts/{id}/tags/{tag_id}', () => {
  test('answers the contact without the tag', async () => {
    const before = await client.create({ tag_ids: [unknownId] });
    const path = `${tags(before.id)}/${unknownId}`;
    expect(await shown(client.call('DELETE', path))).toEqual({ ...before, tag_ids: [] });
    expectError(await client.call('DELETE', path), 404, noTag);
  });
});

describe('the children of a contact', () => {
  test.each([
    ['PUT', 'phone-numbers/x', 'phone_number_id'],
    ['DELETE', `phone-numbers/${nilId}`, 'phone_number_id'],
    ['PUT', 'emails/x', 'email_id'],
    ['DELETE', 'emails/12', 'email_id'],
    ['DELETE', 'tags/vip', 'tag_id'],
  ])('%s %s is no id', async (method, path, name) => {
    const { id } = await client.create();
    const reply = await client.call(
      method,
      `/contacts/${id}/${path}`,
      method === 'PUT' ? {} : undefined,
    );
    expectError(reply, 400, invalidId, `The provided ${name} is not a valid UUID.`);
  });

  test('are not reached through another contact, nor by another workspace', async () => {
    const owner = await client.create({
      phone_numbers: [{ number: freshNumber() }],
      emails: [{ address: 'owner@example.com' }],
      tag_ids: [unknownId],
    });
    const mine = await client.create();
    const theirs = await shown<Contact>(
      client.call('POST', '/contacts', {}, client.foreign.accesskey),
      201,
    );
    const children = [
      [`phone-numbers/${firstOf(owner.phone_numbers).id}`, noNumber],
      [`emails/${firstOf(owner.emails).id}`, noEmail],
      [`tags/${unknownId}`, noTag],
    ] as const;
    for (const [path, reason] of children) {
      for (const method of path.startsWith('tags') ? ['DELETE'] : ['PUT', 'DELETE']) {
        const body = method === 'PUT' ? { is_primary: true } : undefined;
        const through = (id: string, key?: string) =>
          client.call(method, `/contacts/${id}/${path}`, body, key);
        expectError(await through(mine.id), 404, reason);
        expectError(await through(theirs.id, client.foreign.accesskey), 404, reason);
        expectError(await through(owner.id, client.foreign.accesskey), 404, noContact);
      }
    }
    expect(await client.get(owner.id)).toEqual(owner);
  });

  test('of one kind are not found under the other', async () => {
    const { id, emails: list } = await withEmail('kind@example.com');
    expectError(await client.call('DELETE', `${numbers(id)}/${firstOf(list).id}`), 404, noNumber);
  });

  test('are reached by their ids where a merge shows them once for both contacts', async () => {
    const number = freshNumber();
    const kept = await client.create({ phone_numbers: [{ number }] });
    const lost = await client.create({ phone_numbers: [{ number }] });
    const path = `${numbers(lost.id)}/${firstOf(lost.phone_numbers).id}`;
    const ids = { survivorId: idOf(kept.id), loserId: idOf(lost.id) };
    await client.hub.merges.merge(client.home.context, ids);
    const typed = await shown<Contact>(client.call('PUT', path, { number, type: 'home' }));
    expect(typed.phone_numbers).toEqual(kept.phone_numbers);
    const other = freshNumber();
    const { phone_numbers } = await shown<Contact>(client.call('PUT', path, { number: other }));
    expect(phone_numbers.map((entry) => entry.number)).toEqual([number, other]);
    expect((await shown<Contact>(client.call('DELETE', path))).phone_numbers).toEqual(
      kept.phone_numbers,
    );
  });

  test('are not written once the contact is deleted, and it does not come back', async () => {
    const { id, phone_numbers } = await withNumber();
    await shown(client.call('DELETE', `/contacts/${id}`));
    const calls = [
      ['POST', numbers(id), { number: freshNumber() }],
      ['PUT', `${numbers(id)}/${firstOf(phone_numbers).id}`, { type: 'work' }],
      ['DELETE', `${numbers(id)}/${firstOf(phone_numbers).id}`, undefined],
      ['POST', emails(id), { address: 'late@example.com' }],
      ['POST', tags(id), { tag_id: unknownId }],
      ['DELETE', `${tags(id)}/${unknownId}`, undefined],
    ] as const;
    for (const [method, path, body] of calls) {
      expectError(await client.call(method, path, body), 404, noContact);
    }
    expectError(await client.call('GET', `/contacts/${id}`), 404, noContact);
  });

  test('need a manager', async () => {
    const { key } = await client.makeKey('CustomerAgent');
    const { id } = await client.create();
    for (const path of [numbers(id), emails(id), tags(id)]) {
      const reply = await client.call('POST', path, {}, key);
      expectError(reply, 403, ['PERMISSION_DENIED', 'PERMISSION_DENIED']);
    }
  });
});
