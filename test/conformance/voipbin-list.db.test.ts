/** VoIPBIN's list of contacts over a listening server: order, page sizes, tokens, contacts of one time. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Contact } from '../../src/dialects/voipbin/schema.ts';
import { argument, expectError, shown, VoipbinClient } from './voipbin-client.ts';

let client: VoipbinClient;
beforeAll(async () => {
  client = await VoipbinClient.start();
});
afterAll(() => client.stop());

async function create(count: number): Promise<Contact[]> {
  const made: Contact[] = [];
  for (let number = 0; number < count; number += 1) {
    made.push(await client.create({ external_id: String(number) }));
  }
  return made;
}

const idsOf = (contacts: readonly Contact[]) => contacts.map(({ id }) => id);
const micros = (text: string) => `${text.slice(0, -1).padEnd(26, '0')}Z`.replace(/(:\d\d)0/, '$1.');

/** All pages until the empty one. */
async function pages(query: string): Promise<Contact[][]> {
  const found: Contact[][] = [];
  for (let token = ''; ;) {
    const { result, next_page_token } = await client.list(`${query}&page_token=${token}`);
    if (result.length === 0) {
      expect(next_page_token).toBe('');
      return found;
    }
    found.push(result);
    token = encodeURIComponent(next_page_token);
  }
}

/** Gives contacts one time, which no clock of ours does twice. */
async function tie(ids: readonly string[]): Promise<void> {
  const list = ids.map((id) => `'${id}'`).join(',');
  await client.server.database.rows(
    `update contact set created_at = (select max(created_at) from contact where id in (${list})) where id in (${list})`,
  );
}

/** First: nothing has been written yet. */
describe('an empty list', () => {
  test('is an empty result with an empty token, in this order', async () => {
    const { status, text } = await client.call('GET', '/contacts');
    expect([status, text]).toEqual([200, '{"result":[],"next_page_token":""}']);
  });
});

describe('GET /contacts', () => {
  let made: Contact[];
  beforeAll(async () => {
    made = (await create(105)).toReversed();
  });

  test('has the newest first and the time of the last as its token, with six decimals', async () => {
    const { result, next_page_token } = await client.list('page_size=3');
    expect(result).toEqual(made.slice(0, 3));
    expect(next_page_token).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(next_page_token).toBe(micros(made[2]?.tm_create ?? ''));
  });

  test.each(['', 'page_size=0', 'page_size=-1', 'page_size=101', 'page_size=999999999'])(
    'shows a hundred for %j',
    async (query) => {
      expect(idsOf((await client.list(query)).result)).toEqual(idsOf(made.slice(0, 100)));
    },
  );

  test('can be paged to the end, each contact once', async () => {
    const found = await pages('page_size=20');
    expect(found.map(({ length }) => length)).toEqual([20, 20, 20, 20, 20, 5]);
    expect(idsOf(found.flat())).toEqual(idsOf(made));
  });

  test('has a token on its last page too', async () => {
    const first = await client.list('page_size=100');
    const last = await client.list(`page_token=${first.next_page_token}`);
    expect(last.result).toHaveLength(5);
    expect(last.next_page_token).not.toBe('');
  });

  test('does not show contacts made while it is paged twice, nor skips others', async () => {
    const first = await client.list('page_size=50');
    await client.hub.contacts.create(client.home.context, { givenName: 'Later' });
    const second = await client.list(`page_size=100&page_token=${first.next_page_token}`);
    expect(idsOf([...first.result, ...second.result])).toEqual(idsOf(made));
  });

  test('ends no page between contacts of one time', async () => {
    const tied = idsOf(await create(130)).toSorted();
    await tie(tied);
    const [newest] = await create(1);
    const found = await pages('page_size=10');
    expect(found[0]).toHaveLength(131);
    const [first, ...rest] = idsOf(found[0] ?? []);
    expect([first, rest.toSorted()]).toEqual([newest?.id, tied]);
    expect(found[1]).toHaveLength(10);
    expect(new Set(idsOf(found.flat())).size).toBe(found.flat().length);
  });

  test('shows no deleted contact and none of another workspace', async () => {
    const [gone] = await create(1);
    await shown(client.call('DELETE', `/contacts/${gone?.id ?? ''}`));
    const { accesskey } = client.foreign;
    await shown(client.call('POST', '/contacts', { first_name: 'Foreign' }, accesskey), 201);
    const { result } = await client.list('page_size=1');
    expect(result[0]?.first_name).not.toBe('Foreign');
    expect(idsOf(result)).not.toContain(gone?.id);
    const theirs = await client.call('GET', '/contacts', undefined, accesskey);
    expect((theirs.json as { result: unknown[] }).result).toHaveLength(1);
  });

  test('ignores parameters that it does not know', async () => {
    const { result } = await client.list('page_size=1&customer_id=x&deleted=true');
    expect(result).toHaveLength(1);
  });

  test.each(['abc', '1.5', '1e2', '', ' 7', '99999999999999999999'])(
    'refuses the page size %j',
    async (size) => {
      expectError(
        await client.call('GET', `/contacts?page_size=${encodeURIComponent(size)}`),
        400,
        ['INVALID_ARGUMENT', 'INVALID_REQUEST_PARAMETER'],
        'Invalid format for parameter page_size: must be an integer.',
      );
    },
  );

  test('refuses a parameter that is given twice', async () => {
    const reply = await client.call('GET', '/contacts?page_size=1&page_size=2');
    expectError(reply, 400, ['INVALID_ARGUMENT', 'INVALID_REQUEST_PARAMETER']);
  });

  test.each(['yesterday', '2026-02-30T00:00:00Z', '1', "' or 1=1", '9999-01-01 00:00:00.000000'])(
    'refuses the token %j',
    async (token) => {
      const reply = await client.call('GET', `/contacts?page_token=${encodeURIComponent(token)}`);
      expectError(
        reply,
        400,
        argument,
        'page_token must be the next_page_token of an earlier reply.',
      );
    },
  );
});
