import { describe, expect, test } from 'vitest';
import { parseIsoInstant } from '../../../core/value/instant.ts';
import { toListRequest } from './list-query.ts';

const at = (text: string) => parseIsoInstant(text);

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
});
