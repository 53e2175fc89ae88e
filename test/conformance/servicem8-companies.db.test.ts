/** ServiceM8's companies and company contacts, and the accounts and people behind them. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { normalizeUuid, type Uuid } from '../../src/core/value/identifier.ts';
import { expectError, Servicem8Client, type Fields } from './servicem8-client.ts';

let client: Servicem8Client;
beforeAll(async () => {
  client = await Servicem8Client.start();
});
afterAll(() => client.stop());

const createCompany = (fields: Fields = {}): Promise<string> =>
  client.create('company', { name: 'Lee Plumbing', ...fields });

function idOf(uuid: string): Uuid {
  const id = normalizeUuid(uuid);
  if (id === null) throw new Error(uuid);
  return id;
}

describe('company', () => {
  const written = {
    abn_number: '51 824 753 556',
    address: '1 Elm St\nSydney NSW 2000',
    billing_address: 'PO Box 1',
    parent_company_uuid: randomUUID(),
    website: 'https://lee.example.com',
    address_street: '1 Elm St',
    address_city: 'Sydney',
    address_state: 'NSW',
    address_postcode: '2000',
    address_country: 'Australia',
    fax_number: '02 9999 0001',
    badges: JSON.stringify([randomUUID()]),
    tax_rate_uuid: randomUUID(),
    billing_attention: 'Accounts',
    payment_terms: '14 days',
  };

  test('keeps every field, and clears each by ""', async () => {
    const uuid = await createCompany({ ...written, is_individual: '1' });
    const wire = await client.get('company', uuid);
    expect(wire).toMatchObject({ ...written, name: 'Lee Plumbing', active: 1 });
    expect(wire).not.toHaveProperty('is_individual');
    const cleared = Object.fromEntries(Object.keys(written).map((name) => [name, '']));
    await client.update('company', uuid, cleared);
    const empty = { ...cleared, badges: '[]', name: 'Lee Plumbing' };
    expect(await client.get('company', uuid)).toMatchObject(empty);
  });

  test('is not changed by being written back as it was read', async () => {
    const { accounts } = client.server.runtime.hub;
    const uuid = await createCompany();
    await client.update('company', uuid, await client.get('company', uuid));
    expect(await accounts.get(client.context, idOf(uuid))).toMatchObject({ version: 1 });
  });

  test('may have the name of another', async () => {
    const [first, second] = [await createCompany(), await createCompany()];
    expect(first).not.toBe(second);
  });

  test('is the account that others know', async () => {
    const { hub } = client.server.runtime;
    const uuid = await createCompany({ address_city: 'Sydney' });
    const account = await hub.accounts.get(client.context, idOf(uuid));
    expect(account).toMatchObject({ name: 'Lee Plumbing', city: 'Sydney', active: true });
    await hub.accounts.update(client.context, account.id, { city: 'Perth' });
    expect(await client.get('company', uuid)).toMatchObject({ address_city: 'Perth' });
  });

  test.each([
    [{ name: undefined }, 'name: is required'],
    [{ name: ' ' }, 'name: must not be empty'],
    [{ name: 'x'.repeat(101) }, /^name: .*100/],
    [{ address: 'x'.repeat(501) }, /^address: .*500/],
    [{ address_city: null }, 'address_city: must be a string'],
    [{ address_street: 'a\u0000' }, /^address_street: /],
    [{ billing_attention: 'a\u0000' }, /^billing_attention: /],
    [{ tax_rate_uuid: '10%' }, 'tax_rate_uuid: must be a UUID'],
    [{ badges: 'red' }, 'badges: must be a JSON array encoded as a string'],
    [{ active: 'yes' }, 'active: must be 0 or 1'],
  ])('is refused as %j', async (fields, message) => {
    const body = { name: 'Lee Plumbing', ...fields };
    expectError(await client.call('POST', '/company.json', { body }), 400, message);
  });

  test.each([
    ["name eq 'LEE PLUMBING'", 'here away'],
    ["name gt 'Lee' and name lt 'Leg'", 'here away'],
    ["website eq ''", 'away'],
    ["website ne ''", 'here'],
    ["website lt 'i'", 'here away'],
    ["address_city eq 'sydney'", 'here'],
    ["address_city ne 'Sydney'", 'away'],
    ["fax_number eq '02 9999 0001'", 'here'],
    ["badges eq '[]'", 'away'],
    ["edit_date gt '2026-01-01' and active eq 1", 'here away'],
  ])('is found by %s', async (text, expected) => {
    const mark = randomUUID();
    const away = await createCompany({ payment_terms: mark });
    const here = await createCompany({ ...written, payment_terms: mark });
    const rows = await client.rows('company', {
      $filter: `payment_terms eq '${mark}' and ${text}`,
    });
    const uuids = { here, away };
    const wanted = expected.split(' ').map((name) => uuids[name === 'here' ? 'here' : 'away']);
    expect(rows.map(({ uuid }) => uuid)).toEqual(wanted.toSorted());
  });
});

describe('company contact', () => {
  const cat = {
    first: 'Cat',
    last: 'Lee',
    phone: '(02) 9999 0002',
    mobile: '0400 000 002',
    email: 'cat.lee@example.com',
  };
  const create = (company: string, fields: Fields = {}): Promise<string> =>
    client.create('companycontact', { company_uuid: company, ...fields });

  test('shows every field of the vendor, as text but for active', async () => {
    const company = await createCompany();
    const uuid = await create(company, { ...cat, type: 'Billing Contact', is_primary_contact: 1 });
    expect(Object.entries(await client.get('companycontact', uuid))).toEqual([
      ['uuid', uuid],
      ['active', 1],
      ['edit_date', expect.any(String)],
      ['company_uuid', company],
      ...Object.entries(cat),
      ['type', 'BILLING'],
      ['is_primary_contact', '1'],
    ]);
  });

  test('is empty where nothing is said', async () => {
    const uuid = await create(await createCompany());
    const empty = { first: '', last: '', phone: '', mobile: '', email: '' };
    const shown = { ...empty, type: '', is_primary_contact: '0', active: 1 };
    expect(await client.get('companycontact', uuid)).toMatchObject(shown);
  });

  test.each([
    ['Job', 'JOB'],
    ['billing_contact', 'BILLING'],
    ['PROPERTY MANAGER', 'Property Manager'],
    ['property owner', 'Property Owner'],
    ['tenant', 'Tenant'],
    [' Site Foreman ', 'Site Foreman'],
  ])('spells the type %j %s, and is found by it', async (type, spelled) => {
    const company = await createCompany();
    const uuid = await create(company, { type });
    expect(await client.get('companycontact', uuid)).toMatchObject({ type: spelled });
    const $filter = `company_uuid eq '${company}' and type eq '${type}'`;
    expect(await client.rows('companycontact', { $filter })).toMatchObject([{ uuid }]);
  });

  test('is the primary one of its company alone, the one set last', async () => {
    const [company, other] = [await createCompany(), await createCompany()];
    const first = await create(company, { first: 'A', is_primary_contact: '1' });
    const elsewhere = await create(other, { first: 'B', is_primary_contact: 1 });
    const second = await create(company, { first: 'C' });
    const primaries = async (): Promise<unknown[]> => {
      const rows = await client.rows('companycontact', { $filter: "is_primary_contact eq '1'" });
      return rows
        .map(({ uuid }) => uuid)
        .filter((uuid) => [first, second, elsewhere].includes(String(uuid)));
    };
    expect(await primaries()).toEqual([first, elsewhere].toSorted());
    await client.update('companycontact', second, { is_primary_contact: '1' });
    expect(await primaries()).toEqual([second, elsewhere].toSorted());
    await client.update('companycontact', second, { is_primary_contact: 0 });
    expect(await primaries()).toEqual([elsewhere]);
  });

  test('is a person of the address book, whose values it shows and changes', async () => {
    const { hub } = client.server.runtime;
    const uuid = await create(await createCompany(), { ...cat, email: 'through@example.com' });
    const [person] = await hub.lookups.contacts(client.context, { email: 'through@example.com' });
    if (person === undefined) throw new Error('nobody was made');
    await hub.contacts.update(client.context, person.id, { givenName: 'Kate' });
    expect(await client.get('companycontact', uuid)).toMatchObject({ first: 'Kate' });
    await client.update('companycontact', uuid, { last: 'Ray', mobile: '' });
    const { givenName, familyName, methods } = await hub.contacts.get(client.context, person.id);
    expect([givenName, familyName]).toEqual(['Kate', 'Ray']);
    expect(methods.map(({ value }) => value)).toEqual([cat.phone, 'through@example.com']);
  });

  test('and a job contact do not follow each other where they are different people', async () => {
    const job = await client.createJob();
    const linked = await client.create('jobcontact', { job_uuid: job, first: 'Dan' });
    const related = await create(await createCompany(), { first: 'Dan' });
    await client.update('companycontact', related, { first: 'Don' });
    expect(await client.get('jobcontact', linked)).toMatchObject({ first: 'Dan' });
  });

  test('moves to another company', async () => {
    const [from, to] = [await createCompany(), await createCompany()];
    const uuid = await create(from, cat);
    await client.update('companycontact', uuid, { company_uuid: to.toUpperCase() });
    expect(await client.get('companycontact', uuid)).toMatchObject({ company_uuid: to, ...cat });
  });

  test.each([
    [{ company_uuid: undefined }, 'company_uuid: is required'],
    [{ company_uuid: '' }, 'company_uuid: must be a UUID'],
    [{ company_uuid: randomUUID() }, /^company_uuid: no account has the id/],
    [{ first: 5 }, 'first: must be a string'],
    [{ email: null }, 'email: must be a string'],
    [{ is_primary_contact: 'yes' }, 'is_primary_contact: must be 0 or 1'],
    [{ type: 'a\u0000' }, /^type: /],
    [{ mobile: 'x'.repeat(2_001) }, /^(?:mobile|value)?: .*at most/],
  ])('is refused as %j', async (fields, message) => {
    const body = { company_uuid: await createCompany(), ...cat, ...fields };
    expectError(await client.call('POST', '/companycontact.json', { body }), 400, message);
  });
});
