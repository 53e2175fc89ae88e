import { normalizeUuid } from '../../../core/value/identifier.ts';
import type { JsonObject, JsonValue } from '../../../core/value/json.ts';
import { passed } from '../value/passed.ts';
import { parseStamp } from '../value/stamp.ts';
import { emptyTexts, type ExtraFields, type ExtraKind } from './extra-kind.ts';

/** What a body writes into the bag: those of `writable` that it names. Nothing at all when it names none. */
export function extraPatch<Field extends string>(
  fields: ExtraFields,
  writable: readonly Field[],
  wire: Readonly<Partial<Record<Field, number | string>>>,
): { readonly extra?: Readonly<Record<string, JsonObject>> } {
  const bag: Record<string, JsonValue> = {};
  for (const field of writable) {
    const value = wire[field];
    const kind = fields[field];
    if (value !== undefined && kind !== undefined) bag[field] = storedAs(kind, String(value));
  }
  return Object.keys(bag).length === 0 ? {} : { extra: { servicem8: bag } };
}

/** Null drops the field: what is empty is not kept. */
function storedAs(kind: ExtraKind, text: string): JsonValue {
  if (kind === 'flag') return text === '1' ? 1 : null;
  if (kind === 'stamp') return passed(parseStamp(text)) || null;
  if (kind === 'uuid') return normalizeUuid(text);
  return text === '' || (kind === 'badges' && isNoBadges(text)) ? null : text;
}

function isNoBadges(text: string): boolean {
  return text.trim() === '' || text.replaceAll(/\s/g, '') === emptyTexts.badges;
}
