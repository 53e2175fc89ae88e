/** ServiceM8's job contacts and jobs over a listening server. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { normalizeUuid } from '../../src/core/value/identifier.ts';
import {
  expectDone,
  expectError,
  Servicem8Client,
  uuidForm,
  type Fields,
} from './servicem8-client.ts';

const stampForm = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

let client: Servicem8Client;
beforeAll(async () => {
  client = await Servicem8Client.start();
});
afterAll(() => client.stop());

const ann = {
  first: 'Ann',
  last: 'Lee',
  phone: '(02) 9999 0000',
  mobile: '0400 000 000',
  email: 'ann.lee@example.com',
};

function createContact(job: string, fields: Fields = {}): Promise<string> {
  return client.create('jobcontact', { job_uuid: job, ...fields });
}

/** The contact-information fields that the vendor's API leaves out. */
async function information(job: string): Promise<Record<string, unknown>> {
  const wire = await client.get('job', job);
  const names =
    /^(?:(?:billing_)?contact_|phone_|mobile$|email$|billing_(?:mobile|email)|property_)/;
  return Object.fromEntries(Object.entries(wire).filter(([name]) => names.test(name)));
}

async function jobVersion(job: string): Promise<number> {
  const id = normalizeUuid(job);
  if (id === null) throw new Error(job);
  return (await client.server.runtime.hub.jobs.get(client.context, id)).version;
}

