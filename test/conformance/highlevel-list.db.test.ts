import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  startHighlevel,
  uuidPattern,
  type Call,
  type HighlevelServer,
  type Reply,
} from './highlevel-client.ts';

let server: HighlevelServer;
/** Newest first. */
let ids: readonly string[];
const size = 25;
beforeAll(async () => {
  server = await startHighlevel();
  const made: string[] = [];
  for (let index = 0; index < size; index += 1) {
    const reply = await server.call('POST', '/contacts/', {
      body: {
        locationId: server.home.locationId,
        firstName: `Person${index}`,
        lastName: index % 5 === 0 ? 'Fifth' : 'Other',
        email: `person${index}@example.com`,
        phone: `+1512555${String(1000 + index)}`,
      },
    });
    made.unshift((reply.json['contact'] as { id: string }).id);
  }
  ids = made;
  await server.call('POST', '/contacts/', {
    token: server.foreign.token,
    body: {
      locationId: server.foreign.locationId,
      firstName: 'Person1',
      email: 'person1@example.com',
    },
  });
});
afterAll(async () => {
  await server.stop();
});

const traceId = expect.stringMatching(uuidPattern) as string;

interface Item {
  readonly id: string;
  readonly startAfter: readonly [number, string];
  readonly searchAfter: readonly unknown[];
}
interface Meta {
  readonly total: number;
  readonly nextPageUrl: string | null;
  readonly startAfterId?: string;
  readonly startAfter?: number;
  readonly currentPage: number;
  readonly nextPage: number | null;
  readonly prevPage: number | null;
}

function itemsOf(reply: Reply): readonly Item[] {
  expect(reply.status).toBe(200);
  return reply.json['contacts'] as readonly Item[];
}

function list(query: Record<string, string>, call: Call = {}): Promise<Reply> {
  const parameters = new URLSearchParams({ locationId: server.home.locationId, ...query });
  return server.call('GET', `/contacts/?${parameters.toString()}`, call);
}

function search(fields: object): Promise<Reply> {
  const { locationId } = server.home;
  return server.call('POST', '/contacts/search', {
    body: { locationId, pageLimit: 10, ...fields },
  });
}

function unprocessable(...message: string[]) {
  return { message, error: 'Unprocessable Entity', statusCode: 422, traceId };
}

