import { Type } from 'typebox';
import { describe, expect, test } from 'vitest';
import type { TSchema } from 'typebox';
import { ValidationFailure } from '../failure.ts';
import type { ValidationRules } from '../plugin.ts';
import { makeValidatorCompiler } from './validator.ts';

/** The data after validation, or the paths and keywords of what was refused. */
function check(
  schema: TSchema,
  data: unknown,
  options: { part?: string; rules?: ValidationRules } = {},
): unknown {
  const { part = 'body', rules = {} } = options;
  const validate = makeValidatorCompiler(rules)({
    schema,
    method: 'POST',
    url: '/',
    httpPart: part,
  });
  const result: unknown = validate(data);
  if (typeof result !== 'object' || result === null) throw new Error('unexpected');
  if (!('error' in result)) return data;
  if (!(result.error instanceof ValidationFailure)) throw new Error('unexpected');
  return result.error.issues.map(({ path, keyword }) => `${path}: ${keyword}`);
}

const Person = Type.Object({
  name: Type.String(),
  born: Type.Optional(Type.String({ format: 'date' })),
  phones: Type.Optional(Type.Array(Type.Object({ number: Type.String() }))),
});

test('keeps what the schema does not know, unless it forbids it', () => {
  expect(check(Person, { name: 'a', more: 1 })).toEqual({ name: 'a', more: 1 });
  const closed = Type.Object({ a: Type.String() }, { additionalProperties: false });
  expect(check(closed, { a: 'x', 'b/c': 1 })).toEqual(['b/c: additionalProperties']);
});

test('collects every issue, lists by their index', () => {
  expect(check(Person, { born: 'x', phones: [{ number: 1 }, {}] })).toEqual([
    'name: required',
    'born: format',
    'phones[0].number: type',
    'phones[1].number: required',
  ]);
  expect(check(Type.Array(Person), [{ name: 'a' }, {}])).toEqual(['[1].name: required']);
});

test('names at most a hundred', () => {
  const wrong = Array.from({ length: 5000 }, () => 1);
  expect(check(Type.Array(Type.String()), wrong)).toHaveLength(100);
});

describe('coercion', () => {
  const Numbers = Type.Object({
    limit: Type.Optional(Type.Integer()),
    all: Type.Optional(Type.Boolean()),
  });

  test('takes no number without an end, whatever the limits', () => {
    const Limited = Type.Object({ limit: Type.Integer({ maximum: 9 }), at: Type.Number() });
    const query = { limit: '1e400', at: '-1e400' };
    expect(check(Limited, query, { part: 'querystring' })).toEqual(['limit: type', 'at: type']);
  });

  test('is for queries, path parameters and headers', () => {
    for (const part of ['querystring', 'params', 'headers']) {
      expect(check(Numbers, { limit: '7', all: 'true' }, { part })).toEqual({
        limit: 7,
        all: true,
      });
    }
  });

  test('makes a list of a query parameter given once', () => {
    const Ids = Type.Object({ ids: Type.Array(Type.String()) });
    expect(check(Ids, { ids: 'a' }, { part: 'querystring' })).toEqual({ ids: ['a'] });
  });

  test('is for bodies only where the vendor does it', () => {
    expect(check(Numbers, { limit: '7' })).toEqual(['limit: type']);
    expect(check(Numbers, { limit: '7' }, { rules: { coerceBody: true } })).toEqual({ limit: 7 });
  });
});

test('knows the usual formats and those that the dialect adds', () => {
  const formats = { slug: (text: string) => /^[a-z-]+$/.test(text) };
  const Record = Type.Object({
    id: Type.String({ format: 'uuid' }),
    mail: Type.String({ format: 'email' }),
    slug: Type.String({ format: 'slug' }),
  });
  expect(check(Record, { id: 'x', mail: 'x', slug: 'X' }, { rules: { formats } })).toEqual([
    'id: format',
    'mail: format',
    'slug: format',
  ]);
});

test('fills in defaults', () => {
  const WithDefault = Type.Object({ page: Type.Integer({ default: 1 }) });
  expect(check(WithDefault, {}, { part: 'querystring' })).toEqual({ page: 1 });
});
