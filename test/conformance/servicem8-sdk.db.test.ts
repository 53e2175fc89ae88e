/** The published `servicem8` package against a listening server: every call, with a key and with a token. */
import { randomUUID } from 'node:crypto';
import { HTTPClient, ServiceM8 } from 'servicem8';
import {
  AuthenticationError,
  ErrorT,
  ForbiddenError,
  NotFoundError,
} from 'servicem8/models/errors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consentedToken } from '../support/consented-token.ts';
import { Servicem8Client, uuidForm } from './servicem8-client.ts';

/** What the calls of these tests need. */
const scope =
  'manage_job_contacts manage_jobs create_jobs manage_customers manage_customer_contacts vendor';

let client: Servicem8Client;
let sdk: ServiceM8;
beforeAll(async () => {
  client = await Servicem8Client.start();
  sdk = connect({ apiKey: client.apiKey });
});
afterAll(() => client.stop());

function connect(
  security: { apiKey?: string; oauth2?: string },
  httpClient?: HTTPClient,
): ServiceM8 {
  const { clientBaseUrl: serverURL } = client.server.sandbox.servicem8;
  const common = { serverURL, security, retryConfig: { strategy: 'none' as const } };
  return new ServiceM8(httpClient ? { ...common, httpClient } : common);
}

async function refusal(call: Promise<unknown>): Promise<unknown> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error('the call was not refused');
}

const done = { errorCode: 0, message: 'OK' };

async function createJob(): Promise<string> {
  const { headers } = await sdk.jobs.createJobs({ status: 'Quote', jobAddress: '1 Elm St' });
  return headers['x-record-uuid']?.[0] ?? '';
}

describe.each([
  ['a key', async () => ({ apiKey: client.apiKey })],
  [
    'a token that a person gave with a browser',
    async () => ({ oauth2: await consentedToken(client.server, scope) }),
  ],
])('the published package, with %s,', (_name, securityOf) => {
  beforeAll(async () => {
    sdk = connect(await securityOf());
  });

  test('creates, gets, updates, lists and deletes job contacts', async () => {
    const jobUuid = await createJob();
    const created = await sdk.jobContacts.createJobContacts({
      jobUuid,
      first: 'Ann',
      last: 'Lee',
      phone: '02 9999 0000',
      mobile: '0400 000 000',
      email: 'ann.lee@example.com',
      type: 'JOB',
    });
    expect(created.result).toEqual(done);
    const uuid = created.headers['x-record-uuid']?.[0] ?? '';
    expect(uuid).toMatch(uuidForm);
    const update = { jobUuid, last: 'Ray', mobile: '', type: 'BILLING' };
    expect(await sdk.jobContacts.updateJobContacts({ uuid, jobContactCreate: update })).toEqual(
      done,
    );
    const expected = {
      uuid,
      active: 1,
      jobUuid,
      first: 'Ann',
      last: 'Ray',
      phone: '02 9999 0000',
      mobile: '',
      email: 'ann.lee@example.com',
      type: 'BILLING',
      editDate: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/) as unknown,
    };
    expect(await sdk.jobContacts.getJobContacts({ uuid })).toEqual(expected);
    expect(await sdk.jobContacts.deleteJobContacts({ uuid })).toEqual(done);
    expect(await sdk.jobContacts.listJobContacts()).toContainEqual({ ...expected, active: 0 });
  });

  test('creates, gets, updates, lists and deletes jobs', async () => {
    const uuid = randomUUID();
    const job = { uuid, status: 'Work Order', jobDescription: 'Tap', quoteSent: 1 } as const;
    const { headers, result } = await sdk.jobs.createJobs(job);
    expect([result, headers['x-record-uuid']]).toEqual([done, [uuid]]);
    expect(await sdk.jobs.getJobs({ uuid })).toMatchObject({ ...job, active: 1, lat: 0, lng: 0 });
    const jobCreate = { status: 'Completed', date: '2026-03-01' } as const;
    expect(await sdk.jobs.updateJobs({ uuid, jobCreate })).toEqual(done);
    expect(await sdk.jobs.deleteJobs({ uuid })).toEqual(done);
    const listed = await sdk.jobs.listJobs();
    expect(listed.find((one) => one.uuid === uuid)).toMatchObject({
      ...job,
      ...jobCreate,
      active: 0,
    });
  });

  test('creates, gets, updates, lists and deletes companies', async () => {
    const uuid = randomUUID();
    const fields = {
      uuid,
      abnNumber: '51 824 753 556',
      website: 'https://lee.example.com',
      address: '1 Elm St\nSydney NSW 2000',
      addressStreet: '1 Elm St',
      addressCity: 'Sydney',
      addressState: 'NSW',
      addressPostcode: '2000',
      addressCountry: 'Australia',
      billingAddress: 'PO Box 1',
      billingAttention: 'Accounts',
      faxNumber: '02 9999 0001',
      badges: JSON.stringify([randomUUID()]),
      taxRateUuid: randomUUID(),
      parentCompanyUuid: '',
      paymentTerms: '14 days',
    };
    const { headers, result } = await sdk.clients.createClients({
      ...fields,
      name: 'Lee Plumbing',
    });
    expect([result, headers['x-record-uuid']]).toEqual([done, [uuid]]);
    const shown = { ...fields, name: 'Lee Plumbing', active: 1 };
    expect(await sdk.clients.getClients({ uuid })).toMatchObject(shown);
    const companyCreate = { name: 'Lee & Co', website: '' };
    expect(await sdk.clients.updateClients({ uuid, companyCreate })).toEqual(done);
    expect(await sdk.clients.deleteClients({ uuid })).toEqual(done);
    const listed = await sdk.clients.listClients();
    const changed = { ...shown, ...companyCreate, active: 0 };
    expect(listed.find((one) => one.uuid === uuid)).toMatchObject(changed);
  });

  test('creates, gets, updates, lists and deletes company contacts', async () => {
    const company = await sdk.clients.createClients({ name: 'Lee Plumbing' });
    const companyUuid = company.headers['x-record-uuid']?.[0] ?? '';
    const fields = {
      companyUuid,
      first: 'Cat',
      last: 'Lee',
      phone: '02 9999 0002',
      mobile: '0400 000 002',
      email: 'cat.lee@example.com',
      type: 'BILLING',
      isPrimaryContact: '1',
    };
    const { headers, result } = await sdk.companyContacts.createCompanyContacts(fields);
    expect(result).toEqual(done);
    const uuid = headers['x-record-uuid']?.[0] ?? '';
    expect(await sdk.companyContacts.getCompanyContacts({ uuid })).toMatchObject({
      ...fields,
      uuid,
      active: 1,
    });
    const companyContactCreate = { last: 'Ray', mobile: '', type: 'JOB', isPrimaryContact: '0' };
    expect(await sdk.companyContacts.updateCompanyContacts({ uuid, companyContactCreate })).toEqual(
      done,
    );
    expect(await sdk.companyContacts.deleteCompanyContacts({ uuid })).toEqual(done);
    const listed = await sdk.companyContacts.listCompanyContacts();
    const changed = { ...fields, ...companyContactCreate, active: 0 };
    expect(listed.find((one) => one.uuid === uuid)).toMatchObject(changed);
  });

  test('reads the account', async () => {
    const [vendor] = await sdk.vendors.listVendors();
    expect(vendor).toMatchObject({ name: expect.any(String) as unknown, active: 1 });
    expect(await sdk.vendors.getVendors({ uuid: vendor?.uuid ?? '' })).toEqual(vendor);
    expect(await sdk.taxRates.listTaxRates()).toEqual([]);
  });
});

