/** Batches into a fresh database leave statistics behind. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HubFixture } from '../../../test/support/hub-fixture.ts';

let fixture: HubFixture;
beforeAll(async () => {
  fixture = await HubFixture.open();
});
afterAll(() => fixture.close());

/** What the planner believes to be in the table. */
async function believed(table: string): Promise<number> {
  const [row] = await fixture.rows<{ n: number }>(
    `select reltuples::int as n from pg_class where oid = '${table}'::regclass`,
  );
  return row?.n ?? 0;
}

test('batches leave statistics of a table that has become four times as large, and else let it be', async () => {
  const { hub } = fixture.openProcess();
  const context = (await fixture.addTenant()).context();
  const batch = async (size: number): Promise<void> => {
    const drafts = Array.from({ length: size }, (_, index) => ({ givenName: `Name ${index}` }));
    await hub.contacts.createMany(context, drafts);
  };
  await batch(500);
  expect(await believed('contact')).toBe(500);
  await batch(100);
  expect(await believed('contact')).toBe(500);
  await batch(2000);
  expect(await believed('contact')).toBe(2600);
});
