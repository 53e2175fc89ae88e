/** A search under way, and what its first statements are asked for. */
import type { SearchPosition } from '../../../core/port/search-query.ts';
import type { Row, TenantConnection } from '../../database.ts';
import type { BoundStatement } from '../list/parameters.ts';
import type { Asked } from './search-sql.ts';

export interface Running {
  readonly connection: TenantConnection;
  readonly asked: Asked;
}

export interface Page {
  readonly limit: number;
  readonly after: SearchPosition | undefined;
}

/** The first in order; null when they are not known. */
export type Hits = readonly SearchPosition[] | null;

export function ask({ connection }: Running, statement: BoundStatement): Promise<readonly Row[]> {
  return connection.query(statement, statement.values);
}

/** Whether nothing of the level comes after the position. */
export function isBehind(level: number, after: SearchPosition | undefined): boolean {
  return after !== undefined && after.level > level;
}

/** The position, where it is one of the level. */
export function ofLevel(
  level: number,
  after: SearchPosition | undefined,
): SearchPosition | undefined {
  return after?.level === level ? after : undefined;
}
