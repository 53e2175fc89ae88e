/** A digest of everything that the database holds of one workspace, to prove that it was left alone. */
import pg from 'pg';
import type { TestDatabase } from './database.ts';

/** Table → digest of the tenant's rows, over every table that is guarded by tenant. */
export async function digestTenant(
  database: Pick<TestDatabase, 'rows'>,
  tenantId: number,
): Promise<Readonly<Record<string, string>>> {
  const tables = await database.rows(
    `select format('select %L as name, count(*) || %L || md5(coalesce(string_agg(t::text, %L order by t::text), %L)) as digest
        from %I t where tenant_id = ${tenantId}', relname, ' ', '|', '', relname) as sql
      from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relrowsecurity`,
  );
  const digests = await database.rows(tables.map(({ sql }) => String(sql)).join(' union all '));
  return Object.fromEntries(digests.map(({ name, digest }) => [String(name), String(digest)]));
}

/** Runs the work with a connection of the database's owner, who sees every workspace. */
export async function withOwner<T>(
  ownerUrl: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
