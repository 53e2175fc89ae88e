/** Builds the SQL of contact lists: filters, keyset position, sort. Every value is a parameter. */
import type { ContactListQuery, ContactTextSort, SortKey } from '../../core/port/list-query.ts';
import { formatIsoMicros } from '../../core/value/instant.ts';
import { conditionOf } from './contact-filter-sql.ts';
import { bind, Parameters, type BoundStatement } from './list/parameters.ts';
import { contactTable } from './tables.ts';

const sortColumns = { createdAt: 'c.created_at', updatedAt: 'c.updated_at', id: 'c.id' } as const;

/** No index serves these: each costs every write, and row-level security lets none look through lower(). */
function sortText(expression: string): string {
  return `"left"(lower(coalesce(${expression}, '')), 100) collate "C"`;
}

const textSorts: Readonly<Record<ContactTextSort, string>> = {
  givenName: sortText('c.given_name'),
  familyName: sortText('c.family_name'),
  leadSource: sortText('c.lead_source'),
  email: sortText(
    `(select m.value from contact_method m where m.tenant_id = c.tenant_id and m.contact_id = c.id and m.kind = 'email' and m.shadow_of is null order by m.is_primary desc, (m.type = 'fax'), m.position limit 1)`,
  ),
  dnd: `c.dnd::text collate "C"`,
};

type Sorting = Pick<ContactListQuery['sort'], 'field'>;

/** Null for times and ids. */
function textSortOf({ field }: Sorting): string | null {
  return field === 'createdAt' || field === 'updatedAt' || field === 'id' ? null : textSorts[field];
}

function sortExpression({ field }: Sorting): string {
  return field === 'createdAt' || field === 'updatedAt' || field === 'id'
    ? sortColumns[field]
    : textSorts[field];
}

/** Rows of the page plus one, which tells whether there is more; `sort_at` is the value that the position needs. */
export function buildContactList(
  tenantId: number,
  query: ContactListQuery,
  start: { after?: SortKey; from?: SortKey; offset?: number },
): BoundStatement {
  const parameters = new Parameters();
  const { field, direction } = query.sort;
  const conditions = conditionsOf(tenantId, query, parameters);
  const onward = direction === 'asc' ? '>' : '<';
  if (start.after) conditions.push(seek(query, start.after, onward, parameters));
  if (start.from) conditions.push(seek(query, start.from, `${onward}=`, parameters));
  const text = textSortOf(query.sort);
  const order =
    field === 'id'
      ? `c.id ${direction}`
      : `${sortExpression(query.sort)} ${direction}, c.id ${direction}`;
  const sortAt = field === 'updatedAt' ? 'c.updated_at' : 'c.created_at';
  const limit = parameters.add(query.limit + 1, 'int');
  const offset = start.offset ? ` offset ${parameters.add(start.offset, 'bigint')}` : '';
  return bind(
    `select ${contactTable.select('c')}, ${sortAt} as sort_at${text === null ? '' : `, ${text} as sort_text`} from contact c where ${conditions.join(' and ')} order by ${order} limit ${limit}${offset}`,
    parameters,
  );
}

/** How many contacts the filters leave, as `live_count`. */
export function buildContactCount(
  tenantId: number,
  query: Pick<ContactListQuery, 'filters' | 'include'>,
): BoundStatement {
  const parameters = new Parameters();
  const conditions = conditionsOf(tenantId, query, parameters);
  return bind(
    `select count(*) as live_count from contact c where ${conditions.join(' and ')}`,
    parameters,
  );
}

function seek(
  query: ContactListQuery,
  key: SortKey,
  operator: string,
  parameters: Parameters,
): string {
  const id = parameters.add(key.id, 'uuid');
  if (query.sort.field === 'id') return `c.id ${operator} ${id}`;
  const value =
    textSortOf(query.sort) === null
      ? parameters.add(formatIsoMicros(key.at), 'timestamptz')
      : `${parameters.add(key.text ?? '', 'text')} collate "C"`;
  return `(${sortExpression(query.sort)}, c.id) ${operator} (${value}, ${id})`;
}

function conditionsOf(
  tenantId: number,
  query: Pick<ContactListQuery, 'filters' | 'include'>,
  parameters: Parameters,
): string[] {
  const conditions = [`c.tenant_id = ${parameters.add(tenantId, 'bigint')}`];
  const include = query.include ?? 'live';
  if (include === 'live') conditions.push('c.deleted_at is null');
  if (include === 'deleted') conditions.push('c.deleted_at is not null');
  for (const filter of query.filters) conditions.push(conditionOf(filter, parameters));
  return conditions;
}
