import { defineConfig } from 'vitest/config';

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
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: [...dbTests, 'test/architecture/seeded/**'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: dbTests,
          globalSetup: ['test/support/global-setup.ts'],
          environment: './test/support/worker-environment.ts',
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
