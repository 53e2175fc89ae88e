/** ServiceTitan's older contacts: single numbers and addresses of customers and of locations, over HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  anyNumber,
  expectError,
  like,
  ok,
  sentences,
  ServicetitanClient,
  validation,
  type Page,
} from './servicetitan-client.ts';

let client: ServicetitanClient;
beforeAll(async () => {
  client = await ServicetitanClient.start();
});
afterAll(() => client.stop());

interface LegacyContact {
  readonly id: number;
  readonly value: string;
  readonly createdOn: string;
  readonly modifiedOn: string;
}

const place = { street: '1 Main St', city: 'Austin', state: 'TX', zip: '78701', country: 'USA' };
const unknownId = 999_999_999;
const stamp = like(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const silent = {
  jobRemindersEnabled: false,
  marketingUpdatesEnabled: false,
  invoiceStatementNotification: false,
  invoiceNotification: false,
  statementNotification: false,
};

/** The ids of a new customer and of its one location. */
async function makeOwners(): Promise<{ customers: number; locations: number }> {
  const made = await ok<{ id: number; locations: { id: number }[] }>(
    client.call('POST', '/customers', {
      name: 'Acme',
      address: place,
      locations: [{ name: 'Depot', address: place }],
    }),
  );
  return { customers: made.id, locations: made.locations[0]?.id ?? 0 };
}

