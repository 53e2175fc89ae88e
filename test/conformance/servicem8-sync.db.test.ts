/** What a change of one record shows on others: job contacts, the jobs they feed, company contacts, and the person behind. */
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSpeakers, speakerOf, type Speaker } from '../support/speaker.ts';
import { Servicem8Client, type Fields } from './servicem8-client.ts';

let client: Servicem8Client;
let speakers: ReadonlyMap<string, Speaker>;
beforeAll(async () => {
  client = await Servicem8Client.start();
  speakers = await openSpeakers(client.server.baseUrl, client.server.sandbox);
});
afterAll(() => client.stop());

const values = ['first', 'last', 'phone', 'mobile', 'email'] as const;

/** Which fields of a job each type feeds, in the order of the five values. */
const fed: Readonly<Record<string, readonly string[]>> = {
  JOB: ['contact_first', 'contact_last', 'phone_1', 'mobile', 'email'],
  BILLING: [
    'billing_contact_first',
    'billing_contact_last',
    'phone_2',
    'billing_mobile',
    'billing_email',
  ],
  'Property Manager': [
    'property_manager_first',
    'property_manager_last',
    'property_manager_phone',
    'property_manager_mobile',
    'property_manager_email',
  ],
};
const types = Object.keys(fed);

let count = 0;
/** A person whom nobody has met. */
function stranger(): Record<(typeof values)[number], string> {
  count += 1;
  return {
    first: `First ${count}`,
    last: `Last ${count}`,
    phone: `02 9999 ${1000 + count}`,
    mobile: `0400 000 ${100 + count}`,
    email: `person.${count}@example.com`,
  };
}

/** All contact information of a job: the five values of each type, absent when all are empty. */
async function information(job: string): Promise<Record<string, string[]>> {
  const wire = await client.get('job', job);
  const groups = types.map((type): [string, string[]] => [
    type,
    (fed[type] ?? []).map((name) => String(wire[name])),
  ]);
  return Object.fromEntries(groups.filter(([, texts]) => texts.some((text) => text !== '')));
}

const shown = (fields: Fields): string[] => values.map((name) => String(fields[name]));

describe.each(types)('a %s contact', (type) => {
  const others = types.filter((other) => other !== type);

  test('writes its five fields of the job and no other, on creation and change', async () => {
    const job = await client.createJob();
    const person = stranger();
    const uuid = await client.create('jobcontact', { job_uuid: job, type, ...person });
    expect(await information(job)).toEqual({ [type]: shown(person) });
    const change = { first: 'Changed', phone: '', email: 'changed@example.com' };
    await client.update('jobcontact', uuid, change);
    expect(await information(job)).toEqual({ [type]: shown({ ...person, ...change }) });
  });

  test.each(others)('that becomes a %s contact empties the former fields', async (other) => {
    const job = await client.createJob();
    const person = stranger();
    const uuid = await client.create('jobcontact', { job_uuid: job, type, ...person });
    await client.update('jobcontact', uuid, { type: other });
    expect(await information(job)).toEqual({ [other]: shown(person) });
  });

  test('gives its place to the other of its type when it goes, and takes it back', async () => {
    const job = await client.createJob();
    const [former, later] = [stranger(), stranger()];
    await client.create('jobcontact', { job_uuid: job, type, ...former });
    const uuid = await client.create('jobcontact', { job_uuid: job, type, ...later });
    expect(await information(job)).toEqual({ [type]: shown(later) });
    await client.remove('jobcontact', uuid);
    expect(await information(job)).toEqual({ [type]: shown(former) });
    await client.update('jobcontact', uuid, { active: 1 });
    expect(await information(job)).toEqual({ [type]: shown(later) });
    await client.update('jobcontact', uuid, { type: others[0] });
    expect(await information(job)).toEqual({
      [type]: shown(former),
      [String(others[0])]: shown(later),
    });
  });

  test('that is inactive says nothing, until it is restored', async () => {
    const job = await client.createJob();
    const person = stranger();
    const inactive = { job_uuid: job, type, active: 0, ...person };
    const uuid = await client.create('jobcontact', inactive);
    await client.update('jobcontact', uuid, { last: 'Elsewhere' });
    expect(await information(job)).toEqual({});
    await client.update('jobcontact', uuid, { active: '1' });
    expect(await information(job)).toEqual({ [type]: shown({ ...person, last: 'Elsewhere' }) });
  });
});

test('the contact whose edit_date is the latest wins, also when another API moved it', async () => {
  const { hub } = client.server.runtime;
  const job = await client.createJob();
  const person = stranger();
  await client.create('jobcontact', { job_uuid: job, ...person });
  await client.create('jobcontact', { job_uuid: job, ...stranger() });
  const [known] = await hub.lookups.contacts(client.context, { email: person.email });
  if (known === undefined) throw new Error('nobody was made');
  await hub.contacts.update(client.context, known.id, { familyName: 'Married' });
  expect(await information(job)).toEqual({ JOB: shown({ ...person, last: 'Married' }) });
});

