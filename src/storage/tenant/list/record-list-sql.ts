/** Builds the SQL of lists of records that are one row each. Every value is a parameter, and $1 is the tenant. */
import { InvalidInput } from '../../../core/errors.ts';
import type { RecordFilter, RecordListQuery, SortKey } from '../../../core/port/list-query.ts';
import { formatIsoMicros } from '../../../core/value/instant.ts';
import type { ColumnType, Table } from '../table.ts';
import { filterValue } from './filter-value.ts';
import { equalsFolded, foldedCopy } from './folded-text.ts';
import { bind, Parameters, type BoundStatement } from './parameters.ts';

/** Where a page begins: after a row, with a row, or so many rows from there. */
export interface ListStart {
  readonly after?: SortKey;
  readonly from?: SortKey;
  readonly offset?: number;
}

/** Fields that are no column: the condition that such a record equals the parameter. */
export type DerivedFields = Readonly<Record<string, (parameter: string) => string>>;

const operators = {
  eq: '=',
  ne: 'is distinct from',
  gt: '>',
  lt: '<',
  gte: '>=',
  lte: '<=',
} as const;
const sortColumns = {
  id: 't.id',
  number: 't.number',
  createdAt: 't.created_at',
  updatedAt: 't.updated_at',
} as const;

export class RecordListSql<T extends object> {
  readonly #table: Table<T>;
  readonly #derived: DerivedFields;

  constructor(table: Table<T>, derived: DerivedFields) {
    this.#table = table;
    this.#derived = derived;
  }

  /** Rows of the page plus one, which tells whether there is more. */
  list(tenantId: number, query: RecordListQuery, start: ListStart): BoundStatement {
    const parameters = new Parameters();
    const conditions = this.#conditions(tenantId, query.filters, parameters);
    const onward = query.sort.direction === 'asc' ? '>' : '<';
    if (start.after) conditions.push(seek(query, start.after, onward, parameters));
    if (start.from) conditions.push(seek(query, start.from, `${onward}=`, parameters));
    const limit = `limit ${parameters.add(query.limit + 1, 'int')}`;
    const offset = start.offset ? ` offset ${parameters.add(start.offset, 'bigint')}` : '';
    const { name } = this.#table;
    const statement = bind(
      `select ${this.#table.select('t')} from ${name} t where ${conditions.join(' and ')} order by ${orderOf(query)} ${limit}${offset}`,
      parameters,
    );
    return query.filters.some(isRange) ? { ...statement, name: '' } : statement;
  }

  /** How many the filters leave, as `count`. */
  count(tenantId: number, filters: readonly RecordFilter[]): BoundStatement {
    const parameters = new Parameters();
    const conditions = this.#conditions(tenantId, filters, parameters).join(' and ');
    return bind(
      `select count(*) as count from ${this.#table.name} t where ${conditions}`,
      parameters,
    );
  }

  #conditions(
    tenantId: number,
    filters: readonly RecordFilter[],
    parameters: Parameters,
  ): string[] {
    const ofTenant = `t.tenant_id = ${parameters.add(tenantId, 'bigint')}`;
    return [ofTenant, ...filters.map((filter) => this.#condition(filter, parameters))];
  }

  #condition(filter: RecordFilter, parameters: Parameters): string {
    const derived = this.#derived[filter.field];
    if (derived && filter.op === 'eq')
      return derived(parameters.add(filterValue(filter.field, filter.value, 'text'), 'text'));
    if (filter.op === 'includes') return includes(filter, parameters);
    const operand = this.#operand(filter.field);
    if (filter.op !== 'in') return compare(operand, filter, parameters);
    const values = filter.value.map((value) => filterValue(filter.field, value, operand.type));
    return `${operand.expression} = any(${parameters.add(values.map(String), `${operand.type}[]`)})`;
  }

  #operand(field: string): Operand {
    const column = this.#table.columns.find((candidate) => candidate.property === field);
    if (column) {
      const copy = foldedCopy(this.#table.name, column.name);
      return { expression: `t.${column.name}`, type: column.type, copy };
    }
    const bag = bagOf(field);
    const expression = `coalesce(t.extra->'${bag.dialect}'->>'${bag.key}', '')`;
    return { expression, type: 'text', copy: null };
  }
}

interface Operand {
  readonly expression: string;
  readonly type: ColumnType;
  /** Of a text that is often looked for: its copy in lower case, under an index. */
  readonly copy: string | null;
}

/** @throws InvalidInput for a field that is no key of a vendor's bag either. */
function bagOf(field: string): { readonly dialect: string; readonly key: string } {
  const [, dialect, key] = /^extra\.([a-z0-9]+)\.(\w+)$/.exec(field) ?? [];
  if (dialect === undefined || key === undefined)
    throw InvalidInput.of(field, 'is not a field to filter by');
  return { dialect, key };
}

function includes(
  { field, value }: Extract<RecordFilter, { op: 'includes' }>,
  parameters: Parameters,
): string {
  const { dialect, key } = bagOf(field);
  const wanted = value.map((element) => {
    const sample = parameters.add(JSON.stringify({ [dialect]: { [key]: [element] } }), 'jsonb');
    return `t.extra @> ${sample}`;
  });
  return wanted.length === 0 ? 'false' : `(${wanted.join(' or ')})`;
}

type Comparison = Exclude<RecordFilter, { op: 'in' | 'includes' }>;

/** Text is compared ignoring case for equality, by bytes for order; values of a vendor's bag as text. */
function compare(
  { expression, type, copy }: Operand,
  { field, op, value }: Comparison,
  parameters: Parameters,
): string {
  const compared = parameters.add(filterValue(field, value, type), type);
  if (op === 'contains') return `position(lower(${compared}) in lower(${expression})) > 0`;
  if (type !== 'text') return `${expression} ${operators[op]} ${compared}`;
  const equal = `lower(${expression}) = lower(${compared})`;
  if (op === 'eq' && copy !== null)
    return `${equal} and ${equalsFolded(copy, compared, value === '')}`;
  return op === 'eq' || op === 'ne'
    ? `lower(${expression}) ${operators[op]} lower(${compared})`
    : `${expression} collate "C" ${operators[op]} ${compared}`;
}

/** How much it leaves depends on the value, and with it the plan: such a statement is planned each time. */
function isRange({ op }: RecordFilter): boolean {
  return op === 'gt' || op === 'lt' || op === 'gte' || op === 'lte';
}

/** Numbers are unique, times are not. */
function orderOf({ sort: { field, direction } }: RecordListQuery): string {
  const order = `${sortColumns[field]} ${direction}`;
  return field === 'id' || field === 'number' ? order : `${order}, t.id ${direction}`;
}

function seek(
  query: RecordListQuery,
  key: SortKey,
  operator: string,
  parameters: Parameters,
): string {
  const { field } = query.sort;
  if (field === 'number')
    return `t.number ${operator} ${parameters.add(key.number ?? 0, 'bigint')}`;
  const id = parameters.add(key.id, 'uuid');
  if (field === 'id') return `t.id ${operator} ${id}`;
  const at = parameters.add(formatIsoMicros(key.at), 'timestamptz');
  return `(${sortColumns[field]}, t.id) ${operator} (${at}, ${id})`;
}