describe('job contact', () => {
  test('is created with the fields of the reference page and read back whole', async () => {
    const job = await client.createJob();
    const body = { job_uuid: job, ...ann, type: 'JOB', is_primary_contact: true };
    const reply = await client.call('POST', '/jobcontact.json', { body });
    expectDone(reply);
    const uuid = reply.headers.get('x-record-uuid') ?? '';
    expect(uuid).toMatch(uuidForm);
    const wire = await client.get('jobcontact', uuid);
    expect(Object.entries(wire)).toEqual([
      ['uuid', uuid],
      ['active', 1],
      ['edit_date', expect.stringMatching(stampForm)],
      ['job_uuid', job],
      ...Object.entries(ann),
      ['type', 'JOB'],
    ]);
  });

  test('takes a uuid of the client, in any case, once', async () => {
    const job = await client.createJob();
    const uuid = randomUUID();
    const body = { uuid: uuid.toUpperCase(), job_uuid: job.toUpperCase(), first: 'Ann' };
    const first = await client.call('POST', '/jobcontact.json', { body });
    expect(first.headers.get('x-record-uuid')).toBe(uuid);
    const again = await client.call('POST', '/jobcontact.json', {
      body: { ...body, first: 'Bob' },
    });
    expectError(again, 400, 'uuid: a record with this UUID exists already');
    expect(again.headers.get('x-record-uuid')).toBeNull();
    expect(await client.get('jobcontact', uuid)).toMatchObject({ first: 'Ann', job_uuid: job });
  });

  test('is a JOB contact with empty fields when nothing is said', async () => {
    const uuid = await createContact(await client.createJob(), { uuid: '' });
    expect(await client.get('jobcontact', uuid)).toMatchObject({
      active: 1,
      first: '',
      last: '',
      phone: '',
      mobile: '',
      email: '',
      type: 'JOB',
    });
  });

  test('takes forms as well as JSON', async () => {
    const job = await client.createJob();
    const form = { job_uuid: job, first: 'Ann & Co', mobile: '+61 400', active: '1' };
    const created = await client.call('POST', '/jobcontact.json', { form });
    expectDone(created);
    const uuid = created.headers.get('x-record-uuid') ?? '';
    const path = `/jobcontact/${uuid}.json`;
    const updated = await client.call('POST', path, { form: { mobile: '', active: '0' } });
    expectDone(updated);
    expect(updated.headers.get('x-record-uuid')).toBe(uuid);
    expect(await client.get('jobcontact', uuid)).toMatchObject({
      first: 'Ann & Co',
      mobile: '',
      active: 0,
    });
  });

  test('is updated sparsely, cleared by "", and ignores what it does not know', async () => {
    const job = await client.createJob();
    const uuid = await createContact(job, ann);
    await client.update('jobcontact', uuid, {
      uuid,
      job_uuid: job,
      last: 'Ray',
      email: '',
      edit_date: 'whenever',
      is_primary_contact: { any: ['shape'] },
      company_contact_uuid: randomUUID(),
    });
    const wire = await client.get('jobcontact', uuid);
    expect(wire).toMatchObject({ ...ann, last: 'Ray', email: '' });
    expect(wire).not.toHaveProperty('is_primary_contact');
  });

  test.each([
    ['Job', 'JOB'],
    ['Job Contact', 'JOB'],
    ['', 'JOB'],
    ['Billing', 'BILLING'],
    ['BILLING CONTACT', 'BILLING'],
    [' property_manager ', 'Property Manager'],
  ])('spells the type %j %s', async (type, spelled) => {
    const uuid = await createContact(await client.createJob(), { type });
    expect(await client.get('jobcontact', uuid)).toMatchObject({ type: spelled });
  });

  test('is deleted softly, stays readable and listed, and is restored by active 1', async () => {
    const job = await client.createJob();
    const uuid = await createContact(job, ann);
    await client.remove('jobcontact', uuid);
    await client.remove('jobcontact', uuid);
    expect(await client.get('jobcontact', uuid)).toMatchObject({ ...ann, active: 0 });
    const $filter = `job_uuid eq '${job}'`;
    expect(await client.rows('jobcontact', { $filter })).toMatchObject([{ uuid, active: 0 }]);
    await client.update('jobcontact', uuid, { active: 1 });
    expect(await client.get('jobcontact', uuid)).toMatchObject({ ...ann, active: 1 });
  });

  test('can be created inactive', async () => {
    const job = await client.createJob();
    const uuid = await createContact(job, { ...ann, active: '0' });
    expect(await client.get('jobcontact', uuid)).toMatchObject({ active: 0 });
    expect(await information(job)).toMatchObject({ contact_first: '', email: '' });
  });

  test('is one person in the address book, however often they have a job', async () => {
    const email = 'returning@example.com';
    for (const last of ['Doyle', 'Doyle', 'DOYLE']) {
      await createContact(await client.createJob(), { first: 'Pat', last, email });
    }
    const people = await client.server.runtime.hub.lookups.contacts(client.context, { email });
    expect(people).toHaveLength(1);
  });
});

