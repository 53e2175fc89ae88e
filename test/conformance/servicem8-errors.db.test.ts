/** What ServiceM8's API answers to what it refuses, and the recorded pairs of requests and replies. */
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectError, Servicem8Client, uuidForm, type Fields } from './servicem8-client.ts';

const notFound = 'Resource not found. The requested record does not exist or has been deleted.';
const stampForm = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** Stands in an expected value for a text of this form. */
const like = (form: RegExp): unknown => expect.stringMatching(form);

let client: Servicem8Client;
beforeAll(async () => {
  client = await Servicem8Client.start();
});
afterAll(() => client.stop());

function createContact(job: string, fields: Fields = {}): Promise<string> {
  return client.create('jobcontact', { job_uuid: job, ...fields });
}

const ann = { first: 'Ann', last: 'Lee', phone: '(02) 9999 0000', mobile: '0400 000 000' };

describe('refusals', () => {
  const unknown = randomUUID();

  test.each([
    ['{"job_uuid":', 'The body is not valid JSON'],
    ['[]', 'The request body must be a JSON object or a form'],
    ['', 'The request body must be a JSON object or a form'],
    ['{}', 'job_uuid: is required'],
    ['{"job_uuid":"","first":5}', 'job_uuid: must be a UUID; first: must be a string'],
    [`{"job_uuid":"${unknown}"}`, /^job_uuid: no job has the id/],
  ])('name what is wrong with the body %j', async (body, message) => {
    expectError(await client.call('POST', '/jobcontact.json', { body }), 400, message);
  });

  test.each([
    [{ uuid: 'mine' }, 'uuid: must be a UUID'],
    [{ active: 2 }, 'active: must be 0 or 1'],
    [{ active: true }, 'active: must be 0 or 1'],
    [{ email: null }, 'email: must be a string'],
    [{ last: ['Lee'] }, 'last: must be a string'],
    [{ type: 'Tenant' }, /^type: must be 'JOB' .*'BILLING' .*'Property Manager'$/],
    [{ first: 'Ann\u0000' }, /^first: /],
    [{ first: 'x'.repeat(2_001) }, 'first: must be at most 2000 characters long'],
  ])('name the field in %j, and nothing is written', async (fields, message) => {
    const job = await client.createJob();
    const body = { job_uuid: job, ...fields };
    expectError(await client.call('POST', '/jobcontact.json', { body }), 400, message);
    const uuid = await createContact(job, ann);
    const path = `/jobcontact/${uuid}.json`;
    expectError(await client.call('POST', path, { body: { ...fields, phone: '1' } }), 400, message);
    expect(await client.get('jobcontact', uuid)).toMatchObject(ann);
    expect(await client.rows('jobcontact', { $filter: `job_uuid eq '${job}'` })).toHaveLength(1);
  });

  test('name lone surrogates', async () => {
    const body = `{"job_uuid":"${await client.createJob()}","first":"\\ud800"}`;
    expectError(await client.call('POST', '/jobcontact.json', { body }), 400, /^first: /);
  });

  test('keep a contact at its job and its uuid', async () => {
    const uuid = await createContact(await client.createJob());
    const path = `/jobcontact/${uuid}.json`;
    const body = { job_uuid: await client.createJob() };
    expectError(
      await client.call('POST', path, { body }),
      400,
      'job_uuid: the job of a job contact cannot be changed',
    );
    const moved = await client.call('POST', path, { body: { uuid: unknown } });
    expectError(moved, 400, 'uuid: cannot be changed');
  });

  test.each(['job', 'jobcontact', 'company', 'companycontact'])(
    'of unknown %s records are 404',
    async (object) => {
      for (const uuid of [unknown, 'no-uuid']) {
        const path = `/${object}/${uuid}.json`;
        expectError(await client.call('GET', path), 404, notFound);
        expectError(await client.call('POST', path, { body: { active: 1 } }), 404, notFound);
        expectError(await client.call('DELETE', path), 404, notFound);
      }
    },
  );

  test('of other verbs are 405 with Allow', async () => {
    const collection = await client.call('PUT', '/jobcontact.json', { body: {} });
    expectError(collection, 405, /GET, POST only/);
    expect(collection.headers.get('allow')).toBe('GET, POST');
    const record = await client.call('PATCH', `/job/${unknown}.json`, { body: {} });
    expect([record.status, record.headers.get('allow')]).toEqual([405, 'DELETE, GET, POST']);
  });

  test.each(['note', 'Attachment', 'jobactivity', 'webhook_subscriptions'])(
    'of the object %s say that it is not authorised',
    async (name) => {
      const message = `${name} is not an authorised object type`;
      expectError(await client.call('GET', `/${name}.json`), 400, message);
      expectError(await client.call('DELETE', `/${name}/${unknown}.json`), 400, message);
    },
  );

  test('of paths without an object are 404', async () => {
    expectError(await client.call('GET', ''), 404, notFound);
    expectError(await client.call('GET', `/job/${unknown}/contacts.json`), 404, notFound);
  });

  test('of other content types are 415, of large bodies 413', async () => {
    const headers = { 'x-api-key': client.apiKey, 'content-type': 'text/plain' };
    const text = await client.call('POST', '/job.json', { body: 'x', headers });
    expectError(text, 415, /content type/);
    const body = { status: 'Quote', job_description: 'x'.repeat(1_100_000) };
    expectError(await client.call('POST', '/job.json', { body }), 413, /larger/);
  });
});

describe('fixtures', () => {
  const folder = new URL('../../src/dialects/servicem8/fixtures/', import.meta.url);
  const patterns: Readonly<Record<string, unknown>> = {
    '{uuid}': like(uuidForm),
    '{stamp}': like(stampForm),
  };
  interface Fixture {
    readonly request: { readonly method: string; readonly path: string; readonly body?: unknown };
    readonly reply: {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: Fields;
    };
  }

  test.each(readdirSync(folder))('%s is answered as recorded', async (file) => {
    const job = await client.createJob();
    const person = { first: 'Jane', last: 'Smith', phone: '02 9999 0000', mobile: '0400 000 000' };
    const contact = await createContact(job, { ...person, email: 'jane.smith@example.com' });
    const text = readFileSync(new URL(file, folder), 'utf8');
    const named = text.replaceAll('{job}', job).replaceAll('{contact}', contact);
    const { request, reply } = JSON.parse(named) as Fixture;
    const path = request.path.replace('/api_1.0', '');
    const got = await client.call(request.method, path, { body: request.body });
    const expected = (values: Fields) =>
      Object.entries(values).map(([key, value]) => [key, patterns[String(value)] ?? value]);
    expect(got.status, got.text).toBe(reply.status);
    expect(Object.entries(got.json ?? {})).toEqual(expected(reply.body));
    for (const [name, value] of expected(reply.headers ?? {})) {
      expect(got.headers.get(String(name))).toEqual(value);
    }
  });
});
