import { describe, expect, test } from 'vitest';
import { parseFilter } from './filter.ts';

const said = (text: string) => {
  try {
    parseFilter(text);
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return null;
};

describe('parseFilter', () => {
  test('reads conditions joined by and', () => {
    expect(parseFilter("job_uuid eq 'a' and active ne 1  and edit_date gt '2026-01-01'")).toEqual([
      { field: 'job_uuid', op: 'eq', value: 'a' },
      { field: 'active', op: 'ne', value: '1' },
      { field: 'edit_date', op: 'gt', value: '2026-01-01' },
    ]);
  });

  test('reads doubled quotes, words and parentheses inside quotes', () => {
    expect(parseFilter("last eq 'O''Neil (or so) and on' and first eq ''")).toEqual([
      { field: 'last', op: 'eq', value: "O'Neil (or so) and on" },
      { field: 'first', op: 'eq', value: '' },
    ]);
  });

  test.each(['', '   '])('has no conditions in %j', (text) => {
    expect(parseFilter(text)).toEqual([]);
  });

  test('takes negative and decimal numbers bare', () => {
    expect(parseFilter('lat lt -33.9')).toEqual([{ field: 'lat', op: 'lt', value: '-33.9' }]);
  });

  test('takes ten conditions and no more', () => {
    const many = (count: number) =>
      Array.from({ length: count }, () => 'active eq 1').join(' and ');
    expect(parseFilter(many(10))).toHaveLength(10);
    expect(said(many(11))).toMatch(/at most 10 conditions/);
  });

  test('takes values of 255 characters and no longer', () => {
    expect(parseFilter(`first eq '${'x'.repeat(255)}'`)).toHaveLength(1);
    expect(said(`first eq '${'x'.repeat(256)}'`)).toMatch(/longer than 255/);
  });

  test.each([
    ["first eq 'a' or first eq 'b'", /"or" is not supported/],
    ["(first eq 'a')", /parentheses/],
    ["first eq 'a", /not ended/],
    ["first ge 'a'", /"ge" is no operator/],
    ["first like 'a'", /"like" is no operator/],
    ["not first eq 'a'", /"first" is no operator/],
    ['first eq', /the end is no value/],
    ['first', /the end is no operator/],
    ['edit_date gt 2026-01-01', /single quotes/],
    ['uuid eq 123e4567-e89b-12d3-a456-426614174000', /single quotes/],
    ['first eq ann', /"ann" is no value/],
    ["first eq 'a' and", /missing after "and"/],
    ["first eq 'a' first eq 'b'", /expected "and"/],
    ["'a' eq first", /expected a field/],
    [';', /expected a field/],
  ])('refuses %j naming what is wrong', (text, reason) => {
    expect(said(text)).toMatch(reason);
    expect(said(text)).toMatch(/^\$filter: /);
  });
});
