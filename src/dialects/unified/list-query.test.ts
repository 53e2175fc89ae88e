import { describe, expect, test } from 'vitest';
import { ValidationFailure } from '../../http/failure.ts';
import { uuidV7 } from '../../core/value/identifier.ts';
import { instantFromMs } from '../../core/value/instant.ts';
import { cursorOf, dropUnset, parseTimestamp, toListRequest } from './list-query.ts';

const id = uuidV7(1_700_000_000_000, new Uint8Array(9));
const at = (text: string) => instantFromMs(Date.parse(text));

describe('toListRequest', () => {
  test('asks for the first fifty by creation when nothing is said', () => {
    expect(toListRequest({}, 'US')).toEqual({
      filters: [],
      sort: { field: 'createdAt', direction: 'asc' },
      limit: 50,
      include: 'live',
      page: 1,
    });
  });

  test('cuts the page size to a hundred', () => {
    expect(toListRequest({ pageSize: 101, pageNumber: 7 }, 'US')).toMatchObject({
      limit: 100,
      page: 7,
    });
  });

  test('goes by the cursor where one is given', () => {
    const createdAt = at('2026-01-02T03:04:05.678Z');
    const asked = toListRequest({ cursor: cursorOf({ createdAt, id }), pageNumber: 7 }, 'US');
    expect(asked.after).toEqual({ at: createdAt, id });
    expect(asked).not.toHaveProperty('page');
  });

  test.each(['x', cursorOf({ createdAt: at('2026-01-02T03:04:05Z'), id }).slice(1), 'W10'])(
    'refuses the cursor %j',
    (cursor) => {
      expect(() => toListRequest({ cursor }, 'US')).toThrow(ValidationFailure);
    },
  );

  test('compares numbers and addresses by what they mean', () => {
    const wire = { phoneNumber: '(555) 123-4567', emailAddress: ' Ada@Example.com' };
    expect(toListRequest(wire, 'US').filters).toEqual([
      { field: 'method', kind: 'email', key: 'ada@example.com' },
      { field: 'method', kind: 'phone', key: '+15551234567' },
    ]);
  });

  test('reads a plus sign that was not escaped', () => {
    const asked = toListRequest({ phoneNumber: ' 442079460018' }, 'US');
    expect(asked.filters).toMatchObject([{ key: '+442079460018' }]);
    expect(parseTimestamp('2026-01-02T03:04:05 02:00')).toBe(at('2026-01-02T01:04:05Z'));
  });

  test('takes the last activity to the millisecond', () => {
    const asked = toListRequest({ lastActivityAt: '2026-01-02T03:04:05.678Z' }, 'US');
    expect(asked.filters).toEqual([
      { field: 'lastActivityAt', op: 'gte', value: at('2026-01-02T03:04:05.678Z') },
      { field: 'lastActivityAt', op: 'lt', value: at('2026-01-02T03:04:05.679Z') },
    ]);
  });

  test('knows that some ids can be nobody', () => {
    expect(toListRequest({ remoteId: 'x' }, 'US').remoteId).toBeNull();
    expect(toListRequest({ remoteId: id.toUpperCase() }, 'US').remoteId).toBe(id);
  });
});

test('parameters that say nothing are taken away, and surnames are not', () => {
  const query = { a: 'undefined', b: 'null', c: 'None', d: '', e: 'Null', f: ['undefined'] };
  dropUnset(query);
  expect(query).toEqual({ e: 'Null', f: ['undefined'] });
});
