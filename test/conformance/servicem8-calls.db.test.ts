/** Every call of ServiceM8's objects: the same five for each, named as in the vendor's tables. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  expectDone,
  expectError,
  Servicem8Client,
  uuidForm,
  type Fields,
} from './servicem8-client.ts';

const notFound = 'Resource not found. The requested record does not exist or has been deleted.';

let client: Servicem8Client;
let job: string;
let company: string;
beforeAll(async () => {
  client = await Servicem8Client.start();
  job = await client.createJob();
  company = await client.create('company', { name: 'Lee Plumbing' });
});
afterAll(() => client.stop());

/** What an object is made of, and how it is changed. */
const samples: Readonly<Record<string, { body: () => Fields; change: Record<string, string> }>> = {
  jobcontact: {
    body: () => ({ job_uuid: job, first: 'Ann', mobile: '0400 000 000', type: 'BILLING' }),
    change: { last: 'Lee', mobile: '' },
  },
  job: {
    body: () => ({ status: 'Quote', job_address: '1 Elm St', badges: '["x"]' }),
    change: { status: 'Completed', badges: '' },
  },
  company: {
    body: () => ({ name: 'Roofs & Co', website: 'https://roofs.example.com' }),
    change: { name: 'Roofs', website: '' },
  },
  companycontact: {
    body: () => ({ company_uuid: company, first: 'Bob', phone: '02 9999 0000', type: 'JOB' }),
    change: { first: 'Rob', phone: '' },
  },
};

function sampleOf(object: string) {
  const sample = samples[object];
  if (sample === undefined) throw new Error(object);
  return sample;
}

const make = (object: string): Promise<string> => client.create(object, sampleOf(object).body());

async function expectCreated(object: string): Promise<void> {
  const body = sampleOf(object).body();
  const reply = await client.call('POST', `/${object}.json`, { body });
  expectDone(reply);
  const made = reply.headers.get('x-record-uuid') ?? '';
  expect(made).toMatch(uuidForm);
  const uuid = randomUUID();
  const chosen = { ...body, uuid: uuid.toUpperCase(), unknown: [1], active: 1 };
  const named = await client.call('POST', `/${object}.json`, { body: chosen });
  expectDone(named);
  expect(named.headers.get('x-record-uuid')).toBe(uuid);
  expect(await client.get(object, uuid)).toMatchObject({ ...body, uuid, active: 1 });
  const again = await client.call('POST', `/${object}.json`, { body: chosen });
  expectError(again, 400, 'uuid: a record with this UUID exists already');
}

async function expectRead(object: string): Promise<void> {
  const uuid = await make(object);
  const record = await client.get(object, uuid);
  expect(record).toMatchObject({ ...sampleOf(object).body(), uuid, active: 1 });
  expect(record['edit_date']).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  expect(Object.values(record)).not.toContain(null);
  for (const other of [randomUUID(), 'none']) {
    expectError(await client.call('GET', `/${object}/${other}.json?cursor=-1`), 404, notFound);
  }
}

async function expectListed(object: string): Promise<void> {
  const [kept, gone] = [await make(object), await make(object)];
  await client.remove(object, gone);
  const rows = await client.rows(object);
  const listed = rows.map(({ uuid }) => String(uuid));
  expect(listed).toEqual(listed.toSorted());
  const shown = rows.filter(({ uuid }) => uuid === kept || uuid === gone);
  expect(shown).toEqual(
    [kept, gone].toSorted().map((uuid) => expect.objectContaining({ uuid }) as unknown),
  );
  expect(await client.get(object, kept)).toEqual(shown.find(({ uuid }) => uuid === kept));
  const $filter = `active eq '1' and uuid ne '${kept}'`;
  const others = await client.rows(object, { $filter });
  expect(others.map(({ uuid }) => uuid)).toEqual(
    rows.filter(({ uuid, active }) => active === 1 && uuid !== kept).map(({ uuid }) => uuid),
  );
}

