/** The rows of a tenant without what every write moves: events, versions, times of changes, and the records of merges. */
import type { HubFixture } from './hub-fixture.ts';
import { tenantTables } from './tenant-dump.ts';

const marks = ['tenant_id', 'version', 'updated_at', 'updated_by', 'touched_at', 'seq'];
/** What tells of merges, not of what is merged. */
const apart = new Set(['event', 'contact_merge', 'idempotency_key']);

export async function rowsButMarks(
  fixture: HubFixture,
  tenantId: number,
): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const tables: Record<string, readonly unknown[]> = {};
  for (const { name, key } of await tenantTables(fixture)) {
    if (apart.has(name)) continue;
    const rows = await fixture.rows<{ row: unknown }>(
      `select to_jsonb(t) - $2::text[] as row from ${name} t where tenant_id = $1 order by ${key.join(', ')}`,
      [tenantId, marks],
    );
    tables[name] = rows.map(({ row }) => row);
  }
  return tables;
}
