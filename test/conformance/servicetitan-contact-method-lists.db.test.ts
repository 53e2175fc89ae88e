/** ServiceTitan's lists of contact methods: of one contact, and across all of them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ok, ServicetitanClient, type ContactMethod, type Page } from './servicetitan-client.ts';

const unused = '5e1f0c52-93c8-4a3e-8b2a-8d1c7b1a0003';

let client: ServicetitanClient;
beforeAll(async () => {
  client = await ServicetitanClient.start();
});
afterAll(() => client.stop());

const methodsOf = (contactId: string) => `/contacts/${contactId}/contact-methods`;
const add = (contactId: string, body: object): Promise<ContactMethod> =>
  ok(client.call('POST', methodsOf(contactId), body));
const listOf = async (contactId: string, query = ''): Promise<readonly ContactMethod[]> =>
  (await ok<Page<ContactMethod>>(client.call('GET', `${methodsOf(contactId)}?${query}`))).data;
const search = (query: string): Promise<Page<ContactMethod>> =>
  ok(client.call('GET', `/contacts/contact-methods?${query}`));
const valuesIn = async (query: string): Promise<string[]> =>
  (await search(query)).data.map(({ value }) => value);

describe('lists', () => {
  const made: ContactMethod[] = [];
  let owner = '';

  beforeAll(async () => {
    for (const name of ['Lister One', 'Lister Two']) {
      owner = (await client.create({ name })).id;
      for (const [index, type] of ['Phone', 'MobilePhone', 'Fax', 'Email', 'Email'].entries()) {
        const value = type === 'Email' ? `${index}@list.example.com` : `555-300-010${index}`;
        made.push(await add(owner, { type, value, referenceId: `list-${index % 2}` }));
      }
    }
  });

  const listed = 'createdOnOrAfter=';
  async function walk(query: string, pageSize: number): Promise<ContactMethod[]> {
    const found: ContactMethod[] = [];
    const since = made[0]?.createdOn ?? '';
    for (let page = 1; ; page += 1) {
      const numbers = `page=${page}&pageSize=${pageSize}`;
      const reply = await search(`${listed}${since}&${query}&${numbers}`);
      expect(reply).toMatchObject({ page, pageSize, totalCount: null });
      found.push(...reply.data);
      if (!reply.hasMore) return found;
      expect(reply.data).toHaveLength(pageSize);
    }
  }

  test.each([1, 3, 5, 10, 11])(
    'Contacts_SearchContactMethods walks all contacts in pages of %i',
    async (pageSize) => {
      expect(await walk('', pageSize)).toEqual(made);
    },
  );

  test('Contacts_SearchContactMethods sorts by each field, both ways', async () => {
    for (const field of ['Id', 'CreatedOn', 'ModifiedOn']) {
      expect(await walk(`sort=%2B${field}`, 3)).toEqual(made);
      expect(await walk(`sort=-${field}`, 4)).toEqual(made.toReversed());
    }
  });

  test('Contacts_SearchContactMethods filters by contact, reference, type and value, and counts when asked', async () => {
    const page = await search(`contactId=${owner}&type=EMAIL&includeTotal=True`);
    expect(page).toMatchObject({ totalCount: 2, hasMore: false, data: made.slice(8) });
    expect((await search(`contactId=${owner}&referenceId=list-1`)).data).toHaveLength(2);
    expect((await search(`contactId=${owner}&referenceId=LIST-1`)).data).toEqual([]);
    for (const [type, value] of [
      ['phone', '555-300-0100'],
      ['mobilephone', '555-300-0101'],
      ['Fax', '555-300-0102'],
    ]) {
      expect(await valuesIn(`contactId=${owner}&type=${type}`)).toEqual([value]);
    }
    const counted = await search('value=1 (555) 300.0101&type=MobilePhone&includeTotal=true');
    expect(counted).toMatchObject({ totalCount: 2, data: [made[1], made[6]] });
  });

  test.each(['5553000100', '15553000100', '+1 (555) 300-0100', '555.300.0100'])(
    'Contacts_SearchContactMethods finds the number %j by its digits',
    async (value) => {
      expect(await valuesIn(`value=${encodeURIComponent(value)}`)).toEqual([
        '555-300-0100',
        '555-300-0100',
      ]);
    },
  );

  test('Contacts_SearchContactMethods finds by the dates that it showed', async () => {
    const middle = made[4];
    if (!middle) throw new Error('Nothing was made');
    const own = `contactId=${middle.contactId}`;
    const from = (await search(`${own}&createdOnOrAfter=${middle.createdOn}`)).data;
    const before = (await search(`${own}&createdBefore=${middle.createdOn}`)).data;
    expect(from).toContainEqual(middle);
    expect([...before, ...from]).toEqual(made.slice(0, 5));
    const path = `${methodsOf(middle.contactId)}/${middle.id}`;
    const changed = await ok<ContactMethod>(client.call('PATCH', path, { memo: 'moved' }));
    expect((await search(`modifiedOnOrAfter=${changed.modifiedOn}`)).data).toEqual([changed]);
    expect((await search(`${own}&modifiedBefore=${changed.modifiedOn}`)).data).toHaveLength(4);
    made[4] = changed;
  });

  test('Contacts_SearchContactMethods leaves out what a deleted contact has', async () => {
    const { id } = await client.create({});
    await add(id, { type: 'Email', value: 'gone@example.com' });
    expect(await valuesIn('value=gone@example.com')).toEqual(['gone@example.com']);
    await ok(client.call('DELETE', `/contacts/${id}`));
    expect(await valuesIn('value=gone@example.com')).toEqual([]);
  });

  test('ContactMethods_GetContactMethods pages, sorts and filters those of the contact alone', async () => {
    expect(await listOf(owner)).toEqual(made.slice(5));
    expect(await listOf(owner, 'page=2&pageSize=2')).toEqual(made.slice(7, 9));
    expect(await listOf(owner, 'page=9&pageSize=2')).toEqual([]);
    expect(await listOf(owner, 'sort=-Id&type=Email')).toEqual(made.slice(8).toReversed());
    expect(await listOf(owner, 'value=4@LIST.example.com')).toEqual(made.slice(9));
    expect(await listOf(owner, `contactId=${unused}`)).toEqual(made.slice(5));
  });
});
