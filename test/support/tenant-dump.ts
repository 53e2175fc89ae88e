/** Everything that the database holds of one tenant, in a form in which two runs of the same writes are equal. */
import type { HubFixture } from './hub-fixture.ts';

export type TenantDump = Readonly<Record<string, readonly unknown[]>>;

/** The tables of tenants with the columns of their primary keys, from the catalogue. */
export async function tenantTables(
  fixture: HubFixture,
): Promise<readonly { readonly name: string; readonly key: readonly string[] }[]> {
  return fixture.rows<{ name: string; key: string[] }>(
    `select c.relname::text as name, array(
        select a.attname::text from unnest(p.conkey) with ordinality as k(number, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number order by k.place
      ) as key
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_constraint p on p.conrelid = c.oid and p.contype = 'p'
      where n.nspname = 'public' and c.relkind = 'r' and c.relrowsecurity order by c.relname`,
  );
}

/** The rows of every table in the order of their keys; see `normalized`. */
export async function dumpTenant(fixture: HubFixture, tenantId: number): Promise<TenantDump> {
  const dump: Record<string, readonly unknown[]> = {};
  for (const { name, key } of await tenantTables(fixture)) {
    const rows = await fixture.rows<{ row: unknown }>(
      `select to_jsonb(t) - 'tenant_id' as row from ${name} t where tenant_id = $1 order by ${key.join(', ')}`,
      [tenantId],
    );
    dump[name] = rows.map(({ row }) => row);
  }
  return normalized(dump);
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** A timestamp of the database, or the microseconds of the core. */
const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00|Z)|\b1[78]\d{14}\b/g;

/**
 * Ids and times replaced by their rank among all that occur: which records belong together, and what came before what,
 * stays comparable between two runs in which the clock and the ids moved differently.
 */
export function normalized<T>(value: T): T {
  const text = JSON.stringify(value);
  const ids = ranks(text.match(uuid) ?? []);
  const times = ranks((text.match(time) ?? []).map(microsOf));
  const masked = text
    .replaceAll(uuid, (id) => `id ${ids.get(id)}`)
    .replaceAll(time, (at) =>
      at.includes('T') ? `time ${times.get(microsOf(at))}` : `"time ${times.get(microsOf(at))}"`,
    );
  return JSON.parse(masked) as T;
}

function ranks<K>(keys: readonly K[]): ReadonlyMap<K, number> {
  return new Map(
    [...new Set(keys)].toSorted((a, b) => (a < b ? -1 : 1)).map((key, rank) => [key, rank]),
  );
}

function microsOf(text: string): number {
  if (!text.includes('T')) return Number(text);
  const [, fraction = ''] = /\.(\d+)/.exec(text) ?? [];
  return Math.floor(Date.parse(text) / 1000) * 1_000_000 + Number(fraction.padEnd(6, '0'));
}
