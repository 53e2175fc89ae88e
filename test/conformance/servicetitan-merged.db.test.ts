/** ServiceTitan's calls through the GUID of a merged contact. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NativeApi } from './dialect-drivers/native-api.ts';
import {
  ok,
  ServicetitanClient,
  type Contact,
  type ContactMethod,
  type Page,
} from './servicetitan-client.ts';

let client: ServicetitanClient;
let native: NativeApi;
beforeAll(async () => {
  client = await ServicetitanClient.start();
  native = new NativeApi(client.server.baseUrl, client.server.sandbox);
});
afterAll(() => client.stop());

async function mergedPair(): Promise<{ kept: Contact; lost: Contact; method: string }> {
  const kept = await client.create({
    name: 'Dana Whitfield',
    title: 'Owner',
    referenceId: 'crm-1',
  });
  const lost = await client.create({ name: 'Dana Whitfield' });
  const method = '6f1c1c58-9c0a-4c52-8f5e-2b7a1c0d9e11';
  const value = { type: 'MobilePhone', value: '5125550101' };
  await ok(client.call('PUT', `/contacts/${kept.id}/contact-methods/${randomUUID()}`, value));
  await ok(client.call('PUT', `/contacts/${lost.id}/contact-methods/${method}`, value));
  await native.done('POST', `/contacts/${kept.id}/merge`, { contactId: lost.id });
  return { kept, lost, method };
}

test('PUT on the GUID of a merged contact writes what it says and clears nothing', async () => {
  const { kept, lost } = await mergedPair();
  const put = await ok<Contact>(
    client.call('PUT', `/contacts/${lost.id}`, {
      name: 'Dana Field',
      isArchived: false,
    }),
  );
  expect(put).toMatchObject({
    id: kept.id,
    name: 'Dana Field',
    title: 'Owner',
    referenceId: 'crm-1',
  });
  expect(await ok(client.call('GET', `/contacts/${kept.id}`))).toEqual(put);
});

test('a hidden contact method is reached by its GUID under both contacts, and listed under neither', async () => {
  const { kept, lost, method } = await mergedPair();
  for (const { id } of [kept, lost]) {
    const path = `/contacts/${id}/contact-methods`;
    const found = await ok<ContactMethod>(client.call('GET', `${path}/${method}`));
    expect(found).toMatchObject({ id: method, contactId: kept.id });
    const { data } = await ok<Page<ContactMethod>>(client.call('GET', path));
    expect(data).toHaveLength(1);
    expect(data.map((item) => item.id)).not.toContain(method);
  }
});

test('writing a hidden contact method leaves the visible one, and with another value it is visible too', async () => {
  const { kept, lost, method } = await mergedPair();
  const hidden = `/contacts/${lost.id}/contact-methods/${method}`;
  const listed = async (): Promise<readonly string[]> => {
    const path = `/contacts/${kept.id}/contact-methods`;
    const { data } = await ok<Page<ContactMethod>>(client.call('GET', path));
    return data.map(({ value }) => value).toSorted();
  };
  await ok(client.call('PATCH', hidden, { memo: 'spare' }));
  expect(await listed()).toEqual(['5125550101']);
  await ok(client.call('PATCH', hidden, { value: '5125550177' }));
  expect(await listed()).toEqual(['5125550101', '5125550177']);
  await ok(client.call('PUT', hidden, { type: 'Email', value: 'dana@example.com' }));
  expect(await listed()).toEqual(['5125550101', 'dana@example.com']);
});

test('a merged contact’s GUID stays taken once it was deleted', async () => {
  const { kept, lost } = await mergedPair();
  expect((await client.call('DELETE', `/contacts/${lost.id}`)).status).toBe(200);
  expect((await client.call('GET', `/contacts/${lost.id}`)).status).toBe(404);
  expect(
    (await client.call('PUT', `/contacts/${lost.id}`, { name: 'New', isArchived: false })).status,
  ).toBe(409);
  expect(await ok<Contact>(client.call('GET', `/contacts/${kept.id}`))).toMatchObject({
    title: 'Owner',
  });
});
