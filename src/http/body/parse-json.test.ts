import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MalformedBody, ValidationFailure } from '../failure.ts';
import { parseJson } from './parse-json.ts';

const parse = (text: string): unknown => parseJson(Buffer.from(text));

/** The place that a refusal names. */
function refusedPath(text: string): string | undefined {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof ValidationFailure) return error.issues[0]?.path;
    throw error;
  }
  throw new Error('the body was accepted');
}

test('reads every JSON value as JSON.parse does', () => {
  const storable = fc
    .jsonValue({ noUnicodeString: false })
    .filter((value) => !JSON.stringify(value).includes('\\u0000'));
  fc.assert(
    fc.property(storable, (value) => {
      const text = JSON.stringify(value);
      fc.pre(text.isWellFormed() && !/\\ud[89a-f]/.test(text) && !text.includes('__proto__'));
      expect(parse(text)).toEqual(JSON.parse(text));
    }),
  );
});

test('takes an empty body for none, and a byte order mark for nothing', () => {
  expect(parse('')).toBeUndefined();
  expect(parse('\ufeff{"a":1}')).toEqual({ a: 1 });
});

test.each([
  '{',
  '{"a":1}}',
  '{a:1}',
  "{'a':1}",
  'undefined',
  ' ',
  '{"a":1,}',
  '"\u0000"',
  '{"a":"\n"}',
  'NaN',
])('refuses %j as malformed', (text) => {
  expect(() => parse(text)).toThrow(MalformedBody);
});

test('refuses bytes that are no UTF-8', () => {
  expect(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow('not valid UTF-8');
  // A surrogate half encoded as if it were a character.
  expect(() => parseJson(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22]))).toThrow('not valid UTF-8');
});

test('does not quote the body in its refusal', () => {
  expect(() => parse('{"password": secret}')).toThrow(/^The body is not valid JSON$/);
});

describe('text that cannot be stored', () => {
  test.each([
    ['{"name":"a\\u0000b"}', 'name'],
    ['{"name":"\\ud800"}', 'name'],
    ['{"name":"\\uDFFF x"}', 'name'],
    ['{"a":{"b":[{"c":"x"},{"c":"\\u0000"}]}}', 'a.b[1].c'],
    ['["\\u0000"]', '[0]'],
    ['"\\u0000"', ''],
    ['{"a":{"\\u0000":1}}', 'a'],
  ])('is refused at its place: %s', (text, path) => {
    expect(refusedPath(text)).toBe(path);
  });

  test('is told from text that only looks like it', () => {
    expect(parse('{"a":"\\\\u0000","b":"\\ud83d\\ude00","c":"\\u005f"}')).toEqual({
      a: '\\u0000',
      b: '😀',
      c: '_',
    });
  });
});

describe('a member named __proto__', () => {
  test.each(['{"__proto__":{"x":1}}', '{"a":[{"\\u005f_proto__":1}]}', '{"__pr\\u006fto__":1}'])(
    'is refused: %s',
    (text) => {
      expect(() => parse(text)).toThrow(MalformedBody);
    },
  );

  test('is fine as a value', () => {
    expect(parse('{"a":"__proto__"}')).toEqual({ a: '__proto__' });
  });
});

test('refuses what is nested too deeply to be written out again, and reads long flat lists', () => {
  const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
  expect(refusedPath(deep(100_000))).toBe('[0]'.repeat(101));
  expect(parse(deep(100))).toBeDefined();
  expect(parse(`[${Array.from({ length: 5000 }, () => '{}').join(',')}]`)).toHaveLength(5000);
});
