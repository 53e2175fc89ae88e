/** Filters by the fields of a record that only this vendor knows. */
import {
  choiceField,
  readNumber,
  unpushed,
  type FilterField,
  type FilterFields,
} from '../list/field.ts';
import { emptyStamp, parseStamp } from '../value/stamp.ts';
import { emptyTexts, type ExtraFields, type ExtraKind } from './extra-kind.ts';

/** `show` gives what a record sends in a field. */
export function extraFilterFields<T, Fields extends ExtraFields>(
  fields: Fields,
  show: (record: T, name: keyof Fields & string) => number | string,
): FilterFields<T> {
  const made: Record<string, FilterField<T>> = {};
  for (const name in fields) {
    const kind = fields[name];
    if (kind !== undefined) made[name] = extraField(name, kind, (record) => show(record, name));
  }
  return made;
}

function extraField<T>(
  name: string,
  kind: ExtraKind,
  show: (record: T) => number | string,
): FilterField<T> {
  const column = `extra.servicem8.${name}`;
  if (kind === 'number') return { show, read: readNumber(name), push: unpushed };
  if (kind === 'flag') {
    return choiceField(
      column,
      [
        ['1', 1],
        ['', 0],
      ],
      { show, read: readNumber(name) },
    );
  }
  const empty = emptyTexts[kind];
  return {
    show,
    read: (text) => (text === '' ? empty : respellStamp(kind, text)),
    push: (op, value) => {
      const isOrdered = op === 'gt' || op === 'lt';
      // Where the empty text as shown is not the least, as `''` is in the store, the order is another.
      if (isOrdered && (kind === 'badges' || value < empty)) return unpushed(op);
      return { filters: [{ field: column, op, value: value === empty ? '' : value }] };
    },
  };
}

/** A date alone is its midnight; what is no time is compared as it stands. */
function respellStamp(kind: ExtraKind, text: string): string {
  if (kind !== 'stamp') return text;
  const stamp = parseStamp(text);
  return stamp === null ? text : stamp || emptyStamp;
}
