/** Filters that the lists of customers and of locations have in common, and their order. */
import type {
  RecordFilter,
  RecordListQuery,
  RecordSort,
  Sort,
} from '../../../core/port/list-query.ts';
import type { JsonObject } from '../../../core/value/json.ts';
import { toIds } from './id-list.ts';
import { flagOf, toPageRequest, type PageRequest } from './page.ts';
import type { PageParameters, RecordParameters } from './schema.ts';

/** The vendor's ids are our numbers, which are also the order of making, within one request too. */
const byNumber: RecordSort = { field: 'number', direction: 'asc' };

/** A list of numbered records as it was asked for; by number unless something else was. */
export function toRecordRequest(wire: PageParameters): RecordRequest {
  const request = toPageRequest(wire);
  return { ...request, sort: wire.sort === undefined ? byNumber : toRecordSort(request.sort) };
}

type RecordRequest = Omit<PageRequest, 'sort'> & Pick<RecordListQuery, 'sort'>;

function toRecordSort(sort: Sort): RecordSort {
  return sort.field === 'id' ? { ...sort, field: 'number' } : sort;
}

type FieldRule = readonly [name: keyof RecordParameters, field: string, op: 'eq' | 'contains'];

const fieldRules: readonly FieldRule[] = [
  ['name', 'name', 'contains'],
  ['street', 'street', 'contains'],
  ['unit', 'unit', 'eq'],
  ['city', 'city', 'eq'],
  ['state', 'state', 'eq'],
  ['zip', 'postalCode', 'eq'],
  ['country', 'country', 'eq'],
];

/** From parameters that the schema has let through. @throws ValidationFailure for more than 50 ids */
export function recordFilters(wire: RecordParameters): RecordFilter[] {
  return [
    ...idFilter('ids', 'number', wire.ids),
    ...textFilters(wire),
    ...degreeFilter('latitude', wire.latitude),
    ...degreeFilter('longitude', wire.longitude),
    ...activeFilter(wire.active),
    ...externalDataFilter(wire),
  ];
}

/** Nothing when the parameter is not there. */
export function idFilter(
  name: string,
  field: string,
  texts: readonly string[] | undefined,
): RecordFilter[] {
  return texts === undefined ? [] : [{ field, op: 'in', value: toIds(name, texts) }];
}

function textFilters(wire: RecordParameters): RecordFilter[] {
  return fieldRules.flatMap(([name, field, op]): RecordFilter[] => {
    const value = wire[name];
    return typeof value === 'string' ? [{ field, op, value }] : [];
  });
}

function degreeFilter(field: 'latitude' | 'longitude', value: number | undefined): RecordFilter[] {
  return value === undefined ? [] : [{ field, op: 'eq', value }];
}

/** Only active ones unless others are asked for. */
function activeFilter(word = 'True'): RecordFilter[] {
  const value = flagOf(word);
  return value === null ? [] : [{ field: 'active', op: 'eq', value }];
}

function externalDataFilter(wire: RecordParameters): RecordFilter[] {
  const {
    externalDataApplicationGuid: guid,
    externalDataKey: key,
    externalDataValues: values,
  } = wire;
  const wanted: JsonObject = {
    ...(guid === undefined ? {} : { applicationGuid: guid.toLowerCase() }),
    ...(key === undefined ? {} : { key }),
  };
  if (values === undefined && Object.keys(wanted).length === 0) return [];
  const value = values?.split(',').map((text) => ({ ...wanted, value: text.trim() })) ?? [wanted];
  return [{ field: 'extra.servicetitan.externalData', op: 'includes', value }];
}
