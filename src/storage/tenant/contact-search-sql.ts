/**
 * Lists whose filters name a text that stands in the search document. Their index is asked first and alone, then each
 * contact that it found is looked at, in the order of least effort: left to itself the planner, who knows neither how
 * many have a tag nor who lives in a town, starts with half a million of them.
 */
import type { ContactListQuery } from '../../core/port/list-query.ts';
import { conditionOfFound } from './contact-filter-sql.ts';
import {
  isTextSort,
  limitTo,
  orderBy,
  type PageStart,
  seekFrom,
  sortExpression,
  sortTime,
} from './contact-sort-sql.ts';
import { Parameters, type BoundStatement } from './list/parameters.ts';
import { documentsWith } from './searched-document.ts';
import { contactTable } from './tables.ts';

interface Search<Q> {
  readonly query: Q;
  /** That all documents hold; at least one. */
  readonly texts: readonly string[];
}

type Filtered = Pick<ContactListQuery, 'filters' | 'include'>;

/** A page with `total`, of everything found: how many hits there are costs nothing beside finding them. */
export function buildSearchList(
  tenantId: number,
  { query, texts }: Search<ContactListQuery>,
  start: PageStart,
): BoundStatement {
  const parameters = new Parameters();
  const hits = hitsOf(tenantId, { query, texts }, { parameters, sort: query.sort });
  const of = { value: 'h.value', id: 'h.id' };
  const seek = seekFrom(query, start, { of, parameters });
  const where = seek.length === 0 ? '' : ` where ${seek.join(' and ')}`;
  const order = orderBy(query, of);
  const text = isTextSort(query.sort) ? ', h.value as sort_text' : '';
  return unplanned(
    `with ${hits} select n.total, ${contactTable.select('c')}, ${sortTime(query.sort)} as sort_at${text}
      from (select count(*) as total from hit) n
      left join (select h.id, h.value from hit h${where} order by ${order} ${limitTo(query, start, parameters)}) h on true
      left join contact c on c.tenant_id = $1 and c.id = h.id
      order by ${order}`,
    parameters,
  );
}

/** How many contacts are found, as `total`. */
export function buildSearchCount(tenantId: number, search: Search<Filtered>): BoundStatement {
  const parameters = new Parameters();
  const hits = hitsOf(tenantId, search, { parameters, sort: { field: 'id' } });
  return unplanned(`with ${hits} select count(*) as total from hit`, parameters);
}

interface Building {
  readonly parameters: Parameters;
  readonly sort: Pick<ContactListQuery['sort'], 'field'>;
}

/** `hit (id, value)`: the contacts found and what they are sorted by. `offset 0` holds the planner to the order written. */
function hitsOf(
  tenantId: number,
  { query: { filters, include = 'live' }, texts }: Search<Filtered>,
  { parameters, sort }: Building,
): string {
  parameters.add(tenantId, 'bigint');
  const conditions = filters.map((filter) => conditionOfFound(filter, parameters));
  if (include === 'live') conditions.unshift('c.deleted_at is null');
  if (include === 'deleted') conditions.unshift('c.deleted_at is not null');
  return `found as materialized (
      ${documentsWith(texts, parameters)}
    ), hit as materialized (
      select k.id, k.value from found f cross join lateral (
        select c.id, ${sortExpression(sort)} as value from contact c
        where c.tenant_id = $1 and c.id = f.contact_id and ${conditions.join(' and ')} offset 0
      ) k
    )`;
}

/** How many contacts hold a text decides how to find them: such a statement is planned each time. */
function unplanned(text: string, parameters: Parameters): BoundStatement {
  return { name: '', text, values: parameters.values };
}
