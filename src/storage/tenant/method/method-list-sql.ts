/** Builds the SQL of lists of contact methods. Three shapes, for what the indexes serve: see `sourceOf`. */
import type { Sort } from '../../../core/port/list-query.ts';
import type { MethodFilter, MethodListQuery } from '../../../core/port/method-query.ts';
import { formatIsoMicros } from '../../../core/value/instant.ts';
import type { SqlValue } from '../../database.ts';
import { bind, Parameters, type BoundStatement } from '../list/parameters.ts';
import type { ColumnType } from '../table.ts';
import { methodTable } from '../tables.ts';

/** The values of a row's sort columns, as text that PostgreSQL reads. */
export type MethodAnchor = readonly string[];

export interface SortColumn {
  readonly sql: string;
  readonly type: ColumnType;
}

const column = (sql: string, type: ColumnType): SortColumn => ({ sql, type });
const owner = column('m.contact_id', 'uuid');
const id = column('m.id', 'uuid');
const createdAt = column('m.created_at', 'timestamptz');
/** What an index of the contacts puts in order. */
const byContact = [column('c.created_at', 'timestamptz'), column('c.id', 'uuid')];

/** In any order two contacts may have a method under the same id, which their clients chose. */
const sortedBy: Readonly<Record<Sort['field'], readonly SortColumn[]>> = {
  id: [id, owner],
  createdAt: [createdAt, id, owner],
  updatedAt: [column('m.updated_at', 'timestamptz'), id, owner],
};

/** The columns by which the list is in order; a row has them as `key_0`, `key_1`, … */
export function sortColumns(sort: Sort | undefined): readonly SortColumn[] {
  return sort ? sortedBy[sort.field] : [...byContact, createdAt, id];
}

/** Rows of the page plus one, which tells whether there is more. */
export function buildMethodList(
  tenantId: number,
  query: MethodListQuery,
  start: { from?: MethodAnchor; offset?: number },
): BoundStatement {
  const parameters = new Parameters();
  const columns = sortColumns(query.sort);
  const direction = query.sort?.direction ?? 'asc';
  const source = sourceOf(query, conditionsOf(tenantId, query.filters, parameters));
  const seek = start.from ? seekOf(columns, start.from, direction, parameters) : '';
  const keys = columns.map(({ sql }, index) => `${sql} as key_${index}`).join(', ');
  const order = columns.map(({ sql }) => `${sql} ${direction}`).join(', ');
  const limit = parameters.add(query.limit + 1, 'int');
  const offset = start.offset ? ` offset ${parameters.add(start.offset, 'bigint')}` : '';
  const statement = bind(
    `select ${methodTable.select('m')}, ${keys} ${source}${seek} order by ${order} limit ${limit}${offset}`,
    parameters,
  );
  return query.filters.some(isRange) ? { ...statement, name: '' } : statement;
}

/** How much it leaves depends on the value, and with it the plan: such a statement is planned each time. */
function isRange({ field }: MethodFilter): boolean {
  return field === 'createdAt' || field === 'updatedAt';
}

/** How many methods the filters leave, as `count`. */
export function buildMethodCount(
  tenantId: number,
  query: Pick<MethodListQuery, 'filters'>,
): BoundStatement {
  const parameters = new Parameters();
  const conditions = conditionsOf(tenantId, query.filters, parameters);
  const source = isSelective(query) ? fromMethods(conditions) : joined(conditions);
  return bind(`select count(*) as count ${source}`, parameters);
}

interface Conditions {
  readonly ofMethod: string;
  readonly ofContact: string;
}

/** The tenant is `$1` throughout. */
function conditionsOf(
  tenantId: number,
  filters: readonly MethodFilter[],
  parameters: Parameters,
): Conditions {
  const tenant = parameters.add(tenantId, 'bigint');
  const ofMethod = [`m.tenant_id = ${tenant}`, 'm.shadow_of is null'];
  const ofContact = [`c.tenant_id = ${tenant}`, 'c.deleted_at is null'];
  for (const filter of filters) {
    ofMethod.push(methodCondition(filter, parameters));
    ofContact.push(...contactCondition(filter, parameters));
  }
  return { ofMethod: ofMethod.join(' and '), ofContact: ofContact.join(' and ') };
}

