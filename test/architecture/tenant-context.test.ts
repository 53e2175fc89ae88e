import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Files of `src` that make a tenant context; tests may. */
function makers(): string[] {
  return globSync('src/**/*.ts')
    .filter((file) => !file.endsWith('.test.ts'))
    .filter((file) => /TenantContext\s*\.\s*issue\s*\(/.test(readFileSync(file, 'utf8')))
    .map((file) => file.replaceAll('\\', '/'));
}

test('only authentication makes a tenant context', () => {
  const found = makers();
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter((file) => !file.startsWith('src/auth/'))).toEqual([]);
});
