/** The vendor's own tests of its contacts, restated over HTTP under their names; those of the edge are beside this file. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contact } from '../../src/dialects/voipbin/schema.ts';
import { expectError, noContact, shown, VoipbinClient } from './voipbin-client.ts';

const unknownId = '0b6f3f0e-6d0c-4f5e-9d7e-0f8a3c2b1a00';

let client: VoipbinClient;
beforeAll(async () => {
  client = await VoipbinClient.start();
});
afterAll(() => client.stop());

async function normalised(number: string): Promise<string | undefined> {
  return (await client.create({ phone_numbers: [{ number }] })).phone_numbers[0]?.number_e164;
}

async function lower(address: string): Promise<string | undefined> {
  return (await client.create({ emails: [{ address }] })).emails[0]?.address;
}

describe('numbers', () => {
  test.each(['+1-555-123-4567', '+1 (555) 123.4567', '  +15551234567  ', '+15551234567'])(
    'Test_normalizeE164: %j',
    async (number) => {
      expect(await normalised(number)).toBe('+15551234567');
    },
  );

  test('Test_normalizeE164 of digits alone gets the country that the workspace is in', async () => {
    expect(await normalised('15551234567')).toBe('+15551234567');
  });

  test.each([
    ['00+15551230', '0015551230'],
    ['++15551230', '+15551230'],
    ['+15+55', '+1555'],
    ['\t+1555\n123\n', '+1555123'],
    ['anonymous', 'anonymous'],
    ['Restricted', 'Restricted'],
    ['+', '+'],
    ['abc', 'abc'],
  ])('TestNormalizeTarget: %j is %j', async (number, key) => {
    expect(await normalised(number)).toBe(key);
  });

  test('Test_AddPhoneNumber_DeriveE164, Test_UpdatePhoneNumber_WithNumber', async () => {
    const { id } = await client.create();
    const path = `/contacts/${id}/phone-numbers`;
    const added = await shown<Contact>(
      client.call('POST', path, { number: '+1 (555) 444-1001' }),
      201,
    );
    const [phone] = added.phone_numbers;
    expect(phone?.number_e164).toBe('+15554441001');
    const body = { number: '  +1 (555) 444-1002 ' };
    const changed = await shown<Contact>(client.call('PUT', `${path}/${phone?.id ?? ''}`, body));
    expect(changed.phone_numbers).toMatchObject([{ ...body, number_e164: '+15554441002' }]);
  });

  test('Test_LookupByPhone_NormalizesInput', async () => {
    const contact = await client.create({ phone_numbers: [{ number: '+15554441003' }] });
    const query = new URLSearchParams({ phone: '+1 (555) 444-1003' });
    expect(await shown(client.call('GET', `/contacts/lookup?${query.toString()}`))).toEqual(
      contact,
    );
  });
});

describe('addresses', () => {
  test('Test_AddEmail_NormalizesAddress', async () => {
    expect(await lower('John@Example.COM')).toBe('john@example.com');
  });

  test('Test_LookupByEmail_NormalizesEmail, _WithSpaces', async () => {
    const contact = await client.create({ emails: [{ address: 'look@example.com' }] });
    for (const email of ['LOOK@Example.com', '  look@example.com ']) {
      const query = new URLSearchParams({ email });
      expect(await shown(client.call('GET', `/contacts/lookup?${query.toString()}`))).toEqual(
        contact,
      );
    }
  });
});

describe('contacts', () => {
  test('Test_Create_WithDefaultSource', async () => {
    expect((await client.create({ source: '' })).source).toBe('manual');
    expect((await client.create({ source: 'sync' })).source).toBe('sync');
  });

  test('Test_Create_WithMultiplePhones, Emails, Tags', async () => {
    const second = '1b6f3f0e-6d0c-4f5e-9d7e-0f8a3c2b1a00';
    const contact = await client.create({
      phone_numbers: [{ number: '+15554441004' }, { number: '+15554441005' }],
      emails: [{ address: 'one@example.com' }, { address: 'two@example.com' }],
      tag_ids: [unknownId, second],
    });
    expect(contact.phone_numbers.map(({ number }) => number)).toEqual([
      '+15554441004',
      '+15554441005',
    ]);
    expect(contact.emails.map(({ address }) => address)).toEqual([
      'one@example.com',
      'two@example.com',
    ]);
    expect(contact.tag_ids).toEqual([unknownId, second]);
    expect(await client.get(contact.id)).toEqual(contact);
  });

  test('Test_Create_WithPhoneEmailTagErrors: what is there already keeps nothing from being made', async () => {
    const twice = [{ number: '+15554441006' }, { number: '+15554441006' }];
    const contact = await client.create({ phone_numbers: twice, tag_ids: [unknownId, unknownId] });
    expect([contact.phone_numbers.length, contact.tag_ids.length]).toEqual([1, 1]);
  });

  test('Test_Update_EmptyFields', async () => {
    const { id } = await client.create();
    const after = await shown<Contact>(client.call('PUT', `/contacts/${id}`, {}));
    expect(after.tm_update).not.toBeNull();
  });

  test('Test_Get_SoftDeletedNotFound, Test_LookupByPhone and ByEmail_SoftDeletedNotFound', async () => {
    const body = {
      phone_numbers: [{ number: '+15554441007' }],
      emails: [{ address: 'gone@example.com' }],
    };
    const { id } = await client.create(body);
    const gone = await shown<Contact>(client.call('DELETE', `/contacts/${id}`));
    expect(gone.tm_delete).toBe(gone.tm_update);
    for (const path of [id, 'lookup?phone=%2B15554441007', 'lookup?email=gone@example.com']) {
      expectError(await client.call('GET', `/contacts/${path}`), 404, noContact);
    }
    expect((await client.list()).result.map((contact) => contact.id)).not.toContain(id);
  });

  test('Test_Delete_NotFound', async () => {
    expectError(await client.call('DELETE', `/contacts/${unknownId}`), 404, noContact);
  });
});
