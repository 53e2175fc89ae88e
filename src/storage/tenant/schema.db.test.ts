/** What the schema promises of every table of tenants, read from PostgreSQL's catalogue. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HubFixture } from '../../../test/support/hub-fixture.ts';

let fixture: HubFixture;
beforeAll(async () => {
  fixture = await HubFixture.open();
});
afterAll(() => fixture.close());

/** Read before the tenant is known (DESIGN §4), so neither sharded nor behind row-level security. */
const referenceTables = [
  'authorization_code',
  'browser_session',
  'connection',
  'connection_user',
  'credential',
  'installation',
  'membership',
  'oauth_app',
  'oauth_client',
  'oauth_grant',
  'organisation',
  'principal',
  'sandbox_state',
  'schema_migration',
  'webhook_workspace',
  'workspace',
];

interface TableFacts {
  readonly name: string;
  readonly rls: boolean;
  readonly forced: boolean;
  readonly key: readonly string[];
  readonly policies: readonly string[];
}

function tables(): Promise<readonly TableFacts[]> {
  return fixture.rows<TableFacts & Record<string, unknown>>(
    `select c.relname::text as name, c.relrowsecurity as rls, c.relforcerowsecurity as forced,
       coalesce(array(
         select a.attname::text from unnest(p.conkey) with ordinality as k(number, place)
         join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number order by k.place
       ), '{}') as key,
       array(select pg_get_expr(polqual, polrelid) from pg_policy where polrelid = c.oid) as policies
     from pg_class c left join pg_constraint p on p.conrelid = c.oid and p.contype = 'p'
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname`,
  );
}

async function tenantTables(): Promise<readonly TableFacts[]> {
  return (await tables()).filter(({ name }) => !referenceTables.includes(name));
}

describe('every table of tenants', () => {
  test('is a known one: a new table is either listed as a reference or leads with the tenant', async () => {
    const names = (await tables()).map(({ name }) => name);
    expect(names.filter((name) => referenceTables.includes(name))).toEqual(referenceTables);
    expect((await tenantTables()).length).toBeGreaterThanOrEqual(15);
  });

  test('has row-level security on, also for its owner', async () => {
    const open = (await tenantTables()).filter(({ rls, forced }) => !rls || !forced);
    expect(open).toEqual([]);
  });

  test('has one policy, which compares the tenant with the setting of the connection', async () => {
    for (const { name, policies } of await tenantTables()) {
      expect(policies, name).toHaveLength(1);
      expect(policies[0], name).toMatch(/^\(+tenant_id = .*current_setting\('polydex\.tenant_id'/);
    }
  });

  test('leads with the tenant in its primary key', async () => {
    const others = (await tenantTables()).filter(({ key }) => key[0] !== 'tenant_id');
    expect(others).toEqual([]);
  });

  test('leads with the tenant in its foreign keys and in every index', async () => {
    const foreign = await fixture.rows(
      `select conname::text as name from pg_constraint f
       join pg_class c on c.oid = f.conrelid
       where f.contype = 'f' and c.relrowsecurity and (
         select attname from pg_attribute where attrelid = f.conrelid and attnum = f.conkey[1]) <> 'tenant_id'`,
    );
    expect(foreign).toEqual([]);
    const indexes = await fixture.rows(
      `select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
       where c.relrowsecurity and coalesce((
         select attname from pg_attribute where attrelid = i.indrelid and attnum = i.indkey[0]), '') <> 'tenant_id'`,
    );
    expect(indexes).toEqual([]);
  });

  test('takes no time from the database: the clock is a port', async () => {
    const defaults = await fixture.rows(
      `select adrelid::regclass::text as "table", pg_get_expr(adbin, adrelid) as value from pg_attrdef
       where pg_get_expr(adbin, adrelid) ~* 'now|current_|clock_timestamp|statement_timestamp'`,
    );
    expect(defaults).toEqual([]);
  });
});

describe('the index budget of the hot tables', () => {
  const primaryKey = (table: string, columns: string): string =>
    `CREATE UNIQUE INDEX ${table}_pkey ON public.${table} USING btree (${columns})`;

  test.each([
    [
      'contact',
      [
        'CREATE INDEX contact_by_creation ON public.contact USING btree (tenant_id, created_at, id) WHERE (deleted_at IS NULL)',
        'CREATE INDEX contact_by_external_id ON public.contact USING btree (tenant_id, external_id) WHERE (external_id IS NOT NULL)',
        'CREATE INDEX contact_by_update ON public.contact USING btree (tenant_id, updated_at, id) WHERE (deleted_at IS NULL)',
        primaryKey('contact', 'tenant_id, id'),
      ],
    ],
    [
      'contact_method',
      [
        'CREATE INDEX contact_method_by_key ON public.contact_method USING btree (tenant_id, key)',
        'CREATE INDEX contact_method_by_stripped ON public.contact_method USING btree (tenant_id, stripped)',
        primaryKey('contact_method', 'tenant_id, contact_id, id'),
      ],
    ],
    [
      'event',
      [
        'CREATE INDEX event_by_entity ON public.event USING btree (tenant_id, entity_id, seq)',
        primaryKey('event', 'tenant_id, seq'),
      ],
    ],
  ])('%s has these indexes and no more', async (table, expected) => {
    const rows = await fixture.rows<{ indexdef: string }>(
      `select indexdef from pg_indexes where schemaname = 'public' and tablename = $1 order by indexname`,
      [table],
    );
    expect(rows.map(({ indexdef }) => indexdef)).toEqual(expected);
  });
});
