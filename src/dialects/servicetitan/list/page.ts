/** The vendor's page-numbered lists: what is asked of the core, and the envelope of the answer. */
import type { Instant } from '../../../core/value/instant.ts';
import type { InstantOperator, Page, Sort } from '../../../core/port/list-query.ts';
import { must } from './must.ts';
import type { DateParameters, PageParameters } from './schema.ts';
import { parseSort } from './sort.ts';
import { parseTimestamp } from './timestamp.ts';

const defaultPageSize = 50;
const defaultSort: Sort = { field: 'createdAt', direction: 'asc' };

/** What of a list request is not a filter; `page` and `limit` are echoed in the envelope. */
export interface PageRequest {
  readonly sort: Sort;
  readonly limit: number;
  readonly page: number;
  readonly includeTotal: boolean;
}

/** From parameters that the schema has let through. */
export function toPageRequest(wire: PageParameters): PageRequest {
  return {
    sort: wire.sort === undefined ? defaultSort : must(parseSort(wire.sort)),
    limit: wire.pageSize ?? defaultPageSize,
    page: wire.page ?? 1,
    includeTotal: wire.includeTotal?.toLowerCase() === 'true',
  };
}

interface DateFilter {
  readonly field: 'createdAt' | 'updatedAt';
  readonly op: InstantOperator;
  readonly value: Instant;
}

const dateRules = [
  ['createdBefore', 'createdAt', 'lt'],
  ['createdOnOrAfter', 'createdAt', 'gte'],
  ['modifiedBefore', 'updatedAt', 'lt'],
  ['modifiedOnOrAfter', 'updatedAt', 'gte'],
] as const satisfies readonly [keyof DateParameters, DateFilter['field'], DateFilter['op']][];

/** `…Before` excludes its date, `…OnOrAfter` includes it. */
export function dateFilters(wire: DateParameters): DateFilter[] {
  return dateRules.flatMap(([name, field, op]) => {
    const value = wire[name];
    return value === undefined ? [] : [{ field, op, value: must(parseTimestamp(value)) }];
  });
}

/** A flag filter as the flag that it wants; null for both, which is `Any`. */
export function flagOf(text: string): boolean | null {
  const word = text.toLowerCase();
  return word === 'any' ? null : word === 'true';
}

interface WirePage<W> {
  readonly page: number;
  readonly pageSize: number;
  readonly hasMore: boolean;
  readonly totalCount: number | null;
  readonly data: W[];
}

/** How a list is read: its page, and how many there are in all, which is asked only when the client asks. */
export interface PageSource<T> {
  list(): Promise<Page<T>>;
  count(): Promise<number>;
}

/** The list's page in the vendor's envelope. */
export async function answerPage<T, W>(
  { page, limit, includeTotal }: Omit<PageRequest, 'sort'>,
  source: PageSource<T>,
  toWire: (item: T) => W,
): Promise<WirePage<W>> {
  const [found, totalCount] = await Promise.all([
    source.list(),
    includeTotal ? source.count() : null,
  ]);
  return {
    page,
    pageSize: limit,
    hasMore: found.hasMore,
    totalCount,
    data: found.items.map(toWire),
  };
}
