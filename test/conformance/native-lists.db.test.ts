import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NativeClient } from './native-client.ts';

let client: NativeClient;
beforeAll(async () => {
  client = await NativeClient.start();
});
afterAll(() => client.server.stop());

const names = (reply: { json: { data: readonly { givenName: string | null }[] } }) =>
  reply.json.data.map((contact) => contact.givenName);

/** Follows cursors to the end, running `between` before each page but the first. */
async function allPages(
  query: string,
  between?: (page: number) => Promise<unknown>,
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < 100; page += 1) {
    if (page > 0) await between?.(page);
    const reply = await client.get(
      `/contacts?${query}${cursor === null ? '' : `&cursor=${cursor}`}`,
    );
    expect(reply.status).toBe(200);
    ids.push(...reply.json.data.map((contact) => contact.id));
    cursor = reply.json.nextCursor;
    if (cursor === null) return ids;
  }
  throw new Error('the list does not end');
}

describe('lists', () => {
  test('give every contact once, in both directions, while others are written', async () => {
    const made: string[] = [];
    for (let index = 0; index < 23; index += 1)
      made.push(
        (await client.post('/contacts', { givenName: `P${index}`, tags: ['paged'] })).json.id,
      );
    const between = (page: number) => client.post('/contacts', { givenName: `Late ${page}` });
    expect(await allPages('tag=paged&limit=5', between)).toEqual(made);
    expect(await allPages('tag=paged&limit=5&sort=-createdAt', between)).toEqual(made.toReversed());
    expect(await allPages('tag=paged&limit=7&sort=id')).toEqual(made.toSorted());
    const all = await allPages('limit=10&sort=-createdAt', between);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toEqual(expect.arrayContaining(made));
  });

  test('filter by each parameter', async () => {
    const account = (await client.post('/accounts', { name: 'Filter Inc' })).json.id;
    const since = new Date(Date.parse('2026-01-01')).toISOString();
    await client.post('/contacts', {
      givenName: 'Fia',
      familyName: 'Lter',
      companyName: 'Fil Co',
      jobTitle: 'Tester',
      externalId: 'F-1',
      accountId: account,
      archived: true,
      tags: ['filtered'],
      phones: [{ value: '(512) 555-0142' }],
      emails: [{ value: 'fia@example.com' }],
    });
    for (const query of [
      'query=fil%20fia%20test',
      'query=0142',
      'phone=5125550142',
      'email=FIA@example.com',
      'name=fia%20lter',
      'givenName=FIA',
      'familyName=lter',
      'companyName=fil%20co',
      'jobTitle=tester',
      'externalId=F-1',
      `accountId=${account}`,
      'account=filter%20inc',
      'tag=Filtered',
      'archived=true',
      `givenName=fia&createdSince=${since}`,
      `givenName=fia&updatedSince=${since}`,
    ]) {
      expect([query, names(await client.get(`/contacts?${query}&count=true`))]).toEqual([
        query,
        ['Fia'],
      ]);
    }
    const early = await client.get(`/contacts?givenName=fia&updatedBefore=${since}&count=true`);
    expect(early.json).toEqual({ data: [], nextCursor: null, total: 0 });
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=many', 'limit'],
    ['cursor=abc', 'cursor'],
    ['sort=name', 'sort'],
    ['colour=red', 'colour'],
    ['updatedSince=yesterday', 'updatedSince'],
    ['accountId=7', 'accountId'],
  ])('refuse ?%s naming %s', async (query, path) => {
    const reply = await client.get(`/contacts?${query}`);
    expect(reply.status).toBe(400);
    expect(reply.json.errors).toMatchObject([{ path }]);
  });

  test('refuse a cursor of another sort', async () => {
    const { nextCursor } = (await client.get('/contacts?limit=1&sort=createdAt')).json;
    const reply = await client.get(`/contacts?sort=-updatedAt&cursor=${nextCursor}`);
    expect(reply.status).toBe(400);
    expect(reply.json.errors).toMatchObject([{ path: 'cursor' }]);
  });
});

describe('the changes feed', () => {
  test('misses nothing while many write at once', async () => {
    const start = (await client.get('/changes?limit=1000')).json.lastSeq;
    const writing = Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        client.post('/contacts', { givenName: `C${index}` }),
      ),
    );
    const seen = new Map<number, string>();
    let after = start;
    const follow = async (): Promise<void> => {
      const { data, lastSeq } = (await client.get(`/changes?after=${after}&limit=7`)).json;
      for (const event of data) seen.set(event.seq, event.entityId);
      after = lastSeq;
    };
    const done = writing.then(() => true);
    const isDone = () => Promise.race([done, Promise.resolve(false)]);
    while (!(await isDone())) await follow();
    const made = (await writing).map((reply) => reply.json.id);
    for (let page = 0; page < 20; page += 1) await follow();
    expect([...seen.keys()]).toEqual(
      Array.from({ length: seen.size }, (_, index) => start + 1 + index),
    );
    expect(new Set(seen.values())).toEqual(new Set(made));
  });

  test('ends with the seq to continue from', async () => {
    const { lastSeq } = (await client.get('/changes?limit=1000')).json;
    expect((await client.get(`/changes?after=${lastSeq}`)).json).toEqual({
      data: [],
      lastSeq,
      hasMore: false,
    });
  });
});