describe('the list', () => {
  test('gives twenty at a time, newest first, and says how to go on', async () => {
    const reply = await list({});
    const items = itemsOf(reply);
    expect(items.map(({ id }) => id)).toEqual(ids.slice(0, 20));
    expect(reply.json['count']).toBe(size);
    const last = items.at(-1);
    const meta = reply.json['meta'] as Meta;
    expect(meta).toMatchObject({
      total: size,
      startAfter: last?.startAfter[0],
      startAfterId: last?.startAfter[1],
      currentPage: 1,
      nextPage: 2,
      prevPage: null,
    });
    expect(last?.startAfter[1]).toBe(last?.id);
    expect(meta.nextPageUrl).toMatch(new RegExp(`^${server.baseUrl}/contacts/\\?locationId=`));
  });

  test('is paged to its end by the two halves of the cursor', async () => {
    const seen: string[] = [];
    let cursor: Record<string, string> = {};
    for (let page = 1; page <= 4; page += 1) {
      const reply = await list({ limit: '7', ...cursor });
      const meta = reply.json['meta'] as Meta;
      expect(meta).toMatchObject({ currentPage: page, prevPage: page === 1 ? null : page - 1 });
      seen.push(...itemsOf(reply).map(({ id }) => id));
      cursor = {
        startAfter: String(meta.startAfter),
        startAfterId: String(meta.startAfterId),
      };
    }
    expect(seen).toEqual(ids);
    const beyond = await list({ limit: '7', ...cursor });
    expect(itemsOf(beyond)).toEqual([]);
    expect(beyond.json['meta']).toEqual({
      total: size,
      nextPageUrl: null,
      currentPage: 5,
      nextPage: null,
      prevPage: 4,
    });
  });

  test.each(['', '/highlevel'])(
    'is paged to its end by following nextPageUrl under %j',
    async (mount) => {
      const seen: string[] = [];
      const { locationId } = server.home;
      let next: string | null =
        `${server.baseUrl}${mount}/contacts/?locationId=${locationId}&limit=10&query=person`;
      while (next !== null) {
        const reply: Reply = await server.call('GET', next);
        expect(next.startsWith(`${server.baseUrl}${mount}/contacts/?`)).toBe(true);
        seen.push(...itemsOf(reply).map(({ id }) => id));
        next = (reply.json['meta'] as Meta).nextPageUrl;
      }
      expect(seen).toEqual(ids);
    },
  );

  test('goes on from an id alone, and with older ones from a time alone', async () => {
    const items = itemsOf(await list({ limit: '5' }));
    const [startAfter, startAfterId] = items.at(-1)?.startAfter ?? [0, ''];
    expect(itemsOf(await list({ startAfterId, limit: '5' }))[0]?.id).toBe(ids[5]);
    const older = itemsOf(await list({ startAfter: String(startAfter), limit: '100' }));
    const olderIds = older.map(({ id }) => id);
    expect(ids.slice(5)).toEqual(expect.arrayContaining(olderIds));
    expect(older.every((item) => item.startAfter[0] < startAfter)).toBe(true);
  });

  test('goes on from a contact that was deleted meanwhile', async () => {
    const extra = await server.call('POST', '/contacts/', {
      body: { locationId: server.home.locationId, firstName: 'Extra' },
    });
    const [item] = itemsOf(await list({ limit: '1' }));
    const [startAfter = 0, startAfterId = ''] = item?.startAfter ?? [];
    expect(startAfterId).toBe((extra.json['contact'] as { id: string }).id);
    await server.call('DELETE', `/contacts/${startAfterId}`);
    const next = await list({ limit: '1', startAfter: String(startAfter), startAfterId });
    expect(itemsOf(next)[0]?.id).toBe(ids[0]);
    expect((next.json['meta'] as Meta).total).toBe(size);
  });

  test('narrows by a text, and ignores parameters without a value', async () => {
    const reply = await list({ query: 'fifth', startAfter: '', startAfterId: '' });
    expect(itemsOf(reply)).toHaveLength(5);
    expect(reply.json['meta']).toMatchObject({ total: 5, nextPage: null, nextPageUrl: null });
    expect(itemsOf(await list({ query: 'person3@example.com' }))).toHaveLength(1);
    expect(itemsOf(await list({ query: 'nobody at all' }))).toEqual([]);
  });

  test.each<[Record<string, string>, string[]]>([
    [{ locationId: '' }, ['locationId should not be empty', 'locationId must be a string']],
    [{ limit: '101' }, ['limit must not be greater than 100']],
    [{ limit: '0' }, ['limit must not be less than 1']],
    [{ limit: 'many' }, ['limit must be an integer number']],
    [{ startAfter: 'x' }, ['startAfter must be a number conforming to the specified constraints']],
    [{ sortBy: 'name' }, ['property sortBy should not exist']],
    [
      { startAfterId: 'unheard-of' },
      ['startAfterId must be the id of a contact, sent with its startAfter'],
    ],
  ])('refuses %j', async (query, messages) => {
    const reply = await list(query);
    expect(reply.status).toBe(422);
    expect(reply.json).toEqual(unprocessable(...messages));
  });
});

describe('the search for a duplicate', () => {
  function duplicate(query: string): Promise<Reply> {
    const { locationId } = server.home;
    return server.call('GET', `/contacts/search/duplicate?locationId=${locationId}${query}`);
  }

  test.each([
    ['&email=person3@example.com', 3],
    ['&email=PERSON3%40EXAMPLE.COM', 3],
    ['&number=%2B15125551004', 4],
    ['&number=+15125551004', 4],
    ['&number=(512)%20555-1004', 4],
    ['&email=person3@example.com&number=%2B15125551004', 3],
    ['&email=unknown@example.com&number=%2B15125551004', 4],
    ['&email=&number=%2B15125551004', 4],
  ])('finds one contact for %s', async (query, index) => {
    const reply = await duplicate(query);
    expect(reply.status).toBe(200);
    expect(reply.json).toMatchObject({ contact: { firstName: `Person${index}` }, traceId });
  });

  test('finds nobody', async () => {
    const reply = await duplicate('&email=unknown@example.com');
    expect([reply.status, reply.json]).toEqual([200, { contact: null, traceId }]);
  });

  test.each(['', '&email=', '&number=&email='])(
    'wants something to look for: %j',
    async (query) => {
      const reply = await duplicate(query);
      expect([reply.status, reply.json]).toEqual([
        400,
        {
          statusCode: 400,
          message: 'Pass at least one of number, email query parameter',
          error: 'Bad Request',
          traceId,
        },
      ]);
    },
  );
});

