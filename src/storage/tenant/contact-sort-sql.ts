/** The orders of contact lists in SQL. */
import type { ContactListQuery, ContactTextSort, SortKey } from '../../core/port/list-query.ts';
import { formatIsoMicros } from '../../core/value/instant.ts';
import type { Parameters } from './list/parameters.ts';

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

/** What a list is sorted by: an expression over `contact c`. */
export function sortExpression({ field }: Sorting): string {
  return field === 'createdAt' || field === 'updatedAt' || field === 'id'
    ? sortColumns[field]
    : textSorts[field];
}

export function isTextSort({ field }: Sorting): boolean {
  return field !== 'createdAt' && field !== 'updatedAt' && field !== 'id';
}

/** The time that a position in the list holds. */
export function sortTime({ field }: Sorting): string {
  return field === 'updatedAt' ? 'c.updated_at' : 'c.created_at';
}

/** Where a page begins: after a row, with a row, or so many rows from there. */
export interface PageStart {
  readonly after?: SortKey;
  readonly from?: SortKey;
  readonly offset?: number;
}

/** Names of the sort value and the id in the select that is sorted. */
interface Sorted {
  readonly value: string;
  readonly id: string;
}

/** Ties are broken by id. */
export function orderBy({ sort: { field, direction } }: ContactListQuery, of: Sorted): string {
  return field === 'id'
    ? `${of.id} ${direction}`
    : `${of.value} ${direction}, ${of.id} ${direction}`;
}

/** The conditions that leave out what comes before the start. */
export function seekFrom(
  query: ContactListQuery,
  { after, from }: PageStart,
  { of, parameters }: { readonly of: Sorted; readonly parameters: Parameters },
): string[] {
  const onward = query.sort.direction === 'asc' ? '>' : '<';
  const seek = (key: SortKey, operator: string): string => {
    const id = parameters.add(key.id, 'uuid');
    if (query.sort.field === 'id') return `${of.id} ${operator} ${id}`;
    const value = isTextSort(query.sort)
      ? `${parameters.add(key.text ?? '', 'text')} collate "C"`
      : parameters.add(formatIsoMicros(key.at), 'timestamptz');
    return `(${of.value}, ${of.id}) ${operator} (${value}, ${id})`;
  };
  return [...(after ? [seek(after, onward)] : []), ...(from ? [seek(from, `${onward}=`)] : [])];
}

/** One row more than the page has tells whether there is another. */
export function limitTo(
  { limit }: ContactListQuery,
  { offset }: PageStart,
  parameters: Parameters,
): string {
  const most = `limit ${parameters.add(limit + 1, 'int')}`;
  return offset ? `${most} offset ${parameters.add(offset, 'bigint')}` : most;
}
