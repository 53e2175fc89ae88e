/** The switch for clients that read JSON out of every reply of ServiceTitan's. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectError, ok, sentences, ServicetitanClient } from './servicetitan-client.ts';

let client: ServicetitanClient;
beforeAll(async () => {
  client = await ServicetitanClient.start({ bodylessReplies: 'object' });
});
afterAll(() => client.stop());

test('answers an empty object where the vendor answers nothing, and all else as ever', async () => {
  const made = await client.create({ name: 'Strict Reader' });
  expect(await ok(client.call('GET', `/contacts/${made.id}`))).toEqual(made);
  const removed = await client.call('DELETE', `/contacts/${made.id}`);
  expect([removed.status, removed.text]).toEqual([200, '{}']);
  expect(removed.headers.get('content-type')).toMatch(/^application\/json/);
  const missing = await client.call('DELETE', `/contacts/${made.id}`);
  expectError(missing, 404, 'Contact not found', { '': sentences });
});