async function expectUpdated(object: string): Promise<void> {
  const { body, change } = sampleOf(object);
  const uuid = await make(object);
  const path = `/${object}/${uuid}.json`;
  const reply = await client.call('POST', path, { form: { uuid, ...change } });
  expectDone(reply);
  expect(reply.headers.get('x-record-uuid')).toBe(uuid);
  const emptied = 'badges' in change ? { badges: '[]' } : {};
  const changed = { ...body(), ...change, ...emptied };
  expect(await client.get(object, uuid)).toMatchObject(changed);
  const renamed = await client.call('POST', path, { body: { uuid: randomUUID() } });
  expectError(renamed, 400, 'uuid: cannot be changed');
  await client.update(object, uuid, {});
  expect(await client.get(object, uuid)).toMatchObject(changed);
  const unknown = await client.call('POST', `/${object}/${randomUUID()}.json`, { body: change });
  expectError(unknown, 404, notFound);
}

async function expectDeleted(object: string): Promise<void> {
  const { body } = sampleOf(object);
  const uuid = await make(object);
  for (const _ of ['once', 'and again']) {
    const reply = await client.call('DELETE', `/${object}/${uuid}.json`);
    expectDone(reply);
    expect(await client.get(object, uuid)).toMatchObject({ ...body(), active: 0 });
  }
  await client.update(object, uuid, { active: '1' });
  expect(await client.get(object, uuid)).toMatchObject({ ...body(), active: 1 });
  expectError(await client.call('DELETE', `/${object}/${randomUUID()}.json`), 404, notFound);
}

test('GET /api_1.0/jobcontact.json lists all, in order of uuid', () => expectListed('jobcontact'));
test('POST /api_1.0/jobcontact.json creates one', () => expectCreated('jobcontact'));
test('GET /api_1.0/jobcontact/{uuid}.json reads one', () => expectRead('jobcontact'));
test('POST /api_1.0/jobcontact/{uuid}.json changes one', () => expectUpdated('jobcontact'));
test('DELETE /api_1.0/jobcontact/{uuid}.json ends one', () => expectDeleted('jobcontact'));

test('GET /api_1.0/job.json lists all, in order of uuid', () => expectListed('job'));
test('POST /api_1.0/job.json creates one', () => expectCreated('job'));
test('GET /api_1.0/job/{uuid}.json reads one', () => expectRead('job'));
test('POST /api_1.0/job/{uuid}.json changes one', () => expectUpdated('job'));
test('DELETE /api_1.0/job/{uuid}.json ends one', () => expectDeleted('job'));

test('GET /api_1.0/company.json lists all, in order of uuid', () => expectListed('company'));
test('POST /api_1.0/company.json creates one', () => expectCreated('company'));
test('GET /api_1.0/company/{uuid}.json reads one', () => expectRead('company'));
test('POST /api_1.0/company/{uuid}.json changes one', () => expectUpdated('company'));
test('DELETE /api_1.0/company/{uuid}.json ends one', () => expectDeleted('company'));

test('GET /api_1.0/companycontact.json lists all, in order of uuid', () =>
  expectListed('companycontact'));
test('POST /api_1.0/companycontact.json creates one', () => expectCreated('companycontact'));
test('GET /api_1.0/companycontact/{uuid}.json reads one', () => expectRead('companycontact'));
test('POST /api_1.0/companycontact/{uuid}.json changes one', () => expectUpdated('companycontact'));
test('DELETE /api_1.0/companycontact/{uuid}.json ends one', () => expectDeleted('companycontact'));

test('GET /api_1.0/vendor.json lists the account alone', async () => {
  const { id, name, timeZone, region } = client.context.workspace;
  const shown = { uuid: id, active: 1, name, timezone_name: timeZone, default_region: region };
  const rows = await client.rows('Vendor');
  expect(rows).toEqual([expect.objectContaining(shown)]);
  expect(Object.keys(rows[0] ?? {})).toHaveLength(30);
  expect(await client.rows('vendor', { cursor: id })).toEqual([]);
  expect(await client.rows('vendor', { $filter: `active eq 1 and name ne ''` })).toEqual(rows);
  expect(await client.rows('vendor', { $filter: `name eq 'Somebody else'` })).toEqual([]);
});

