/** Seeded packs, loaded into Sandboxes. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runHere } from '../support/command.ts';
import { SandboxClient } from './sandbox-client.ts';

/** Of its own server, with a database that nobody has filled: its statistics are looked at. */
let home: SandboxClient;
beforeAll(async () => {
  home = await SandboxClient.start({});
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
  const many = await client.post('/sandbox/fixtures', { pack: 'hvac-us', contacts: 20_001 });
  expect(many.status).toBe(400);
  expect(many.json.detail).toContain('count is 20000 at most');
  const beyond = await client.post('/sandbox/fixtures', { pack: 'agency', contacts: 5, from: 5 });
  expect(beyond.json.detail).toContain('from must be less than contacts, 5');
  const most = await client.post('/sandbox/fixtures', { pack: 'agency', contacts: 1_000_001 });
  expect(most.status).toBe(400);
});

test('parts make what the whole makes, and a part can be asked for again', async () => {
  const whole = await load({ pack: 'plumber-au', seed: 3, contacts: 90 });
  const { client } = await home.throwaway();
  const order = { pack: 'plumber-au', seed: 3, contacts: 90, count: 40 };
  const made: { jobs: number; next: number | null }[] = [];
  for (const from of [0, 0, 40, 80]) {
    const reply = await client.post('/sandbox/fixtures', { ...order, from });
    expect(reply.status, reply.text).toBe(201);
    made.push(JSON.parse(reply.text) as (typeof made)[number]);
  }
  expect(made.map(({ next }) => next)).toEqual([40, 40, 80, null]);
  const listed = JSON.parse((await client.get('/contacts?limit=200')).text) as {
    data: { id: string; givenName: string }[];
  };
  expect(listed.data.map(({ id, givenName }) => `${id} ${givenName}`).toSorted()).toEqual(
    whole.people,
  );
  expect(made.slice(1).reduce((sum, { jobs }) => sum + jobs, 0)).toBe(whole.made['jobs']);
});

test('a pack whose first call failed half-way is completed from 0', async () => {
  const whole = await load({ pack: 'hvac-us', seed: 4, contacts: 70 });
  const { client } = await home.throwaway();
  const order = { pack: 'hvac-us', seed: 4, contacts: 70 };
  expect((await client.post('/sandbox/fixtures', { ...order, count: 30 })).status).toBe(201);
  const again = await client.post('/sandbox/fixtures', order);
  expect(again.status).toBe(409);
  expect(again.json.detail).toContain('or ask for it from 0 to complete it');
  const rest = await client.post('/sandbox/fixtures', { ...order, from: 0 });
  expect(JSON.parse(rest.text)).toEqual(whole.made);
  expect(await client.names()).toHaveLength(70);
  const relations = await client.get('/relations?limit=200');
  const others = await whole.client.get('/relations?limit=200');
  expect(relations.json.data.map(({ id }) => id)).toHaveLength(others.json.data.length);
});

test('plumber-au has agencies whose managers are related to them and to a home, and to the jobs there', async () => {
  const { file, client } = await home.throwaway();
  const order = { pack: 'plumber-au', seed: 5, contacts: 250 };
  expect((await client.post('/sandbox/fixtures', order)).status).toBe(201);
  const list = async (object: string): Promise<Record<string, string>[]> => {
    const headers = { 'x-api-key': file.servicem8.apiKey };
    const reply = await fetch(`${file.servicem8.clientBaseUrl}/${object}.json`, { headers });
    return (await reply.json()) as Record<string, string>[];
  };
  const [agency] = await list('company');
  expect(agency?.['name']).toMatch(/ Property$/);
  const managers = await list('companycontact');
  expect(managers).toHaveLength(5);
  for (const { company_uuid: company, type } of managers) {
    expect([company, type]).toEqual([agency?.['uuid'], 'Property Manager']);
  }
  const links = await list('jobcontact');
  const managed = links.filter(({ type }) => type === 'Property Manager');
  expect(managed.length).toBeGreaterThan(15);
  const jobs = new Map((await list('job')).map((job) => [job['uuid'], job]));
  for (const { job_uuid: job } of managed) {
    expect(jobs.get(job)?.['company_uuid']).toBe(agency?.['uuid']);
    expect(jobs.get(job)?.['job_address']).toMatch(/^\d+ .+, .+/);
  }
});

test('hvac-us has the numbers of customers and locations, and whom to ask for there', async () => {
  const { file, client } = await home.throwaway();
  const order = { pack: 'hvac-us', seed: 6, contacts: 40 };
  expect((await client.post('/sandbox/fixtures', order)).status).toBe(201);
  const { clientId, clientSecret, tenant, appKey } = file.servicetitan;
  const grant = { grant_type: 'client_credentials', client_id: clientId };
  const body = new URLSearchParams({ ...grant, client_secret: clientSecret });
  const token = await fetch(`${file.baseUrl}/connect/token`, { method: 'POST', body });
  const { access_token: authorization } = (await token.json()) as { access_token: string };
  const get = async <T>(path: string): Promise<readonly T[]> => {
    const headers = { authorization, 'st-app-key': appKey };
    const reply = await fetch(`${file.baseUrl}/crm/v2/tenant/${tenant}${path}`, { headers });
    return ((await reply.json()) as { data: readonly T[] }).data;
  };
  const [location] = await get<{ id: number; customerId: number }>('/locations');
  const numbers = await get<{ type: string }>(`/locations/${location?.id}/contacts`);
  expect(numbers.map(({ type }) => type)).toEqual(['Phone']);
  const copied = await get<{ type: string }>(`/customers/${location?.customerId}/contacts`);
  expect(copied.map(({ type }) => type)).toContain('Phone');
  const there = await get<{ id: string }>(`/contacts/relationships/${location?.id}`);
  expect(there).toHaveLength(1);
  const household = await get<{ id: string }>(`/contacts/relationships/${location?.customerId}`);
  expect(household.map(({ id }) => id)).toContain(there[0]?.id);
});

test('loading leaves statistics behind, so that no plan takes the tables for empty', async () => {
  await load({ pack: 'plumber-au', seed: 9, contacts: 250 });
  const pages = await home.server.database.rows(
    `select relname, relpages from pg_class
     where relname in ('contact', 'contact_method', 'job', 'job_contact') and relpages = 0`,
  );
  expect(pages).toEqual([]);
});

test('polydex fixtures load writes a pack in calls of a thousand, and says how far it is', async () => {
  const { client, file } = await home.throwaway();
  const run = (...args: string[]) => runHere(['fixtures', ...args], home.server.env);
  const key = ['--key', file.native.apiKey];
  const order = ['load', 'hvac-us', '--contacts', '1100', '--from', '900'];
  const { stdout, stderr } = await run(...order, ...key);
  expect(stdout).toMatch(/^Loaded 200 contacts, \d+ accounts with \d+ relations, 0 jobs/);
  expect(stderr).toBe('1000 of 1100 contacts\n1100 of 1100 contacts\n');
  expect(await client.names()).toHaveLength(200);
  const listed = await run('list', '--json');
  expect(JSON.parse(listed.stdout)).toHaveLength(3);
  const unknown = await run('load', 'bakery', ...key);
  expect(unknown.code).not.toBe(0);
  expect(unknown.stderr).toContain('pack must be one of plumber-au, hvac-us, agency');
  expect(unknown.stderr).not.toContain('Go on');
});
