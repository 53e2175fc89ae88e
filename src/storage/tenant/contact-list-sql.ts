/** Builds the SQL of contact lists: filters, keyset position, sort. Every value is a parameter. */
import type {
  ContactFilter,
  ContactListQuery,
  ContactTextField,
  SortKey,
  TextOperator,
} from '../../core/port/list-query.ts';
import { formatIsoMicros } from '../../core/value/instant.ts';
import { bind, Parameters, type BoundStatement } from './list/parameters.ts';
import { searchPatterns } from './search-document.ts';
import { contactTable } from './tables.ts';

const sortColumns = { createdAt: 'c.created_at', updatedAt: 'c.updated_at', id: 'c.id' } as const;

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
  const order =
    field === 'id' ? `c.id ${direction}` : `${sortColumns[field]} ${direction}, c.id ${direction}`;
  const sortAt = field === 'updatedAt' ? 'c.updated_at' : 'c.created_at';
  const limit = parameters.add(query.limit + 1, 'int');
  const offset = start.offset ? ` offset ${parameters.add(start.offset, 'bigint')}` : '';
  return bind(
    `select ${contactTable.select('c')}, ${sortAt} as sort_at from contact c where ${conditions.join(' and ')} order by ${order} limit ${limit}${offset}`,
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
  const at = parameters.add(formatIsoMicros(key.at), 'timestamptz');
  return `(${sortColumns[query.sort.field]}, c.id) ${operator} (${at}, ${id})`;
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

const instantColumns = {
  createdAt: 'c.created_at',
  updatedAt: 'c.updated_at',
  lastActivityAt: 'c.last_activity_at',
} as const;
const instantOperators = { gte: '>=', gt: '>', lt: '<', lte: '<=' } as const;

type TextFilter = Extract<ContactFilter, { op: TextOperator }>;
type InstantFilter = Extract<ContactFilter, { op: 'gte' | 'gt' | 'lt' | 'lte' }>;

function isInstantFilter(filter: ContactFilter): filter is InstantFilter {
  return filter.field in instantColumns;
}

function isTextFilter(filter: ContactFilter): filter is TextFilter {
  return filter.field === 'account' || filter.field in textColumns;
}

function conditionOf(filter: ContactFilter, parameters: Parameters): string {
  if (isInstantFilter(filter)) {
    const at = parameters.add(formatIsoMicros(filter.value), 'timestamptz');
    return `${instantColumns[filter.field]} ${instantOperators[filter.op]} ${at}`;
  }
  if (isTextFilter(filter)) {
    const value = parameters.add(filter.value, 'text');
    if (filter.field === 'account') return accountCondition(filter.op, value);
    return compareText(textColumns[filter.field], filter.op, value);
  }
  if (filter.field === 'archived')
    return filter.value ? 'c.archived_at is not null' : 'c.archived_at is null';
  if (filter.field === 'accountId') return `c.account_id = ${parameters.add(filter.value, 'uuid')}`;
  return childCondition(filter, parameters);
}

type ChildFilter = Extract<ContactFilter, { field: 'relatedTo' | 'tag' | 'method' | 'text' }>;

/** The contact has such a relation, tag, method or text. */
function childCondition(filter: ChildFilter, parameters: Parameters): string {
  switch (filter.field) {
    case 'relatedTo':
      return `c.id in (select r.contact_id from relation r where r.tenant_id = $1 and r.target_number = ${parameters.add(filter.value, 'bigint')} and r.target_kind in ('account', 'site', 'booking') and r.active)`;
    case 'tag':
      return `exists (select 1 from contact_tag l join tag t on t.tenant_id = l.tenant_id and t.id = l.tag_id where l.tenant_id = c.tenant_id and l.contact_id = c.id and t.name = ${parameters.add(filter.value, 'text')})`;
    case 'method':
      return `exists (select 1 from contact_method m where m.tenant_id = c.tenant_id and m.contact_id = c.id and m.key = ${parameters.add(filter.key, 'text')} and m.kind = ${parameters.add(filter.kind, 'text')})`;
    case 'text':
      return textCondition(filter.value, parameters);
  }
}

const textColumns: Readonly<Record<Exclude<ContactTextField, 'account'>, string>> = {
  givenName: 'c.given_name',
  familyName: 'c.family_name',
  shownName: `coalesce(c.full_name, nullif(concat_ws(' ', c.given_name, c.family_name), ''), nullif(c.display_name, ''))`,
  jobTitle: 'c.job_title',
  companyName: 'c.company_name',
  externalId: 'c.external_id',
};

/** Case and outer blanks do not count, except for `eqExact`; a missing text equals nothing and differs from everything. */
function compareText(column: string, operator: TextOperator, value: string): string {
  switch (operator) {
    case 'eqExact':
      return `${column} = ${value}`;
    case 'eq':
      return `lower(btrim(${column})) = lower(btrim(${value}))`;
    case 'ne':
      return `lower(btrim(${column})) is distinct from lower(btrim(${value}))`;
    case 'contains':
      return `position(lower(${value}) in lower(${column})) > 0`;
  }
}

/** The account by id, by its name, or the contact's own company text. */
function accountCondition(operator: TextOperator, text: string): string {
  const positive = operator === 'ne' ? 'eq' : operator;
  const named = `exists (select 1 from account a where a.tenant_id = c.tenant_id and a.id = c.account_id and (a.id::text = ${text} or ${compareText('a.name', positive, text)}))`;
  const found = `(coalesce(${compareText('c.company_name', positive, text)}, false) or ${named})`;
  return operator === 'ne' ? `not ${found}` : found;
}

function textCondition(query: string, parameters: Parameters): string {
  const patterns = searchPatterns(query).map(
    (pattern) => `s.doc like ${parameters.add(pattern, 'text')}`,
  );
  const matches = patterns.length === 0 ? 'true' : patterns.join(' and ');
  return `c.id in (select s.contact_id from contact_search s where s.tenant_id = $1 and ${matches})`;
}
