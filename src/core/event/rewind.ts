/** What a record was at an event of its past: the record as it is now, with what happened since taken back. */
import { isJsonObject, type JsonObject } from '../value/json.ts';
import type { HubEvent } from './event.ts';

/** The state before the event. Null when the record was not there, or the event no longer tells. */
export function stateBefore<T extends object>(
  after: T | null,
  { body }: HubEvent,
  blank: T,
): T | null {
  const { before, changes } = body ?? {};
  if (isJsonObject(before)) return { ...blank, ...before };
  return after !== null && isJsonObject(changes) ? moved(after, changes, 'from') : null;
}

/** The state after the event, under the same conditions. */
export function stateAfter<T extends object>(
  before: T | null,
  { body }: HubEvent,
  blank: T,
): T | null {
  const { after, changes } = body ?? {};
  if (isJsonObject(after)) return { ...blank, ...after };
  return before !== null && isJsonObject(changes) ? moved(before, changes, 'to') : null;
}

/** True when the event tells the whole state after it, whatever was before. */
export function beginsAnew({ body }: HubEvent): boolean {
  return isJsonObject(body?.['after']);
}

/**
 * True when the event took elements out of a list that do not say their place: taken back, they would stand last.
 */
export function forgetsPlaces({ body }: HubEvent): boolean {
  const { changes } = body ?? {};
  if (!isJsonObject(changes)) return false;
  return Object.values(changes).some((change) => {
    const removed = isJsonObject(change) ? change['removed'] : undefined;
    return isList(removed) && removed.some((item) => isJsonObject(item) && !('position' in item));
  });
}

function moved<T extends object>(record: T, changes: JsonObject, to: 'from' | 'to'): T {
  const known = new Map<string, unknown>(Object.entries(record));
  const values: Record<string, unknown> = {};
  for (const [field, change] of Object.entries(changes)) {
    if (isJsonObject(change)) values[field] = valueOf(known.get(field), change, to);
  }
  return { ...record, ...values };
}

function valueOf(known: unknown, change: JsonObject, to: 'from' | 'to'): unknown {
  const { added, removed, changed } = change;
  if (!isList(added) || !isList(removed) || !isList(changed)) return change[to];
  const [come, gone] = to === 'to' ? [added, removed] : [removed, added];
  const goneIds = new Set(gone.map(idOf));
  const others = new Map(changed.filter(isJsonObject).map((item) => [item['id'], item[to]]));
  const list = isList(known) ? known : [];
  const left = list.filter((item) => !goneIds.has(idOf(item)));
  const items = left.map((item) => (others.has(asKey(item)) ? others.get(asKey(item)) : item));
  return ordered([...items, ...come]);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function idOf(item: unknown): unknown {
  return isJsonObject(item) ? item['id'] : undefined;
}

function asKey(item: unknown): string {
  return String(idOf(item));
}

/** Elements that say their place stand by it; others keep their order, those that came last. */
function ordered(items: readonly unknown[]): readonly unknown[] {
  return items.toSorted((one, other) => placeOf(one) - placeOf(other));
}

function placeOf(item: unknown): number {
  const place = isJsonObject(item) ? item['position'] : undefined;
  return typeof place === 'number' ? place : 0;
}
