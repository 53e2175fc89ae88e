/** Seeded packs, loaded into Sandboxes. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SandboxClient } from './sandbox-client.ts';

let home: SandboxClient;
beforeAll(async () => {
  home = await SandboxClient.start();
});
afterAll(() => home.server.stop());

async function load(order: object) {
  const { client } = await home.throwaway();
  const reply = await client.post('/sandbox/fixtures', order);
  expect(reply.status, reply.text).toBe(201);
  const listed = JSON.parse((await client.get('/contacts?limit=200')).text) as {
    data: { id: string; givenName: string }[];
  };
  const people = listed.data.map(({ id, givenName }) => `${id} ${givenName}`).toSorted();
  return { client, people, made: JSON.parse(reply.text) as Record<string, unknown> };
}

test.each(['plumber-au', 'hvac-us', 'agency'])('%s is the same in every Sandbox', async (pack) => {
  const one = await load({ pack, seed: 7, contacts: 60 });
  const other = await load({ pack, seed: 7, contacts: 60 });
  expect(one.people).toHaveLength(60);
  expect(other.people).toEqual(one.people);
  expect(other.made).toEqual(one.made);
  expect((await load({ pack, seed: 8, contacts: 60 })).people).not.toEqual(one.people);
  if (pack === 'plumber-au') expect(one.made).toMatchObject({ contacts: 60, jobs: 40 });
  if (pack === 'hvac-us') expect(Number(one.made['accounts'])).toBeGreaterThan(10);
});

test('says what is wrong with an order, and does not load the same twice', async () => {
  const { client } = await load({ pack: 'agency', contacts: 3 });
  expect((await client.post('/sandbox/fixtures', { pack: 'agency' })).status).toBe(409);
  const unknown = await client.post('/sandbox/fixtures', { pack: 'bakery' });
  expect(unknown.status).toBe(400);
  expect(unknown.json.detail).toContain('pack must be one of plumber-au, hvac-us, agency');
  const many = await client.post('/sandbox/fixtures', { pack: 'agency', contacts: 20_001 });
  expect(many.status).toBe(400);
});
