/** Several words, some misspelt: the texts of those who have the rarest tell what the texts of all tell. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  HubFixture,
  type TestProcess,
  type TestTenant,
} from '../../../../test/support/hub-fixture.ts';
import type { ContactPatch } from '../../../core/contact/contact-patch.ts';
import type { PlannedWord, SearchPosition } from '../../../core/port/search-query.ts';
import { wordPatterns } from '../../../core/search/word-pattern.ts';
import type { TenantConnection } from '../../database.ts';
import { rowAs } from '../table.ts';
import { positionsOf } from './found.ts';
import { worstLevel } from './plan-sql.ts';
import { findAtLevel } from './search-sql.ts';
import { spell, type Spelled } from './similar-search.ts';
import { findInTexts, type InTexts } from './similar-text.ts';
import { firstTexts } from './similar-text-sql.ts';
import { ranked } from './tier.ts';

let fixture: HubFixture;
let tenant: TestTenant;
let process: TestProcess;

const given = ['Anna', 'Hanna', 'Annalena', 'James', 'Jamie', 'Lee', "O'Annx", 'Smith7', 'Jose'];
const family = ['Smith', 'Smithers', 'Smythe', 'Anna-Smith', 'Blacksmith', 'Jameson', 'Jones'];

/** Everybody with every name, one in seven archived, some of them with names elsewhere. */
const patches = given.flatMap((givenName, row) =>
  family.map((familyName, column): ContactPatch => {
    const place = row * family.length + column;
    const value = `${givenName.replace("'", '')}.smiths${place}@bakery-tools.test`;
    return {
      givenName,
      familyName,
      archived: place % 7 === 0,
      ...(place % 5 === 0 ? { companyName: 'Annas Smith Ltd' } : {}),
      ...(place % 4 === 0 ? { methods: [{ op: 'add', kind: 'email', entry: { value } }] } : {}),
    };
  }),
);

beforeAll(async () => {
  fixture = await HubFixture.open();
  tenant = await fixture.addTenant();
  process = fixture.openProcess();
  await process.hub.contacts.createMany(tenant.context(), patches);
});
afterAll(() => fixture.close());

function wordOf(text: string): PlannedWord {
  const word = { kind: 'word', scope: 'any', isPhrase: false, text } as const;
  return { ...word, patterns: wordPatterns(word, 'US') };
}

interface Looks {
  readonly told: InTexts | null;
  readonly looked: readonly SearchPosition[];
  /** Whoever is found along the ids of each of the words. */
  readonly walked: readonly (readonly string[])[];
}

function look(query: string): Promise<Looks> {
  const nodes = query.split(' ').map(wordOf);
  const plan = { kind: 'all', nodes } as const;
  const asked = { tenantId: tenant.id, plan, factsOf: () => ({ exactly: [], tags: [] }) };
  return process.database.withTenant(tenant.id, async (connection) => {
    const spelled = await spell(connection, asked);
    const all = findAtLevel(spelled.asked, worstLevel, { source: null, limit: 1_000 });
    const rows = await connection.query(all, all.values);
    const told = await findInTexts(connection, spelled, { after: undefined, limit: 1_000 });
    const walked = nodes.map((_, at) => walk(connection, spelled, at + 1));
    const looked = ranked(positionsOf(rows), undefined);
    return { told, looked, walked: await Promise.all(walked) };
  });
}

async function walk(
  connection: TenantConnection,
  { like }: Spelled,
  wordPlace: number,
): Promise<readonly string[]> {
  const sets = [...like.values()];
  const patterns = [...like].map(([{ text }, { spellings }]) =>
    [text, ...spellings].map((one) => `%${one}%`),
  );
  const all = { sets, patterns, wordPlace, behind: undefined, most: 500, limit: 500 };
  const tiers = [false, true].map(async (isArchived) => {
    const statement = firstTexts(tenant.id, { ...all, isArchived });
    return connection.query(statement, statement.values);
  });
  return (await Promise.all(tiers)).flat().map((row) => rowAs<{ readonly id: string }>(row).id);
}

test.each([
  ['anna smiht', 4],
  ['hnana smith', 4],
  ['smiht jmes', 3],
  ['smth lee', 2],
  ['annx smith', 4],
  ['jose smyhte', 1],
  ['jaems smithers', 1],
  ['jmaie jonse', 1],
  ['smithres anna hanna', 0],
  ['smith7 jamseon', 1],
  ['anna smith', 4],
  ['baker smtih', 4],
  ['smiht nobody', 0],
])('%s is found with the level that the texts of all tell', async (query, atLeast) => {
  const { told, looked } = await look(query);
  const found = told && [...told.sure, ...told.similar];
  expect(found && ranked(found, undefined)).toEqual(looked);
  expect(looked.length).toBeGreaterThanOrEqual(atLeast);
});

test.each([
  'anna smiht',
  'hnana smith',
  'smiht annas',
  'jaems smiths',
  'jmaie jonse',
  'annx smith',
])('%s is found along the ids of either word', async (query) => {
  const { looked, walked } = await look(query);
  const ids = looked.map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(0);
  for (const found of walked) expect(found).toEqual(expect.arrayContaining(ids));
});

test.each(['lee max', 'tools bakery', 'a smiht', '1556 smiht'])(
  '%s is left to a look at all texts',
  async (query) => {
    expect((await look(query)).told).toBeNull();
  },
);
