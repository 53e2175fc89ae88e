/** Further workspaces on a running server, each with working credentials for every dialect. */
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { createSandbox } from '../../src/auth/workspace/sandbox.ts';
import { audiences } from '../../src/serve.ts';
import type { TestServer } from './test-server.ts';

/** What a sandbox.json of its own would say. */
export function addSandbox(server: Pick<TestServer, 'baseUrl' | 'runtime'>): Promise<SandboxFile> {
  const { control: store, clock } = server.runtime;
  const scopes = new Map(audiences.map((audience) => [audience.name, audience.scopes]));
  return createSandbox({ store, clock, scopes }, { baseUrl: server.baseUrl });
}