test('a number of HighLevel that a job tells as a mobile is changed from either side', async () => {
  const highlevel = speakerOf(speakers, 'highlevel');
  const { locationId } = client.server.sandbox.highlevel;
  const { first, last } = stranger();
  const path = '/contacts/';
  const made = await highlevel.try({
    method: 'POST',
    path,
    body: { locationId, firstName: first, lastName: last, phone: '(212) 555-0123' },
  });
  const { id } = (made.json as { contact: { id: string } }).contact;
  const job = await client.createJob();
  const mobile = '212-555-0123';
  const uuid = await client.create('jobcontact', { job_uuid: job, first, last, mobile });
  await highlevel.try({ method: 'PUT', path: path + id, body: { phone: '+12125550124' } });
  const followed = { first, last, phone: '', mobile: '+12125550124', email: '' };
  expect(await client.get('jobcontact', uuid)).toMatchObject(followed);
  expect(await information(job)).toEqual({ JOB: shown(followed) });
  await client.update('jobcontact', uuid, { mobile: '212-555-0125' });
  const { json } = await highlevel.try({ method: 'GET', path: path + id });
  expect(json).toMatchObject({ contact: { phone: '+12125550125', additionalPhones: [] } });
});

describe('edit_date', () => {
  const objects = ['jobcontact', 'job', 'companycontact'] as const;

  /** One person who is a contact of an open job, of a closed one, and of a company. */
  interface Case {
    readonly person: Record<(typeof values)[number], string>;
    readonly uuids: Readonly<Record<(typeof objects)[number], string>>;
    readonly closed: string;
    readonly company: string;
    readonly before: Readonly<Record<string, Fields>>;
  }

  async function arrange(): Promise<Case> {
    const person = stranger();
    const company = await client.create('company', { name: 'Lee Plumbing' });
    const job = await client.createJob({ company_uuid: company });
    const jobcontact = await client.create('jobcontact', { job_uuid: job, ...person });
    const companycontact = await client.create('companycontact', {
      company_uuid: company,
      ...person,
    });
    const closedJob = await client.createJob({ status: 'Completed' });
    const closed = await client.create('jobcontact', { job_uuid: closedJob, ...person });
    const uuids = { jobcontact, job, companycontact };
    const before = {
      ...(await snapshot(uuids)),
      closed: await client.get('jobcontact', closed),
      company: await client.get('company', company),
    };
    return { person, uuids, closed, company, before };
  }

  async function snapshot(uuids: Case['uuids']): Promise<Record<string, Fields>> {
    const records = objects.map(async (object) => [
      object,
      await client.get(object, uuids[object]),
    ]);
    return Object.fromEntries((await Promise.all(records)) as [string, Fields][]);
  }

  /** Changes the family name of the person of a case. */
  type Rename = (one: Case, last: string) => Promise<unknown>;

  const throughOthers = ['native', 'unified', 'servicetitan', 'voipbin', 'highlevel'].map(
    (dialect): [string, Rename] => [
      dialect,
      async ({ person }, last) => {
        const { hub } = client.server.runtime;
        const [known] = await hub.lookups.contacts(client.context, { email: person.email });
        const speaker = speakerOf(speakers, dialect);
        const id = await speaker.session.recordOf(known?.id ?? '');
        const renamed = { ...person, last, externalId: '' };
        return speaker.send(speaker.session.rename(id, renamed), 'update');
      },
    ],
  );
  const ways: readonly (readonly [string, Rename])[] = [
    ...throughOthers,
    [
      'its job contact',
      ({ uuids }, last) => client.update('jobcontact', uuids.jobcontact, { last }),
    ],
    [
      'its company contact',
      ({ uuids }, last) => client.update('companycontact', uuids.companycontact, { last }),
    ],
    [
      'a contact of another job',
      async ({ person }, last) => {
        const job = await client.createJob();
        const uuid = await client.create('jobcontact', { job_uuid: job, ...person });
        return client.update('jobcontact', uuid, { last });
      },
    ],
  ];

  let cases: ReadonlyMap<string, Case>;
  beforeAll(async () => {
    cases = new Map(await Promise.all(ways.map(async ([way]) => [way, await arrange()] as const)));
    // It is told in seconds: after this one, every change shows.
    await setTimeout(1_050);
  });

  test.each(ways)('moves wherever the change shows: through %s', async (way, rename) => {
    const one = cases.get(way);
    if (one === undefined) throw new Error(way);
    await rename(one, 'Married');
    const after = await snapshot(one.uuids);
    expect(after['jobcontact']).toMatchObject({ ...one.person, last: 'Married' });
    expect(after['companycontact']).toMatchObject({ ...one.person, last: 'Married' });
    expect(after['job']).toMatchObject({ contact_last: 'Married' });
    for (const object of objects) {
      const moved =
        String(after[object]?.['edit_date']) > String(one.before[object]?.['edit_date']);
      expect(moved, object).toBe(true);
    }
    expect(await client.get('jobcontact', one.closed)).toEqual(one.before['closed']);
    expect(await client.get('company', one.company)).toEqual(one.before['company']);
  });

  test('stays where nothing changes', async () => {
    const { person, uuids, before } = await arrange();
    await setTimeout(1_050);
    await client.update('jobcontact', uuids.jobcontact, { ...person, type: 'job contact' });
    await client.update('companycontact', uuids.companycontact, { ...person, active: 1 });
    await client.update('job', uuids.job, { status: 'work order' });
    expect(await snapshot(uuids)).toEqual({
      jobcontact: before['jobcontact'],
      job: before['job'],
      companycontact: before['companycontact'],
    });
  });
});
