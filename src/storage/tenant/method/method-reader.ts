/** Reads contact methods across contacts. */
import type { Page } from '../../../core/port/list-query.ts';
import type { MethodListQuery, OwnedMethod } from '../../../core/port/method-query.ts';
import type { MethodReader } from '../../../core/port/store.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { formatIsoMicros, type Instant } from '../../../core/value/instant.ts';
import type { Database, Row } from '../../database.ts';
import { anchorKey, PageAnchors } from '../page-anchors.ts';
import { fromRow, rowAs } from '../table.ts';
import { methodTable } from '../tables.ts';
import {
  buildMethodCount,
  buildMethodList,
  sortColumns,
  type MethodAnchor,
} from './method-list-sql.ts';

export class StoredMethods implements MethodReader {
  readonly #database: Database;
  readonly #anchors = new PageAnchors<MethodAnchor>();

  constructor(database: Database) {
    this.#database = database;
  }

  async list(context: TenantContext, query: MethodListQuery): Promise<Page<OwnedMethod>> {
    const { page, limit, sort = null } = query;
    const key = anchorKey(context, { ...query, sort, of: 'contact methods' });
    const statement = buildMethodList(
      context.tenantId,
      query,
      this.#anchors.nearest(key, page, limit),
    );
    const rows = await this.#database.withTenant(context.tenantId, (connection) =>
      connection.query(statement, statement.values),
    );
    this.#anchors.note(key, query, rows, (row) => anchorOf(row, query.sort));
    return {
      items: rows.slice(0, limit).map((row) => fromRow(methodTable, row)),
      hasMore: rows.length > limit,
    };
  }

  async count(context: TenantContext, query: Pick<MethodListQuery, 'filters'>): Promise<number> {
    const statement = buildMethodCount(context.tenantId, query);
    const rows = await this.#database.withTenant(context.tenantId, (connection) =>
      connection.query(statement, statement.values),
    );
    return Number(rows[0]?.['count']);
  }
}

function anchorOf(row: Row, sort: MethodListQuery['sort']): MethodAnchor {
  const keys = rowAs<Readonly<Record<string, string | Instant>>>(row);
  return sortColumns(sort).map((_, index) => {
    const value = keys[`key_${index}`] ?? '';
    return typeof value === 'number' ? formatIsoMicros(value) : value;
  });
}
