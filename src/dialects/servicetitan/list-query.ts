/** The vendor's list parameters: what each may look like, and what they ask of the core. */
import type {
  ContactFilter,
  ContactInstantField,
  ContactListQuery,
  ContactTextField,
  InstantOperator,
  Sort,
  SortField,
  TextOperator,
} from '../../core/port/list-query.ts';
import { normalizeUuid } from '../../core/value/identifier.ts';
import {
  instantFromMs,
  instantToMs,
  parseIsoInstant,
  type Instant,
} from '../../core/value/instant.ts';
import type { ContactListParameters } from './schema.ts';

const defaultPageSize = 50;
const defaultSort: Sort = { field: 'createdAt', direction: 'asc' };

/** What a page-numbered list needs; `page` and `limit` are echoed in the envelope. */
export interface ContactListRequest extends ContactListQuery {
  readonly page: number;
  readonly includeTotal: boolean;
}

/** From parameters that the schema has let through. */
export function toListRequest(wire: ContactListParameters): ContactListRequest {
  return {
    filters: [...textFilters(wire), ...archiveFilter(wire.isArchived), ...instantFilters(wire)],
    sort: wire.sort === undefined ? defaultSort : must(parseSort(wire.sort)),
    limit: wire.pageSize ?? defaultPageSize,
    page: wire.page ?? 1,
    includeTotal: wire.includeTotal?.toLowerCase() === 'true',
  };
}

type TextRule = readonly ['name' | 'title' | 'referenceId', ContactTextField, TextOperator];

const textRules: readonly TextRule[] = [
  ['name', 'shownName', 'contains'],
  ['title', 'jobTitle', 'contains'],
  ['referenceId', 'externalId', 'eqExact'],
];

function textFilters(wire: ContactListParameters): ContactFilter[] {
  return textRules.flatMap(([name, field, op]) => {
    const value = wire[name];
    return value === undefined ? [] : [{ field, op, value }];
  });
}

function archiveFilter(word: string | undefined): ContactFilter[] {
  const lower = word?.toLowerCase();
  if (lower === undefined || lower === 'any') return [];
  return [{ field: 'archived', value: lower === 'true' }];
}

type InstantRule = readonly [
  'createdBefore' | 'createdOnOrAfter' | 'modifiedBefore' | 'modifiedOnOrAfter',
  ContactInstantField,
  InstantOperator,
];

const instantRules: readonly InstantRule[] = [
  ['createdBefore', 'createdAt', 'lt'],
  ['createdOnOrAfter', 'createdAt', 'gte'],
  ['modifiedBefore', 'updatedAt', 'lt'],
  ['modifiedOnOrAfter', 'updatedAt', 'gte'],
];

function instantFilters(wire: ContactListParameters): ContactFilter[] {
  return instantRules.flatMap(([name, field, op]) => {
    const value = wire[name];
    return value === undefined ? [] : [{ field, op, value: must(parseTimestamp(value)) }];
  });
}

const sortFields: ReadonlyMap<string, SortField> = new Map([
  ['id', 'id'],
  ['createdon', 'createdAt'],
  ['modifiedon', 'updatedAt'],
]);

/** `+Id`, `-ModifiedOn`, in any case; a bare name and the space that an unescaped `+` turns into ascend. */
function parseSort(text: string): Sort | null {
  const match = /^([-+ ]?)([a-z]+)$/i.exec(text);
  const field = sortFields.get(match?.[2]?.toLowerCase() ?? '');
  if (!match || field === undefined) return null;
  return { field, direction: match[1] === '-' ? 'desc' : 'asc' };
}

const earliest = instantFromMs(Date.UTC(1700, 0, 1));
const latest = instantFromMs(Date.UTC(2200, 0, 1));

/**
 * RFC 3339, a date alone, or no zone (UTC), cut to the milliseconds that replies show, so that a value read from a reply
 * finds its row. Dates that .NET clients send for "ever" and "never" (the years 1 and 9999) become bounds beyond all rows.
 */
export function parseTimestamp(text: string): Instant | null {
  const signed = withPlus(text);
  const at = parseIsoInstant(signed);
  if (at !== null) return instantFromMs(instantToMs(at));
  const year = /^\d{4}(?=-)/.exec(signed)?.[0];
  if (year === undefined || parseIsoInstant(inRange(signed, Number(year))) === null) return null;
  return Number(year) < 1700 ? earliest : latest;
}

/** The plus sign of an offset arrives as a space when it was not escaped. */
function withPlus(text: string): string {
  return text.replace(/(?<=^.{11,}) (\d\d:?\d\d)$/, '+$1');
}

/** The same day and time in a year that instants can express, leap years to leap years. */
function inRange(text: string, year: number): string {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return `${leap ? 1972 : 1973}${text.slice(4)}`;
}

function isTrueOrFalse(text: string): boolean {
  return /^(?:true|false)$/i.test(text);
}

/** The formats that `schema.ts` names. */
export const formats: Readonly<Record<string, (text: string) => boolean>> = {
  guid: (text) => normalizeUuid(text) !== null,
  timestamp: (text) => parseTimestamp(text) !== null,
  'true-or-false': isTrueOrFalse,
  'archive-filter': (text) => isTrueOrFalse(text) || text.toLowerCase() === 'any',
  'contact-sort': (text) => parseSort(text) !== null,
};

function must<T>(value: T | null): T {
  if (value === null) throw new RangeError('A parameter passed its format and cannot be read');
  return value;
}
