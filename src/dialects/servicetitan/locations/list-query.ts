/** What the parameters of the location list ask of the core. */
import type { RecordFilter, RecordListQuery } from '../../../core/port/list-query.ts';
import { dateFilters, type PageRequest } from '../list/page.ts';
import { idFilter, recordFilters, toRecordRequest } from '../list/record-filter.ts';
import type { LocationListParameters } from './schema.ts';

/** From parameters that the schema has let through. @throws ValidationFailure for more than 50 ids */
export function toListRequest(
  wire: LocationListParameters,
): Omit<PageRequest, 'sort'> & RecordListQuery {
  return {
    ...toRecordRequest(wire),
    filters: [
      ...recordFilters(wire),
      ...customerFilter(wire.customerId),
      ...idFilter('customerIds', 'accountNumber', wire.customerIds),
      ...dateFilters(wire),
    ],
  };
}

/** Beyond 2^53 there is no customer. */
function customerFilter(id: number | undefined): RecordFilter[] {
  if (id === undefined) return [];
  const value = Number.isSafeInteger(id) ? [id] : [];
  return [{ field: 'accountNumber', op: 'in', value }];
}
