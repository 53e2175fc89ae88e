/** What migration 0003 makes of relations that are there already. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { instant } from '../core/value/instant.ts';
import { makeSystemClock } from '../support/system-clock.ts';
import { migrate } from './migrate.ts';

const clock = makeSystemClock(instant);
let database: TestDatabase;
let former: string;
let client: pg.Client;
beforeAll(async () => {
  database = await makeTestDatabase({ empty: true });
  former = await mkdtemp(join(tmpdir(), 'polydex-former-'));
  for (const file of ['0001-control.sql', '0002-tenant.sql'])
    await copyFile(new URL(`migrations/${file}`, import.meta.url), join(former, file));
  client = new pg.Client({ connectionString: database.ownerUrl });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
  await rm(former, { recursive: true });
});

const id = (digit: number): string => `00000000-0000-7000-8000-00000000000${digit}`;
const written = `'2026-01-01', 1, '2026-01-01', 1`;

test('shows in each the values of its person, its number, and whether its person is there', async () => {
  const url = database.ownerUrl;
  await migrate({ url, appRole: null, clock, folder: pathToFileURL(`${former}/`) });
  const contact = (digit: number, given: string, deleted: string): string =>
    `insert into contact (tenant_id, id, kind, given_name, origin, dnd, dnd_settings, custom_fields, extra,
       deleted_at, created_at, created_by, updated_at, updated_by, version)
     values (7, '${id(digit)}', 'person', '${given}', 'api', false, '{}', '{}', '{}', ${deleted}, ${written}, 1);`;
  const method = (digit: number, kind: string, type: string, value: string): string =>
    `insert into contact_method (tenant_id, contact_id, id, kind, type, value, key, inferred, stripped, position,
       is_primary, created_at, created_by, updated_at, updated_by)
     values (7, '${id(1)}', '${id(digit)}', '${kind}', '${type}', '${value}', '${value}', false, '', ${digit},
       ${digit === 9}, ${written});`;
  const relation = (digit: number, of: number, kind: string, target: number): string =>
    `insert into relation values (7, '${id(digit)}', '${id(of)}', '${kind}', '${id(target)}', '', false, false, ${written}, 1);`;
  await client.query(
    [
      contact(1, 'Ann', 'null'),
      contact(2, 'Bob', `'2026-02-01'`),
      method(5, 'phone', 'fax', '5'),
      method(6, 'phone', 'mobile', '6'),
      method(7, 'phone', '', '7'),
      method(8, 'email', '', 'b@example.com'),
      method(9, 'email', '', 'a@example.com'),
      `insert into account (tenant_id, id, number, name, extra, active, created_at, created_by, updated_at, updated_by, version)
         values (7, '${id(3)}', 1000, 'Acme', '{}', true, ${written}, 1);`,
      relation(1, 1, 'account', 3),
      relation(2, 2, 'location', 4),
    ].join('\n'),
  );
  await migrate({ url, appRole: null, clock });
  const { rows } = await client.query<Record<string, unknown>>(
    `select target_kind, target_number, first, last, phone, mobile, email, active, ended_with_contact
     from relation order by id`,
  );
  expect(rows.map((row) => Object.values(row))).toEqual([
    ['account', '1000', 'Ann', '', '7', '6', 'a@example.com', true, false],
    ['site', null, 'Bob', '', '', '', '', false, true],
  ]);
  const { rows: open } = await client.query(
    'select relname from pg_class where relrowsecurity and not relforcerowsecurity',
  );
  expect(open).toEqual([]);
});
