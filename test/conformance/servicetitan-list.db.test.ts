/** ServiceTitan's list of contacts: paging, sorting and every filter. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ok, ServicetitanClient, type Contact } from './servicetitan-client.ts';

let client: ServicetitanClient;
beforeAll(async () => {
  client = await ServicetitanClient.start();
});
afterAll(() => client.stop());

describe('Contacts_GetList', () => {
  const made: Contact[] = [];

  beforeAll(async () => {
    for (let index = 0; index < 7; index += 1) {
      made.push(
        await client.create({
          name: `Paging Person ${index}`,
          title: index % 2 === 0 ? 'Night Guard' : 'Day guard',
          referenceId: `page-${index}`,
        }),
      );
    }
  });

  const every = (contacts: readonly Contact[]) => contacts.map(({ id }) => id);

  async function walk(query: string, pageSize: number): Promise<Contact[]> {
    const found: Contact[] = [];
    for (let page = 1; ; page += 1) {
      const reply = await client.list(`${query}&page=${page}&pageSize=${pageSize}`);
      expect(reply).toMatchObject({ page, pageSize, totalCount: null });
      found.push(...reply.data);
      if (!reply.hasMore) return found;
      expect(reply.data).toHaveLength(pageSize);
    }
  }

  test.each([1, 2, 3, 7, 8])('walks to the end in pages of %i', async (pageSize) => {
    expect(await walk('name=paging person', pageSize)).toEqual(made);
  });

  test('walks in each sort, both ways', async () => {
    for (const field of ['Id', 'CreatedOn', 'ModifiedOn']) {
      const up = every(await walk(`name=Paging&sort=%2B${field}`, 3));
      expect(up).toEqual(every(made));
      expect(every(await walk(`name=Paging&sort=-${field}`, 3))).toEqual(up.toReversed());
      expect(every(await walk(`name=Paging&sort=+${field.toLowerCase()}`, 3))).toEqual(up);
    }
  });

  test('answers a page past the end empty, and counts when asked', async () => {
    expect(await client.list('name=Paging&page=9&pageSize=3&includeTotal=True')).toEqual({
      page: 9,
      pageSize: 3,
      hasMore: false,
      totalCount: 7,
      data: [],
    });
  });

  test('filters by name and title ignoring case, by reference exactly', async () => {
    expect(await client.namesIn('name=PERSON 3')).toEqual(['Paging Person 3']);
    expect(await client.namesIn('title=night&name=paging&pageSize=2')).toHaveLength(2);
    expect((await client.list('title=DAY GUARD&name=paging')).data).toHaveLength(3);
    expect(await client.namesIn('referenceId=page-4')).toEqual(['Paging Person 4']);
    expect(await client.namesIn('referenceId=PAGE-4')).toEqual([]);
    expect(await client.namesIn('referenceId=page-')).toEqual([]);
  });

  test('takes wildcards of the database for what they are', async () => {
    expect(await client.namesIn('name=Paging%25')).toEqual([]);
    expect(await client.namesIn('name=Paging_Person')).toEqual([]);
  });

  test('shows archived and others unless asked for one kind', async () => {
    const archived = await client.create({ name: 'Archive Case 1' });
    await client.create({ name: 'Archive Case 2' });
    await ok(client.call('PATCH', `/contacts/${archived.id}`, { isArchived: true }));
    const named = async (filter: string) => client.namesIn(`name=archive case&sort=Id${filter}`);
    expect(await named('')).toEqual(['Archive Case 1', 'Archive Case 2']);
    expect(await named('&isArchived=Any')).toEqual(['Archive Case 1', 'Archive Case 2']);
    expect(await named('&isArchived=TRUE')).toEqual(['Archive Case 1']);
    expect(await named('&isArchived=false')).toEqual(['Archive Case 2']);
  });

  test('finds by the dates that it showed, in milliseconds', async () => {
    const [middle] = made.slice(3);
    if (!middle) throw new Error('No contact was made');
    const from = await client.namesIn(`name=Paging&createdOnOrAfter=${middle.createdOn}`);
    const before = await client.namesIn(`name=Paging&createdBefore=${middle.createdOn}`);
    expect(from).toContain(middle.name);
    expect(before).not.toContain(middle.name);
    expect([...before, ...from]).toEqual(made.map(({ name }) => name));

    const changed = await ok<Contact>(
      client.call('PATCH', `/contacts/${middle.id}`, { title: 'Moved' }),
    );
    const since = `name=Paging&modifiedOnOrAfter=${changed.modifiedOn}`;
    expect((await client.list(since)).data).toEqual([changed]);
    expect(await client.namesIn(`name=Paging&modifiedBefore=${changed.modifiedOn}`)).toHaveLength(
      6,
    );
  });

  test('reads dates without time, zone or plus sign, and the ends of .NET time', async () => {
    for (const date of ['2020-01-01', '2020-01-01T10:00:00', '2020-01-01T10:00:00+02:00']) {
      expect((await client.list(`name=Paging&createdOnOrAfter=${date}`)).data).toHaveLength(7);
      expect((await client.list(`name=Paging&createdBefore=${date}`)).data).toEqual([]);
    }
    const ever =
      'modifiedOnOrAfter=0001-01-01T00:00:00Z&modifiedBefore=9999-12-31T23:59:59.9999999Z';
    expect((await client.list(`name=Paging&${ever}`)).data).toHaveLength(7);
  });

  test('takes a blank parameter for none, and ignores unknown ones', async () => {
    const query = 'name=Paging&title=&page=&pageSize=&isArchived=&createdBefore=&sort=&active=x';
    expect(await client.list(query)).toMatchObject({ page: 1, pageSize: 50, data: { length: 7 } });
  });
});
