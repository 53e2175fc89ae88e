import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { clockReads, sqlClockReads } from './clock-rule.ts';
import { root } from './cruise.ts';

const exempt = new Set(['src/support/system-clock.ts', 'src/support/system-clock.test.ts']);

function sources(pattern: string): string[] {
  return globSync(pattern, { cwd: root }).map((file) => file.replaceAll('\\', '/'));
}

describe('the clock rule', () => {
  test.each([
    'const t = Date.now();',
    'const t = new Date();',
    'const t = new Date;',
    'const t = Date();',
    "const t = Date['now']();",
    'const t = globalThis.Date.now();',
    'schedule(Date.now);',
    'const { now } = Date;',
    'const D = Date;',
  ])('catches %s', (line) => {
    expect(clockReads(`export {};\n${line}\n`, { sql: false })).toEqual([2]);
  });

  test.each([
    'const t = new Date(clock.now());',
    "const t = Date.parse('2026-01-01');",
    'const t = Date.UTC(2026, 0);',
    'const same = value instanceof Date;',
    'const schema = Type.Date();',
    'let when: Date | null = null;',
    "const now = 'Date.now()'; // not new Date() either",
  ])('lets pass %s', (line) => {
    expect(clockReads(line, { sql: false })).toEqual([]);
  });

  test.each([
    'sql`select now()`',
    'sql`update contact set updated_at = ${at}, seen = CURRENT_TIMESTAMP where id = ${id}`',
    '"insert into event (at) values (clock_timestamp())"',
    "db.fn('now')",
  ])('catches %s in storage', (line) => {
    expect(clockReads(line, { sql: true })).toEqual([1]);
    expect(clockReads(line, { sql: false })).toEqual([]);
  });

  test('reads SQL scripts but not their comments', () => {
    const script =
      '-- never now()\n/* nor\ncurrent_date */\ncreate table t (\n  at timestamptz default now());';
    expect(sqlClockReads(script)).toEqual([5]);
    expect(sqlClockReads('alter table t add known timestamptz, add nowhere text;')).toEqual([]);
  });
});

test('only the system clock reads the time', () => {
  const files = sources('src/**/*.ts').filter((file) => !exempt.has(file));
  const found = files.flatMap((file) =>
    clockReads(readFileSync(root + file, 'utf8'), { sql: file.startsWith('src/storage/') }).map(
      (line) => `${file}:${line}`,
    ),
  );
  expect(files.length).toBeGreaterThan(0);
  expect(found).toEqual([]);
});

test('no SQL script reads the time', () => {
  const found = sources('src/**/*.sql').flatMap((file) =>
    sqlClockReads(readFileSync(root + file, 'utf8')).map((line) => `${file}:${line}`),
  );
  expect(found).toEqual([]);
});
