/** Reads the records that are one row each: by id and in lists filtered by column. */
import type { Page, RecordFilter, RecordListQuery, SortKey } from '../../core/port/list-query.ts';
import type { RecordReader } from '../../core/port/store.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import type { Instant } from '../../core/value/instant.ts';
import type { Database, Row } from '../database.ts';
import { type DerivedFields, type ListStart, RecordListSql } from './list/record-list-sql.ts';
import { anchorKey, type PageAnchors } from './page-anchors.ts';
import { fromRow, rowAs, type Table } from './table.ts';

export interface RecordReaderOptions {
  readonly database: Database;
  /** Where page-numbered lists remember their pages. */
  readonly anchors: PageAnchors;
}

export class StoredRecords<T extends { readonly id: Uuid }> implements RecordReader<T> {
  readonly #database: Database;
  readonly #anchors: PageAnchors;
  readonly #table: Table<T>;
  readonly #sql: RecordListSql<T>;

  constructor(options: RecordReaderOptions, table: Table<T>, derived: DerivedFields = {}) {
    this.#database = options.database;
    this.#anchors = options.anchors;
    this.#table = table;
    this.#sql = new RecordListSql(table, derived);
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

  async findMany(context: TenantContext, ids: readonly Uuid[]): Promise<readonly T[]> {
    if (ids.length === 0) return [];
    const table = this.#table;
    const statement = {
      name: `find_many_${table.name}`,
      text: `select ${table.select('t')} from ${table.name} t where t.tenant_id = $1 and t.id = any($2::uuid[])`,
    };
    const rows = await this.#database.withTenant(context.tenantId, (connection) =>
      connection.query(statement, [context.tenantId, ids]),
    );
    return rows.map((row) => fromRow(table, row));
  }

  async list(context: TenantContext, query: RecordListQuery): Promise<Page<T>> {
    if (query.page === undefined) {
      const rows = await this.#rows(context, query, query.after ? { after: query.after } : {});
      return this.#page(query, rows);
    }
    const key = anchorKey(context, { of: this.#table.name, ...query });
    const start = this.#anchors.nearest(key, query.page, query.limit);
    const rows = await this.#rows(context, query, start);
    const { page, limit } = query;
    this.#anchors.note(key, { page, limit }, rows, anchorOf(query));
    return this.#page(query, rows);
  }

  async count(context: TenantContext, filters: readonly RecordFilter[]): Promise<number> {
    const statement = this.#sql.count(context.tenantId, filters);
    const [row] = await this.#database.withTenant(context.tenantId, (connection) =>
      connection.query(statement, statement.values),
    );
    return Number(row?.['count'] ?? 0);
  }

  #rows(context: TenantContext, query: RecordListQuery, start: ListStart): Promise<readonly Row[]> {
    const statement = this.#sql.list(context.tenantId, query, start);
    return this.#database.withTenant(context.tenantId, (connection) =>
      connection.query(statement, statement.values),
    );
  }

  #page(query: RecordListQuery, rows: readonly Row[]): Page<T> {
    const items = rows.slice(0, query.limit).map((row) => fromRow(this.#table, row));
    return { items, hasMore: rows.length > query.limit };
  }
}

interface SortedRow {
  readonly id: Uuid;
  readonly number: number;
  readonly created_at: Instant;
  readonly updated_at: Instant;
}

function anchorOf({ sort: { field } }: RecordListQuery): (row: Row) => SortKey {
  return (row) => {
    const sorted = rowAs<SortedRow>(row);
    const { id } = sorted;
    const at = field === 'updatedAt' ? sorted.updated_at : sorted.created_at;
    return field === 'number' ? { id, at, number: sorted.number } : { id, at };
  };
}
