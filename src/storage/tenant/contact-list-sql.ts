/** Builds the SQL of contact lists: filters, keyset position, sort. Every value is a parameter. */
import type { ContactListQuery } from '../../core/port/list-query.ts';
import { conditionOf } from './contact-filter-sql.ts';
import { buildSearchCount, buildSearchList } from './contact-search-sql.ts';
import {
  isTextSort,
  limitTo,
  orderBy,
  type PageStart,
  seekFrom,
  sortExpression,
  sortTime,
} from './contact-sort-sql.ts';
import { bind, Parameters, type BoundStatement } from './list/parameters.ts';
import { documentTexts } from './searched-document.ts';
import { contactTable } from './tables.ts';

type Filtered = Pick<ContactListQuery, 'filters' | 'include'>;

/**
 * Rows of the page plus one, which tells whether there is more; `sort_at` and `sort_text` are what the position needs.
 * A search counts what it finds, as `total`: its list may be one row without an id that says nothing else.
 */
export function buildContactList(
  tenantId: number,
  query: ContactListQuery,
  start: PageStart,
): BoundStatement {
  const texts = documentTexts(query.filters);
  if (texts.length > 0) return buildSearchList(tenantId, { query, texts }, start);
  const parameters = new Parameters();
  const value = sortExpression(query.sort);
  const of = { value, id: 'c.id' };
  const conditions = [
    ...conditionsOf(tenantId, query, parameters),
    ...seekFrom(query, start, { of, parameters }),
  ];
  const text = isTextSort(query.sort) ? `, ${value} as sort_text` : '';
  return bind(
    `select ${contactTable.select('c')}, ${sortTime(query.sort)} as sort_at${text} from contact c where ${conditions.join(' and ')} order by ${orderBy(query, of)} ${limitTo(query, start, parameters)}`,
    parameters,
  );
}

/** How many contacts the filters leave, as `total`. */
export function buildContactCount(tenantId: number, query: Filtered): BoundStatement {
  const texts = documentTexts(query.filters);
  if (texts.length > 0) return buildSearchCount(tenantId, { query, texts });
  const parameters = new Parameters();
  const conditions = conditionsOf(tenantId, query, parameters);
  return bind(
    `select count(*) as total from contact c where ${conditions.join(' and ')}`,
    parameters,
  );
}

/** Whether the list of these filters counts what it finds. */
export function countsItself({ filters }: Filtered): boolean {
  return documentTexts(filters).length > 0;
}

function conditionsOf(
  tenantId: number,
  { filters, include = 'live' }: Filtered,
  parameters: Parameters,
): string[] {
  const conditions = [`c.tenant_id = ${parameters.add(tenantId, 'bigint')}`];
  if (include === 'live') conditions.push('c.deleted_at is null');
  if (include === 'deleted') conditions.push('c.deleted_at is not null');
  return [...conditions, ...filters.map((filter) => conditionOf(filter, parameters))];
}
