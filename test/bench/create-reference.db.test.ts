/** The benchmark of creates compares with the same rows through the driver: they must stay the same when a table is added. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertSteps, rowsOf } from '../../bench/reference/contact-rows.ts';
import type { Uuid } from '../../src/core/value/identifier.ts';
import { tenantTables } from '../../src/storage/tenant/sandbox/tenant-tables.ts';
import { HubFixture } from '../support/hub-fixture.ts';

let fixture: HubFixture;
beforeAll(async () => {
  fixture = await HubFixture.open();
  await fixture.rows('create sequence bench_seq');
});
afterAll(() => fixture.close());

/** How many rows each table has, over all workspaces. */
async function rowCounts(): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const table of tenantTables) {
    const [row] = await fixture.rows<{ count: string }>(`select count(*) from ${table}`);
    counts[table] = Number(row?.count);
  }
  return counts;
}

/** By how many rows each table grows. */
async function grownBy(write: () => Promise<unknown>): Promise<Readonly<Record<string, number>>> {
  const before = await rowCounts();
  await write();
  const after = Object.entries(await rowCounts());
  return Object.fromEntries(after.map(([table, count]) => [table, count - (before[table] ?? 0)]));
}

async function textOf(contactId: Uuid | string): Promise<unknown> {
  const [search] = await fixture.rows<{ doc: string }>(
    'select doc from contact_search where contact_id = $1',
    [contactId],
  );
  const words = await fixture.rows(
    'select word, in_name, names, archived from search_word where contact_id = $1 order by word',
    [contactId],
  );
  return { ...search, words };
}

test('the reference of creates writes the rows that a create writes, with the same search text', async () => {
  const { hub } = fixture.openProcess();
  const tenant = await fixture.addTenant();
  const create = (givenName: string, phone: string, email: string) =>
    hub.contacts.create(tenant.context(), {
      givenName,
      familyName: 'Smith',
      methods: [
        { op: 'add', kind: 'phone', entry: { value: phone, type: 'mobile' } },
        { op: 'add', kind: 'email', entry: { value: email } },
      ],
      tags: [{ op: 'replace', tags: [{ name: 'new-lead' }, { name: 'website' }] }],
    });
  // The tags and the words that are everybody's are there already.
  await create('Jane1000', '+15559999999', 'jane.smith.0@example.com');
  const rows = { ...rowsOf(), givenName: 'Jane1234' };
  let id = '';
  const ours = await grownBy(async () => {
    id = (await create(rows.givenName, rows.phone.value, rows.email.value)).id;
  });
  const theirs = await grownBy(async () => {
    for (const { text, values } of insertSteps) await fixture.rows(text, values?.(rows));
  });
  expect(theirs).toEqual(ours);
  expect(ours).toMatchObject({ contact: 1, contact_method: 2, contact_tag: 2, event: 1 });
  expect(await textOf(rows.id)).toEqual(await textOf(id));
});
