import { describe, expect, test } from 'vitest';
import { parseSort } from './sort.ts';

describe('parseSort', () => {
  test.each([
    ['+Id', 'id', 'asc'],
    [' Id', 'id', 'asc'],
    ['ID', 'id', 'asc'],
    ['-id', 'id', 'desc'],
    ['-ModifiedOn', 'updatedAt', 'desc'],
    ['modifiedon', 'updatedAt', 'asc'],
    ['+CreatedOn', 'createdAt', 'asc'],
  ])('sorts %j by %s %s', (sort, field, direction) => {
    expect(parseSort(sort)).toEqual({ field, direction });
  });

  test.each(['Name', '++Id', '- Id', '-', '+Id,-CreatedOn', 'constructor', ''])(
    'knows no sort %j',
    (sort) => {
      expect(parseSort(sort)).toBeNull();
    },
  );
});
