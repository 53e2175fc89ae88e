import { describe, expect, test } from 'vitest';
import { formatIsoMs, parseIsoInstant } from '../../core/value/instant.ts';
import { formats, parseTimestamp, toListRequest } from './list-query.ts';

const at = (text: string) => parseIsoInstant(text);
const fits = (format: string, text: string) => formats[format]?.(text);

describe('toListRequest', () => {
  test('asks for the first fifty by creation when nothing is said', () => {
    expect(toListRequest({})).toEqual({
      filters: [],
      sort: { field: 'createdAt', direction: 'asc' },
      limit: 50,
      page: 1,
      includeTotal: false,
    });
  });

  test('turns every filter into one of the core', () => {
    const asked = toListRequest({
      name: 'ada',
      title: 'analyst',
      referenceId: 'crm-1',
      isArchived: 'TRUE',
      createdBefore: '2026-03-01',
      createdOnOrAfter: '2026-02-01T00:00:00+01:00',
      modifiedBefore: '2026-03-01T12:00:00Z',
      modifiedOnOrAfter: '2026-03-01T11:00:00.1239999Z',
      includeTotal: 'True',
      page: 3,
      pageSize: 7,
    });
    expect(asked.filters).toEqual([
      { field: 'shownName', op: 'contains', value: 'ada' },
      { field: 'jobTitle', op: 'contains', value: 'analyst' },
      { field: 'externalId', op: 'eqExact', value: 'crm-1' },
      { field: 'archived', value: true },
      { field: 'createdAt', op: 'lt', value: at('2026-03-01T00:00:00Z') },
      { field: 'createdAt', op: 'gte', value: at('2026-01-31T23:00:00Z') },
      { field: 'updatedAt', op: 'lt', value: at('2026-03-01T12:00:00Z') },
      { field: 'updatedAt', op: 'gte', value: at('2026-03-01T11:00:00.123Z') },
    ]);
    expect(asked).toMatchObject({ page: 3, limit: 7, includeTotal: true });
  });

  test('reads the archive filter Any as no filter and false as its opposite', () => {
    expect(toListRequest({ isArchived: 'any' }).filters).toEqual([]);
    expect(toListRequest({ isArchived: 'False' }).filters).toEqual([
      { field: 'archived', value: false },
    ]);
  });

  test.each([
    ['+Id', 'id', 'asc'],
    [' Id', 'id', 'asc'],
    ['ID', 'id', 'asc'],
    ['-id', 'id', 'desc'],
    ['-ModifiedOn', 'updatedAt', 'desc'],
    ['modifiedon', 'updatedAt', 'asc'],
    ['+CreatedOn', 'createdAt', 'asc'],
  ])('sorts %j by %s %s', (sort, field, direction) => {
    expect(fits('contact-sort', sort)).toBe(true);
    expect(toListRequest({ sort }).sort).toEqual({ field, direction });
  });

  test.each(['Name', '++Id', '- Id', '-', '+Id,-CreatedOn', 'constructor', ''])(
    'knows no sort %j',
    (sort) => {
      expect(fits('contact-sort', sort)).toBe(false);
    },
  );
});

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

describe('formats', () => {
  test('take GUIDs in either case and in the hyphenated form only', () => {
    expect(fits('guid', '3F2504E0-4f89-41d3-9a0c-0305e82c3301')).toBe(true);
    expect(fits('guid', '3f2504e04f8941d39a0c0305e82c3301')).toBe(false);
    expect(fits('guid', 'urn:uuid:3f2504e0-4f89-41d3-9a0c-0305e82c3301')).toBe(false);
  });

  test('take booleans as .NET and Python spell them', () => {
    expect(['true', 'True', 'FALSE'].map((word) => fits('true-or-false', word))).toEqual([
      true,
      true,
      true,
    ]);
    expect(fits('true-or-false', 'Any')).toBe(false);
    expect(fits('archive-filter', 'Any')).toBe(true);
    expect(fits('archive-filter', 'yes')).toBe(false);
  });
});
