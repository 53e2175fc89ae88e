/** Several words: the candidates whom one of them names are looked at for the others, in the order of ids. */
import type { SearchPosition } from '../../../core/port/search-query.ts';
import type { TenantConnection } from '../../database.ts';
import { positionsOf } from './found.ts';
import { type Among, type Asked, findAmong } from './search-sql.ts';

/** Candidates of which each is looked at for the rest of the query. */
export const mostLookedAt = 2_000;
/** Where the first of them fill the page, no more are looked at. */
const firstLookedAt = 300;

interface Ask {
  readonly asked: Asked;
  readonly level: number;
  readonly among: Omit<Among, 'most'>;
  readonly limit: number;
}

/** The first of the level; null when those that are looked at do not fill the page: there may be more. */
export async function firstAmong(
  connection: TenantConnection,
  { asked, level, among, limit }: Ask,
): Promise<readonly SearchPosition[] | null> {
  for (const most of [firstLookedAt, mostLookedAt]) {
    const next = findAmong(asked, level, { among: { ...among, most }, limit });
    const hits = positionsOf(await connection.query(next, next.values));
    if (hits.length >= limit) return hits;
  }
  return null;
}
