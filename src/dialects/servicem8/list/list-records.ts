/** Lists of any object: filtered, in order of uuid, page by page. */
import { InvalidInput } from '../../../core/errors.ts';
import type { Page, RecordFilter, RecordListQuery } from '../../../core/port/list-query.ts';
import { normalizeUuid, type Uuid } from '../../../core/value/identifier.ts';
import { instant } from '../../../core/value/instant.ts';
import type { ListParameters } from '../schema.ts';
import { compare, type FilterFields } from './field.ts';
import { parseFilter, refusal, type Condition } from './filter.ts';

const mostRecords = 5_000;
/** Read at a time when records have to be looked at one by one. */
const fewestRead = 500;

export interface ListRequest<T> {
  readonly filters: readonly RecordFilter[];
  /** What the store cannot decide. */
  readonly rest: readonly ((record: T) => boolean)[];
  /** True when the conditions contradict what a field can be. */
  readonly isEmpty: boolean;
  readonly limit: number;
  readonly after: Uuid | null;
}

/** @throws InvalidInput naming the parameter */
export function toListRequest<T>(
  wire: ListParameters,
  fields: FilterFields<T>,
  timeZone: string,
): ListRequest<T> {
  const filters: RecordFilter[] = [];
  const rest: ((record: T) => boolean)[] = [];
  let isEmpty = false;
  for (const condition of parseFilter(wire.$filter ?? '')) {
    const compiled = compile(condition, fields, timeZone);
    if (compiled === 'none') isEmpty = true;
    else {
      filters.push(...compiled.filters);
      rest.push(...compiled.rest);
    }
  }
  const limit = Math.min(wire.$top ?? mostRecords, mostRecords);
  return { filters, rest, isEmpty, limit, after: readCursor(wire.cursor) };
}

type Compiled<T> = Pick<ListRequest<T>, 'filters' | 'rest'>;

function compile<T>(
  condition: Condition,
  fields: FilterFields<T>,
  timeZone: string,
): Compiled<T> | 'none' {
  const field = Object.hasOwn(fields, condition.field) ? fields[condition.field] : undefined;
  if (field === undefined) throw refusal(`${condition.field} is not a field to filter by`);
  const value = field.read(condition.value);
  const pushed = field.push(condition.op, value, timeZone);
  if (pushed === 'none') return 'none';
  const { filters, rest: op } = pushed;
  if (op === undefined) return { filters, rest: [] };
  return { filters, rest: [(record) => compare(field.show(record, timeZone), op, value)] };
}

/** `-1` and blank start at the beginning. */
function readCursor(text: string | undefined): Uuid | null {
  if (text === undefined || text === '' || text === '-1') return null;
  const id = normalizeUuid(text);
  if (id === null) {
    throw InvalidInput.of('cursor', 'must be -1 or the value of an x-next-cursor header');
  }
  return id;
}

export interface RecordPage<T> {
  readonly records: readonly T[];
  /** Where the next page starts; null on the last. */
  readonly next: Uuid | null;
}

type List<T> = (query: RecordListQuery) => Promise<Page<T>>;

export async function listRecords<T extends { readonly id: Uuid }>(
  list: List<T>,
  request: ListRequest<T>,
): Promise<RecordPage<T>> {
  const { filters, rest, limit, after } = request;
  if (request.isEmpty) return { records: [], next: null };
  if (rest.length > 0) return scan(list, request);
  const { items, hasMore } = await list(query(filters, limit, after));
  return { records: items, next: hasMore ? lastId(items) : null };
}

/** Reads on until one more record than asked for is found, so that the last page is known to be the last. */
async function scan<T extends { readonly id: Uuid }>(
  list: List<T>,
  { filters, rest, limit, after: start }: ListRequest<T>,
): Promise<RecordPage<T>> {
  const size = Math.max(limit, fewestRead);
  const found: T[] = [];
  let after = start;
  let hasMore = true;
  while (hasMore && found.length <= limit) {
    const page = await list(query(filters, size, after));
    found.push(...page.items.filter((record) => rest.every((isMet) => isMet(record))));
    after = lastId(page.items);
    hasMore = page.hasMore;
  }
  const records = found.slice(0, limit);
  return { records, next: found.length > limit ? lastId(records) : null };
}

function lastId(records: readonly { readonly id: Uuid }[]): Uuid | null {
  return records.at(-1)?.id ?? null;
}

function query(
  filters: readonly RecordFilter[],
  limit: number,
  after: Uuid | null,
): RecordListQuery {
  return {
    filters,
    sort: { field: 'id', direction: 'asc' },
    limit,
    ...(after === null ? {} : { after: { at: instant(0), id: after } }),
  };
}
