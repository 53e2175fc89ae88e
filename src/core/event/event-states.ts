/** What a record was before an event and after it, as far as the event tells. */
import { isJsonObject, type JsonObject, type JsonValue } from '../value/json.ts';
import type { HubEvent } from './event.ts';

/**
 * The record before and after, with the values of `blank` where the event tells none: for comparing, not for showing.
 * Null when the event has no body, or one that tells of no fields. The body was made from a record of this kind
 * (`diff.ts`), so its values are those of the record's type.
 */
export function statesOf<T extends object>(
  { body }: HubEvent,
  blank: T,
): { readonly before: T; readonly after: T } | null {
  const { after, before, changes } = body ?? {};
  if (isJsonObject(after)) return { before: blank, after: { ...blank, ...after } };
  if (isJsonObject(before)) return { before: { ...blank, ...before }, after: blank };
  if (!isJsonObject(changes)) return null;
  return {
    before: { ...blank, ...side(changes, 'from') },
    after: { ...blank, ...side(changes, 'to') },
  };
}

function side(changes: JsonObject, of: 'from' | 'to'): JsonObject {
  const values: Record<string, JsonValue> = {};
  for (const [field, change] of Object.entries(changes)) {
    // Lists told by element (`added`, `removed`, `changed`) are left as they are in the blank.
    const value = isJsonObject(change) ? change[of] : undefined;
    if (value !== undefined) values[field] = value;
  }
  return values;
}
