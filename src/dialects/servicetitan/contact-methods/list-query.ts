/** What the parameters of contact-method lists ask of the core. */
import type { MethodFilter, MethodListQuery } from '../../../core/port/method-query.ts';
import { normalizeUuid } from '../../../core/value/identifier.ts';
import type { Region } from '../../../core/workspace/workspace.ts';
import { must } from '../list/must.ts';
import { dateFilters, toPageRequest, type PageRequest } from '../list/page.ts';
import { parseContactType, typeFilter } from '../wire/contact-type.ts';
import { methodForms } from '../wire/number-forms.ts';
import type { MethodListParameters } from './schema.ts';

export type MethodListRequest = Omit<PageRequest, 'sort'> & MethodListQuery;

/** From parameters that the schema has let through. No sort asked for is none asked of the core. */
export function toMethodListRequest(
  wire: MethodListParameters,
  region: Region | null,
): MethodListRequest {
  const { sort, ...page } = toPageRequest(wire);
  return {
    ...page,
    ...(wire.sort === undefined ? {} : { sort }),
    filters: [...ownFilters(wire, region), ...dateFilters(wire)],
  };
}

function ownFilters(
  { contactId, referenceId, type, value }: MethodListParameters,
  region: Region | null,
): MethodFilter[] {
  const filters: MethodFilter[] = [];
  if (contactId !== undefined) {
    filters.push({ field: 'contactId', value: must(normalizeUuid(contactId)) });
  }
  if (referenceId !== undefined) filters.push({ field: 'referenceId', value: referenceId });
  if (type !== undefined) filters.push(typeFilter(must(parseContactType(type))));
  if (value !== undefined) filters.push({ field: 'value', ...methodForms(value, region) });
  return filters;
}