describe('synchronisation to the job', () => {
  const empty = {
    contact_first: '',
    contact_last: '',
    phone_1: '',
    mobile: '',
    email: '',
    billing_contact_first: '',
    billing_contact_last: '',
    phone_2: '',
    billing_mobile: '',
    billing_email: '',
    property_manager_first: '',
    property_manager_last: '',
    property_manager_phone: '',
    property_manager_mobile: '',
    property_manager_email: '',
  };
  const asJob = {
    contact_first: ann.first,
    contact_last: ann.last,
    phone_1: ann.phone,
    mobile: ann.mobile,
    email: ann.email,
  };
  const asBilling = {
    billing_contact_first: ann.first,
    billing_contact_last: ann.last,
    phone_2: ann.phone,
    billing_mobile: ann.mobile,
    billing_email: ann.email,
  };
  const asManager = {
    property_manager_first: ann.first,
    property_manager_last: ann.last,
    property_manager_phone: ann.phone,
    property_manager_mobile: ann.mobile,
    property_manager_email: ann.email,
  };

  test.each([
    ['JOB', asJob],
    ['BILLING', asBilling],
    ['Property Manager', asManager],
  ])('of a %s contact fills its fields and no other', async (type, filled) => {
    const job = await client.createJob();
    await createContact(job, { ...ann, type });
    expect(await information(job)).toEqual({ ...empty, ...filled });
  });

  test('follows updates, a change of type, deletion and restoring', async () => {
    const job = await client.createJob();
    const uuid = await createContact(job, ann);
    await client.update('jobcontact', uuid, { first: 'Anna' });
    expect(await information(job)).toEqual({ ...empty, ...asJob, contact_first: 'Anna' });
    await client.update('jobcontact', uuid, { first: 'Ann', type: 'Billing Contact' });
    expect(await information(job)).toEqual({ ...empty, ...asBilling });
    await client.remove('jobcontact', uuid);
    expect(await information(job)).toEqual(empty);
    await client.update('jobcontact', uuid, { active: '1' });
    expect(await information(job)).toEqual({ ...empty, ...asBilling });
  });

  test('takes the contact that was written last of two of one type', async () => {
    const job = await client.createJob();
    const first = await createContact(job, ann);
    const second = await createContact(job, { first: 'Bob', email: 'bob@example.com' });
    expect(await information(job)).toMatchObject({ contact_first: 'Bob', phone_1: '' });
    await client.update('jobcontact', first, { last: 'Ray' });
    expect(await information(job)).toMatchObject({ contact_first: 'Ann', contact_last: 'Ray' });
    await client.remove('jobcontact', first);
    expect(await information(job)).toMatchObject({ contact_first: 'Bob', contact_last: '' });
    await client.remove('jobcontact', second);
    expect(await information(job)).toEqual(empty);
  });

  test('leaves the job alone when nothing changes', async () => {
    const job = await client.createJob();
    const uuid = await createContact(job, ann);
    const before = await jobVersion(job);
    await client.update('jobcontact', uuid, { ...ann, active: 1, type: 'job' });
    expect(await jobVersion(job)).toBe(before);
    await client.update('jobcontact', uuid, { first: 'Anna' });
    expect(await jobVersion(job)).toBe(before + 1);
  });

  test('goes one way: a job is not told who its contacts are', async () => {
    const job = await client.createJob({ contact_first: 'Eve', email: 'eve@example.com' });
    await createContact(job, ann);
    await client.update('job', job, { contact_first: 'Eve', phone_1: '1' });
    expect(await information(job)).toEqual({ ...empty, ...asJob });
  });
});

