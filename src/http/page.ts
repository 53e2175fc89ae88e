/** Opaque cursors: a position in a list, as text that clients hand back unread. */

/** What a position is made of: sort values and an id. */
export type CursorValue = number | string | null;

const longest = 2048;

/** `kind` names list and sort order, so that a cursor of another list is refused instead of misread. */
export function encodeCursor(kind: string, values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify([kind, ...values])).toString('base64url');
}

/**
 * The values that `encodeCursor` was given for this kind; null for anything else. A cursor is no secret and no right: a
 * made-up one only names a position, so the caller checks the values' types and nothing more.
 */
export function decodeCursor(kind: string, text: string): readonly CursorValue[] | null {
  if (text.length > longest || !/^[\w-]+$/.test(text)) return null;
  const parsed = parse(Buffer.from(text, 'base64url').toString());
  if (!Array.isArray(parsed) || parsed[0] !== kind) return null;
  const values: unknown[] = parsed.slice(1);
  return values.every(isCursorValue) ? values : null;
}

function isCursorValue(value: unknown): value is CursorValue {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\u0000');
  return value === null || (typeof value === 'number' && Number.isFinite(value));
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
