/** VoIPBIN's look-up of a caller over a listening server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { normalizeUuid, type Uuid } from '../../src/core/value/identifier.ts';
import type { Contact } from '../../src/dialects/voipbin/schema.ts';
import { argument, expectError, noContact, shown, VoipbinClient } from './voipbin-client.ts';

let client: VoipbinClient;
beforeAll(async () => {
  client = await VoipbinClient.start();
});
afterAll(() => client.stop());

const lookUp = (query: string) => client.call('GET', `/contacts/lookup?${query}`);

function idOf(text: string): Uuid {
  const id = normalizeUuid(text);
  if (id === null) throw new Error(`no id: ${text}`);
  return id;
}

describe('GET /contacts/lookup', () => {
  test.each(['%2B15559990010', '%2B1%20(555)%20999-0010', '5559990010', '1-555-999-0010'])(
    'finds one contact by the number however it is written: %s',
    async (phone) => {
      const known = await lookUp('phone=%2B15559990010');
      const body = { phone_numbers: [{ number: '+1 (555) 999.0010' }] };
      const contact = known.status === 200 ? (known.json as Contact) : await client.create(body);
      expect(await shown(lookUp(`phone=${phone}`))).toEqual(contact);
    },
  );

  test('finds by address in any case, also padded', async () => {
    const contact = await client.create({ emails: [{ address: 'Look.Up@Example.com' }] });
    expect(await shown(lookUp('email=LOOK.up@example.com'))).toEqual(contact);
    expect(await shown(lookUp('email=%20look.up@example.com%20'))).toEqual(contact);
  });

  test('lets the phone decide alone', async () => {
    const one = await client.create({ phone_numbers: [{ number: '+15559990011' }] });
    await client.create({ emails: [{ address: 'other@example.com' }] });
    const found = await shown<Contact>(lookUp('email=other@example.com&phone=%2B15559990011'));
    expect(found.id).toBe(one.id);
    expectError(await lookUp('phone=%2B15559990099&email=other@example.com'), 404, noContact);
    expect(await shown(lookUp('phone=&email=other@example.com'))).toMatchObject({ first_name: '' });
  });

  test('finds the best of several: live, with the exact extension, flagged, oldest', async () => {
    const number = '+15559990012';
    const find = async (phone = number) =>
      (await shown<Contact>(lookUp(`phone=${encodeURIComponent(phone)}`))).id;
    const oldest = await client.create({ phone_numbers: [{ number }] });
    await client.create({ phone_numbers: [{ number }] });
    expect(await find()).toBe(oldest.id);
    const flagged = await client.create({ phone_numbers: [{ number, is_primary: true }] });
    expect(await find()).toBe(flagged.id);
    const desk = await client.create({ phone_numbers: [{ number: `${number} ext. 7` }] });
    expect([await find(), await find(`${number} x7`)]).toEqual([flagged.id, desk.id]);
    await client.hub.contacts.update(client.home.context, idOf(desk.id), { archived: true });
    expect(await find(`${number} x7`)).toBe(flagged.id);
  });

  test.each(['00442079460124', '0044 20 7946 0124', '011442079460124', ' %2B44 20 7946 0124 '])(
    'finds a foreign number by its exit code or plus: %s',
    async (phone) => {
      const known = await lookUp('phone=%2B442079460124');
      const body = { phone_numbers: [{ number: '+44 (0)20 7946 0124' }] };
      const contact = known.status === 200 ? (known.json as Contact) : await client.create(body);
      expect(await shown(lookUp(`phone=${phone}`))).toEqual(contact);
    },
  );

  test('reads a bare plus as a space', async () => {
    const contact = await client.create({ phone_numbers: [{ number: '+442079460123' }] });
    expectError(await lookUp('phone=+442079460123'), 404, noContact);
    expect(await shown(lookUp('phone=%2B442079460123'))).toEqual(contact);
  });

  test('finds text that is no number by itself', async () => {
    const contact = await client.create({ phone_numbers: [{ number: 'Restricted' }] });
    expect(await shown(lookUp('phone=Restricted'))).toEqual(contact);
    expectError(await lookUp('phone=Unknown'), 404, noContact);
  });

  test('needs a phone or an address', async () => {
    for (const query of ['', 'phone=', 'phone=&email=', 'number=1']) {
      expectError(await lookUp(query), 400, argument, 'phone or email must be given.');
    }
    const parameter = ['INVALID_ARGUMENT', 'INVALID_REQUEST_PARAMETER'] as const;
    expectError(await lookUp('phone=1&phone=2'), 400, parameter);
    expectError(await lookUp('phone=%00'), 400, parameter);
  });

  test('sees no other workspace', async () => {
    const body = { phone_numbers: [{ number: '+15559990013' }] };
    await shown(client.call('POST', '/contacts', body, client.foreign.accesskey), 201);
    expectError(await lookUp('phone=%2B15559990013'), 404, noContact);
  });
});
