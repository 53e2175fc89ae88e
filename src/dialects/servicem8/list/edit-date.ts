/** `edit_date` in filters: the store keeps microseconds, the vendor's clients see seconds on the account's wall clock. */
import type { RecordFilter } from '../../../core/port/list-query.ts';
import { formatSqlLike, type Instant } from '../../../core/value/instant.ts';
import { oneSecond, secondShownAs, type OutOfRange } from '../value/account-time.ts';
import { emptyStamp, parseStamp } from '../value/stamp.ts';
import type { FilterField, Pushed } from './field.ts';
import { refusal, type Operator } from './filter.ts';

const column = 'updatedAt';

/**
 * `gt` a value just read never gives the same record again. In the hour that clocks are put back over, where two seconds
 * show one text, it counts from the first of them: a client that polls misses nothing.
 */
export function editDateField<T extends { readonly updatedAt: Instant }>(): FilterField<T> {
  return {
    show: (record, timeZone) => formatSqlLike(record.updatedAt, timeZone),
    read: readStamp,
    push: (op, value, timeZone) => pushSeconds(op, String(value), timeZone),
  };
}

function readStamp(text: string): string {
  const stamp = parseStamp(text);
  if (stamp === null) {
    throw refusal("the value of edit_date must be 'YYYY-MM-DD' or 'YYYY-MM-DD HH:MM:SS'");
  }
  return stamp === '' ? emptyStamp : stamp;
}

function pushSeconds(op: Operator, text: string, timeZone: string): Pushed | 'none' {
  const second = secondShownAs(text, timeZone);
  if (typeof second === 'string') return outOfRange(op, second);
  const isTwice = second.first !== second.last;
  switch (op) {
    case 'gt':
      return {
        filters: [since(second.first + oneSecond)],
        ...(isTwice && { rest: 'ne' as const }),
      };
    case 'lt':
      return { filters: [before(second.first)] };
    case 'eq':
      return { filters: [since(second.first), before(second.last + oneSecond)], rest: 'eq' };
    case 'ne':
      return { filters: [], rest: 'ne' };
  }
}

function since(at: number): RecordFilter {
  return { field: column, op: 'gte', value: at };
}

function before(at: number): RecordFilter {
  return { field: column, op: 'lt', value: at };
}

function outOfRange(op: Operator, side: OutOfRange): Pushed | 'none' {
  const isTrue = op === 'ne' || op === (side === 'before' ? 'gt' : 'lt');
  return isTrue ? { filters: [] } : 'none';
}
