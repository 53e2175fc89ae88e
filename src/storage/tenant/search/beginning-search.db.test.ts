/** Digits and addresses that are typed: the pages found by how numbers and addresses begin go on where all texts are looked at, in one order. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  HubFixture,
  type TestProcess,
  type TestTenant,
} from '../../../../test/support/hub-fixture.ts';
import type { SearchPosition } from '../../../core/port/search-query.ts';

let fixture: HubFixture;
let tenant: TestTenant;
let process: TestProcess;

const stored = 120;

/** Numbers that begin, end and hold 151 or 4567, at home and abroad; lines of others that do, too. */
beforeAll(async () => {
  fixture = await HubFixture.open();
  tenant = await fixture.addTenant({ region: 'DE' });
  process = fixture.openProcess();
  const phones = ['0151 23450%', '+1 556 100 1%', '+44 20 151 40%', '0151 4567 %', '0160 %4567'];
  await process.hub.contacts.createMany(
    tenant.context(),
    Array.from({ length: stored }, (_, index) => ({
      givenName: `Pat${index}`,
      ...(index % 11 === 0 ? { companyName: '151 Street' } : {}),
      ...(index % 13 === 0 ? { jobTitle: 'Room 4567' } : {}),
      ...(index % 19 === 0 ? { nickname: 'Lee.Smi' } : {}),
      ...(index % 23 === 0 ? { jobTitle: 'x.lee.smi' } : {}),
      ...(index % 17 === 0 ? { externalId: `4567-${index}` } : {}),
      archived: index % 7 === 0,
      methods: [
        {
          op: 'add' as const,
          kind: 'phone' as const,
          entry: { value: (phones[index % 5] ?? '').replace('%', String(100 + index)) },
        },
        {
          op: 'add' as const,
          kind: 'email' as const,
          entry: { value: `lee.${['smith', 'smythe', 'jones'][index % 3]}@example.com` },
        },
      ],
    })),
  );
});
afterAll(() => fixture.close());

function phone(value: string) {
  return { op: 'add' as const, kind: 'phone' as const, entry: { value } };
}

async function pagesOf(
  query: string,
  limit: number,
  count = false,
  workspace = tenant,
): Promise<SearchPosition[]> {
  const positions: SearchPosition[] = [];
  let after: SearchPosition | null = null;
  do {
    const place: { after?: SearchPosition } = after === null ? {} : { after };
    const request = { query, limit, count, ...place };
    const page = await process.hub.search.search(workspace.context(), request);
    positions.push(...page.matches.map(({ position }) => position));
    after = page.next;
  } while (after !== null);
  return positions;
}

test.each([
  ['0151 2345', 24],
  ['0151', 72],
  ['151', 77],
  ['+49151', 48],
  ['0049 151', 48],
  ['+1 556 1', 24],
  ['0556 100', 24],
  ['4567', 58],
  ['100', 26],
  ['0160', 25],
  ['lee.sm', 84],
  ['lee.smi', 48],
  ['lee.smith@', 40],
  ['lee.smith@ex', 40],
  ['lee.smith@example.com', 40],
  ['lee_smith', 0],
])('%s gives the same in pages as all at once', async (query, expected) => {
  // Who asks for a count is answered from the texts.
  const all = await pagesOf(query, 200, true);
  expect(all).toHaveLength(expected);
  expect(await pagesOf(query, 5)).toEqual(all);
});

test.each(['+49701', '+4970'])(
  '%s gives the same in pages as all at once, where more begin so than are read one by one',
  async (query) => {
    const other = await fixture.addTenant({ region: 'DE' });
    await process.hub.contacts.createMany(
      other.context(),
      Array.from({ length: 130 }, (_, index) => ({
        givenName: `Pat${index}`,
        archived: index % 5 === 0,
        methods: [phone(`+49701${String(index * 7).padStart(4, '0')}55`), phone('+4970199')],
      })),
    );
    const all = await pagesOf(query, 200, true, other);
    expect(all).toHaveLength(130);
    expect(await pagesOf(query, 20, false, other)).toEqual(all);
  },
);

test('those whose address begins so come before those who have it elsewhere', async () => {
  const found = await pagesOf('lee.smi', 5);
  const levels = found.map(({ level }) => level);
  expect([levels.length, levels.indexOf(3), levels.lastIndexOf(2)]).toEqual([48, 44, 43]);
});

test('a whole number finds those who have it, and nobody else', async () => {
  const { contacts } = process.hub;
  const ann = await contacts.create(tenant.context(), { methods: [phone('+49 30 901820')] });
  await contacts.create(tenant.context(), { methods: [phone('+49 30 901820 55')] });
  expect(await pagesOf('030 901820', 5)).toEqual([{ id: ann.id, level: 0, isArchived: false }]);
  expect(await pagesOf('030 90182', 5)).toHaveLength(2);
});

test('those whose number begins so come first, those whose number ends so next', async () => {
  const found = await pagesOf('4567', 5);
  const levels = found.map(({ level }) => level);
  expect(levels).toEqual(levels.toSorted((a, b) => a - b));
  expect([...new Set(levels)]).toEqual([2, 3, 4]);
});
