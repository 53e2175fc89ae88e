/** Reads the records that are one row each: by id and in lists filtered by column. */
import { InvalidInput } from '../../core/errors.ts';
import type { Page, RecordFilter, RecordListQuery, SortKey } from '../../core/port/list-query.ts';
import type { RecordReader } from '../../core/port/store.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { formatIsoMicros } from '../../core/value/instant.ts';
import type { Database, SqlValue } from '../database.ts';
import { filterValue } from './list/filter-value.ts';
import { statementName } from './list/statement-name.ts';
import { fromRow, type ColumnType, type Table } from './table.ts';

const operators = {
  eq: '=',
  ne: 'is distinct from',
  gt: '>',
  lt: '<',
  gte: '>=',
  lte: '<=',
} as const;
const sortColumns = { id: 't.id', createdAt: 't.created_at', updatedAt: 't.updated_at' } as const;

export class StoredRecords<T extends { readonly id: Uuid }> implements RecordReader<T> {
  readonly #database: Database;
  readonly #table: Table<T>;

  constructor(database: Database, table: Table<T>) {
    this.#database = database;
    this.#table = table;
  }

  async find(context: TenantContext, id: Uuid): Promise<T | undefined> {
    const table = this.#table;
    const statement = {
      name: `find_${table.name}`,
      text: `select ${table.select('t')} from ${table.name} t where t.tenant_id = $1 and t.id = $2`,
    };
    const rows = await this.#database.withTenant(context.tenantId, (connection) =>
      connection.query(statement, [context.tenantId, id]),
    );
    const [row] = rows;
    return row && fromRow(table, row);
  }

  async list(context: TenantContext, query: RecordListQuery): Promise<Page<T>> {
    const { text, values } = this.#build(context.tenantId, query);
    const name = statementName(text);
    const rows = await this.#database.withTenant(context.tenantId, (connection) =>
      connection.query({ name, text }, values),
    );
    const items = rows.slice(0, query.limit).map((row) => fromRow(this.#table, row));
    return { items, hasMore: rows.length > query.limit };
  }

  #build(tenantId: number, query: RecordListQuery): { text: string; values: SqlValue[] } {
    const values: SqlValue[] = [tenantId];
    const conditions = [
      't.tenant_id = $1',
      ...query.filters.map((filter) => this.#condition(filter, values)),
    ];
    if (query.after) conditions.push(seek(query, query.after, values));
    const { field, direction } = query.sort;
    const order =
      field === 'id'
        ? `t.id ${direction}`
        : `${sortColumns[field]} ${direction}, t.id ${direction}`;
    values.push(query.limit + 1);
    const limit = `limit $${values.length}`;
    if (query.page !== undefined)
      values.push(Math.min((query.page - 1) * query.limit, Number.MAX_SAFE_INTEGER));
    const offset = query.page === undefined ? '' : ` offset $${values.length}`;
    const { name } = this.#table;
    return {
      text: `select ${this.#table.select('t')} from ${name} t where ${conditions.join(' and ')} order by ${order} ${limit}${offset}`,
      values,
    };
  }

  /** Text is compared ignoring case for equality, by bytes for order; values of a vendor's bag as text. */
  #condition(filter: RecordFilter, values: SqlValue[]): string {
    const { expression, type } = this.#operand(filter.field);
    values.push(filterValue(filter, type));
    const parameter = `$${values.length}::${type}`;
    const operator = operators[filter.op];
    if (type !== 'text') return `${expression} ${operator} ${parameter}`;
    return filter.op === 'eq' || filter.op === 'ne'
      ? `lower(${expression}) ${operator} lower(${parameter})`
      : `${expression} collate "C" ${operator} ${parameter}`;
  }

  #operand(field: string): { expression: string; type: ColumnType } {
    const column = this.#table.columns.find((candidate) => candidate.property === field);
    if (column) return { expression: `t.${column.name}`, type: column.type };
    const bag = /^extra\.([a-z0-9]+)\.(\w+)$/.exec(field);
    if (!bag) throw InvalidInput.of(field, 'is not a field to filter by');
    return { expression: `coalesce(t.extra->'${bag[1]}'->>'${bag[2]}', '')`, type: 'text' };
  }
}

function seek(query: RecordListQuery, after: SortKey, values: SqlValue[]): string {
  const operator = query.sort.direction === 'asc' ? '>' : '<';
  values.push(after.id);
  const id = `$${values.length}::uuid`;
  if (query.sort.field === 'id') return `t.id ${operator} ${id}`;
  values.push(formatIsoMicros(after.at));
  return `(${sortColumns[query.sort.field]}, t.id) ${operator} ($${values.length}::timestamptz, ${id})`;
}
