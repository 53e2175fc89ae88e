/**
 * `polydex/vitest`: `base.extend(sandboxFixtures)` gives tests `sandbox`, a throw-away workspace of the file, and `freshSandbox`, one
 * of the test. Vitest itself is not imported, so that it is the project's own. Types: types/vitest.d.ts.
 */
import { connect } from './sandbox/connect.js';

/* oxlint-disable no-empty-pattern -- Vitest reads from the pattern which other fixtures one needs */
/** @type {typeof import('./types/vitest.d.ts').sandboxFixtures} */
export const sandboxFixtures = {
  sandbox: [async ({}, use) => withWorkspace(use), { scope: 'file' }],
  freshSandbox: async ({}, use) => withWorkspace(use),
};

/** @param {(workspace: import('./types/sandbox.d.ts').SandboxWorkspace) => Promise<void>} use */
async function withWorkspace(use) {
  const workspace = await connect().workspace();
  try {
    await use(workspace);
  } finally {
    await workspace.remove();
  }
}
