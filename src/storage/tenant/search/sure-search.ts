/** Who has a plain word without a typing error, told by the words of the workspace alone: no text need be looked at. */
import type { PlannedWord, SearchPlan, SearchPosition } from '../../../core/port/search-query.ts';
import { nameMark } from '../../../core/search/name-mark.ts';
import type { TenantConnection } from '../../database.ts';
import { rowAs } from '../table.ts';
import { positionsOf } from './found.ts';
import type { Asked } from './search-sql.ts';
import { mostHolding } from './misspelling.ts';
import { partKeys } from './spelling.ts';
import { type TextHolder, textHolders } from './spelling-sql.ts';

/** All, or `limit` of them, in no order; null when only the texts can tell. */
export async function findSure(
  connection: TenantConnection,
  { tenantId, plan, factsOf }: Asked,
  limit: number,
): Promise<SearchPosition[] | null> {
  if (!isPlain(plan)) return null;
  const { exactly, tags } = factsOf(plan);
  if (exactly.length > 0 || tags.length > 0) return null;
  const { text } = plan;
  const parts = partKeys(text);
  const statement = textHolders(tenantId, { text, parts, mostWords: mostHolding, limit });
  const rows = await connection.query(statement, statement.values);
  const holders = rows.map((row) => rowAs<TextHolder>(row));
  if (holders.some(({ open }) => open)) return null;
  return positionsOf(rows.filter((row) => rowAs<TextHolder>(row).id !== null));
}

/** A word of letters alone, of four at least: as many as a part has. */
export function isPlain(plan: SearchPlan): plan is PlannedWord {
  if (plan.kind !== 'word' || plan.scope !== 'any') return false;
  return plan.patterns.similar !== null && !plan.text.includes(nameMark);
}
