import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NativeClient } from './native-client.ts';

let client: NativeClient;
beforeAll(async () => {
  client = await NativeClient.start();
  for (let index = 0; index < 12; index += 1)
    await client.post('/contacts', {
      givenName: `Quentin${index}`,
      familyName: 'Zyskowski',
      tags: index % 2 === 0 ? ['even'] : [],
      archived: index === 0,
    });
  await client.post('/contacts', {
    givenName: 'Zoë',
    phones: [{ value: '+1 512 555 0151' }],
    emails: [{ value: 'zoe@example.com' }],
  });
});
afterAll(() => client.server.stop());

interface Match {
  readonly level: string;
  readonly reasons: readonly unknown[];
  readonly contact: { readonly givenName: string };
}
interface Found {
  readonly data: readonly Match[];
  readonly nextCursor: string | null;
  readonly total: unknown;
  readonly facets: unknown;
}

async function search(query: Readonly<Record<string, string>>): Promise<Found> {
  const reply = await client.get(`/search?${new URLSearchParams(query).toString()}`);
  expect(reply.status, reply.text).toBe(200);
  return JSON.parse(reply.text) as Found;
}

describe('GET /search', () => {
  test('answers the whole contact, how well it matches, and why', async () => {
    const { data, total, nextCursor } = await search({ q: '512-555-0151 zoe' });
    expect(data).toMatchObject([
      {
        level: 'name',
        reasons: [
          { word: '512-555-0151', field: 'phone', value: '+1 512 555 0151', how: 'exact' },
          { word: 'zoe', field: 'name', value: 'Zoë', how: 'exact' },
        ],
        contact: { givenName: 'Zoë', emails: [{ value: 'zoe@example.com' }] },
      },
    ]);
    expect(total).toEqual({ count: 1, isExact: true });
    expect(nextCursor).toBeNull();
  });

  test('pages to the end, archived contacts last, nobody twice, while others are written', async () => {
    const names: string[] = [];
    let cursor: string | null = null;
    do {
      const place: Record<string, string> = cursor === null ? {} : { cursor };
      const page: Found = await search({ q: 'zyskowski', limit: '5', ...place });
      names.push(...page.data.map(({ contact }) => contact.givenName));
      cursor = page.nextCursor;
      await client.post('/contacts', { givenName: 'Late', familyName: 'Zyskowska' });
    } while (cursor !== null && names.length < 50);
    const made = Array.from({ length: 12 }, (_, index) => `Quentin${index}`);
    expect(names.filter((name) => name !== 'Late')).toEqual([...made.slice(1), 'Quentin0']);
  });

  test('counts by facet', async () => {
    const { facets, total } = await search({ q: 'quentin', limit: '1', facets: 'tag, archived' });
    expect(total).toEqual({ count: 12, isExact: true });
    expect(facets).toEqual([
      { name: 'tag', values: [{ value: 'even', count: 6 }] },
      {
        name: 'archived',
        values: [
          { value: 'false', count: 11 },
          { value: 'true', count: 1 },
        ],
      },
    ]);
  });

  test('without a query gives everybody', async () => {
    expect((await search({ limit: '200' })).data.length).toBeGreaterThanOrEqual(13);
  });

  test.each([
    ['q=ann%20fone:1', 'q', /^at character 5: there is no field fone; allowed: name, /],
    ['q=%22ann', 'q', 'at character 1: this quotation mark is never closed'],
    ['q=field.nothing:1', 'q', /^at character 1: there is no custom field nothing/],
    ['facets=colour', 'facets', 'must be some of tag, origin, source, company, city, archived'],
    ['cursor=abc', 'cursor', 'is not a cursor of this search'],
    ['limit=0', 'limit', /./],
    ['fuzzy=1', 'fuzzy', /./],
  ])('%s is refused by name', async (query, path, message) => {
    const reply = await client.get(`/search?${query}`);
    expect(reply.status).toBe(400);
    expect(reply.json.errors).toHaveLength(1);
    expect(reply.json.errors[0]?.path).toBe(path);
    expect(reply.json.errors[0]?.message).toMatch(message);
  });

  test('takes no cursor of another search', async () => {
    const { nextCursor } = await search({ q: 'quentin', limit: '1' });
    const reply = await client.get(`/search?q=zyskowski&cursor=${nextCursor}`);
    expect(reply.status).toBe(400);
  });
});