describe('the published package', () => {
  test('works with filters that a hook adds', async () => {
    const jobUuid = await createJob();
    await sdk.jobContacts.createJobContacts({ jobUuid, first: 'Bob' });
    const httpClient = new HTTPClient();
    httpClient.addHook('beforeRequest', (request) => {
      const url = new URL(request.url);
      url.searchParams.set('$filter', `job_uuid eq '${jobUuid}' and type eq 'Job'`);
      return new Request(url, request);
    });
    const token = connect({ oauth2: client.server.sandbox.servicem8.accessToken }, httpClient);
    expect(await token.jobContacts.listJobContacts()).toMatchObject([
      { first: 'Bob', type: 'JOB' },
    ]);
  });

  test('gets typed errors with the code and message of the server', async () => {
    const unknown = await refusal(sdk.jobContacts.getJobContacts({ uuid: randomUUID() }));
    expect(unknown).toBeInstanceOf(NotFoundError);
    expect(unknown).toMatchObject({ errorCode: 404 });

    const jobless = await refusal(sdk.jobContacts.createJobContacts({ first: 'Ann' }));
    expect(jobless).toBeInstanceOf(ErrorT);
    expect(jobless).toMatchObject({ errorCode: 400, message: 'job_uuid: is required' });

    const stranger = await refusal(connect({ apiKey: 'wrong' }).jobs.listJobs());
    expect(stranger).toBeInstanceOf(AuthenticationError);
    expect(stranger).toMatchObject({ errorCode: 401 });

    const { authorization = '' } = await client.bearer('read_job_contacts');
    const reader = connect({ oauth2: authorization.replace('Bearer ', '') });
    const forbidden = await refusal(reader.jobs.listJobs());
    expect(forbidden).toBeInstanceOf(ForbiddenError);
    expect(forbidden).toMatchObject({ errorCode: 403 });
    expect(await reader.jobContacts.listJobContacts()).toEqual(expect.any(Array));
  });
});
