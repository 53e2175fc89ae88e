/** ServiceTitan's preferences: what a person wants to be told on one of their numbers or addresses. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  expectError,
  like,
  ok,
  sentences,
  ServicetitanClient,
  validation,
  type ContactMethod,
} from './servicetitan-client.ts';

const unused = '5e1f0c52-93c8-4a3e-8b2a-8d1c7b1a0003';
const names = ['JobReminders', 'MarketingUpdates', 'InvoiceNotification', 'StatementNotification'];

let client: ServicetitanClient;
beforeAll(async () => {
  client = await ServicetitanClient.start();
});
afterAll(() => client.stop());

async function makeMethod(): Promise<string> {
  const { id } = await client.create({ name: 'Prefers' });
  const path = `/contacts/${id}/contact-methods`;
  const body = { type: 'MobilePhone', value: '555-500-0101' };
  const made = await ok<ContactMethod>(client.call('POST', path, body));
  return `${path}/${made.id}`;
}

const preference = (name: string, value: string | null = null) => ({
  name,
  dataType: 'Bool',
  value,
});

test('Contacts_GetPreferenceMetadataList answers a bare array of four, the same in every workspace', async () => {
  const types = await ok<{ name: string }[]>(client.call('GET', '/contacts/preferences'));
  expect(types).toEqual(
    names.map((name) => ({
      id: like(/^[0-9a-f-]{36}$/),
      name,
      description: like(/./),
      dataType: 'Bool',
    })),
  );
  const other = await client.inAnotherWorkspace();
  expect(await ok(other.call('GET', '/contacts/preferences'))).toEqual(types);
});

test('ContactPreferences_GetContactMethodPreferences answers a bare array of what nobody has said', async () => {
  const method = await makeMethod();
  const all = await ok(client.call('GET', `${method}/preferences`));
  expect(all).toEqual(names.map((name) => preference(name)));
});

test('ContactPreferences_GetContactMethodPreference finds a name in any case', async () => {
  const method = await makeMethod();
  const found = await ok(client.call('GET', `${method}/preferences/jobreminders`));
  expect(found).toEqual(preference('JobReminders'));
});

test('ContactPreferences_UpdateContactMethodPreference stores true and false in lower case, and null takes back', async () => {
  const method = await makeMethod();
  const path = `${method}/preferences/MARKETINGUPDATES`;
  const patch = (body: object) => ok(client.call('PATCH', path, body));
  expect(await patch({ value: 'True' })).toEqual(preference('MarketingUpdates', 'true'));
  expect(await patch({ value: 'FALSE' })).toEqual(preference('MarketingUpdates', 'false'));
  expect(await patch({})).toEqual(preference('MarketingUpdates', 'false'));
  expect(await ok(client.call('GET', `${method}/preferences`))).toEqual(
    names.map((name) => preference(name, name === 'MarketingUpdates' ? 'false' : null)),
  );
  expect(await patch({ value: null })).toEqual(preference('MarketingUpdates'));
  expect(await ok(client.call('GET', path))).toEqual(preference('MarketingUpdates'));
});

test('ContactPreferences_UpdateContactMethodPreference from many at once leaves one value', async () => {
  const method = await makeMethod();
  const path = `${method}/preferences/JobReminders`;
  const patches = Array.from({ length: 8 }, () => client.call('PATCH', path, { value: 'true' }));
  expect((await Promise.all(patches)).map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect(await ok(client.call('GET', path))).toEqual(preference('JobReminders', 'true'));
});

test('a preference belongs to its method alone: it changes neither contact nor method, and goes with it', async () => {
  const method = await makeMethod();
  const [contact = ''] = /^\/contacts\/[^/]+/.exec(method) ?? [];
  const before = [await ok(client.call('GET', contact)), await ok(client.call('GET', method))];
  await ok(client.call('PATCH', `${method}/preferences/JobReminders`, { value: 'true' }));
  const after = [await ok(client.call('GET', contact)), await ok(client.call('GET', method))];
  expect(after).toEqual(before);

  const body = { type: 'MobilePhone', value: '555-500-0102' };
  await ok(client.call('PUT', method, body));
  const path = `${method}/preferences/JobReminders`;
  expect(await ok(client.call('GET', path))).toEqual(preference('JobReminders', 'true'));
  await ok(client.call('DELETE', method));
  expectError(await client.call('GET', path), 404, 'Contact method not found', { '': sentences });
  await ok(client.call('PUT', method, body));
  expect(await ok(client.call('GET', path))).toEqual(preference('JobReminders'));
});

test('no other API shows it as a consent', async () => {
  const method = await makeMethod();
  const [, id = ''] = /^\/contacts\/([^/]+)/.exec(method) ?? [];
  const path = `${method}/preferences/MarketingUpdates`;
  const { json: before } = await client.native('GET', `/contacts/${id}`);
  await ok(client.call('PATCH', path, { value: 'false' }));
  expect((await client.native('GET', `/contacts/${id}`)).json).toEqual(before);
});

describe('what is not there', () => {
  const found = (method: string) => [
    client.call('GET', `${method}/preferences`),
    client.call('GET', `${method}/preferences/JobReminders`),
    client.call('PATCH', `${method}/preferences/JobReminders`, { value: 'true' }),
  ];

  test('an unknown contact or method is 404 saying which', async () => {
    const method = await makeMethod();
    for (const reply of found(`/contacts/${unused}/contact-methods/${unused}`)) {
      expectError(await reply, 404, 'Contact not found', { '': sentences });
    }
    for (const reply of found(method.replace(/[^/]+$/, unused))) {
      expectError(await reply, 404, 'Contact method not found', { '': sentences });
    }
  });

  test('an unknown preference is 404 Preference not found', async () => {
    const method = await makeMethod();
    for (const verb of ['GET', 'PATCH']) {
      const path = `${method}/preferences/Birthday`;
      const reply = await client.call(verb, path, verb === 'PATCH' ? { value: 'true' } : undefined);
      expectError(reply, 404, 'Preference not found', { '': sentences });
    }
  });
});

test.each([['yes'], [''], [true], [1]])('the value %j is 400 naming it', async (value) => {
  const method = await makeMethod();
  const reply = await client.call('PATCH', `${method}/preferences/JobReminders`, { value });
  expectError(reply, 400, validation, { value: sentences });
});

test('preferences are neither made nor deleted: 405', async () => {
  const method = await makeMethod();
  for (const [verb, path] of [
    ['POST', '/contacts/preferences'],
    ['DELETE', '/contacts/preferences'],
    ['POST', `${method}/preferences`],
    ['PUT', `${method}/preferences/JobReminders`],
    ['DELETE', `${method}/preferences/JobReminders`],
  ] as const) {
    const reply = await client.call(verb, path, verb === 'DELETE' ? undefined : {});
    expectError(reply, 405, 'Method not allowed', { '': sentences });
  }
});
