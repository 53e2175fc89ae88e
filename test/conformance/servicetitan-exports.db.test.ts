/** ServiceTitan's exports: walked to the end, kept, and resumed after a change. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instant, type Instant } from '../../src/core/value/instant.ts';
import { makeSystemClock } from '../../src/support/system-clock.ts';
import {
  anyNumber,
  expectError,
  ok,
  sentences,
  ServicetitanClient,
  validation,
} from './servicetitan-client.ts';

interface Export {
  readonly hasMore: boolean;
  readonly continueFrom: string;
  readonly data: readonly { readonly id: number; readonly active: boolean }[];
}

const place = { street: '1 Main St', city: 'Austin', state: 'TX', zip: '78701', country: 'USA' };
const feeds = ['customers', 'locations', 'customers/contacts', 'locations/contacts'] as const;

let client: ServicetitanClient;
let customer: number;
beforeAll(async () => {
  client = await ServicetitanClient.start();
  const contacts = Array.from({ length: 620 }, (_, index) => ({
    type: 'Phone',
    value: `512 555 ${index}`,
  }));
  const made = await ok<{ id: number }>(
    client.call('POST', '/customers', {
      name: 'Many numbers',
      address: place,
      contacts,
      locations: [{ name: 'Depot', address: place, contacts: contacts.slice(0, 3) }],
    }),
  );
  customer = made.id;
});
afterAll(() => client.stop());

const read = (feed: string, query = ''): Promise<Export> =>
  ok(client.call('GET', `/export/${feed}?${query}`));

async function walk(feed: string, from = ''): Promise<{ ids: number[]; last: Export }> {
  const ids: number[] = [];
  for (let next = from; ;) {
    const page = await read(feed, `from=${next}`);
    ids.push(...page.data.map(({ id }) => id));
    next = page.continueFrom;
    if (!page.hasMore) return { ids, last: page };
  }
}

describe('Export_CustomersContacts', () => {
  test('is walked to the end in pages, each row once', async () => {
    const first = await read('customers/contacts');
    expect([first.hasMore, first.data.length]).toEqual([true, 500]);
    const { ids } = await walk('customers/contacts');
    expect([ids.length, new Set(ids).size]).toEqual([620, 620]);
    expect(first.data[0]).toMatchObject({
      customerId: customer,
      active: true,
      type: 'Phone',
      phoneSettings: { doNotText: false },
    });
  });

  test('goes on from where it ended, with what was changed and deleted since', async () => {
    const { ids, last } = await walk('customers/contacts');
    expect(await read('customers/contacts', `from=${last.continueFrom}`)).toEqual({
      hasMore: false,
      continueFrom: last.continueFrom,
      data: [],
    });
    const path = `/customers/${customer}/contacts`;
    await ok(client.call('PATCH', `${path}/${ids[5]}`, { memo: 'changed' }));
    await client.call('DELETE', `${path}/${ids[7]}`);
    const since = await read('customers/contacts', `from=${last.continueFrom}`);
    expect(since.data.map(({ id, active }) => [id, active])).toEqual([
      [ids[5], true],
      [ids[7], false],
    ]);
    expect(since.continueFrom).not.toBe(last.continueFrom);
    expect((await walk('customers/contacts')).ids).toHaveLength(620);
  });
});

describe.each([
  ['Export_Customers', 'customers', (id: number) => `/customers/${id}`],
  ['Export_Locations', 'locations', (id: number) => `/locations/${id}`],
])('%s', (_name, feed, pathOf) => {
  test('resumes with a change, of inactive records too', async () => {
    const { ids, last } = await walk(feed);
    const id = ids[0] ?? 0;
    expect(last.data[0]).toEqual(await ok(client.call('GET', pathOf(last.data[0]?.id ?? 0))));
    await ok(client.call('PATCH', pathOf(id), { active: false }));
    const since = await read(feed, `from=${last.continueFrom}&includeRecentChanges=true`);
    expect(since.data.map((row) => [row.id, row.active])).toEqual([[id, false]]);
  });
});

test('Export_LocationsContacts names the location', async () => {
  const { data } = await read('locations/contacts');
  expect(data).toHaveLength(3);
  expect(data[0]).toMatchObject({ locationId: anyNumber, active: true });
});

describe('from', () => {
  test('takes a date, from which on it shows what was changed', async () => {
    expect((await read('locations', 'from=2020-01-01')).data).toHaveLength(1);
    const later = await read('locations', 'from=2199-01-01T00:00:00Z');
    expect(later.data).toEqual([]);
    expect((await read('locations', `from=${later.continueFrom}`)).data).toEqual([]);
  });

  test('takes a continuation of this feed and this tenant alone', async () => {
    const other = await client.inAnotherWorkspace();
    const foreign = await ok<Export>(other.call('GET', '/export/customers'));
    const [one, two] = [await read('customers'), await read('locations')];
    const damaged = `${one.continueFrom.slice(0, -2)}__`;
    for (const from of [two.continueFrom, foreign.continueFrom, damaged, 'soon', 'x y'])
      expectError(await client.call('GET', `/export/customers?from=${from}`), 400, validation, {
        from: ['The field from must be a date or a continueFrom of this export.'],
      });
  });

  test.each(feeds)('left blank is the beginning of %s', async (feed) => {
    expect(await read(feed, 'from=')).toEqual(await read(feed));
  });
});

test('there is no export of GUID contacts', async () => {
  expectError(await client.call('GET', '/export/contacts'), 404, 'Resource not found', {
    '': sentences,
  });
});

describe('with a lag of a quarter of an hour', () => {
  let late: ServicetitanClient;
  let ahead = 0;
  beforeAll(async () => {
    const machine = makeSystemClock(instant);
    const clock = { now: (): Instant => instant(machine.now() + ahead) };
    late = await ServicetitanClient.start({ exportLag: 900, clock });
  });
  afterAll(() => late.stop());

  test('changes appear when it is over, or at once to those who ask for recent ones', async () => {
    const body = { name: 'New', address: place, locations: [] };
    const { id } = await ok<{ id: number }>(late.call('POST', '/customers', body));
    const ids = async (query: string) => {
      const { data } = await ok<Export>(late.call('GET', `/export/customers?${query}`));
      return data.map((row) => row.id);
    };
    expect(await ids('')).not.toContain(id);
    expect(await ids('includeRecentChanges=true')).toContain(id);
    const { continueFrom } = await ok<Export>(late.call('GET', '/export/customers'));
    ahead = 899 * 1_000_000;
    expect(await ids(`from=${continueFrom}`)).toEqual([]);
    ahead = 901 * 1_000_000;
    const token = await ok<{ access_token: string }>(late.askToken());
    late.token = token.access_token;
    expect(await ids(`from=${continueFrom}`)).toContain(id);
  });
});
