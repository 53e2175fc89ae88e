/**
 * The server that the test files of a worker share. Each file takes throw-away workspaces of its own from it, as the
 * Sandbox offers them to everybody's test suite, and touches nothing outside of them.
 */
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
 * The shared server as seen from a throw-away workspace: `sandbox` is that workspace's file, `stop` removes it and leaves
 * the server to the others. Open it in `beforeAll`, stop it in `afterAll`.
 */
export async function openWorkspace(order: WorkspaceOrder = {}): Promise<TestServer> {
  const server = await sharedServer();
  const sandbox = await server.addWorkspace(order);
  return { ...server, sandbox, stop: () => removeThrowaway(sandbox) };
}
