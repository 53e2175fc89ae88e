import { describe, expect, test } from 'vitest';
import { formatIsoMs, parseIsoInstant } from '../../../core/value/instant.ts';
import { parseTimestamp } from './timestamp.ts';

const at = (text: string) => parseIsoInstant(text);

describe('parseTimestamp', () => {
  test.each([
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['2026-03-01T12:00:00', '2026-03-01T12:00:00.000Z'],
    ['2026-03-01T12:00:00.1234567Z', '2026-03-01T12:00:00.123Z'],
    ['2026-03-01T12:00:00+02:00', '2026-03-01T10:00:00.000Z'],
    ['2026-03-01T12:00:00 02:00', '2026-03-01T10:00:00.000Z'],
    ['2026-03-01T12:00:00-05:30', '2026-03-01T17:30:00.000Z'],
    ['2026-03-01 12:00', '2026-03-01T12:00:00.000Z'],
  ])('reads %s as %s', (text, expected) => {
    const read = parseTimestamp(text);
    expect(read === null ? null : formatIsoMs(read)).toBe(expected);
  });

  test('takes the first and last date of .NET as bounds beyond every row', () => {
    expect(parseTimestamp('0001-01-01T00:00:00Z')).toBe(at('1700-01-01'));
    expect(parseTimestamp('9999-12-31T23:59:59.9999999Z')).toBe(at('2200-01-01'));
    expect(parseTimestamp('0004-02-29')).toBe(at('1700-01-01'));
  });

  test.each(['', 'yesterday', '2026-02-30', '0001-13-01', '9999-02-29', '2026-03-01T25:00Z', '1'])(
    'reads nothing from %j',
    (text) => {
      expect(parseTimestamp(text)).toBeNull();
    },
  );
});
