import { describe, expect, test } from 'vitest';
import { instant, instantFromMs, type Instant } from '../../../core/value/instant.ts';
import { editDateField } from './edit-date.ts';
import { compare } from './field.ts';
import type { Operator } from './filter.ts';

const timeZone = 'America/New_York';
const field = editDateField<{ updatedAt: Instant }>();

/** Whether a record changed at this time meets the condition, as the store and what is left over decide together. */
function meets(updatedAt: Instant, op: Operator, text: string): boolean {
  const value = field.read(text);
  const pushed = field.push(op, value, timeZone);
  if (pushed === 'none') return false;
  const inStore = pushed.filters.every((filter) => {
    const bound = Number(filter.value);
    return filter.op === 'gte' ? updatedAt >= bound : updatedAt < bound;
  });
  const { rest } = pushed;
  return (
    inStore && (rest === undefined || compare(field.show({ updatedAt }, timeZone), rest, value))
  );
}

describe('edit_date', () => {
  const at = instantFromMs(Date.UTC(2026, 2, 1, 17, 0, 0));
  const read = '2026-03-01 12:00:00';

  test.each([
    [at - 1, { gt: false, lt: true, eq: false, ne: true }],
    [at, { gt: false, lt: false, eq: true, ne: false }],
    [at + 999_999, { gt: false, lt: false, eq: true, ne: false }],
    [at + 1_000_000, { gt: true, lt: false, eq: false, ne: true }],
  ])('is compared by the second in which the record changed (%d)', (time, expected) => {
    for (const op of ['gt', 'lt', 'eq', 'ne'] as const) {
      expect(meets(instant(time), op, read), op).toBe(expected[op]);
    }
  });

  test('gives neither of the two seconds that show one text again, and all between', () => {
    const first = instantFromMs(Date.UTC(2026, 10, 1, 5, 30));
    const second = instantFromMs(Date.UTC(2026, 10, 1, 6, 30));
    const text = '2026-11-01 01:30:00';
    expect(meets(first, 'eq', text)).toBe(true);
    expect(meets(second, 'eq', text)).toBe(true);
    expect(meets(first, 'gt', text)).toBe(false);
    expect(meets(second, 'gt', text)).toBe(false);
    for (const later of [1, 45, 61]) {
      expect(meets(instant(first + later * 60_000_000), 'gt', text)).toBe(true);
    }
    expect(meets(instant(first - 1), 'gt', text)).toBe(false);
  });

  test('gives what happened after a time that clocks skip', () => {
    const change = instantFromMs(Date.UTC(2026, 2, 8, 7));
    expect(meets(change, 'gt', '2026-03-08 02:30:00')).toBe(true);
    expect(meets(change, 'eq', '2026-03-08 02:30:00')).toBe(false);
  });

  test('is later than zeros and earlier than the year 9999', () => {
    expect(meets(at, 'gt', '0000-00-00 00:00:00')).toBe(true);
    expect(meets(at, 'lt', '')).toBe(false);
    expect(meets(at, 'lt', '9999-12-31')).toBe(true);
    expect(meets(at, 'eq', '9999-12-31')).toBe(false);
  });
});
