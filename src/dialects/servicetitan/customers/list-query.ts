/** What the parameters of the customer list ask of the core. */
import { contactPointKey } from '../../../core/account/contact-point.ts';
import type { RecordFilter, RecordListQuery } from '../../../core/port/list-query.ts';
import { dateFilters, type PageRequest } from '../list/page.ts';
import { recordFilters, toRecordRequest } from '../list/record-filter.ts';
import type { CustomerListParameters } from './schema.ts';

/** From parameters that the schema has let through. @throws ValidationFailure for more than 50 ids */
export function toListRequest(
  wire: CustomerListParameters,
): Omit<PageRequest, 'sort'> & RecordListQuery {
  return {
    ...toRecordRequest(wire),
    filters: [...recordFilters(wire), ...phoneFilter(wire.phone), ...dateFilters(wire)],
  };
}

/** A customer whose own contacts have the number, by its digits; a text without digits is nobody's number. */
function phoneFilter(text: string | undefined): RecordFilter[] {
  if (text === undefined) return [];
  const value = contactPointKey('phone', text);
  if (value === '') return [{ field: 'number', op: 'in', value: [] }];
  return [{ field: 'contactPointKey', op: 'eq', value }];
}
