import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const compileCache = fileURLToPath(new URL('node_modules/.cache/polydex-test', import.meta.url));

const dbTests = [
  'src/**/*.db.test.ts',
  'test/**/*.db.test.ts',
  'test/{conformance,e2e}/**/*.test.ts',
];

/** Two projects: `unit` touches nothing outside the process, `db` needs PostgreSQL. */
export default defineConfig({
  test: {
    passWithNoTests: true,
    maxWorkers: 2,
    // Files of a worker share what they import, which is a third of the time of a run. Modules keep no state that a test sets.
    isolate: false,
    // Many tests start our programs, and a third of the time of a short one is the compiling of what it imports.
    env: { NODE_COMPILE_CACHE: compileCache },
    // What is waited for comes at once or, where the machine is busy, late.
    expect: { poll: { timeout: 20_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...dbTests, 'test/architecture/seeded/**'],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: dbTests,
          globalSetup: ['test/support/global-setup.ts'],
          environment: './test/support/worker-environment.ts',
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
