/** The vendor's `sort` parameter. */
import type { Sort, SortField } from '../../../core/port/list-query.ts';

const fields: ReadonlyMap<string, SortField> = new Map([
  ['id', 'id'],
  ['createdon', 'createdAt'],
  ['modifiedon', 'updatedAt'],
]);

/** `+Id`, `-ModifiedOn`, in any case; a bare name and the space that an unescaped `+` turns into ascend. */
export function parseSort(text: string): Sort | null {
  const match = /^([-+ ]?)([a-z]+)$/i.exec(text);
  const field = fields.get(match?.[2]?.toLowerCase() ?? '');
  if (!match || field === undefined) return null;
  return { field, direction: match[1] === '-' ? 'desc' : 'asc' };
}
