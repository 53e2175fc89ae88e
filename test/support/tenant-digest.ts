/** A digest of everything that the database holds of one workspace, to prove that it was left alone. */
import pg from 'pg';

/** Table → digest of the tenant's rows, over every table that is guarded by tenant. */
export async function digestTenant(
  ownerUrl: string,
  tenantId: number,
): Promise<Readonly<Record<string, string>>> {
  return withOwner(ownerUrl, async (client) => {
    const tables = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind = 'r' and c.relrowsecurity order by 1`,
    );
    const digests: Record<string, string> = {};
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ digest: string }>(
        `select count(*) || ' ' || md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as digest
        from ${name} t where tenant_id = $1`,
        [tenantId],
      );
      digests[name] = rows[0]?.digest ?? '';
    }
    return digests;
  });
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
