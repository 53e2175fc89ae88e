import { globSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { cruise, root } from './cruise.ts';

const folders = [
  'auth',
  'cli',
  'connectors',
  'core',
  'dialects',
  'egress',
  'events',
  'http',
  'identity',
  'storage',
  'support',
  'sync',
  'transfer',
];

/** Every rule with the seeded files that break it; all other seeded files break none. */
const seeded: Readonly<Record<string, readonly string[]>> = {
  'auth-sees-core': ['src/auth/reaches-http.ts'],
  'connector-borrows-own-wire': [
    'src/connectors/alpha/borrows-beta.ts',
    'src/connectors/alpha/borrows-routes.ts',
  ],
  'connector-frame-knows-no-dialect': ['src/connectors/registry.ts'],
  'connectors-are-strangers': ['src/connectors/alpha/reaches-beta.ts'],
  'connectors-see-core': ['src/connectors/alpha/reaches-auth.ts'],
  'core-no-packages': ['src/core/uses-built-in.ts', 'src/identity/uses-package.ts'],
  'core-stands-alone': ['src/core/reaches-storage.ts'],
  'dialects-are-strangers': ['src/dialects/alpha/reaches-beta.ts'],
  'dialects-need-little': ['src/dialects/alpha/uses-package.ts'],
  'dialects-see-core': ['src/dialects/alpha/reaches-app.ts'],
  'egress-alone-calls-out': ['src/auth/calls-out.ts'],
  'egress-sees-core': ['src/egress/reaches-http.ts'],
  'events-see-core': ['src/events/reaches-storage.ts'],
  'fastify-stays-at-the-edge': ['src/auth/uses-fastify.ts'],
  'http-sees-auth': ['src/http/reaches-dialect.ts'],
  'identity-sees-core': ['src/identity/reaches-storage.ts'],
  'imports-resolve': ['src/cli/dangles.ts'],
  'main-is-started-not-imported': ['src/starts-main.ts'],
  'mapping-is-pure': ['src/dialects/alpha/mapping.ts'],
  'no-cycles': ['src/cli/cycle-a.ts'],
  'nobody-imports-cli': ['src/runs-command.ts'],
  'nobody-imports-main': ['src/later/reaches-config.ts'],
  'packages-are-declared': ['src/cli/uses-undeclared-package.ts'],
  'phone-parses-phones': ['src/core/phone.ts'],
  'product-needs-no-dev-package': ['src/cli/uses-dev-package.ts'],
  'schema-is-only-shape': ['src/dialects/alpha/schema.ts'],
  'sql-stays-in-storage': ['src/sync/uses-driver.ts'],
  'storage-sees-ports': ['src/storage/reaches-http.ts'],
  'support-implements-ports': ['src/support/random.ts'],
  'support-stands-alone': ['src/support/reaches-core.ts'],
  'sync-sees-interfaces': ['src/sync/reaches-vendor.ts', 'src/transfer/reaches-storage.ts'],
  'tests-are-leaves': ['src/cli/imports-test.ts'],
  'web-takes-no-code': ['web/takes-code.ts'],
  'web-types-only': ['web/reaches-core.ts'],
};

function isConfig(value: unknown): value is { forbidden: { name: string }[] } {
  return typeof value === 'object' && value !== null && 'forbidden' in value;
}

test('every rule has a seeded violation', () => {
  const config: unknown = createRequire(import.meta.url)(`${root}.dependency-cruiser.cjs`);
  const rules = isConfig(config) ? config.forbidden.map((rule) => rule.name) : [];
  expect(rules.toSorted()).toEqual(Object.keys(seeded).toSorted());
});

test('each seeded violation is caught by its rule, and nothing else is', () => {
  const { violations } = cruise(`${root}test/architecture/seeded`, ['src', 'web']);
  const expected = Object.entries(seeded).flatMap(([rule, files]) =>
    files.map((file) => `${rule}: ${file}`),
  );
  expect(violations.map(({ rule, from }) => `${rule}: ${from}`).toSorted()).toEqual(
    expected.toSorted(),
  );
});

test('the sources keep every rule, and every source file is read', () => {
  const onDisk = globSync('src/**/*.ts', { cwd: root }).map((file) => file.replaceAll('\\', '/'));
  const { files, violations } = cruise(root, ['src']);
  expect(violations).toEqual([]);
  expect(files.filter((file) => file.startsWith('src/')).toSorted()).toEqual(onDisk.toSorted());
  expect(onDisk.length).toBeGreaterThan(0);
});

test('src has no folder that the rules do not know', () => {
  const found = readdirSync(`${root}src`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
  expect(found.filter((name) => !folders.includes(name))).toEqual([]);
});

test('a web folder, once it exists, is part of the check', () => {
  const manifest = readFileSync(`${root}package.json`, 'utf8');
  const web = globSync('web/**/*.{ts,tsx}', { cwd: root, exclude: ['**/node_modules/**'] });
  expect(web.length === 0 || /"deps": "depcruise src web"/.test(manifest)).toBe(true);
});