describe.each([
  {
    collection: 'customers' as const,
    idName: 'customerId',
    idsName: 'customerIds',
    missing: 'Customer not found',
    operations: {
      list: 'Customers_GetContactList',
      create: 'Customers_CreateContact',
      update: 'Customers_UpdateContact',
      remove: 'Customers_DeleteContact',
      listAll: 'Customers_GetModifiedContactsList',
    },
  },
  {
    collection: 'locations' as const,
    idName: 'locationId',
    idsName: 'locationIds',
    missing: 'Location not found',
    operations: {
      list: 'Locations_GetContactList',
      create: 'Locations_CreateContact',
      update: 'Locations_UpdateContact',
      remove: 'Locations_DeleteContact',
      listAll: 'Locations_GetModifiedContactsList',
    },
  },
])('of $collection', ({ collection, operations, idName, idsName, missing }) => {
  let owner: number;
  let path: string;
  const fresh = async () => {
    owner = (await makeOwners())[collection];
    path = `/${collection}/${owner}/contacts`;
  };
  const add = (body: object): Promise<LegacyContact> => ok(client.call('POST', path, body));
  const list = (query = ''): Promise<Page<LegacyContact>> =>
    ok(client.call('GET', `${path}?${query}`));
  const listAll = (query: string): Promise<Page<LegacyContact>> =>
    ok(client.call('GET', `/${collection}/contacts?${query}`));

  describe.each([operations.create])('%s', () => {
    test('answers the contact with all its members', async () => {
      await fresh();
      const made = await add({
        type: 'mobilephone',
        value: ' 0512 / 555 ',
        memo: 'Gate',
        phoneSettings: { phoneNumber: '1', doNotText: true },
      });
      expect(made).toEqual({
        id: anyNumber,
        type: 'MobilePhone',
        value: ' 0512 / 555 ',
        memo: 'Gate',
        phoneSettings: { phoneNumber: ' 0512 / 555 ', doNotText: false },
        createdOn: stamp,
        modifiedOn: stamp,
        preferences: silent,
      });
      expect(await add({ type: 'Fax', value: '555' })).toMatchObject({
        memo: null,
        phoneSettings: { phoneNumber: '', doNotText: false },
      });
      const twice = await add({ type: 'Fax', value: '555' });
      expect((await list()).data).toHaveLength(3);
      expect(twice.id).not.toBe(made.id);
    });

    test('refuses what is no contact, and unknown owners', async () => {
      await fresh();
      expectError(await client.call('POST', path, { type: 'Pager' }), 400, validation, {
        type: ['The field type must be Phone, Email, Fax or MobilePhone.'],
        value: ['The field value is required.'],
      });
      expectError(await client.call('POST', path, { type: 'Email', value: 'x' }), 400, validation, {
        value: sentences,
      });
      expectError(
        await client.call('POST', `/${collection}/${unknownId}/contacts`, {
          type: 'Phone',
          value: '5',
        }),
        404,
        missing,
        { '': sentences },
      );
      expect((await list()).data).toEqual([]);
    });
  });

  describe.each([operations.update])('%s', () => {
    test('changes what it names; booleans left out keep their value', async () => {
      await fresh();
      const { id } = await add({ type: 'Phone', value: '555', memo: 'Gate' });
      const patch = (body: object) => ok(client.call('PATCH', `${path}/${id}`, body));
      const preferences = { jobRemindersEnabled: true, invoiceStatementNotification: true };
      expect(await patch({ preferences })).toMatchObject({
        value: '555',
        preferences: {
          ...silent,
          ...preferences,
          invoiceNotification: true,
          statementNotification: true,
        },
      });
      expect(
        await patch({ preferences: { statementNotification: false, jobRemindersEnabled: null } }),
      ).toMatchObject({
        preferences: { ...silent, jobRemindersEnabled: true, invoiceNotification: true },
      });
      expect(await patch({ type: 'Email', value: 'a@example.com', memo: null })).toMatchObject({
        type: 'Email',
        value: 'a@example.com',
        memo: null,
      });
      expectError(await client.call('PATCH', `${path}/${id}`, { value: 'x' }), 400, validation, {
        value: sentences,
      });
      const texts = { preferences: { statementNotification: 'false' } };
      expectError(await client.call('PATCH', `${path}/${id}`, texts), 400, validation, {
        'preferences.statementNotification': [
          'The field preferences.statementNotification must be of type boolean or null.',
        ],
      });
      expectError(
        await client.call('PATCH', `${path}/${unknownId}`, {}),
        404,
        'Contact not found',
        {
          '': [`No contact with id ${unknownId}.`],
        },
      );
    });
  });

  describe.each([operations.remove])('%s', () => {
    test('answers nothing, and hides the contact', async () => {
      await fresh();
      const { id } = await add({ type: 'Phone', value: '555' });
      const gone = await client.call('DELETE', `${path}/${id}`);
      expect([gone.status, gone.text]).toEqual([200, '']);
      expect((await list()).data).toEqual([]);
      for (const method of ['DELETE', 'PATCH'])
        expectError(
          await client.call(method, `${path}/${id}`, method === 'PATCH' ? {} : undefined),
          404,
          'Contact not found',
          { '': sentences },
        );
      expectError(await client.call('DELETE', `${path}/x`), 400, validation, {
        contactId: sentences,
      });
    });
  });

  describe.each([operations.list])('%s', () => {
    test('pages through the contacts of one', async () => {
      await fresh();
      for (const value of ['1', '2', '3']) await add({ type: 'Phone', value });
      expect(await list('page=2&pageSize=2&includeTotal=true')).toMatchObject({
        page: 2,
        pageSize: 2,
        hasMore: false,
        totalCount: 3,
        data: [{ value: '3' }],
      });
      const unknown = await client.call('GET', `/${collection}/${unknownId}/contacts`);
      expectError(unknown, 404, missing, { '': sentences });
    });
  });

  describe.each([operations.listAll])('%s', () => {
    test('shows those of all, with their owner', async () => {
      await fresh();
      const first = await add({ type: 'Phone', value: '1' });
      const second = await add({ type: 'Phone', value: '2' });
      await ok(client.call('PATCH', `${path}/${first.id}`, { memo: 'late' }));
      const deleted = await add({ type: 'Phone', value: '3' });
      await client.call('DELETE', `${path}/${deleted.id}`);
      expect((await listAll(`${idsName}=${owner}`)).data).toEqual([
        expect.objectContaining({ id: first.id, [idName]: owner }),
        expect.objectContaining({ id: second.id, [idName]: owner }),
      ]);
      const { modifiedOn } = (await list()).data[0] ?? first;
      expect((await listAll(`modifiedOnOrAfter=${modifiedOn}`)).data).toEqual([
        expect.objectContaining({ id: first.id }),
      ]);
      const window = `${idsName}=${owner}&createdOnOrAfter=${second.createdOn}`;
      expect((await listAll(window)).data.map(({ id }) => id)).toContain(second.id);
    });

    test('wants a filter', async () => {
      const limits =
        collection === 'customers'
          ? 'customerIds, modifiedBefore, modifiedOnOrAfter'
          : 'locationIds, modifiedBefore, modifiedOnOrAfter, createdBefore, createdOnOrAfter';
      const sentence = `The request must have at least one of the filters ${limits}.`;
      for (const query of ['', '?page=1', `?${idsName}=`])
        expectError(await client.call('GET', `/${collection}/contacts${query}`), 400, validation, {
          '': [sentence],
        });
      expectError(
        await client.call('GET', `/${collection}/contacts?${idsName}=1,x`),
        400,
        validation,
        { [idsName]: [`The field ${idsName} must be ids, separated by commas.`] },
      );
      const created = await client.call(
        'GET',
        `/${collection}/contacts?createdOnOrAfter=2020-01-01`,
      );
      expect(created.status).toBe(collection === 'customers' ? 400 : 200);
      const many = Array.from({ length: 51 }, (_, id) => id).join();
      expectError(
        await client.call('GET', `/${collection}/contacts?${idsName}=${many}`),
        400,
        validation,
        { [idsName]: ['The field ' + idsName + ' must name at most 50 ids.'] },
      );
    });
  });
});

test('no contact of a customer is one of a location, nor a person, nor the reverse', async () => {
  const { customers, locations } = await makeOwners();
  const value = '(512) 555-0177';
  const made = await ok<LegacyContact>(
    client.call('POST', `/locations/${locations}/contacts`, { type: 'Phone', value }),
  );
  expectError(
    await client.call('PATCH', `/customers/${customers}/contacts/${made.id}`, { memo: 'x' }),
    404,
    'Contact not found',
    { '': sentences },
  );
  const ofCustomer = await ok<Page<object>>(client.call('GET', `/customers/${customers}/contacts`));
  expect(ofCustomer.data).toEqual([]);
  const people = await ok<Page<object>>(
    client.call('GET', '/contacts/contact-methods?value=5125550177'),
  );
  expect(people.data).toEqual([]);
});
