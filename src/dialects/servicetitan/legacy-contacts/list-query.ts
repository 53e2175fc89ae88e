/** What the parameters of lists of older contacts ask of the core. */
import type { RecordFilter, RecordListQuery } from '../../../core/port/list-query.ts';
import { ValidationFailure } from '../../../http/failure.ts';
import { dateFilters, type PageRequest } from '../list/page.ts';
import { idFilter, toRecordRequest } from '../list/record-filter.ts';
import type { LegacyOwner } from './owner.ts';
import type { AllListParameters } from './schema.ts';

/** Deleted ones are for the exports alone. */
const live: RecordFilter = { field: 'active', op: 'eq', value: true };

type ContactListRequest = Omit<PageRequest, 'sort'> & RecordListQuery;

/** Those of one owner. */
export function toOwnListRequest(
  wire: Parameters<typeof toRecordRequest>[0],
  ownerNumber: number,
): ContactListRequest {
  const own: RecordFilter = { field: 'ownerNumber', op: 'eq', value: ownerNumber };
  return { ...toRecordRequest(wire), filters: [live, own] };
}

/** Those of all owners. @throws ValidationFailure when nothing limits the list, or for more than 50 ids */
export function toAllListRequest(owner: LegacyOwner, wire: AllListParameters): ContactListRequest {
  if (owner.limits.every((name) => wire[name] === undefined)) throw unlimited(owner);
  const owners = idFilter(owner.idsName, 'ownerNumber', wire[owner.idsName]);
  return { ...toRecordRequest(wire), filters: [live, ...owners, ...dateFilters(wire)] };
}

function unlimited({ limits }: LegacyOwner): ValidationFailure {
  const message = `must have at least one of the filters ${limits.join(', ')}`;
  const issue = { where: 'query', path: '', message, keyword: 'anyOf', params: {} } as const;
  return new ValidationFailure([issue]);
}