test('GET /api_1.0/vendor/{uuid}.json reads the account and no other', async () => {
  const { id, name } = client.context.workspace;
  expect(await client.get('vendor', id)).toMatchObject({ uuid: id, name });
  expectError(await client.call('GET', `/vendor/${randomUUID()}.json`), 404, notFound);
  const written = await client.call('POST', `/vendor/${id}.json`, { body: { name: 'Mine' } });
  expect([written.status, written.headers.get('allow')]).toEqual([405, 'GET']);
});

test('GET /api_1.0/taxrate.json lists none', async () => {
  expect(await client.rows('taxrate', { cursor: '-1' })).toEqual([]);
});

describe('a search', () => {
  beforeAll(async () => {
    await client.create('company', { name: 'Zebra Fencing', address_city: 'Dubbo' });
    const zoo = await client.createJob({ job_description: 'Fence for the zebra\nby Friday' });
    await client.create('jobcontact', { job_uuid: zoo, first: 'Quentin', mobile: '0411 555 777' });
    const gone = await client.createJob({ job_description: 'A zebra that left' });
    await client.remove('job', gone);
  });

  interface Found {
    readonly results: readonly Fields[];
    readonly count: number;
  }
  async function search(path: string, query: Fields): Promise<Found> {
    const parameters = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const reply = await client.call('GET', `/${path}.json?${parameters.toString()}`);
    expect(reply.status, reply.text).toBe(200);
    return reply.json as Found;
  }
  const titlesOf = ({ results }: Found) => results.map(({ title }) => title);
  const fence = expect.stringMatching(/^Job \d+: Fence for the zebra$/) as unknown;

  test('GET /api_1.0/search.json finds active jobs and companies that have every word', async () => {
    const found = await search('search', { q: 'ZEBRA fenc' });
    expect(found).toMatchObject({ query: 'ZEBRA fenc', count: 2 });
    expect(titlesOf(found)).toEqual(expect.arrayContaining([fence, 'Zebra Fencing']));
    expect(titlesOf(await search('Search', { q: 'zebra', limit: 1 }))).toHaveLength(1);
    const person = await search('search', { q: 'quentin 0411' });
    expect(person.results).toMatchObject([
      {
        type: 'job',
        title: fence,
        highlights: { contact_first: 'Quentin', mobile: '0411 555 777' },
      },
    ]);
    expect(titlesOf(await search('search', { q: '%' }))).toEqual([]);
    expect(titlesOf(await search('search', { q: 'zebra giraffe' }))).toEqual([]);
  });

  test('GET /api_1.0/search/{objectType}.json finds the records of one object', async () => {
    const companies = await search('search/company', { q: 'dubbo' });
    expect(companies).toMatchObject({ query: 'dubbo', objectType: 'company', count: 1 });
    expect(titlesOf(companies)).toEqual(['Zebra Fencing']);
    expect(titlesOf(await search('search/Job', { q: 'zebra', limit: '100' }))).toEqual([fence]);
    expect(await search('search/material', { q: 'zebra' })).toMatchObject({ count: 0 });
  });

  test.each([
    ['search', '', 'q: is required'],
    ['search', 'q=', /^q: /],
    ['search', 'q=%20', 'q: must not be blank'],
    ['search', `q=${'x'.repeat(101)}`, /^q: .*100/],
    ['search', 'q=a&limit=51', /^limit: .*50/],
    ['search', 'q=a&limit=0', /^limit: /],
    ['search/job', 'q=a&limit=101', /^limit: .*100/],
    ['search/jobcontact', 'q=a', /^objectType: must be one of job, company/],
  ])('%s?%s is refused', async (path, query, message) => {
    expectError(await client.call('GET', `/${path}.json?${query}`), 400, message);
  });

  test('shows what the token may read alone', async () => {
    const path = '/search.json?q=zebra';
    const reader = await client.call('GET', path, {
      headers: await client.bearer('read_customers'),
    });
    expect(reader.json).toMatchObject({ count: 1, results: [{ type: 'company' }] });
    const headers = await client.bearer('read_job_contacts');
    expect((await client.call('GET', path, { headers })).status).toBe(403);
    expect((await client.call('GET', '/search/job.json?q=a', { headers })).status).toBe(403);
  });
});
