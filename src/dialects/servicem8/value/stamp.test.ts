import { describe, expect, test } from 'vitest';
import { parseDay, parseStamp } from './stamp.ts';

describe('parseStamp', () => {
  test.each([
    ['2026-03-01 12:30:45', '2026-03-01 12:30:45'],
    ['2026-03-01T12:30:45', '2026-03-01 12:30:45'],
    ['2026-03-01 12:30', '2026-03-01 12:30:00'],
    ['2026-03-01', '2026-03-01 00:00:00'],
    ['2024-02-29', '2024-02-29 00:00:00'],
    ['0000-00-00', ''],
    ['0000-00-00 00:00:00', ''],
    [' ', ''],
  ])('reads %j', (text, stamp) => {
    expect(parseStamp(text)).toBe(stamp);
  });

  test.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-01',
    '2026-03-01 24:00:00',
    '2026-03-01 12:60',
    '01/03/2026',
    '2026-3-1',
    '2026-03-01 12:30:45Z',
    'today',
  ])('refuses %j', (text) => {
    expect(parseStamp(text)).toBeNull();
    expect(parseDay(text)).toBeNull();
  });

  test('cuts the time off a day', () => {
    expect(parseDay('2026-03-01 12:30:45')).toBe('2026-03-01');
    expect(parseDay('0000-00-00')).toBe('');
  });
});
