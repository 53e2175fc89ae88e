/** Builds the SQL of lists of records that are one row each. Every value is a parameter, and $1 is the tenant. */
import { InvalidInput } from '../../../core/errors.ts';
import type {
  FilterValue,
  RecordFilter,
  RecordListQuery,
  SortKey,
} from '../../../core/port/list-query.ts';
import { formatIsoMicros } from '../../../core/value/instant.ts';
import type { ColumnType, Table } from '../table.ts';
import { filterValue } from './filter-value.ts';
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
    return bind(
      `select ${this.#table.select('t')} from ${name} t where ${conditions.join(' and ')} order by ${orderOf(query)} ${limit}${offset}`,
      parameters,
    );
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

  /** Text is compared ignoring case for equality, by bytes for order; values of a vendor's bag as text. */
  #condition(filter: RecordFilter, parameters: Parameters): string {
    const { field } = filter;
    const derived = this.#derived[field];
    const { expression, type } = derived
      ? { expression: '', type: 'text' as const }
      : this.#operand(field);
    const parameter = (value: FilterValue): string =>
      parameters.add(filterValue(field, value, type), type);
    if (filter.op === 'in') {
      if (filter.value.length === 0) return 'false';
      return `${expression} in (${filter.value.map(parameter).join(', ')})`;
    }
    const compared = parameter(filter.value);
    if (derived) return derived(compared);
    if (filter.op === 'contains') return `position(lower(${compared}) in lower(${expression})) > 0`;
    const operator = operators[filter.op];
    if (type !== 'text') return `${expression} ${operator} ${compared}`;
    return filter.op === 'eq' || filter.op === 'ne'
      ? `lower(${expression}) ${operator} lower(${compared})`
      : `${expression} collate "C" ${operator} ${compared}`;
  }

  #operand(field: string): { expression: string; type: ColumnType } {
    const column = this.#table.columns.find((candidate) => candidate.property === field);
    if (column) return { expression: `t.${column.name}`, type: column.type };
    const bag = /^extra\.([a-z0-9]+)\.(\w+)$/.exec(field);
    if (!bag) throw InvalidInput.of(field, 'is not a field to filter by');
    return { expression: `coalesce(t.extra->'${bag[1]}'->>'${bag[2]}', '')`, type: 'text' };
  }
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
