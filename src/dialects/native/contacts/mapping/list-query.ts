/** The query string of a contact list, as filters and a sort of the core. */
import { parseMethodValue } from '../../../../core/contact/method-key.ts';
import type { ContactFilter, ContactListQuery, Sort } from '../../../../core/port/list-query.ts';
import { normalizeTagName } from '../../../../core/value/tag-name.ts';
import type { Region } from '../../../../core/workspace/workspace.ts';
import { toSort } from '../../wire/list-mapping.ts';
import { toInstant, toUuid } from '../../wire/mapping.ts';
import type { ContactQueryWire } from '../schema/list.ts';

const textFilters = [
  ['givenName', 'givenName', 'eq'],
  ['familyName', 'familyName', 'eq'],
  ['name', 'shownName', 'eq'],
  ['jobTitle', 'jobTitle', 'eq'],
  ['companyName', 'companyName', 'eq'],
  ['account', 'account', 'eq'],
  ['externalId', 'externalId', 'eqExact'],
] as const;

const timeFilters = [
  ['createdSince', 'createdAt', 'gte'],
  ['createdBefore', 'createdAt', 'lt'],
  ['updatedSince', 'updatedAt', 'gte'],
  ['updatedBefore', 'updatedAt', 'lt'],
] as const;

/** @throws InvalidInput naming a parameter that is no id or no time. */
function toFilters(query: ContactQueryWire, region: Region): ContactFilter[] {
  const filters: ContactFilter[] = [];
  for (const [parameter, field, op] of textFilters) {
    const value = query[parameter];
    if (value !== undefined) filters.push({ field, op, value });
  }
  for (const [parameter, field, op] of timeFilters) {
    const value = query[parameter];
    if (value !== undefined) filters.push({ field, op, value: toInstant(parameter, value) });
  }
  return [...filters, ...methodFilters(query, region), ...otherFilters(query)];
}

function methodFilters(query: ContactQueryWire, region: Region): ContactFilter[] {
  const filters: ContactFilter[] = [];
  for (const kind of ['phone', 'email'] as const) {
    const value = query[kind];
    if (value === undefined) continue;
    filters.push({ field: 'method', kind, key: parseMethodValue(kind, value, region).key });
  }
  return filters;
}

function otherFilters(query: ContactQueryWire): ContactFilter[] {
  const filters: ContactFilter[] = [];
  if (query.archived !== undefined) filters.push({ field: 'archived', value: query.archived });
  if (query.tag !== undefined)
    filters.push({ field: 'tag', value: normalizeTagName(query.tag) ?? '' });
  if (query.query !== undefined) filters.push({ field: 'text', value: query.query });
  if (query.accountId !== undefined)
    filters.push({ field: 'accountId', value: toUuid('accountId', query.accountId) });
  return filters;
}

/** Sorted by what a cursor can hold. */
type ListQuery = ContactListQuery & { readonly sort: Sort };

/** The query without its position; deleted contacts only when asked for. */
export function toListQuery(query: ContactQueryWire, region: Region): ListQuery {
  return {
    filters: toFilters(query, region),
    sort: toSort(query.sort),
    limit: query.limit ?? 50,
    include: query.include ?? 'live',
  };
}
