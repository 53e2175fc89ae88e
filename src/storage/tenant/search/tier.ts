/** The order of matches: by level, live before archived, older before newer. */
import type { SearchPosition } from '../../../core/port/search-query.ts';

/** The contacts of one level, live or archived, after a position. */
export interface Tier {
  readonly level: number;
  readonly isArchived: boolean;
  readonly after: SearchPosition | undefined;
}

/** Those from a level to the worst in which something after the position can be, in order. */
export function tiersAfter(
  after: SearchPosition | undefined,
  from: number,
  worst: number,
): readonly Tier[] {
  const tiers: Tier[] = [];
  for (let level = from; level <= worst; level += 1)
    for (const isArchived of [false, true]) tiers.push({ level, isArchived, after: undefined });
  if (!after) return tiers;
  const rest = tiers.filter((tier) => placeOf(tier) >= placeOf(after));
  return rest.map((tier) => (placeOf(tier) === placeOf(after) ? { ...tier, after } : tier));
}

/** In order, what comes after the position. */
export function ranked(
  found: readonly SearchPosition[],
  after: SearchPosition | undefined,
): SearchPosition[] {
  const rest = after ? found.filter((one) => compare(one, after) > 0) : [...found];
  return rest.toSorted(compare);
}

function placeOf({ level, isArchived }: Pick<SearchPosition, 'level' | 'isArchived'>): number {
  return 2 * level + (isArchived ? 1 : 0);
}

function compare(a: SearchPosition, b: SearchPosition): number {
  if (placeOf(a) !== placeOf(b)) return placeOf(a) - placeOf(b);
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
}
