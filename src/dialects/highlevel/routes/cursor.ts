/** Positions in a list, as this vendor's clients carry them: a time in milliseconds and a contact id. */
import type { SortKey } from '../../../core/port/list-query.ts';
import type { ContactService } from '../../../core/service/contact-service.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { fromBase62Id, isUuid } from '../../../core/value/identifier.ts';
import { instant, type Instant } from '../../../core/value/instant.ts';

export interface Cursor {
  readonly ms: number | undefined;
  readonly id: string | undefined;
}

/**
 * The place in the list of newest first that the cursor means; null when it means none. The id finds the exact place,
 * also of a contact deleted or merged meanwhile. A pair whose contact is gone goes by the time and may repeat others of that
 * millisecond; a time alone goes on with what is strictly older, so that nobody pages for ever.
 */
export async function positionOf(
  contacts: ContactService,
  context: TenantContext,
  cursor: Cursor,
): Promise<SortKey | null> {
  const id = cursor.id === undefined ? null : fromBase62Id(cursor.id);
  const contact =
    id === null
      ? undefined
      : await contacts.find(context, id, { includeDeleted: true, asItself: true });
  if (contact) return { at: contact.createdAt, id: contact.id };
  if (cursor.ms === undefined) return null;
  if (id === null) return sortKey(cursor.ms * 1000, lowestId);
  return sortKey(cursor.ms * 1000 + 999, id);
}

const lowestId = '00000000-0000-0000-0000-000000000000';

function sortKey(micros: number, id: string): SortKey | null {
  const at = toInstant(micros);
  return at !== null && isUuid(id) ? { at, id } : null;
}

function toInstant(micros: number): Instant | null {
  const whole = Math.floor(micros);
  return Number.isSafeInteger(whole) ? instant(whole) : null;
}
