/** The query string of a record list, as filters and a sort of the core. */
import type { RecordFilter, RecordListQuery, Sort } from '../../../core/port/list-query.ts';
import { toInstant, toUuid } from './mapping.ts';

type SortWord = 'createdAt' | '-createdAt' | 'updatedAt' | '-updatedAt' | 'id' | '-id';

const sorts: Readonly<Record<SortWord, Sort>> = {
  createdAt: { field: 'createdAt', direction: 'asc' },
  '-createdAt': { field: 'createdAt', direction: 'desc' },
  updatedAt: { field: 'updatedAt', direction: 'asc' },
  '-updatedAt': { field: 'updatedAt', direction: 'desc' },
  id: { field: 'id', direction: 'asc' },
  '-id': { field: 'id', direction: 'desc' },
};

export function toSort(word: SortWord | undefined): Sort {
  return sorts[word ?? 'createdAt'];
}

interface ListWire {
  readonly sort?: SortWord;
  readonly limit?: number;
  readonly cursor?: string;
  readonly updatedSince?: string;
}

/**
 * The query without its position. All parameters but those of every list are compared for equality; those ending in
 * `Id` are ids unless named in `texts`. @throws InvalidInput naming a parameter that is no id or no time.
 */
export function toRecordQuery(
  query: ListWire & Readonly<Record<string, unknown>>,
  texts: readonly string[] = [],
): RecordListQuery & { readonly sort: Sort } {
  const { sort, limit = 50, cursor: _cursor, updatedSince, ...rest } = query;
  const filters: RecordFilter[] = [];
  if (updatedSince !== undefined) {
    const value = toInstant('updatedSince', updatedSince);
    filters.push({ field: 'updatedAt', op: 'gte', value });
  }
  for (const [field, value] of Object.entries(rest)) {
    if (typeof value === 'boolean' || typeof value === 'number')
      filters.push({ field, op: 'eq', value });
    if (typeof value === 'string') {
      const isId = field.endsWith('Id') && !texts.includes(field);
      filters.push({ field, op: 'eq', value: isId ? toUuid(field, value) : value });
    }
  }
  return { filters, sort: toSort(sort), limit };
}
