/** ServiceTitan's customers and locations, and the older contacts of both, over HTTP. */
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

interface Named {
  readonly id: number;
  readonly name: string;
  readonly modifiedOn: string;
}
interface Customer extends Named {
  readonly locations: readonly (Named & { readonly contacts: readonly { id: number }[] })[];
  readonly contacts: readonly { readonly id: number; readonly value: string }[];
}

const address = {
  street: '1 Main St',
  unit: 'B',
  city: 'Austin',
  state: 'TX',
  zip: '78701',
  country: 'USA',
  latitude: 30.25,
  longitude: -97.75,
};
const stamp = like(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const phone = { type: 'MobilePhone', value: '(512) 555-0100', memo: 'Desk' };
const email = { type: 'Email', value: 'office@example.com' };
const unknownId = 999_999_999;

const createCustomer = (more: object = {}): Promise<Customer> =>
  ok(client.call('POST', '/customers', { name: 'Acme', address, locations: [], ...more }));
const customerPage = (query: string): Promise<Page<Named>> =>
  ok(client.call('GET', `/customers?${query}`));
const locationPage = (query: string): Promise<Page<Named & { customerId: number }>> =>
  ok(client.call('GET', `/locations?${query}`));
const idsOf = (page: Page<{ readonly id: number }>) => page.data.map(({ id }) => id);

describe('Customers_Create', () => {
  test('makes the customer, its locations and their contacts, and shows all of them once', async () => {
    const made = await createCustomer({
      name: 'Globex',
      type: 'commercial',
      contacts: [phone],
      doNotMail: true,
      taxExempt: true,
      paymentTermId: 12,
      creditLimit: 99.5,
      tagTypeIds: [3, 4],
      customFields: [{ typeId: 7, value: 'blue' }],
      locations: [{ name: 'Depot', address, contacts: [phone, email], tagTypeIds: [5] }],
    });
    const customer = {
      id: made.id,
      active: true,
      name: 'Globex',
      type: 'Commercial',
      address,
      customFields: [{ typeId: 7, value: 'blue' }],
      balance: 0,
      taxExempt: true,
      tagTypeIds: [3, 4],
      doNotMail: true,
      doNotService: false,
      nationalAccount: false,
      createdOn: stamp,
      createdById: anyNumber,
      modifiedOn: stamp,
      externalData: [],
      mergedToId: null,
      paymentTermId: 12,
      creditLimit: 99.5,
      creditLimitBalance: null,
    };
    const location = {
      id: anyNumber,
      customerId: made.id,
      active: true,
      name: 'Depot',
      address,
      customFields: [],
      createdOn: stamp,
      createdById: anyNumber,
      modifiedOn: stamp,
      taxExempt: false,
      tagTypeIds: [5],
      externalData: [],
      mergedToId: null,
      zoneId: null,
      taxZoneId: null,
    };
    expect(made).toEqual({
      ...customer,
      locations: [
        {
          ...location,
          contacts: [
            { id: anyNumber, ...phone },
            { id: anyNumber, ...email, memo: null },
          ],
        },
      ],
      contacts: [
        { id: anyNumber, ...phone },
        { id: anyNumber, ...email, memo: null },
      ],
    });
    expect(await ok(client.call('GET', `/customers/${made.id}`))).toEqual(customer);
  });

  test('names every member that is wrong, and makes nothing', async () => {
    const before = (await customerPage('includeTotal=true')).totalCount;
    const { street: _street, ...streetless } = address;
    const reply = await client.call('POST', '/customers', {
      name: ' ',
      type: 'Private',
      address: streetless,
      locations: [{ name: 'Depot', address, contacts: [{ type: 'Pager', value: '' }] }],
    });
    expectError(reply, 400, validation, {
      name: ['The field name must not be blank.'],
      type: ['The field type must be Residential or Commercial.'],
      'address.street': ['The field address.street is required.'],
      'locations[0].contacts[0].type': sentences,
      'locations[0].contacts[0].value': sentences,
    });
    const ids = {
      tagTypeIds: [2 ** 53],
      paymentTermId: 2 ** 60,
      customFields: [{ typeId: -(2 ** 53) }],
    };
    expectError(
      await client.call('POST', '/customers', { name: 'X', address, locations: [], ...ids }),
      400,
      validation,
      {
        'tagTypeIds[0]': sentences,
        paymentTermId: ['The field paymentTermId must be <= 9007199254740991.'],
        'customFields[0].typeId': sentences,
      },
    );
    const contacts = [
      { type: 'Phone', value: '1' },
      { type: 'Email', value: 'x' },
    ];
    const own = { name: 'X', address, locations: [], contacts };
    expectError(await client.call('POST', '/customers', own), 400, validation, {
      'contacts[1].value': sentences,
    });
    const ofLocation = { name: 'X', address, locations: [{ name: 'Depot', address, contacts }] };
    expectError(await client.call('POST', '/customers', ofLocation), 400, validation, {
      'locations[0].contacts[1].value': sentences,
    });
    const long = { name: 'X', address, locations: [{ name: 'D'.repeat(601), address }] };
    expectError(await client.call('POST', '/customers', long), 400, validation, {
      'locations[0].name': sentences,
    });
    expectError(await client.call('POST', '/customers', { name: 'X' }), 400, validation, {
      address: ['The field address is required.'],
      locations: ['The field locations is required.'],
    });
    expect((await customerPage('includeTotal=true')).totalCount).toBe(before);
  });
});

describe('Customers_Get', () => {
  test('answers 404 for a customer that the tenant has not, 400 for what is no id', async () => {
    for (const id of [unknownId, 2 ** 60])
      expectError(await client.call('GET', `/customers/${id}`), 404, 'Customer not found', {
        '': sentences,
      });
    const other = await client.inAnotherWorkspace();
    const { id } = await createCustomer();
    expectError(await other.call('GET', `/customers/${id}`), 404, 'Customer not found', {
      '': sentences,
    });
    expectError(await client.call('GET', '/customers/abc'), 400, validation, { id: sentences });
  });

  test('shows the account that the customer is elsewhere', async () => {
    const { json } = await client.native('POST', '/accounts', {
      name: 'Known elsewhere',
      address: '5 High St, Perth',
      city: 'Perth',
    });
    const { id, number } = json as { id: string; number: number };
    expect(await ok(client.call('GET', `/customers/${number}`))).toMatchObject({
      name: 'Known elsewhere',
      type: 'Commercial',
      address: { street: '5 High St, Perth', city: 'Perth', zip: '', unit: null, latitude: null },
    });
    await ok(client.call('PATCH', `/customers/${number}`, { name: 'Renamed here' }));
    expect((await client.native('GET', `/accounts/${id}`)).json).toMatchObject({
      name: 'Renamed here',
      address: '5 High St, Perth',
      street: null,
    });
  });
});

describe('Customers_Update', () => {
  test('changes what it names, and moves modifiedOn only when something differs', async () => {
    const { id, modifiedOn } = await createCustomer({ tagTypeIds: [1], creditLimit: 5 });
    const patch = {
      address: { city: 'Dallas' },
      type: 'Commercial',
      doNotService: true,
      creditLimit: null,
      tagTypeIds: [2],
      active: false,
    };
    const changed = await ok<Named>(client.call('PATCH', `/customers/${id}`, patch));
    expect(changed).toMatchObject({
      ...patch,
      name: 'Acme',
      address: { ...address, city: 'Dallas' },
    });
    expect(changed.modifiedOn > modifiedOn).toBe(true);
    expect(await ok(client.call('PATCH', `/customers/${id}`, patch))).toEqual(changed);
    expect(await ok(client.call('PATCH', `/customers/${id}`, {}))).toEqual(changed);
  });

  test('replaces the external data of one application, or merges it', async () => {
    const guid = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000000`;
    const { id } = await createCustomer({
      externalData: {
        applicationGuid: guid('A'),
        externalData: [
          { key: 'k', value: '1' },
          { key: 'l', value: '2' },
        ],
      },
    });
    const patch = async (applicationGuid: string, patchMode: string | undefined, value: string) => {
      const externalData = { applicationGuid, patchMode, externalData: [{ key: 'k', value }] };
      const { externalData: shown } = await ok<{ externalData: unknown }>(
        client.call('PATCH', `/customers/${id}`, { externalData }),
      );
      return shown;
    };
    const l = { key: 'l', value: '2' };
    expect(await patch(guid('a'), 'Merge', '3')).toEqual([l, { key: 'k', value: '3' }]);
    expect(await patch(guid('b'), undefined, '9')).toEqual([
      l,
      { key: 'k', value: '3' },
      { key: 'k', value: '9' },
    ]);
    expect(await patch(guid('a'), 'replace', '4')).toEqual([
      { key: 'k', value: '9' },
      { key: 'k', value: '4' },
    ]);
    const found = async (query: string) => idsOf(await customerPage(query)).includes(id);
    expect(await found(`externalDataApplicationGuid=${guid('B')}`)).toBe(true);
    expect(await found(`externalDataKey=k&externalDataValues=7,%209`)).toBe(true);
    expect(
      await found(
        `externalDataApplicationGuid=${guid('b')}&externalDataKey=k&externalDataValues=4`,
      ),
    ).toBe(false);
    expect(await found('externalDataKey=l')).toBe(false);
  });

  test('answers 404 for an unknown customer and 400 for a blank name', async () => {
    expectError(
      await client.call('PATCH', `/customers/${unknownId}`, {}),
      404,
      'Customer not found',
      { '': sentences },
    );
    const { id } = await createCustomer();
    expectError(await client.call('PATCH', `/customers/${id}`, { name: '' }), 400, validation, {
      name: sentences,
    });
    expectError(await client.call('DELETE', `/customers/${id}`), 405, 'Method not allowed', {
      '': sentences,
    });
  });
});

describe('Customers_GetList', () => {
  const made: Customer[] = [];
  beforeAll(async () => {
    for (let index = 0; index < 7; index += 1)
      made.push(
        await createCustomer({
          name: `Listed Company ${index}`,
          address: { ...address, street: `${index} Elm Road`, city: index < 3 ? 'Waco' : 'Austin' },
          contacts: [{ type: 'Phone', value: `+1 (512) 555-020${index}` }],
        }),
      );
  });

  test.each([1, 2, 3, 7, 8])('walks to the end in pages of %i, in every sort', async (pageSize) => {
    for (const sort of ['', '%2BId', '-Id', '+CreatedOn', '-ModifiedOn']) {
      const seen: number[] = [];
      for (let page = 1; ; page += 1) {
        const query = `name=listed company&sort=${sort}&page=${page}&pageSize=${pageSize}`;
        const reply = await customerPage(query);
        expect(reply).toMatchObject({ page, pageSize, totalCount: null });
        seen.push(...idsOf(reply));
        if (!reply.hasMore) break;
        expect(reply.data).toHaveLength(pageSize);
      }
      const expected = idsOf({ data: made } as unknown as Page<Named>);
      expect(seen).toEqual(sort.startsWith('-') ? expected.toReversed() : expected);
    }
  });

  test('filters by every part, by ids in either form, and by phone with or without country code', async () => {
    const [first, second] = [made[0]?.id, made[1]?.id];
    const found = async (query: string) => idsOf(await customerPage(`name=Listed&${query}`));
    expect(await found('street=1 ELM')).toEqual([second]);
    expect(await found('city=waco&state=tx&zip=78701&country=usa&unit=b')).toHaveLength(3);
    expect(await found('city=wac')).toEqual([]);
    expect(await found('latitude=30.25&longitude=-97.75')).toHaveLength(7);
    expect(await found('latitude=30.2')).toEqual([]);
    expect(await found(`ids=${first},%20${second}`)).toEqual([first, second]);
    expect(await found(`ids=${first}&ids=${second}&ids=9223372036854775807`)).toEqual([
      first,
      second,
    ]);
    for (const number of ['5125550200', '15125550200', '%2B1 512-555-0200'])
      expect(await found(`phone=${number}`)).toEqual([first]);
    expect(await found('phone=nobody')).toEqual([]);
    expect(await found('email=ignored@example.com')).toHaveLength(7);
    expect((await customerPage('name=Listed&includeTotal=True&pageSize=2')).totalCount).toBe(7);
  });

  test('shows active ones unless asked for others', async () => {
    const { id } = await createCustomer({ name: 'Flagged' });
    const other = await createCustomer({ name: 'Flagged too' });
    await ok(client.call('PATCH', `/customers/${id}`, { active: false }));
    const found = async (query: string) => idsOf(await customerPage(`name=flagged&${query}`));
    expect(await found('')).toEqual([other.id]);
    expect(await found('active=True')).toEqual([other.id]);
    expect(await found('active=false')).toEqual([id]);
    expect(await found('active=any')).toEqual([id, other.id]);
  });

  test('takes a modifiedOn of a reply for the bound of the next, and loses nothing', async () => {
    const last = made[6];
    const query = (bound: string) => `name=Listed&${bound}=${last?.modifiedOn}`;
    expect(idsOf(await customerPage(query('modifiedOnOrAfter')))).toContain(last?.id);
    expect(idsOf(await customerPage(query('modifiedBefore')))).not.toContain(last?.id);
    expect(idsOf(await customerPage(query('createdBefore')))).not.toContain(last?.id);
  });

  test.each([
    [`ids=${Array.from({ length: 51 }, (_, id) => id + 1).join(',')}`, 'ids'],
    ['ids=1,x', 'ids'],
    ['active=maybe', 'active'],
    ['page=0', 'page'],
    ['pageSize=5001', 'pageSize'],
    ['sort=Name', 'sort'],
    ['modifiedBefore=soon', 'modifiedBefore'],
    ['externalDataApplicationGuid=1', 'externalDataApplicationGuid'],
    ['latitude=north', 'latitude'],
  ])('answers 400 to %.40s, naming %s', async (query, field) => {
    const reply = await client.call('GET', `/customers?${query}`);
    expectError(reply, 400, validation, { [field]: sentences });
  });
});

describe('Locations_Create', () => {
  test('copies its contacts to the customer, whence later changes do not follow', async () => {
    const customer = await createCustomer();
    const made = await ok<{ id: number; contacts: { id: number }[] }>(
      client.call('POST', '/locations', {
        customerId: customer.id,
        name: 'Depot',
        address,
        contacts: [phone],
      }),
    );
    expect(made).toMatchObject({ customerId: customer.id, contacts: [phone] });
    const own = `/locations/${made.id}/contacts/${made.contacts[0]?.id}`;
    await ok(client.call('PATCH', own, { value: '(512) 555-0999' }));
    const copies = await ok<Page<object>>(client.call('GET', `/customers/${customer.id}/contacts`));
    expect(copies.data).toEqual([expect.objectContaining(phone)]);
  });

  test('answers 409 "Unknown customer" when the tenant has none of the id, 400 when it is missing', async () => {
    const body = { name: 'Depot', address };
    for (const customerId of [unknownId, 2 ** 60])
      expectError(
        await client.call('POST', '/locations', { ...body, customerId }),
        409,
        'Unknown customer',
        { customerId: sentences },
      );
    expectError(await client.call('POST', '/locations', body), 400, validation, {
      customerId: ['The field customerId is required.'],
    });
  });
});

describe('Locations_Get and Locations_Update', () => {
  test('read and change a location, also its customer', async () => {
    const [one, two] = [await createCustomer(), await createCustomer()];
    const { id } = await ok<Named>(
      client.call('POST', '/locations', { customerId: one.id, name: 'Depot', address }),
    );
    const patch = { customerId: two.id, name: 'Yard', taxZoneId: 4, zoneId: 5, active: false };
    const changed = await ok(client.call('PATCH', `/locations/${id}`, patch));
    expect(changed).toMatchObject({ ...patch, address });
    expect(await ok(client.call('GET', `/locations/${id}`))).toEqual(changed);
    expectError(
      await client.call('PATCH', `/locations/${id}`, { customerId: unknownId }),
      409,
      'Unknown customer',
      { customerId: sentences },
    );
    for (const reply of [
      await client.call('GET', `/locations/${unknownId}`),
      await client.call('PATCH', `/locations/${unknownId}`, { name: 'X' }),
      await client.call('GET', `/locations/${one.id}`),
    ])
      expectError(reply, 404, 'Location not found', { '': sentences });
  });
});

describe('Locations_GetList', () => {
  test('filters by customer, ids, name and activity, and walks by number', async () => {
    const customer = await createCustomer({
      locations: ['North', 'South', 'West'].map((name) => ({ name: `${name} Yard`, address })),
    });
    const ids = customer.locations.map(({ id }) => id);
    const mine = `customerId=${customer.id}`;
    expect(idsOf(await locationPage(mine))).toEqual(ids);
    expect(idsOf(await locationPage(`customerIds=${customer.id},1&sort=-Id`))).toEqual(
      ids.toReversed(),
    );
    expect(idsOf(await locationPage(`${mine}&name=SOUTH`))).toEqual([ids[1]]);
    expect(idsOf(await locationPage(`ids=${ids[2]}&city=austin`))).toEqual([ids[2]]);
    expect(idsOf(await locationPage(`${mine}&active=False`))).toEqual([]);
    expect(await locationPage(`${mine}&page=2&pageSize=2&includeTotal=true`)).toMatchObject({
      hasMore: false,
      totalCount: 3,
      data: [{ id: ids[2] }],
    });
    expectError(await client.call('GET', '/locations?customerId=x'), 400, validation, {
      customerId: sentences,
    });
  });
});

describe('every call', () => {
  test.each([
    ['GET', '/customers', 'tn.crm.customers:r'],
    ['POST', '/customers', 'tn.crm.customers:w'],
    ['GET', '/customers/1', 'tn.crm.customers:r'],
    ['PATCH', '/customers/1', 'tn.crm.customers:w'],
    ['GET', '/customers/1/contacts', 'tn.crm.customers:r'],
    ['DELETE', '/customers/1/contacts/1', 'tn.crm.customers:w'],
    ['GET', '/customers/contacts', 'tn.crm.customers:r'],
    ['GET', '/locations', 'tn.crm.locations:r'],
    ['POST', '/locations', 'tn.crm.locations:w'],
    ['PATCH', '/locations/1', 'tn.crm.locations:w'],
    ['POST', '/locations/1/contacts', 'tn.crm.locations:w'],
    ['GET', '/export/customers', 'tn.crm.customers:r'],
    ['GET', '/export/customers/contacts', 'tn.crm.customers:r'],
    ['GET', '/export/locations', 'tn.crm.locations:r'],
    ['GET', '/export/locations/contacts', 'tn.crm.locations:r'],
  ])('%s %s wants the scope %s', async (method, path, scope) => {
    const own = client.token;
    try {
      const { access_token } = await ok<{ access_token: string }>(
        client.askToken({ scope: 'tn.crm.contacts:r tn.crm.contacts:w' }),
      );
      client.token = access_token;
      expectError(
        await client.call(method, path, method === 'GET' || method === 'DELETE' ? undefined : {}),
        403,
        'Provided authentication is insufficient to grant access',
        { '': [`The access token lacks the scope ${scope}.`] },
      );
    } finally {
      client.token = own;
    }
  });
});
