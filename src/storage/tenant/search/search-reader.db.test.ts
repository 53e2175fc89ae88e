/** Searches with more matches than are ranked at once: the same order as of few, through the index, behind row-level security. */
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  HubFixture,
  type TestProcess,
  type TestTenant,
} from '../../../../test/support/hub-fixture.ts';
import type { SearchPosition } from '../../../core/port/search-query.ts';
import { searchDocument } from '../search-document.ts';
import { searchWordsOf } from './search-word.ts';

let fixture: HubFixture;
let tenant: TestTenant;
let process: TestProcess;

/** Each third a Smith, each third a Smithers, each third employed at Smith & Sons; each tenth archived. */
const stored = 6_000;
const filled = ['contact', 'contact_search', 'search_word', 'search_spelling'];

beforeAll(async () => {
  fixture = await HubFixture.open();
  tenant = await fixture.addTenant();
  process = fixture.openProcess();
  for (const name of filled) await fixture.rows(`alter table ${name} no force row level security`);
  const at = "timestamptz '2026-01-01'";
  await fixture.rows(
    `insert into contact (tenant_id, id, kind, given_name, family_name, company_name, origin, dnd, dnd_settings,
       custom_fields, extra, archived_at, created_at, created_by, updated_at, updated_by, version)
     select $1, md5('person' || i)::uuid, 'person', 'Pat', (array['Smith', 'Smithers', 'Lee'])[1 + i % 3],
       case when i % 3 = 2 then 'Smith & Sons' end, 'api', false, '{}', '{}', '{}',
       case when i % 10 = 0 then ${at} end, ${at}, 1, ${at}, 1, 1
     from generate_series(1, ${stored}) i`,
    [tenant.id],
  );
  await fixture.rows(
    `insert into contact_search (tenant_id, contact_id, doc)
     select tenant_id, id, 'ǃpat ǃ' || lower(family_name) || coalesce(E'\\n' || lower(company_name), '') || E'\\n'
     from contact where tenant_id = $1`,
    [tenant.id],
  );
  await fixture.rows(
    `insert into search_word (tenant_id, word, contact_id, in_name, names, archived)
     select c.tenant_id, w.word, c.id, w.in_name,
       case when w.in_name then (select ' ' || string_agg(n, ' ' order by n) || ' ' from unnest(array['pat', lower(c.family_name)]) n) end,
       c.archived_at is not null
     from contact c cross join lateral (values ('pat', true), ('^pa', true),
       (lower(c.family_name), true), ('^' || left(lower(c.family_name), 2), true),
       (case when c.company_name is not null then 'smith' end, false),
       (case when c.company_name is not null then 'sons' end, false)) w(word, in_name)
     where c.tenant_id = $1 and w.word is not null`,
    [tenant.id],
  );
  await fixture.rows(
    `insert into search_spelling (tenant_id, key, word)
     select $1, k.key, w.word from (select distinct word from search_word where tenant_id = $1) w
       cross join lateral spelling_keys(w.word) k(key)`,
    [tenant.id],
  );
  for (const name of filled) await fixture.rows(`alter table ${name} force row level security`);
  await fixture.rows('analyze contact, contact_search');
});
afterAll(() => fixture.close());

test('what stands in the search texts here is what is written', async () => {
  const [id] = await fixture.rows<{ id: string; doc: string }>(
    `select c.id, s.doc from contact c join contact_search s on s.contact_id = c.id where company_name is not null limit 1`,
  );
  const contacts = await process.store.contacts.findMany(tenant.context(), [id?.id as never]);
  expect(contacts.map(searchDocument)).toEqual([id?.doc]);
  const words = await fixture.rows(
    `select word, contact_id as "contactId", in_name as "inName", names, archived from search_word where contact_id = $1 order by word`,
    [id?.id],
  );
  expect(
    contacts
      .flatMap((contact) => searchWordsOf(contact, searchDocument(contact)))
      .toSorted((a, b) => (a.word < b.word ? -1 : 1)),
  ).toEqual(words);
});

async function everyMatch(query: string, limit: number): Promise<SearchPosition[]> {
  const positions: SearchPosition[] = [];
  let after: SearchPosition | null = null;
  do {
    const place: { after?: SearchPosition } = after === null ? {} : { after };
    const page = await process.hub.search.search(tenant.context(), { query, limit, ...place });
    positions.push(...page.matches.map(({ position }) => position));
    after = page.next;
  } while (after !== null);
  return positions;
}

