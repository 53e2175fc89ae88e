/** Where an export goes on: after a row, in the order of changes. Opaque to clients, and good for one feed of one tenant. */
import type { SortKey } from '../../../core/port/list-query.ts';
import { isUuid, type Uuid } from '../../../core/value/identifier.ts';
import { instant, instantFromMs, type Instant } from '../../../core/value/instant.ts';
import { parseTimestamp } from '../list/timestamp.ts';

/** Whose continuation it is. */
export interface Feed {
  readonly tenantId: number;
  readonly name: string;
}

export const beginning: SortKey = { at: instantFromMs(0), id: lastUuid('0') };

export function toContinuation({ tenantId, name }: Feed, { at, id }: SortKey): string {
  return Buffer.from([tenantId, name, at, id].join(' ')).toString('base64url');
}

/** A continuation of this feed, or a date, with which it begins; null for any other text. */
export function parseFrom(feed: Feed, text: string): SortKey | null {
  return parseContinuation(feed, text) ?? startingWith(parseTimestamp(text));
}

function parseContinuation({ tenantId, name }: Feed, text: string): SortKey | null {
  if (!/^[\w-]+$/.test(text)) return null;
  const [tenant, feed, at = '', id = '', ...rest] = Buffer.from(text, 'base64url')
    .toString()
    .split(' ');
  if (tenant !== String(tenantId) || feed !== name || rest.length > 0) return null;
  if (!/^\d{1,16}$/.test(at) || !Number.isSafeInteger(Number(at)) || !isUuid(id)) return null;
  return { at: instant(Number(at)), id };
}

/** After all that was changed before it. */
function startingWith(at: Instant | null): SortKey | null {
  return at === null ? null : { at: instant(at - 1), id: lastUuid('f') };
}

function lastUuid(digit: '0' | 'f'): Uuid {
  const text = '00000000-0000-0000-0000-000000000000'.replaceAll('0', digit);
  if (!isUuid(text)) throw new RangeError('Not a UUID');
  return text;
}
