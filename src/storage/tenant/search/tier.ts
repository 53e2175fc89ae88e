/** The order of matches: by level, live before archived, older before newer. */
import type { SearchPosition } from '../../../core/port/search-query.ts';

/** The contacts of one level, live or archived, after a position. */
export interface Tier {
  readonly level: number;
  readonly isArchived: boolean;
  readonly after: SearchPosition | undefined;
}

/** The tiers of a level in which something after the position can be, in order. */
export function tiersAfter(level: number, after: SearchPosition | undefined): readonly Tier[] {
  const live = { level, isArchived: false, after };
  const archived = { level, isArchived: true, after: after?.isArchived ? after : undefined };
  return after?.isArchived ? [archived] : [live, archived];
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
