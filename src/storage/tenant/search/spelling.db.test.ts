/** The words by which misspelt ones are found: kept with every write, and they tell what the texts tell. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  HubFixture,
  type TestProcess,
  type TestTenant,
} from '../../../../test/support/hub-fixture.ts';
import type { SearchPlan, SearchPosition } from '../../../core/port/search-query.ts';
import { wordPatterns } from '../../../core/search/word-pattern.ts';
import { positionsOf } from './found.ts';
import { worstSureLevel } from './plan-sql.ts';
import { findAtLevel } from './search-sql.ts';
import { likeWords } from './misspelling.ts';
import { findSure } from './sure-search.ts';

let fixture: HubFixture;
let tenant: TestTenant;
let process: TestProcess;

beforeAll(async () => {
  fixture = await HubFixture.open();
  tenant = await fixture.addTenant();
  process = fixture.openProcess();
});
afterAll(() => fixture.close());

const longName = 'w'.repeat(98) + 'archer';
const people = [
  { givenName: 'Smith', familyName: 'Anna-Smithers' },
  { givenName: 'Lee', companyName: 'Blacksmith & Daughters' },
  { givenName: 'Pat', familyName: 'Smith', archived: true },
  { givenName: 'Ann', jobTitle: 'Locksmith7' },
  { givenName: 'Bo', companyName: '7eleven' },
  { givenName: 'Cy', emails: ['smithy77@bakery-tools.test', 'cy@smitten.test'] },
  { givenName: 'J4ne', familyName: 'Dragon12' },
  { givenName: 'Jane7', nickname: 'x.smit' },
  { givenName: 'Abcd123' },
  { givenName: 'Zeno', emails: ['zeno77@mail.test', 'quen12@mail.test'] },
  { givenName: longName },
  { givenName: 'Gone', familyName: 'Smith' },
];

function wordOf(text: string): Extract<SearchPlan, { kind: 'word' }> {
  const word = { kind: 'word', scope: 'any', isPhrase: false, text } as const;
  return { ...word, patterns: wordPatterns(word, 'US') };
}

const byId = (a: SearchPosition, b: SearchPosition): number => (a.id < b.id ? -1 : 1);

describe('the words of a workspace', () => {
  beforeAll(async () => {
    for (const { emails = [], ...names } of people) {
      const methods = emails.map(
        (value) => ({ op: 'add', kind: 'email', entry: { value } }) as const,
      );
      const { id } = await process.hub.contacts.create(tenant.context(), { ...names, methods });
      if (names.givenName === 'Gone') await process.hub.contacts.remove(tenant.context(), id);
    }
  });

  test.each([
    ['smith', 5],
    ['smithers', 1],
    ['mith', 5],
    ['anna', 1],
    ['ithy', 1],
    ['locksmith', 1],
    ['jane', 1],
    ['dragon', 1],
    ['zeno', 1],
    ['nobody', 0],
  ])('tell who has %s, at the level that the texts tell', async (text, expected) => {
    const asked = { tenantId: tenant.id, plan: wordOf(text), factsOf: () => noFacts };
    const [told, looked] = await process.database.withTenant(tenant.id, async (connection) => {
      const all = findAtLevel(asked, worstSureLevel, { source: null, limit: 100 });
      const rows = await connection.query(all, all.values);
      return [await findSure(connection, asked, 100), positionsOf(rows)];
    });
    expect(told?.toSorted(byId)).toEqual(looked.toSorted(byId));
    expect(told).toHaveLength(expected);
  });

  test.each(['eleven', 'kery', 'tools', 'smit', 'cher', 'abcd', 'quen'])(
    'leave it to the texts who has %s, which something holds that is no word',
    async (text) => {
      const asked = { tenantId: tenant.id, plan: wordOf(text), factsOf: () => noFacts };
      const told = await process.database.withTenant(tenant.id, (connection) =>
        findSure(connection, asked, 100),
      );
      expect(told).toBeNull();
    },
  );

  test.each([
    ['smiht', ['smith', 'smit']],
    ['smth', ['smith']],
    ['smithe', ['smith', 'smithers', 'smithy77']],
    ['jane', ['j4ne', 'jane7']],
    ['janex', ['jane7']],
    ['dragno', ['dragon12']],
    ['loksmith', ['locksmith7']],
    ['mith', []],
    ['lees', ['lee']],
  ])('are meant by %s when they are one error away', async (text, expected) => {
    const word = wordOf(text);
    const like = await process.database.withTenant(tenant.id, (connection) =>
      likeWords(connection, tenant.id, [word]),
    );
    expect(new Set(like.get(word)?.spellings)).toEqual(new Set(expected));
  });
});

describe('a word', () => {
  test('goes with the last contact that has it, and comes back with one', async () => {
    const { contacts } = process.hub;
    const context = tenant.context();
    const first = await contacts.create(context, { givenName: 'Zebedee' });
    const second = await contacts.create(context, { givenName: 'Zebedee' });
    const keys = await spelled('zebedee');
    expect(keys).toContain('-zbedee');
    expect(keys).toContain('*edee');
    await contacts.update(context, first.id, { givenName: 'Zoltan' });
    expect(await spelled('zebedee')).toEqual(keys);
    await contacts.remove(context, second.id);
    expect(await spelled('zebedee')).toEqual([]);
    await contacts.restore(context, second.id);
    expect(await spelled('zebedee')).toEqual(keys);
  });
});

const noFacts = { exactly: [], tags: [] };

async function spelled(word: string): Promise<readonly string[]> {
  const rows = await fixture.rows<{ key: string }>(
    'select key from search_spelling where word = $1 order by key',
    [word],
  );
  return rows.map(({ key }) => key);
}
