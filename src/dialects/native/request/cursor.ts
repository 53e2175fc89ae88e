/** Positions in lists as opaque text. A cursor belongs to one kind of list and one sort; elsewhere it is refused. */
import { InvalidInput } from '../../../core/errors.ts';
import type { Page, Sort, SortKey } from '../../../core/port/list-query.ts';
import { normalizeUuid, type Uuid } from '../../../core/value/identifier.ts';
import { instant, type Instant } from '../../../core/value/instant.ts';
import { decodeCursor, encodeCursor } from '../../../http/page.ts';

interface Sortable {
  readonly id: Uuid;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** The page as sent: its items and where the next one begins. */
export function toPage<T extends Sortable, W>(
  list: string,
  sort: Sort,
  page: Page<T>,
  toWire: (item: T) => W,
): { data: W[]; nextCursor: string | null } {
  const last = page.items.at(-1);
  const more = page.hasMore && last !== undefined;
  return {
    data: page.items.map(toWire),
    nextCursor: more ? encodeCursor(kindOf(list, sort), [sortValue(last, sort), last.id]) : null,
  };
}

function sortValue(item: Sortable, sort: Sort): number {
  return sort.field === 'id' ? 0 : item[sort.field];
}

function kindOf(list: string, sort: Sort): string {
  return `${list}/${sort.field}/${sort.direction}`;
}

/** `{after}` for a query; `{}` without a cursor. @throws InvalidInput for a text that this list never gave out. */
export function afterCursor(
  list: string,
  sort: Sort,
  cursor: string | undefined,
): { readonly after?: SortKey } {
  if (cursor === undefined) return {};
  const [at, id] = decodeCursor(kindOf(list, sort), cursor) ?? [];
  const uuid = typeof id === 'string' ? normalizeUuid(id) : null;
  if (typeof at !== 'number' || !Number.isSafeInteger(at) || uuid === null) throw refused();
  return { after: { at: instant(at), id: uuid } };
}

/** The number in a cursor of a numbered list. @throws InvalidInput */
export function positionOf(kind: string, cursor: string): number {
  const [position] = decodeCursor(kind, cursor) ?? [];
  if (typeof position !== 'number' || !Number.isSafeInteger(position)) throw refused();
  return position;
}

export function nextPosition(
  kind: string,
  hasMore: boolean,
  position: number | undefined,
): string | null {
  return hasMore && position !== undefined ? encodeCursor(kind, [position]) : null;
}

function refused(): InvalidInput {
  return InvalidInput.of('cursor', 'is not a cursor of this list and sort');
}
