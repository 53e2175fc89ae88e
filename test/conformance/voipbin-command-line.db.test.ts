/** What the vendor's public command line sends for its contacts, as HTTP: eight members always, the key in the query. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Contact } from '../../src/dialects/voipbin/schema.ts';
import { expectError, noContact, shown, VoipbinClient } from './voipbin-client.ts';

let client: VoipbinClient;
beforeAll(async () => {
  client = await VoipbinClient.start();
});
afterAll(() => client.stop());

const flags = {
  first_name: '',
  last_name: '',
  display_name: 'Ada King',
  company: '',
  job_title: '',
  source: '',
  external_id: '',
  notes: '',
};
const made = () => shown<Contact>(client.call('POST', '/contacts', flags), 201);

test('vn login: GET /me with the key', async () => {
  expect((await client.call('GET', '/me')).status).toBe(200);
});

test('vn contacts create: every member, the unset ones empty', async () => {
  const { notes: _notes, ...visible } = flags;
  expect(await made()).toMatchObject({
    ...visible,
    source: 'manual',
    phone_numbers: [],
    emails: [],
    tag_ids: [],
  });
});

test('vn contacts list: with and without page size and token', async () => {
  const contact = await made();
  const { result, next_page_token } = await client.list('page_size=1');
  expect(result).toEqual([contact]);
  const token = encodeURIComponent(next_page_token);
  expect((await client.list(`page_size=10&page_token=${token}`)).result).not.toContainEqual(
    contact,
  );
  expect((await client.list()).result[0]).toEqual(contact);
});

test('vn contacts get', async () => {
  const contact = await made();
  expect(await client.get(contact.id)).toEqual(contact);
});

test('vn contacts update: the flags that are set', async () => {
  const before = await made();
  const body = { first_name: 'Ada', company: 'Example Engines' };
  const after = await shown<Contact>(client.call('PUT', `/contacts/${before.id}`, body));
  expect(after).toEqual({ ...before, ...body, tm_update: after.tm_update });
});

test('vn contacts lookup: by phone or by e-mail, one contact', async () => {
  const contact = await client.create({
    phone_numbers: [{ number: '+15554440001' }],
    emails: [{ address: 'vn@example.com' }],
  });
  for (const query of ['phone=%2B15554440001', 'email=vn%40example.com']) {
    expect(await shown(client.call('GET', `/contacts/lookup?${query}`))).toEqual(contact);
  }
});

test('vn contacts delete', async () => {
  const { id } = await made();
  await shown(client.call('DELETE', `/contacts/${id}`));
  expectError(await client.call('GET', `/contacts/${id}`), 404, noContact);
});
