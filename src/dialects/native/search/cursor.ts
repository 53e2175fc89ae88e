/** Positions among the matches of one search, as opaque text. */
import { createHash } from 'node:crypto';
import { InvalidInput } from '../../../core/errors.ts';
import type { SearchPosition } from '../../../core/port/search-query.ts';
import { normalizeUuid } from '../../../core/value/identifier.ts';
import { decodeCursor, encodeCursor } from '../../../http/page.ts';

/** @throws InvalidInput for a text that this search never gave out. */
export function toPosition(query: string, cursor: string): SearchPosition {
  const [level, archived, id] = decodeCursor(kindOf(query), cursor) ?? [];
  const uuid = typeof id === 'string' ? normalizeUuid(id) : null;
  if (typeof level !== 'number' || !Number.isInteger(level) || level < 0 || uuid === null)
    throw InvalidInput.of('cursor', 'is not a cursor of this search');
  return { level, isArchived: archived === 1, id: uuid };
}

export function toCursor(query: string, { level, isArchived, id }: SearchPosition): string {
  return encodeCursor(kindOf(query), [level, isArchived ? 1 : 0, id]);
}

/** A position means nothing in another search. */
function kindOf(query: string): string {
  return `search/${createHash('sha256').update(query).digest('base64url').slice(0, 16)}`;
}