describe('a search that thousands match', () => {
  test.each([
    ['smith', stored],
    ['smit', stored],
    ['sm', stored],
    ['smih', (stored * 2) / 3],
    ['pat smiht', (stored * 2) / 3],
    ['smithres', stored / 3],
    ['pat smithres', stored / 3],
    ['pat smihters leee', 0],
    ['smiht sons', stored / 3],
    ['pat smith', stored],
    ['smith OR lee', stored],
    ['lee -smithers', stored / 3],
    ['pat sm', stored],
    ['pat smith no:email', stored],
    ['pat lee', stored / 3],
    ['le pa', stored / 3],
    ['smi smithers', stored / 3],
    ['', stored],
  ])('%s gives everyone once, best first, in pages', async (query, expected) => {
    const found = await everyMatch(query, 700);
    expect(found).toHaveLength(expected);
    const placeOf = ({ level, isArchived, id }: SearchPosition): string =>
      `${level} ${isArchived ? 1 : 0} ${id}`;
    const places = found.map(placeOf);
    expect(places).toEqual(places.toSorted());
    expect(new Set(places).size).toBe(expected);
  });

  test('ranks whole names before beginnings, and those before companies', async () => {
    const found = await everyMatch('smith', 700);
    const counts = [1, 2, 3].map((level) => found.filter((one) => one.level === level).length);
    expect(counts).toEqual([stored / 3, stored / 3, stored / 3]);
  });

  test('counts all of them by facet', async () => {
    const ask = { query: 'smith', limit: 1, facets: ['origin', 'archived'] } as const;
    const answer = await process.hub.search.search(tenant.context(), ask);
    expect(answer.total).toEqual({ count: stored, isExact: true });
    const archived = stored / 10;
    expect(answer.facets).toEqual({
      origin: [{ value: 'api', count: stored }],
      archived: [
        { value: 'false', count: stored - archived },
        { value: 'true', count: archived },
      ],
    });
  });

  test('says that there are more than it has counted where nobody asks how many', async () => {
    const ask = { query: 'smith', limit: 1 };
    const { total } = await process.hub.search.search(tenant.context(), ask);
    expect(total.isExact).toBe(false);
    expect(total.count).toBeGreaterThan(1);
  });
});

describe('the lens', () => {
  async function asApplication<T>(
    settings: Readonly<Record<string, string>>,
    work: (client: pg.Client) => Promise<T>,
  ): Promise<T> {
    const client = new pg.Client({ connectionString: fixture.database.appUrl });
    await client.connect();
    try {
      for (const [name, value] of Object.entries(settings))
        await client.query('select set_config($1, $2, false)', [`polydex.${name}`, value]);
      return await work(client);
    } finally {
      await client.end();
    }
  }
  const aimed = { search_1: 'smithers', search_2: '', search_3: '' };
  const count = async (client: pg.Client): Promise<number> => {
    const { rows } = await client.query<{ n: string }>(
      'select count(*) as n from contact_search_lens',
    );
    return Number(rows[0]?.n);
  };

  test('shows what matches, of the own workspace', async () => {
    const own = { tenant_id: String(tenant.id) };
    expect(await asApplication({ ...own, ...aimed }, count)).toBe(stored / 3);
    const other = { tenant_id: String(tenant.id + 1) };
    expect(await asApplication({ ...other, ...aimed }, count)).toBe(0);
  });

  test('shows nothing without a workspace, or before it is aimed', async () => {
    expect(await asApplication(aimed, count)).toBe(0);
    expect(await asApplication({ tenant_id: String(tenant.id) }, count)).toBe(0);
  });

  test('lets nobody write through it', async () => {
    await asApplication({ tenant_id: String(tenant.id), ...aimed }, async (client) => {
      const insert = client.query(
        `insert into contact_search_lens values (${tenant.id}, gen_random_uuid(), 'smithers')`,
      );
      await expect(insert).rejects.toThrow(/row-level security/);
      const changed = await client.query(`update contact_search_lens set doc = 'gone'`);
      expect(changed.rowCount).toBe(0);
      expect((await client.query('delete from contact_search_lens')).rowCount).toBe(0);
    });
  });

  test('looks into the trigram index', async () => {
    const settings = { tenant_id: String(tenant.id), ...aimed };
    const plan = await asApplication(settings, async (client) => {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        `explain select contact_id from contact_search_lens where tenant_id = ${tenant.id}`,
      );
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toMatch(/Index Scan on contact_search_by_trigram/);
    expect(plan).toMatch(/Index Cond: .*doc ~/);
  });
});

test.each(['smith', 'smit pat', 'smihters', 'pat smihters', 'zzyzx', '+1555'])(
  'a search for %s waits for no second connection while it holds one',
  async (query) => {
    const single = fixture.openProcess({ maxConnections: 1 });
    const searches = Array.from({ length: 3 }, () =>
      single.hub.search.search(tenant.context(), { query, limit: 3 }),
    );
    await expect(Promise.all(searches)).resolves.toHaveLength(3);
    await single.close();
  },
);
