/** Vitest's environment for Node, which besides closes what the files of a worker have shared. */
import type { Environment } from 'vitest/runtime';
import { endWorker } from './worker-end.ts';

export default {
  name: 'shared-server',
  viteEnvironment: 'ssr',
  setup: () => ({ teardown: endWorker }),
} satisfies Environment;
