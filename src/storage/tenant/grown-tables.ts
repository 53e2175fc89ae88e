/** Statistics of tables that have grown, for whoever has written much. */
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Database } from '../database.ts';

/** Not of the workspace alone: statistics are of whole tables. */
const analyse = { name: 'analyse_grown', text: 'select analyse_grown_tables()' };

/** Never throws: what was written stands, and PostgreSQL looks at its tables by itself, if later. */
export async function analyseGrown(database: Database, { tenantId }: TenantContext): Promise<void> {
  try {
    await database.withTenant(tenantId, (connection) => connection.query(analyse, []));
  } catch {
    // Plans are slower for a while.
  }
}
