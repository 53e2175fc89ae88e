/** The orders of a search, and the positions in them that clients carry from page to page. */
import type { ContactSort, SortKey } from '../../../core/port/list-query.ts';
import { fromBase62Id, toBase62Id, type Uuid } from '../../../core/value/identifier.ts';
import { instant, instantToMs } from '../../../core/value/instant.ts';
import type { JsonValue } from '../../../core/value/json.ts';
import { VendorFailure } from '../../../http/failure.ts';
import type { SearchBody } from '../schema.ts';

const sortFields: Readonly<Record<string, ContactSort['field']>> = {
  dateAdded: 'createdAt',
  dateUpdated: 'updatedAt',
  firstNameLowerCase: 'givenName',
  lastNameLowerCase: 'familyName',
  email: 'email',
  source: 'leadSource',
  dnd: 'dnd',
};

/** Newest first unless asked otherwise. @throws VendorFailure */
export function sortOf(sort: SearchBody['sort']): ContactSort {
  const { field: name = 'dateAdded', direction = 'desc' } = sort?.[0] ?? {};
  const field = Object.hasOwn(sortFields, name) ? sortFields[name] : undefined;
  if (field === undefined)
    throw new VendorFailure('unknown-field', `Invalid field ${name.slice(0, 100)}`);
  return { field, direction };
}

function isByTime({ field }: ContactSort): boolean {
  return field === 'createdAt' || field === 'updatedAt';
}

/** `[milliseconds, microseconds beyond them, id]` in an order of times, else `[text, id]`. */
export function toSearchAfter(
  sort: ContactSort,
  position: SortKey | undefined,
): (string | number)[] {
  if (position === undefined) return [];
  const { at, id, text = '' } = position;
  if (!isByTime(sort)) return [text, toBase62Id(id)];
  const ms = instantToMs(at);
  return [ms, at - ms * 1000, toBase62Id(id)];
}

/** What `toSearchAfter` gave in this order; null for anything else. */
export function parseSearchAfter(sort: ContactSort, values: readonly JsonValue[]): SortKey | null {
  const id = idOf(values.at(-1));
  if (id === null) return null;
  if (isByTime(sort)) return timePosition(values, id);
  const [text] = values;
  if (values.length !== 2 || typeof text !== 'string') return null;
  return { at: instant(0), id, text };
}

function timePosition([ms, micros, , ...rest]: readonly JsonValue[], id: Uuid): SortKey | null {
  if (rest.length > 0 || typeof ms !== 'number' || typeof micros !== 'number') return null;
  const at = Math.floor(ms * 1000 + micros);
  return Number.isSafeInteger(at) ? { at: instant(at), id } : null;
}

function idOf(value: JsonValue | undefined): Uuid | null {
  return typeof value === 'string' ? fromBase62Id(value) : null;
}
