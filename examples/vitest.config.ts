import { defineConfig } from 'vitest/config';

/** `npm run example`: the suite of an integration, its files side by side against one server. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['**/*.test.ts'],
    globalSetup: ['polydex/vitest-setup'],
    maxWorkers: 8,
    testTimeout: 60_000,
  },
});
