/** What a caller compares a column with, as the column's type can take it. */
import { InvalidInput } from '../../../core/errors.ts';
import type { FilterValue } from '../../../core/port/list-query.ts';
import { isCalendarDate } from '../../../core/value/calendar-date.ts';
import { normalizeUuid } from '../../../core/value/identifier.ts';
import { formatIsoMicros, instant } from '../../../core/value/instant.ts';
import { textProblem } from '../../../core/value/text.ts';
import type { SqlValue } from '../../database.ts';
import type { ColumnType } from '../table.ts';

interface Reading {
  /** Null for what PostgreSQL would refuse. */
  readonly read: (value: FilterValue) => SqlValue;
  readonly problem: string;
}

const mostOfInteger = 2 ** 31 - 1;

const readings: Readonly<Partial<Record<ColumnType, Reading>>> = {
  text: {
    read: (value) => (textProblem(String(value)) === null ? String(value) : null),
    problem: 'must be text without NUL or lone surrogates',
  },
  uuid: { read: (value) => normalizeUuid(String(value)), problem: 'must be a UUID' },
  boolean: {
    read: (value) => (typeof value === 'boolean' ? value : null),
    problem: 'must be true or false',
  },
  bigint: {
    read: (value) => (Number.isSafeInteger(value) ? value : null),
    problem: 'must be a whole number',
  },
  integer: {
    read: (value) =>
      Number.isInteger(value) && Math.abs(Number(value)) <= mostOfInteger ? value : null,
    problem: 'must be a whole number',
  },
  float8: {
    read: (value) => (typeof value === 'number' && Number.isFinite(value) ? value : null),
    problem: 'must be a number',
  },
  date: { read: (value) => (isDate(String(value)) ? value : null), problem: 'must be a date' },
  timestamptz: {
    read: (value) =>
      typeof value === 'number' && Number.isSafeInteger(value)
        ? formatIsoMicros(instant(value))
        : null,
    problem: 'must be a time',
  },
};

/** @throws InvalidInput naming the field when its type can hold no such value. */
export function filterValue(field: string, value: FilterValue, type: ColumnType): SqlValue {
  const reading = readings[type];
  if (!reading) throw InvalidInput.of(field, 'is not a field to filter by');
  const read = reading.read(value);
  if (read === null) throw InvalidInput.of(field, reading.problem);
  return read;
}

function isDate(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  return year !== '0000' && isCalendarDate(Number(year), Number(month), Number(day));
}
