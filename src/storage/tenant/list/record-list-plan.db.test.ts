/** That filtered lists look at their hits alone, as the application connects: behind row-level security. */
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HubFixture, nameUuid } from '../../../../test/support/hub-fixture.ts';
import type { RecordFilter } from '../../../core/port/list-query.ts';
import { instantFromMs } from '../../../core/value/instant.ts';
import { accountTable, relationTable, siteTable } from '../account-tables.ts';
import type { Table } from '../table.ts';
import { jobContactTable, jobTable } from '../tables.ts';
import { RecordListSql } from './record-list-sql.ts';

let fixture: HubFixture;
let tenantId: number;
let reader: pg.Client;
beforeAll(async () => {
  fixture = await HubFixture.open();
  tenantId = (await fixture.addTenant()).id;
  await fill();
  reader = new pg.Client({ connectionString: fixture.database.appUrl });
  await reader.connect();
  await reader.query("select set_config('polydex.tenant_id', $1, false)", [String(tenantId)]);
});
afterAll(async () => {
  await reader.end();
  await fixture.close();
});

const filled = ['account', 'site', 'contact', 'relation', 'job', 'job_contact'];

/** Two thousand records of each kind, the n-th changed in the n-th minute. */
async function fill(): Promise<void> {
  for (const name of filled) await fixture.rows(`alter table ${name} no force row level security`);
  const at = "timestamptz '2026-01-01' + i * interval '1 minute'";
  const marks = `true, ${at}, 1, ${at}, 1, 1`;
  const rest = 'active, created_at, created_by, updated_at, updated_by, version';
  const rows = 'from generate_series(1, 2000) i';
  const id = (kind: string): string => `${tenantId}, md5('${kind}' || i)::uuid`;
  const five = `'Pat', 'Doe', 'p' || i, 'm' || i, 'e' || i`;
  await fixture.rows(
    `insert into account (tenant_id, id, number, name, extra, ${rest})
     select ${id('account')}, i, 'Company ' || i, '{}', ${marks} ${rows}`,
  );
  await fixture.rows(
    `insert into site (tenant_id, id, number, account_id, account_number, name, extra, ${rest})
     select ${id('site')}, i, md5('account' || i)::uuid, i, 'Site ' || i, '{}', ${marks} ${rows}`,
  );
  await fixture.rows(
    `insert into contact (tenant_id, id, kind, origin, dnd, dnd_settings, custom_fields, extra,
       created_at, created_by, updated_at, updated_by, version)
     select ${tenantId}, $1, 'person', 'api', false, '{}', '{}', '{}', ${at}, 1, ${at}, 1, 1
     from generate_series(1, 1) i`,
    [nameUuid('contact')],
  );
  await fixture.rows(
    `insert into relation (tenant_id, id, contact_id, target_kind, target_id, role, is_primary, is_main,
       first, last, phone, mobile, email, ${rest})
     select ${id('relation')}, $1, 'account', md5('account' || i)::uuid, '', false, false, ${five}, ${marks} ${rows}`,
    [nameUuid('contact')],
  );
  await fixture.rows(
    `insert into job (tenant_id, id, number, status, description, work_done, address, billing_address,
       account_id, contact_information, extra, ${rest})
     select ${id('job')}, i, 'quote', '', '', '', '', md5('account' || i)::uuid, '{}', '{}', ${marks} ${rows}`,
  );
  await fixture.rows(
    `insert into job_contact (tenant_id, id, job_id, role, first, last, phone, mobile, email, ${rest})
     select ${id('link')}, md5('job' || i)::uuid, 'job', ${five}, ${marks} ${rows}`,
  );
  for (const name of filled) await fixture.rows(`alter table ${name} force row level security`);
  await fixture.rows(`analyze ${filled.join(', ')}`);
}

/** How PostgreSQL would read the first page of 50, by id. */
async function planOf<T extends object>(table: Table<T>, filter: RecordFilter): Promise<string> {
  const query = { filters: [filter], sort: { field: 'id', direction: 'asc' }, limit: 50 } as const;
  const { text, values } = new RecordListSql(table, {}).list(tenantId, query, {});
  const plan = await reader.query<{ readonly 'QUERY PLAN': string }>({
    text: `explain ${text}`,
    values: [...values],
  });
  return plan.rows.map((row) => row['QUERY PLAN']).join('\n');
}

const plans = {
  account: (filter: RecordFilter) => planOf(accountTable, filter),
  job: (filter: RecordFilter) => planOf(jobTable, filter),
  job_contact: (filter: RecordFilter) => planOf(jobContactTable, filter),
  relation: (filter: RecordFilter) => planOf(relationTable, filter),
  site: (filter: RecordFilter) => planOf(siteTable, filter),
};

const recently = instantFromMs(Date.UTC(2026, 0, 2, 9));
const known = nameUuid('account');

test.each([
  ['job', { field: 'accountId', op: 'eq', value: known }, 'job_by_account'],
  ['job', { field: 'updatedAt', op: 'gte', value: recently }, 'job_by_update'],
  ['job_contact', { field: 'jobId', op: 'eq', value: known }, 'job_contact_by_job'],
  ['job_contact', { field: 'email', op: 'eq', value: 'E77' }, 'job_contact_by_email'],
  ['job_contact', { field: 'mobile', op: 'eq', value: 'M77' }, 'job_contact_by_mobile'],
  ['job_contact', { field: 'phone', op: 'eq', value: 'P77' }, 'job_contact_by_phone'],
  ['job_contact', { field: 'updatedAt', op: 'gte', value: recently }, 'job_contact_by_update'],
  ['relation', { field: 'targetId', op: 'eq', value: known }, 'relation_by_target'],
  ['relation', { field: 'email', op: 'eq', value: 'E77' }, 'relation_by_email'],
  ['relation', { field: 'mobile', op: 'eq', value: 'M77' }, 'relation_by_mobile'],
  ['relation', { field: 'phone', op: 'eq', value: 'P77' }, 'relation_by_phone'],
  ['relation', { field: 'updatedAt', op: 'gte', value: recently }, 'relation_by_update'],
  ['account', { field: 'name', op: 'eq', value: 'COMPANY 77' }, 'account_by_name'],
  ['account', { field: 'updatedAt', op: 'gte', value: recently }, 'account_by_update'],
  ['site', { field: 'name', op: 'eq', value: 'SITE 77' }, 'site_by_name'],
] as const)('%s by %o looks into %s', async (table, filter, index) => {
  expect(await plans[table](filter)).toMatch(new RegExp(`(?:using|on) ${index} `));
});
