/** The list of tables that a Sandbox is kept, emptied and removed by, held against the schema. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HubFixture } from '../../../../test/support/hub-fixture.ts';
import { clockTable, sandboxTables, tenantTables } from './tenant-tables.ts';

let fixture: HubFixture;
beforeAll(async () => {
  fixture = await HubFixture.open();
});
afterAll(() => fixture.close());

test('has every table behind row-level security that holds rows, and no other', async () => {
  const rows = await fixture.rows<{ name: string }>(
    `select relname::text as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity
       and not exists (select 1 from pg_inherits where inhparent = pg_class.oid)`,
  );
  const listed = [clockTable, ...tenantTables, ...sandboxTables];
  expect(listed.toSorted()).toEqual(rows.map(({ name }) => name).toSorted());
});

test('has each table after those that it refers to', async () => {
  const listed: readonly string[] = [...tenantTables, ...sandboxTables];
  const references = await fixture.rows<{ child: string; parent: string }>(
    `select c.relname::text as child, p.relname::text as parent
     from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_class p on p.oid = f.confrelid
     where f.contype = 'f' and c.relrowsecurity`,
  );
  expect(references.length).toBeGreaterThan(10);
  for (const { child, parent } of references) {
    expect(listed.indexOf(parent), `${parent} before ${child}`).toBeLessThan(listed.indexOf(child));
  }
});