const dateColumns = { createdAt: 'm.created_at', updatedAt: 'm.updated_at' } as const;
const dateOperators = { gte: '>=', gt: '>', lt: '<', lte: '<=' } as const;

function methodCondition(filter: MethodFilter, parameters: Parameters): string {
  switch (filter.field) {
    case 'contactId':
      return `m.contact_id = ${parameters.add(filter.value, 'uuid')}`;
    case 'referenceId':
      return `m.reference_id = ${parameters.add(filter.value, 'text')}`;
    case 'type':
      return typeCondition(filter, parameters);
    case 'value':
      return `(m.key = any(${parameters.add(filter.keys, 'text[]')}) or m.stripped = any(${parameters.add(filter.stripped, 'text[]')}))`;
    case 'createdAt':
    case 'updatedAt': {
      const at = parameters.add(formatIsoMicros(filter.value), 'timestamptz');
      return `${dateColumns[filter.field]} ${dateOperators[filter.op]} ${at}`;
    }
  }
}

function typeCondition(
  { kind, among, butNot }: Extract<MethodFilter, { field: 'type' }>,
  parameters: Parameters,
): string {
  const conditions = [`m.kind = ${parameters.add(kind, 'text')}`];
  if (among) conditions.push(`m.type = any(${parameters.add(among, 'text[]')})`);
  if (butNot) conditions.push(`m.type <> all(${parameters.add(butNot, 'text[]')})`);
  return conditions.join(' and ');
}

/** What a filter on methods says of their contact, so that an index of the contacts can help. */
function contactCondition(filter: MethodFilter, parameters: Parameters): string[] {
  if (filter.field === 'contactId') return [`c.id = ${parameters.add(filter.value, 'uuid')}`];
  if (filter.field !== 'createdAt' && filter.field !== 'updatedAt') return [];
  if (filter.op !== 'gte' && filter.op !== 'gt') return [];
  // A contact changes whenever one of its methods does.
  return [`c.updated_at >= ${parameters.add(formatIsoMicros(filter.value), 'timestamptz')}`];
}

/** A value names few methods, and they are found by their keys. */
function isSelective({ filters }: Pick<MethodListQuery, 'filters'>): boolean {
  return filters.some((filter) => filter.field === 'value');
}

function sourceOf(query: MethodListQuery, conditions: Conditions): string {
  if (isSelective(query)) return fromMethods(conditions);
  return query.sort ? joined(conditions) : fromContacts(conditions);
}

/**
 * `offset 0` fences: without figures about the tables the planner would begin at the other side. That the contact is not
 * deleted is asked outside, or it would look for it in an index of the live ones that is in another order.
 */
function fromMethods({ ofMethod, ofContact }: Conditions): string {
  return `from contact_method m cross join lateral (
      select c.* from contact c where c.tenant_id = m.tenant_id and c.id = m.contact_id offset 0
    ) c where ${ofMethod} and ${ofContact}`;
}

/** Contact by contact, in the order of their index: a page costs what it shows. */
function fromContacts({ ofMethod, ofContact }: Conditions): string {
  return `from contact c cross join lateral (
      select m.* from contact_method m where m.contact_id = c.id and ${ofMethod} offset 0
    ) m where ${ofContact}`;
}

/** Sorted as no index is: the planner may choose how to read all of them. */
function joined({ ofMethod, ofContact }: Conditions): string {
  return `from contact_method m join contact c on c.tenant_id = m.tenant_id and c.id = m.contact_id where ${ofMethod} and ${ofContact}`;
}

/** From the anchor on. The contact's part is said apart, for its index. */
function seekOf(
  columns: readonly SortColumn[],
  anchor: MethodAnchor,
  direction: Sort['direction'],
  parameters: Parameters,
): string {
  const onward = direction === 'asc' ? '>=' : '<=';
  const values = columns.map(({ type }, index) => parameters.add(anchorValue(anchor, index), type));
  const row = (count: number): string => {
    const names = columns.slice(0, count).map(({ sql }) => sql);
    return ` and (${names.join(', ')}) ${onward} (${values.slice(0, count).join(', ')})`;
  };
  const isOfContact = columns[0] === byContact[0];
  return `${isOfContact ? row(byContact.length) : ''}${row(columns.length)}`;
}

function anchorValue(anchor: MethodAnchor, index: number): SqlValue {
  return anchor[index] ?? null;
}
