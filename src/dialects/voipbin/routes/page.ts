/** The paging that all lists of the vendor share: newest first, the token is the time of the last row. */
import { InvalidInput } from '../../../core/errors.ts';
import { formatIsoMicros, parseIsoInstant, type Instant } from '../../../core/value/instant.ts';
import type { ListParameters } from '../schema.ts';

export const mostRows = 100;

/** Out of 1–100 is 100, as the vendor has it. */
export function pageSizeOf({ page_size }: ListParameters): number {
  const size = Number(page_size ?? mostRows);
  return size > 0 && size <= mostRows ? size : mostRows;
}

/** Only rows older than this are asked for; null: all. @throws InvalidInput */
export function positionOf({ page_token }: ListParameters): Instant | null {
  if (page_token === undefined || page_token === '') return null;
  const at = parseIsoInstant(page_token);
  if (at === null) {
    throw InvalidInput.of('page_token', 'must be the next_page_token of an earlier reply');
  }
  return at;
}

/** Of any page with rows, also the last. */
export function tokenAfter(rows: readonly { readonly createdAt: Instant }[]): string {
  const last = rows.at(-1);
  return last ? formatIsoMicros(last.createdAt) : '';
}
