/** ServiceTitan's relationships, with the statuses that they have the other way round. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  expectError,
  like,
  ok,
  sentences,
  ServicetitanClient,
  validation,
  type Contact,
  type Page,
} from './servicetitan-client.ts';

interface Relationship {
  readonly id: string;
  readonly relatedEntityId: number;
  readonly typeName: string;
  readonly typeSlug: string;
  readonly createdOn: string;
  readonly createdBy: number;
}

const unused = '5e1f0c52-93c8-4a3e-8b2a-8d1c7b1a0003';
const nobody = 9_007_199_254_740_990;

let client: ServicetitanClient;
let customer = 0;
beforeAll(async () => {
  client = await ServicetitanClient.start();
  customer = await client.makeCustomer('Example Customer');
});
afterAll(() => client.stop());

const pathOf = (contactId: string) => `/contacts/${contactId}/relationships`;
const linkOf = (contactId: string, number: number | string, slug: string) =>
  `${pathOf(contactId)}/${number}/${slug}`;
const list = (contactId: string, query = ''): Promise<Page<Relationship>> =>
  ok(client.call('GET', `${pathOf(contactId)}?${query}`));
const related = (number: number, query = ''): Promise<Page<Contact>> =>
  ok(client.call('GET', `/contacts/relationships/${number}?${query}`));

async function makeRelated(name: string, ...links: [number, string][]): Promise<Contact> {
  const contact = await client.create({ name });
  for (const [number, slug] of links)
    await ok(client.call('POST', linkOf(contact.id, number, slug)));
  return contact;
}

describe('relating', () => {
  test('Contacts_CreateContactRelationship answers 200 without a body, once and again', async () => {
    const { id, createdBy } = await client.create({ name: 'Dana Whitfield' });
    for (const slug of ['customer', 'Customer']) {
      const reply = await client.call('POST', linkOf(id, customer, slug));
      expect([reply.status, reply.text]).toEqual([200, '']);
      expect(reply.headers.get('content-length')).toBe('0');
    }
    expect((await list(id)).data.map((relationship) => Object.entries(relationship))).toEqual([
      [
        ['id', like(/^[0-9a-f-]{36}$/)],
        ['relatedEntityId', customer],
        ['typeName', 'Customer'],
        ['typeSlug', 'customer'],
        ['createdOn', like(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)],
        ['createdBy', createdBy],
      ],
    ]);
  });

  test('Contacts_CreateContactRelationship takes a body that a client sends for none', async () => {
    const { id } = await client.create({ name: 'With A Body' });
    await ok(client.call('POST', linkOf(id, customer, 'customer'), { contactId: id }));
    const path = `/crm/v2/tenant/${client.tenant}${linkOf(id, customer, 'customer')}`;
    for (const type of ['application/json', 'application/x-www-form-urlencoded']) {
      const headers = client.signed({ 'content-type': type });
      expect((await client.send(path, { method: 'POST', headers, body: '' })).status).toBe(200);
    }
    expect((await list(id)).data).toHaveLength(1);
  });

  test('Contacts_CreateContactRelationship takes any positive number for a booking, and the contact for a main one', async () => {
    const { id } = await client.create({ name: 'Booked', customerId: customer });
    await ok(client.call('POST', linkOf(id, 77, 'booking')));
    const shown = (await list(id)).data.map(({ typeSlug, relatedEntityId }) => [
      typeSlug,
      relatedEntityId,
    ]);
    expect(shown).toEqual([
      ['customer', customer],
      ['booking', 77],
    ]);
  });

  test('Contacts_DeleteContactRelationship answers 200 without a body and ends it, then 409', async () => {
    const { id } = await makeRelated('Parting', [customer, 'customer'], [78, 'booking']);
    const reply = await client.call('DELETE', linkOf(id, customer, 'customer'));
    expect([reply.status, reply.text]).toEqual([200, '']);
    expect((await list(id)).data).toMatchObject([{ typeSlug: 'booking' }]);
    const again = await client.call('DELETE', linkOf(id, customer, 'customer'));
    expectError(again, 409, 'Relationship not found', { '': sentences });
    await ok(client.call('POST', linkOf(id, customer, 'customer')));
    expect((await list(id)).data).toHaveLength(2);
  });
});

describe('the inverted statuses', () => {
  test.each(['GET', 'POST', 'DELETE'])('%s of an unknown contact is 409', async (verb) => {
    const path = verb === 'GET' ? pathOf(unused) : linkOf(unused, customer, 'customer');
    const reply = await client.call(verb, path);
    expectError(reply, 409, 'Contact not found', { '': sentences });
  });

  test.each(['customer', 'location'])('POST of an unknown %s is 404', async (slug) => {
    const { id } = await client.create({});
    for (const number of [nobody, '9223372036854775807']) {
      const reply = await client.call('POST', linkOf(id, number, slug));
      expectError(reply, 404, 'Related entity not found', { relatedEntityId: sentences });
    }
    expect((await list(id)).data).toEqual([]);
  });

  test("another workspace's customer is as unknown as none, and its contact too", async () => {
    const other = await client.inAnotherWorkspace();
    const { id } = await other.create({});
    const reply = await other.call('POST', linkOf(id, customer, 'customer'));
    expectError(reply, 404, 'Related entity not found', { relatedEntityId: sentences });
    const foreign = await client.call('POST', linkOf(id, customer, 'customer'));
    expectError(foreign, 409, 'Contact not found', { '': sentences });
  });

  test.each(['POST', 'DELETE'])('%s of an unknown type is 404', async (verb) => {
    const { id } = await client.create({});
    const reply = await client.call(verb, linkOf(id, customer, 'job'));
    expectError(reply, 404, 'Relationship type not found', { typeSlug: sentences });
  });

  test.each([
    ['GET', pathOf('1'), ['contactId']],
    ['POST', linkOf('1', 'x', 'customer'), ['contactId', 'relatedEntityId']],
    ['POST', linkOf(unused, 0, 'customer'), ['relatedEntityId']],
    ['DELETE', linkOf(unused, '1.5', 'customer'), ['relatedEntityId']],
  ])('%s %s cannot be read: 404 naming %j', async (verb, path, fields) => {
    const errors = Object.fromEntries(fields.map((field) => [field, sentences]));
    expectError(await client.call(verb, path), 404, 'Invalid URL parameter', errors);
  });

  test('a filter that cannot be read is 400, as everywhere', async () => {
    const { id } = await client.create({});
    const query = 'typeSlug=job&typeName=x&relatedEntityId=a&createdBefore=soon&sort=Name';
    const reply = await client.call('GET', `${pathOf(id)}?${query}`);
    expectError(reply, 400, validation, {
      typeSlug: sentences,
      typeName: sentences,
      relatedEntityId: sentences,
      createdBefore: sentences,
      sort: sentences,
    });
  });
});

describe('Contacts_GetContactRelationshipList', () => {
  test('pages, sorts, counts and filters', async () => {
    const { id } = await makeRelated(
      'Well Connected',
      [customer, 'customer'],
      ...[81, 82, 83].map((number): [number, string] => [number, 'booking']),
    );
    const numbers = async (query: string) =>
      (await list(id, query)).data.map(({ relatedEntityId }) => relatedEntityId);
    const all = [customer, 81, 82, 83];
    for (const sort of ['%2BId', '%2BCreatedOn', 'ModifiedOn']) {
      expect(await numbers(`sort=${sort}`)).toEqual(all);
      expect(await numbers(`sort=-${sort.replace('%2B', '')}`)).toEqual(all.toReversed());
    }
    expect(await list(id, 'page=2&pageSize=3&includeTotal=true')).toMatchObject({
      page: 2,
      pageSize: 3,
      hasMore: false,
      totalCount: 4,
      data: [{ relatedEntityId: 83 }],
    });
    expect(await numbers('page=9')).toEqual([]);
    expect(await numbers('typeSlug=booking')).toEqual([81, 82, 83]);
    expect(await numbers('typeName=CUSTOMER')).toEqual([customer]);
    expect(await numbers('typeName=Customer&typeSlug=booking')).toEqual([]);
    expect(await numbers('relatedEntityId=82')).toEqual([82]);
    const [, , third] = (await list(id)).data;
    const from = await numbers(`createdOnOrAfter=${third?.createdOn}`);
    const before = await numbers(`createdBefore=${third?.createdOn}`);
    expect(from).toContain(82);
    expect([...before, ...from]).toEqual(all);
  });
});

describe('Contacts_GetByRelationshipId', () => {
  test('lists the contacts of a customer or booking, with every filter of contacts', async () => {
    const own = await client.makeCustomer('Related Customer');
    const ann = await makeRelated('Ann Related', [own, 'customer'], [91, 'booking']);
    const bob = await makeRelated('Bob Related', [own, 'customer']);
    expect(await related(own, 'includeTotal=true')).toEqual({
      page: 1,
      pageSize: 50,
      hasMore: false,
      totalCount: 2,
      data: [ann, bob].map((contact) => ({ ...contact, modifiedOn: like(/Z$/) })),
    });
    const names = async (query: string) => (await related(own, query)).data.map(({ name }) => name);
    expect(await names('name=ann')).toEqual(['Ann Related']);
    expect(await names('sort=-Id')).toEqual(['Bob Related', 'Ann Related']);
    expect(await names('page=2&pageSize=1')).toEqual(['Bob Related']);
    expect(await names('isArchived=true')).toEqual([]);
    expect((await related(91)).data.map(({ id }) => id)).toEqual([ann.id]);
    await ok(client.call('DELETE', linkOf(ann.id, own, 'customer')));
    expect(await names('')).toEqual(['Bob Related']);
    await ok(client.call('DELETE', `/contacts/${bob.id}`));
    expect(await names('')).toEqual([]);
  });

  test('answers a customer without contacts an empty page, and a number that nobody has 404', async () => {
    const lonely = await client.makeCustomer('Lonely Customer');
    expect((await related(lonely)).data).toEqual([]);
    for (const number of [nobody, '9223372036854775807', 0, -1]) {
      const reply = await client.call('GET', `/contacts/relationships/${number}`);
      expectError(reply, 404, 'Contact not found', { '': sentences });
    }
    const guid = await client.call('GET', `/contacts/relationships/${unused}`);
    expectError(guid, 400, validation, { relationshipId: sentences });
  });
});

describe('beside the other APIs', () => {
  test('a relation made elsewhere is listed in whatever role, and linking it again makes no second', async () => {
    const { id } = await client.create({ name: 'Site Manager' });
    const { json } = await client.native('POST', '/accounts', { name: 'Native Account' });
    const account = json as { id: string; number: number };
    const relation = {
      contactId: id,
      targetKind: 'account',
      targetId: account.id,
      role: 'manager',
    };
    expect((await client.native('POST', '/relations', relation)).status).toBe(201);
    await ok(client.call('POST', linkOf(id, account.number, 'customer')));
    expect((await list(id)).data).toMatchObject([{ relatedEntityId: account.number }]);
    const shown = async () => (await client.native('GET', `/relations?contactId=${id}`)).json;
    expect(await shown()).toMatchObject({ data: [{ role: 'manager' }] });
    await ok(client.call('DELETE', linkOf(id, account.number, 'customer')));
    expect(await shown()).toMatchObject({ data: [] });
  });

  test('the customer of a new contact is its main account, until the relationship ends', async () => {
    const { id } = await client.create({ name: 'Main Account', customerId: customer });
    const account = async () =>
      (await client.native('GET', `/contacts/${id}`)).json as { accountId: string | null };
    expect((await account()).accountId).not.toBeNull();
    await ok(client.call('DELETE', linkOf(id, customer, 'customer')));
    expect((await account()).accountId).toBeNull();
    expect((await list(id)).data).toEqual([]);
  });
});
