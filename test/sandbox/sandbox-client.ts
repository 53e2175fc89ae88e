/** Sandboxes on a running server, driven as a developer's test suite would. */
import { enterAsOperator } from '../../src/auth/operator.ts';
import { addWorkspace } from '../../src/auth/workspace/add-workspace.ts';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import { NativeClient, type Reply } from '../conformance/native-client.ts';
import { openWorkspace } from '../support/shared-server.ts';
import {
  startTestServer,
  type TestServer,
  type TestServerOptions,
} from '../support/test-server.ts';
import type { WorkspaceOrder } from '../support/throwaway.ts';

export class SandboxClient extends NativeClient {
  /** In a workspace of its own; on a server of its own, too, if that needs options. */
  static override async start(options?: TestServerOptions): Promise<SandboxClient> {
    const server = options === undefined ? openWorkspace() : startTestServer(options);
    return new SandboxClient(await server);
  }

  /** A throw-away workspace, and who works in it with its native key. */
  async throwaway(order?: WorkspaceOrder): Promise<{ file: SandboxFile; client: SandboxClient }> {
    const file = await this.server.addWorkspace(order);
    return { file, client: new SandboxClient(this.server, file.native.apiKey) };
  }

  /** The id of a new contact. */
  async contact(givenName: string, more: object = {}): Promise<string> {
    const reply = await this.post('/contacts', { givenName, ...more });
    assertMade(reply);
    return reply.json.id;
  }

  async names(): Promise<readonly string[]> {
    const reply = await this.get('/contacts?limit=200');
    return reply.json.data.map(({ givenName }) => givenName ?? '').toSorted();
  }

  advance(by: string): Promise<Reply> {
    return this.post('/sandbox/clock/advance', { by });
  }
}

function assertMade({ status, text }: Reply): void {
  if (status !== 201) throw new Error(`${status} instead of 201: ${text}`);
}

/** Calls that act on a Sandbox; every one is refused to a real workspace. */
export const sandboxCalls = [
  ['POST', '/sandbox/workspaces', {}],
  ['GET', '/sandbox/workspaces', undefined],
  ['DELETE', '/sandbox/workspaces/00000000-0000-4000-8000-000000000000', undefined],
  ['POST', '/sandbox/reset', undefined],
  ['GET', '/sandbox/snapshots', undefined],
  ['PUT', '/sandbox/snapshots/mine', undefined],
  ['POST', '/sandbox/snapshots/mine/restore', undefined],
  ['DELETE', '/sandbox/snapshots/mine', undefined],
  ['GET', '/sandbox/clock', undefined],
  ['PUT', '/sandbox/clock', { now: '2030-01-01T00:00:00Z' }],
  ['POST', '/sandbox/clock/advance', { by: 'PT1M' }],
  ['GET', '/sandbox/webhooks', undefined],
  ['POST', '/sandbox/fixtures', { pack: 'agency' }],
  ['DELETE', '/sandbox/webhooks', undefined],
  ['POST', '/sandbox/webhooks/1/replay', {}],
] as const;

/** A key of a real workspace on the server, with every right. */
export async function realWorkspace({ runtime }: TestServer): Promise<string> {
  const { control, clock, auth } = runtime;
  const draft = {
    name: 'Real',
    region: 'US',
    timeZone: 'America/New_York',
    duplicates: 'refuse',
    sandbox: false,
    organisationId: null,
  } as const;
  const made = await control.atomically((store) => addWorkspace({ store, clock }, draft));
  const context = await enterAsOperator(control, String(made.tenantId), 'test');
  const key = await auth.keys.create(context, { audience: 'native', label: '', role: 'owner' });
  if (!('apiKey' in key.secrets)) throw new Error('no key');
  return key.secrets.apiKey;
}
