/** Throw-away workspaces, by the call that everybody's test suite makes for one. */
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { exchange, type Reply } from './http-call.ts';

/** What is said of a new workspace; a Sandbox in the US that allows duplicates where nothing is. */
export interface WorkspaceOrder {
  readonly name?: string;
  readonly region?: string;
  readonly timeZone?: string;
  readonly duplicates?: 'allow' | 'refuse';
  /** As long as there is, if nothing is said: some tests move the clock of their server by days. */
  readonly expiresIn?: string;
}

const expiresIn = 'P7D';

/** `maker` is the Sandbox whose key makes it. */
export async function makeThrowaway(
  maker: SandboxFile,
  order: WorkspaceOrder = {},
): Promise<SandboxFile> {
  const call = {
    method: 'POST',
    path: '/api/v1/sandbox/workspaces',
    body: { expiresIn, ...order },
  };
  return fileOf(await exchange(maker.baseUrl, call, signed(maker)));
}

/** With everything in it, by its own key. */
export async function removeThrowaway(file: SandboxFile): Promise<void> {
  const path = `/api/v1/sandbox/workspaces/${file.workspace.id}`;
  const reply = await exchange(file.baseUrl, { method: 'DELETE', path }, signed(file));
  if (reply.status !== 204) throw new Error(`${reply.status} instead of 204: ${reply.text}`);
}

function signed({ native }: SandboxFile) {
  return { headers: { authorization: `Bearer ${native.apiKey}` } };
}

function fileOf({ status, text }: Reply): SandboxFile {
  if (status !== 201) throw new Error(`${status} instead of 201: ${text}`);
  return JSON.parse(text) as SandboxFile;
}
