/**
 * The server that the test files of a worker share. Each file takes throw-away workspaces of its own from it, as the
 * Sandbox offers them to everybody's test suite, and touches nothing outside of them.
 */
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { startTestServer, type TestServer } from './test-server.ts';
import { removeThrowaway, type WorkspaceOrder } from './throwaway.ts';
import { beforeWorkerEnds } from './worker-end.ts';

let shared: Promise<TestServer> | undefined;

/** Started by the first file that asks, stopped when the worker ends. */
function sharedServer(): Promise<TestServer> {
  shared ??= startTestServer().then((server) => {
    // By then Vitest may have stopped PostgreSQL, and the database with it.
    beforeWorkerEnds(() => server.stop().catch(() => {}));
    return server;
  });
  return shared;
}

/**
 * The shared server as seen from a throw-away workspace: `sandbox` is that workspace's file, `stop` removes it and those
 * that were added, and leaves the server to the others. Open it in `beforeAll`, stop it in `afterAll`.
 */
export async function openWorkspace(order: WorkspaceOrder = {}): Promise<TestServer> {
  const server = await sharedServer();
  const made: SandboxFile[] = [];
  const addWorkspace = async (more?: WorkspaceOrder): Promise<SandboxFile> => {
    const file = await server.addWorkspace(more);
    made.push(file);
    return file;
  };
  const sandbox = await addWorkspace(order);
  const stop = async (): Promise<void> => {
    for (const file of made) await removeThrowaway(file);
  };
  return { ...server, sandbox, addWorkspace, stop };
}

/**
 * The shared server as seen from the Sandbox that it was born with, whose key makes throw-away ones: for what makes them
 * itself. Nothing is written to it; `stop` does nothing.
 */
export async function openMaker(): Promise<TestServer> {
  return { ...(await sharedServer()), stop: async () => {} };
}
