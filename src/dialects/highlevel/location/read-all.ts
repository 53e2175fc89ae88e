/** Lists that this vendor gives whole. */
import type { Page, RecordListQuery, SortKey } from '../../../core/port/list-query.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { Instant } from '../../../core/value/instant.ts';

interface Dated {
  readonly id: Uuid;
  readonly createdAt: Instant;
}

/** Oldest first. */
export async function readAll<T extends Dated>(
  list: (query: RecordListQuery) => Promise<Page<T>>,
): Promise<readonly T[]> {
  const all: T[] = [];
  const query = {
    filters: [],
    sort: { field: 'createdAt', direction: 'asc' },
    limit: 1000,
  } as const;
  let page = await list(query);
  all.push(...page.items);
  for (let last = all.at(-1); page.hasMore && last; last = all.at(-1)) {
    const after: SortKey = { at: last.createdAt, id: last.id };
    page = await list({ ...query, after });
    all.push(...page.items);
  }
  return all;
}
