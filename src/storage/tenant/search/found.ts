/** What a search has found so far. */
import type {
  FacetCounts,
  SearchPosition,
  SearchRequest,
  SearchResult,
} from '../../../core/port/search-query.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import type { Row } from '../../database.ts';
import { rowAs } from '../table.ts';
import { ranked } from './tier.ts';

export interface Found {
  /** In order; one more than asked for, when there is one. */
  readonly hits: readonly SearchPosition[];
  /** How many there are, or at least. */
  readonly total: { readonly count: number; readonly isExact: boolean };
  /** Whom facets count: all, or as many as are counted. None when nobody asked. */
  readonly counted: readonly Uuid[];
}

/** Whether all that match are counted, and not only the page asked for. */
export function isCounted({ facets, count = false }: SearchRequest): boolean {
  return count || facets.length > 0;
}

/** Of all that match. */
export function wholeOf(all: readonly SearchPosition[], { after }: SearchRequest): Found {
  return { hits: ranked(all, after), total: { count: all.length, isExact: true }, counted: [] };
}

export function resultOf({ hits, total }: Found, limit: number, facets: FacetCounts): SearchResult {
  return { hits: hits.slice(0, limit), hasMore: hits.length > limit, total, facets };
}

/** The page, one more than asked for, of whom nobody else need be known; null when they do not fill it. */
export function fullPage(hits: readonly SearchPosition[] | null, limit: number): Found | null {
  if (!hits || hits.length <= limit) return null;
  return { hits, total: { count: hits.length, isExact: false }, counted: [] };
}

/** Columns of every row of a match. */
export interface HitRow {
  readonly id: Uuid;
  readonly level: number;
  readonly archived: boolean;
}

/** Of an answer that has one row without an id where there is none. */
export function hitsOf(
  rows: readonly (Omit<HitRow, 'id'> & { readonly id: Uuid | null })[],
): SearchPosition[] {
  return rows.flatMap(({ id, level, archived }) =>
    id === null ? [] : { id, level, isArchived: archived },
  );
}

/** Each contact once. */
export function positionsOf(rows: readonly Row[]): SearchPosition[] {
  const found = new Map<Uuid, SearchPosition>();
  for (const row of rows) {
    const { id, level, archived } = rowAs<HitRow>(row);
    found.set(id, { id, level, isArchived: archived });
  }
  return [...found.values()];
}
