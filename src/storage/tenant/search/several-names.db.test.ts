/** Several words of names are found by the index of words as they are found in the texts, which counting goes through. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  HubFixture,
  type TestProcess,
  type TestTenant,
} from '../../../../test/support/hub-fixture.ts';
import type { ContactPatch } from '../../../core/contact/contact-patch.ts';
import type { SearchPosition } from '../../../core/port/search-query.ts';

let fixture: HubFixture;
let tenant: TestTenant;
let process: TestProcess;

const given = ['Ann', 'Anna', 'John', 'Johnny', 'Jo', 'Ann-Jo', "O'Ann", 'Smith', '李', 'Jo.Ann'];
const family = [
  'Smith',
  'Smithers',
  'Ann',
  'Johnson',
  'Smi',
  'Anderson-Smith',
  'Smith John',
  'x'.repeat(150),
  '小',
];

/** Everybody with every name, one in seven archived, one in five also working for an Ann Smith. */
const patches = given.flatMap((givenName, row) =>
  family.map((familyName, column): ContactPatch => {
    const place = row * family.length + column;
    return {
      givenName,
      familyName,
      archived: place % 7 === 0,
      ...(place % 5 === 0 ? { companyName: 'Ann Smith Ltd' } : {}),
      ...(place % 9 === 0 ? { nickname: 'Jo Smithy' } : {}),
      ...(place % 11 === 0
        ? { displayName: `${'w'.repeat(90)} ${'v'.repeat(90)} ${'u'.repeat(90)} Ann Smith` }
        : {}),
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

async function inPages(query: string, limit: number): Promise<SearchPosition[]> {
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

test.each([
  'ann smith',
  'smi ann',
  'an sm',
  'ann ann',
  'jo john',
  'john smith ann',
  'a s j',
  'smith johnny',
  '李 小',
  'ann zzz',
  'smithers smith',
  'ann x',
  'smiht ann',
  'jonh smtih',
  'johnny smithres',
])('%s is found in pages as in one look at all texts', async (query) => {
  const ask = { query, limit: 200, count: true };
  const { matches } = await process.hub.search.search(tenant.context(), ask);
  const expected = matches.map(({ position }) => position);
  for (const limit of [2, 5, 12]) expect(await inPages(query, limit)).toEqual(expected);
});

test('a name that changes is found by its new words beside the old ones', async () => {
  const context = tenant.context();
  const { id } = await process.hub.contacts.create(context, {
    givenName: 'Zoltan',
    familyName: 'Quill',
  });
  await process.hub.contacts.create(context, { givenName: 'Zoltan', familyName: 'Quill' });
  const found = async (query: string): Promise<unknown[]> => {
    const { matches } = await process.hub.search.search(context, { query, limit: 1 });
    return matches.map(({ contact }) => contact.id);
  };
  expect(await found('zoltan quill')).toEqual([id]);
  await process.hub.contacts.update(context, id, { familyName: 'Rook' });
  expect(await found('zoltan rook')).toEqual([id]);
  expect(await found('zoltan quill')).not.toContain(id);
});
