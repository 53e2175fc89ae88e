/**
 * What can be filtered by. `show` and `compare` together say what a condition means; `push` says how much of that the
 * store can decide, and must agree with them. What it cannot decide is left over and decided on the records.
 */
import { normalizeUuid } from '../../../core/value/identifier.ts';
import type { RecordFilter } from '../../../core/port/list-query.ts';
import { refusal, type Operator } from './filter.ts';

export type Value = number | string;

export interface Pushed {
  readonly filters: readonly RecordFilter[];
  /** The comparison that still has to be made on each record; absent: none. */
  readonly rest?: Operator;
}

export interface FilterField<T> {
  /** What a record shows in this field. */
  show(record: T, timeZone: string): Value;
  /** The value of a condition as it is compared. Throws `InvalidInput` naming `$filter`. */
  read(text: string): Value;
  /** `none`: no record can match. */
  push(op: Operator, value: Value, timeZone: string): Pushed | 'none';
}

export type FilterFields<T> = Readonly<Record<string, FilterField<T>>>;

/** Numbers as such; texts are equal ignoring case and ordered by their characters. */
export function compare(shown: Value, op: Operator, value: Value): boolean {
  if (op === 'gt') return shown > value;
  if (op === 'lt') return shown < value;
  return (op === 'eq') === (lower(shown) === lower(value));
}

function lower(value: Value): Value {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

/** Everything is left over. */
export function unpushed(op: Operator): Pushed {
  return { filters: [], rest: op };
}

type Show<T> = (record: T) => string;
const same = (text: string): string => text;

/** A text that the store keeps as it is shown. */
export function textField<T>(column: string, show: Show<T>): FilterField<T> {
  return {
    show,
    read: same,
    push: (op, value) => ({ filters: [{ field: column, op, value }] }),
  };
}

/** A text that is null in the store when it is empty. */
export function nullableTextField<T>(
  column: string,
  stored: (record: T) => string | null,
): FilterField<T> {
  return {
    show: (record) => stored(record) ?? '',
    read: same,
    push: (op, value) => {
      // In SQL nothing equals nothing and nothing comes before nothing.
      if (value === '' || op === 'lt') return unpushed(op);
      return { filters: [{ field: column, op, value }] };
    },
  };
}

/** A UUID. `nullable`: shown as `''` where the store has none. */
export function uuidField<T>(
  column: string,
  show: Show<T>,
  options: { readonly nullable: boolean },
): FilterField<T> {
  return {
    show,
    read: (text) => normalizeUuid(text) ?? text,
    push: (op, value) => {
      const isId = normalizeUuid(String(value)) !== null;
      const canBeShown = isId || (options.nullable && value === '');
      if (!canBeShown && op === 'eq') return 'none';
      if (!canBeShown && op === 'ne') return { filters: [] };
      if (!isId) return unpushed(op);
      // In SQL nothing comes before nothing.
      if (op === 'lt' && options.nullable) return unpushed(op);
      return { filters: [{ field: column, op, value }] };
    },
  };
}

/** Stored as `''`: as anything that is none of the others. */
export type Choice = readonly [stored: boolean | string, shown: Value];

/** One of a few values: the condition is decided here for each of them. */
export function choiceField<T>(
  column: string,
  choices: readonly Choice[],
  field: Pick<FilterField<T>, 'read' | 'show'>,
): FilterField<T> {
  return {
    ...field,
    push: (op, value) => {
      const matching = choices.filter(([, shown]) => compare(shown, op, value));
      const [only] = matching;
      if (only === undefined) return 'none';
      if (matching.length === 1 && only[0] !== '') {
        return { filters: [{ field: column, op: 'eq', value: only[0] }] };
      }
      const others = choices.filter((choice) => !matching.includes(choice));
      return { filters: others.map(([stored]) => ({ field: column, op: 'ne', value: stored })) };
    },
  };
}

/** 0 when deleted. */
export function activeField<T extends { readonly active: boolean }>(): FilterField<T> {
  return choiceField(
    'active',
    [
      [true, 1],
      [false, 0],
    ],
    { read: readNumber('active'), show: (record) => (record.active ? 1 : 0) },
  );
}

/** Bare and quoted numbers alike. */
export function readNumber(name: string): (text: string) => number {
  return (text) => {
    if (!/^-?\d{1,15}(?:\.\d{1,9})?$/.test(text.trim())) {
      throw refusal(`the value of ${name} must be a number`);
    }
    return Number(text);
  };
}
