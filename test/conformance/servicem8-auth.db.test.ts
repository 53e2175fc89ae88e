/** Who may call ServiceM8's API, and its token endpoint. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectDone, expectError, Servicem8Client, type Reply } from './servicem8-client.ts';

const notFound = 'Resource not found. The requested record does not exist or has been deleted.';
const unauthorised = 'Authentication failed. Please check your API key or OAuth token.';

const someText: unknown = expect.any(String);
const contactScope: unknown = expect.stringMatching(/(?:^| )manage_job_contacts(?: |$)/);

let client: Servicem8Client;
let job: string;
let contact: string;
beforeAll(async () => {
  client = await Servicem8Client.start();
  job = await client.createJob();
  contact = await client.create('jobcontact', { job_uuid: job, first: 'Ann' });
});
afterAll(() => client.stop());

describe('credentials', () => {
  test('are an API key or a bearer token, each in its own place', async () => {
    const { apiKey, accessToken } = client.server.sandbox.servicem8;
    const accepted = [
      { 'X-API-KEY': apiKey },
      { authorization: `Bearer ${accessToken}` },
      { authorization: `bearer ${accessToken}` },
      { 'x-api-key': '', authorization: `Bearer ${accessToken}` },
    ];
    for (const headers of accepted) {
      expect((await client.call('GET', '/jobcontact.json', { headers })).status).toBe(200);
    }
    const refused = [
      { 'x-api-key': accessToken },
      { authorization: `Bearer ${apiKey}` },
      { authorization: `Basic ${btoa(`${apiKey}:x`)}` },
      { 'x-api-key': client.server.sandbox.native.apiKey },
      { authorization: `Bearer ${client.server.sandbox.highlevel.accessToken}` },
    ];
    for (const headers of refused) {
      expectError(await client.call('GET', '/jobcontact.json', { headers }), 401, unauthorised);
    }
  });

  test('are named in the challenge when missing or wrong', async () => {
    const missing = await client.call('GET', '/job.json', { headers: {} });
    expectError(missing, 401, unauthorised);
    expect(missing.headers.get('www-authenticate')).toBe('Bearer');
    const headers = { authorization: 'Bearer wrong' };
    const wrong = await client.call('GET', '/job.json', { headers });
    expect(wrong.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
  });

  test('of both kinds leave the key to decide', async () => {
    const { accessToken } = client.server.sandbox.servicem8;
    const headers = { 'x-api-key': 'wrong', authorization: `Bearer ${accessToken}` };
    expectError(await client.call('GET', '/job.json', { headers }), 401, unauthorised);
    const good = { 'x-api-key': client.apiKey, authorization: 'Bearer wrong' };
    expect((await client.call('GET', '/job.json', { headers: good })).status).toBe(200);
  });

  test('are looked at before the body', async () => {
    const call = { headers: {}, body: '{' };
    expectError(await client.call('POST', '/jobcontact.json', call), 401, unauthorised);
  });
});

describe('scopes', () => {
  const calls = [
    ['GET', '/jobcontact.json', ['read_job_contacts', 'manage_job_contacts']],
    ['GET', '/jobcontact/{contact}.json', ['read_job_contacts', 'manage_job_contacts']],
    ['POST', '/jobcontact.json', ['manage_job_contacts']],
    ['POST', '/jobcontact/{contact}.json', ['manage_job_contacts']],
    ['DELETE', '/jobcontact/{contact}.json', ['manage_job_contacts']],
    ['GET', '/job.json', ['read_jobs', 'manage_jobs']],
    ['GET', '/job/{job}.json', ['read_jobs', 'manage_jobs']],
    ['POST', '/job.json', ['create_jobs']],
    ['POST', '/job/{job}.json', ['manage_jobs']],
    ['DELETE', '/job/{job}.json', ['manage_jobs']],
  ] as const;
  const all = [
    'read_job_contacts',
    'manage_job_contacts',
    'read_jobs',
    'manage_jobs',
    'create_jobs',
    'read_customers',
    'no_such_scope',
  ];
  const bodies: Readonly<Record<string, object>> = { '/job.json': { status: 'Quote' } };

  test.each(all)('%s allows its calls and no other', async (scope) => {
    const headers = await client.bearer(scope);
    const spare = { job: await client.createJob(), contact: '' };
    spare.contact = await client.create('jobcontact', { job_uuid: spare.job });
    for (const [method, template, allowed] of calls) {
      const path = template.replace('{job}', spare.job).replace('{contact}', spare.contact);
      const body = bodies[template] ?? { job_uuid: spare.job };
      const call = method === 'POST' ? { headers, body } : { headers };
      const reply = await client.call(method, path, call);
      const label = `${scope}: ${method} ${template}`;
      if (allowed.some((one) => one === scope)) expect(reply.status, label).toBe(200);
      else expectForbidden(reply, allowed[0]);
    }
  });

  test('of synchronisation are those of the contact alone', async () => {
    const headers = await client.bearer('manage_job_contacts');
    const body = { first: 'Anna' };
    const reply = await client.call('POST', `/jobcontact/${contact}.json`, { headers, body });
    expectDone(reply);
    expect(await client.get('job', job)).toMatchObject({ contact_first: 'Anna' });
  });

  test('are not needed to see that there are no tax rates', async () => {
    const headers = await client.bearer('read_tax_rates');
    const reply = await client.call('GET', '/taxrate.json?cursor=-1', { headers });
    expect([reply.status, reply.json]).toEqual([200, []]);
    expectError(await client.call('GET', '/taxrate.json', { headers: {} }), 401, unauthorised);
  });

  function expectForbidden(reply: Reply, scope: string): void {
    expect([reply.status, reply.json]).toEqual([
      403,
      {
        errorCode: 403,
        message: "Access forbidden. You don't have permission to access this resource.",
        error: 'insufficient_scope',
      },
    ]);
    expect(reply.headers.get('www-authenticate')).toBe(
      `Bearer error="insufficient_scope", scope="${scope}"`,
    );
  }
});

test('another workspace sees nothing of this one, and shows the time of its own zone', async () => {
  const headers = await client.foreigner('Australia/Sydney');
  for (const [object, uuid] of [
    ['job', job],
    ['jobcontact', contact],
  ] as const) {
    const path = `/${object}/${uuid}.json`;
    expectError(await client.call('GET', path, { headers }), 404, notFound);
    expectError(await client.call('POST', path, { headers, body: { active: 0 } }), 404, notFound);
    expectError(await client.call('DELETE', path, { headers }), 404, notFound);
    expect((await client.call('GET', `/${object}.json`, { headers })).json).toEqual([]);
  }
  const stolen = await client.call('POST', '/jobcontact.json', {
    headers,
    body: { job_uuid: job },
  });
  const absent = { headers, body: { job_uuid: randomUUID() } };
  const unknown = await client.call('POST', '/jobcontact.json', absent);
  expectError(stolen, 400, /^job_uuid: no job has the id/);
  expect(shapeOf(stolen)).toBe(shapeOf(unknown));

  // Its uuids are free there.
  const own = await client.call('POST', '/job.json', {
    headers,
    body: { uuid: job, status: 'Quote' },
  });
  expect([own.status, own.headers.get('x-record-uuid')]).toEqual([200, job]);
  const shown = (await client.call('GET', `/job/${job}.json`, { headers })).json;
  const { edit_date: edited } = shown as { edit_date: string };
  const ahead =
    Date.parse(`${edited.replace(' ', 'T')}Z`) - Number(client.server.runtime.clock.now()) / 1_000;
  expect(Math.round(ahead / 3_600_000)).toSatisfy((hours) => hours === 10 || hours === 11);
  expect(await client.get('job', job)).toMatchObject({ status: 'Work Order' });
});

function shapeOf({ text }: Reply): string {
  return text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{uuid}');
}

describe('POST /oauth/access_token', () => {
  function ask(fields: Record<string, string> = {}, asJson = false): Promise<Reply> {
    const { clientId, clientSecret, refreshToken } = client.server.sandbox.servicem8;
    const all = {
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
      ...fields,
    };
    const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(all) };
    const form = { body: new URLSearchParams(all) };
    return client.send('POST', '/oauth/access_token', asJson ? json : form);
  }

  test.each([
    ['form', false],
    ['JSON', true],
  ])('answers a refresh token as %s with a token that works', async (_, asJson) => {
    const reply = await ask({}, asJson);
    expect([reply.status, reply.json]).toEqual([
      200,
      {
        access_token: someText,
        expires_in: 3600,
        token_type: 'bearer',
        scope: contactScope,
        refresh_token: someText,
      },
    ]);
    expect(reply.headers.get('cache-control')).toBe('no-store');
    const { access_token: token } = reply.json as { access_token: string };
    const headers = { authorization: `Bearer ${token}` };
    expect((await client.call('GET', '/job.json', { headers })).status).toBe(200);
  });

  test('gives a refresh token that works again', async () => {
    const { refresh_token } = (await ask()).json as { refresh_token: string };
    expect((await ask({ refresh_token })).status).toBe(200);
  });

  test.each([
    [{ refresh_token: 'wrong' }, 'invalid_grant'],
    [{ client_secret: 'wrong' }, 'invalid_client'],
    [{ client_id: '1' }, 'invalid_client'],
    [{ grant_type: 'authorization_code', code: 'x' }, 'invalid_grant'],
    [{ grant_type: 'authorization_code' }, 'invalid_request'],
    [{ grant_type: 'client_credentials' }, 'unauthorized_client'],
    [{ grant_type: '' }, 'invalid_request'],
    [{ refresh_token: '' }, 'invalid_request'],
  ])('refuses %j with the word that clients branch on', async (fields, error) => {
    const reply = await ask(fields);
    expect([reply.status, reply.json]).toEqual([400, { error, error_description: someText }]);
    expect(reply.headers.get('cache-control')).toBe('no-store');
  });

  test('refuses what is no request for a token', async () => {
    const init = { headers: { 'content-type': 'application/json' }, body: '[1' };
    const malformed = await client.send('POST', '/oauth/access_token', init);
    expect([malformed.status, malformed.json]).toEqual([
      400,
      { error: 'invalid_request', error_description: 'The body is not valid JSON' },
    ]);
    const wrongVerb = await client.send('GET', '/oauth/access_token');
    expect([wrongVerb.status, wrongVerb.headers.get('allow')]).toEqual([405, 'POST']);
  });
});