describe('job', () => {
  const written = {
    date: '2026-03-01',
    job_address: '1 Elm St',
    billing_address: 'PO Box 1',
    job_description: 'Leaking tap',
    work_done_description: 'New washer',
    category_uuid: randomUUID(),
    purchase_order_number: 'PO-7',
    queue_uuid: randomUUID(),
    queue_expiry_date: '2026-04-01 09:00:00',
    queue_assigned_staff_uuid: randomUUID(),
    created_by_staff_uuid: randomUUID(),
    badges: JSON.stringify([randomUUID()]),
    quote_date: '2026-02-01 10:00:00',
    work_order_date: '2026-02-02 10:00:00',
    completion_date: '2026-02-03 10:00:00',
    unsuccessful_date: '2026-02-04 10:00:00',
    invoice_sent: 1,
    quote_sent: 1,
    payment_processed: 1,
    payment_received: 1,
    payment_date: '2026-02-05 10:00:00',
    payment_method: 'Cash',
    payment_amount: '12.50',
    payment_note: 'paid',
    payment_actioned_by_uuid: randomUUID(),
  };

  test('keeps every writable field, has a number, and is updated sparsely', async () => {
    const uuid = await client.createJob({ ...written, status: 'Quote' });
    const wire = await client.get('job', uuid);
    expect(wire).toMatchObject({ ...written, uuid, status: 'Quote', active: 1 });
    expect(wire['generated_job_id']).toMatch(/^\d+$/);
    expect(Object.keys(wire)).toHaveLength(51 + 15);
    expect(Object.values(wire)).not.toContain(null);
    await client.update('job', uuid, { status: 'completed', badges: '', quote_sent: '0' });
    expect(await client.get('job', uuid)).toMatchObject({
      ...written,
      status: 'Completed',
      badges: '[]',
      quote_sent: 0,
    });
  });

  test('ignores what is read-only or deprecated, in any shape', async () => {
    const uuid = await client.createJob({
      generated_job_id: 'X',
      lat: 5,
      geo_city: ['Sydney'],
      invoice_sent_stamp: '2026-03-01 10:00:00',
      ready_to_invoice: null,
      total_invoice_amount: '9',
    });
    expect(await client.get('job', uuid)).toMatchObject({
      lat: 0,
      geo_city: '',
      invoice_sent_stamp: '0000-00-00 00:00:00',
      ready_to_invoice: '',
      total_invoice_amount: '',
    });
  });

  test('takes a uuid of the client, once', async () => {
    const uuid = randomUUID();
    expect(await client.createJob({ uuid })).toBe(uuid);
    const body = { uuid, status: 'Quote' };
    const again = await client.call('POST', '/job.json', { body });
    expectError(again, 400, 'uuid: a record with this UUID exists already');
  });

  test('belongs to a company that exists', async () => {
    const { hub } = client.server.runtime;
    const account = await hub.accounts.create(client.context, { name: 'Lee Plumbing' });
    const uuid = await client.createJob({ company_uuid: account.id });
    expect(await client.get('job', uuid)).toMatchObject({ company_uuid: account.id });
    const body = { company_uuid: randomUUID() };
    expectError(await client.call('POST', `/job/${uuid}.json`, { body }), 400, /^company_uuid: /);
    await client.update('job', uuid, { company_uuid: '' });
    expect(await client.get('job', uuid)).toMatchObject({ company_uuid: '' });
  });

  test('is deleted softly and restored, its contacts untouched', async () => {
    const uuid = await client.createJob();
    const contact = await createContact(uuid, ann);
    await client.remove('job', uuid);
    await client.remove('job', uuid);
    expect(await client.get('job', uuid)).toMatchObject({ active: 0 });
    expect(await client.get('jobcontact', contact)).toMatchObject({ active: 1 });
    await client.update('job', uuid, { active: 1 });
    expect(await client.get('job', uuid)).toMatchObject({ active: 1, email: ann.email });
  });

  test.each([
    [{}, 'status: is required'],
    [{ status: 'Open' }, "status: must be 'Quote', 'Work Order', 'Unsuccessful' or 'Completed'"],
    [{ status: 'Quote', date: '1/3/2026' }, 'date: must be a date in the form YYYY-MM-DD'],
    [{ status: 'Quote', quote_sent: true }, 'quote_sent: must be 0 or 1'],
    [{ status: 'Quote', quote_date: 'soon' }, /^quote_date: must be a date and time/],
    [{ status: 'Quote', badges: 'red' }, 'badges: must be a JSON array encoded as a string'],
    [{ status: 'Quote', job_address: 'x'.repeat(501) }, /^job_address: .*500/],
    [{ status: 'Quote', category_uuid: 'plumbing' }, 'category_uuid: must be a UUID'],
  ])('is refused as %j', async (body, message) => {
    expectError(await client.call('POST', '/job.json', { body }), 400, message);
  });
});

test('objects are found in any letter case and under the prefix of the dialect', async () => {
  const job = await client.createJob();
  const body = { job_uuid: job, first: 'Ann' };
  const created = await client.call('POST', '/JobContact.json', { body });
  const uuid = created.headers.get('x-record-uuid') ?? '';
  const headers = { 'x-api-key': client.apiKey };
  for (const path of ['/api_1.0/JOBCONTACT', '/servicem8/api_1.0/jobContact']) {
    const reply = await client.send('GET', `${path}/${uuid.toUpperCase()}.json`, { headers });
    expect(reply.json).toMatchObject({ uuid, first: 'Ann' });
  }
});
