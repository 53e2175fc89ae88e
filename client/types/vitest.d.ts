/** Types of `polydex/vitest`. */
import type { SandboxWorkspace } from './sandbox.d.ts';

export interface SandboxFixtures {
  /** One for the file. */
  sandbox: SandboxWorkspace;
  /** One for the test. */
  freshSandbox: SandboxWorkspace;
}

type Use = (workspace: SandboxWorkspace) => Promise<void>;
type Fixture = (context: object, use: Use) => Promise<void>;

/** `const test = base.extend<SandboxFixtures>(sandboxFixtures)` */
export declare const sandboxFixtures: {
  sandbox: [Fixture, { scope: 'file' }];
  freshSandbox: Fixture;
};
