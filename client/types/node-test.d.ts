/** Types of `polydex/node-test`. */
import type { SandboxWorkspace, WorkspaceOrder } from './sandbox.d.ts';

/** A workspace for the file that calls this at its top; removed after its tests. */
export declare function sandboxForFile(order?: WorkspaceOrder): Promise<SandboxWorkspace>;
/** A workspace for one test; removed after it. */
export declare function sandboxFor(
  test: { after(hook: () => Promise<void>): void },
  order?: WorkspaceOrder,
): Promise<SandboxWorkspace>;