describe('the search', () => {
  test('finds by text over names, addresses and numbers', async () => {
    const reply = await search({ query: 'FIFTH person1' });
    expect(itemsOf(reply).map(({ id }) => id)).toEqual([ids[9], ids[14]]);
    expect(reply.json).toMatchObject({
      total: 2,
      contacts: [
        {
          locationId: server.home.locationId,
          contactName: 'person15 fifth',
          firstName: 'Person15',
          firstNameRaw: 'Person15',
          phone: '+15125551015',
          tags: [],
          additionalEmails: [],
        },
        {},
      ],
      traceId,
    });
  });

  test('is paged by number', async () => {
    const seen: string[] = [];
    for (const page of [1, 2, 3, 4]) {
      const reply = await search({ page });
      expect(reply.json['total']).toBe(size);
      seen.push(...itemsOf(reply).map(({ id }) => id));
    }
    expect(seen).toEqual(ids);
  });

  test.each([
    [undefined, false],
    [[{ field: 'dateAdded', direction: 'desc' }], false],
    [[{ field: 'dateAdded', direction: 'asc' }], true],
    [[{ field: 'dateUpdated', direction: 'asc' }], true],
    [[{ field: 'dateUpdated' }], false],
  ])('is paged by cursor in the order of %j', async (sort, isAscending) => {
    const seen: string[] = [];
    let searchAfter: readonly unknown[] | undefined;
    do {
      const items = itemsOf(await search({ pageLimit: 8, sort, searchAfter }));
      seen.push(...items.map(({ id }) => id));
      searchAfter = items.at(-1)?.searchAfter;
    } while (searchAfter !== undefined && seen.length <= size);
    expect(seen).toEqual(isAscending ? ids.toReversed() : ids);
  });

  test.each<[object, number, object]>([
    [
      { locationId: undefined, pageLimit: undefined },
      422,
      {
        message: [
          'locationId should not be empty',
          'locationId must be a string',
          'pageLimit should not be empty',
          'pageLimit must be a number conforming to the specified constraints',
        ],
      },
    ],
    [{ pageLimit: 501 }, 422, { message: ['pageLimit must not be greater than 500'] }],
    [{ pageLimit: '5' }, 422, { message: ['pageLimit must be an integer number'] }],
    [
      { query: 'x'.repeat(76) },
      422,
      { message: ['query must be shorter than or equal to 75 characters'] },
    ],
    [{ offset: 5 }, 422, { message: ['property offset should not exist'] }],
    [
      { page: 2, searchAfter: [1, 2, 'x'] },
      422,
      { message: ['page must not be combined with searchAfter'] },
    ],
    [
      { page: 1001 },
      422,
      { message: ['page multiplied by pageLimit must not be greater than 10000'] },
    ],
    [
      { searchAfter: ['x'] },
      422,
      { message: ['searchAfter must be that of the last contact of the previous page'] },
    ],
    [
      { sort: [{ field: 'dateAdded' }, { field: 'email' }] },
      422,
      { message: ['sort must contain no more than 1 elements'] },
    ],
    [
      { sort: [{ field: 'dateAdded', direction: 'up' }] },
      422,
      { message: ['sort.0.direction must be a valid enum value'] },
    ],
    [{ sort: [{ field: 'contact_name' }] }, 400, { message: 'Invalid field contact_name' }],
  ])('refuses %j', async (fields, status, body) => {
    const reply = await search(fields);
    const error = status === 422 ? 'Unprocessable Entity' : 'Bad Request';
    expect(reply.status).toBe(status);
    expect(reply.json).toEqual({ ...body, error, statusCode: status, traceId });
  });

  test('takes an empty list of filters', async () => {
    expect(itemsOf(await search({ filters: [], sort: [], searchAfter: [] }))).toHaveLength(10);
  });
});
