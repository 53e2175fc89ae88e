/** A listening server that speaks HighLevel over a database of its own, and calls to it with the right headers. */
import { expect } from 'vitest';
import { enterAsOperator } from '../../src/auth/operator.ts';
import { addWorkspace } from '../../src/auth/workspace/add-workspace.ts';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import type { Hub } from '../../src/core/hub.ts';
import type { TenantContext } from '../../src/core/tenant-context.ts';
import type { DuplicatePolicy } from '../../src/core/workspace/workspace.ts';
import type { Runtime } from '../../src/runtime.ts';
import { openWorkspace } from '../support/shared-server.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body. */
  readonly json: Readonly<Record<string, unknown>>;
}

export interface Call {
  readonly token?: string | null;
  readonly version?: string | null | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestLocation {
  /** What the core is called with, beside the API. */
  readonly context: TenantContext;
  readonly locationId: string;
  /** Everything. */
  readonly token: string;
  readonly reader: string;
  readonly writer: string;
  /** A token without any contact scope. */
  readonly outsider: string;
}

export interface HighlevelServer {
  readonly baseUrl: string;
  readonly sandbox: SandboxFile['highlevel'];
  readonly hub: Hub;
  /** Two workspaces that allow duplicates, and one that does not. */
  readonly home: TestLocation;
  readonly foreign: TestLocation;
  readonly strict: TestLocation;
  /** With the token of `home` and a good version unless told otherwise. */
  call(method: string, path: string, call?: Call): Promise<Reply>;
  /** A token for a location with these scopes. */
  tokenOf(location: TestLocation, ...scopes: readonly string[]): Promise<string>;
  /** A key of the native API to `home`. */
  nativeKey(): Promise<string>;
  stop(): Promise<void>;
}

const everything = [
  'contacts.readonly',
  'contacts.write',
  'locations.readonly',
  'locations/tags.readonly',
  'locations/tags.write',
  'locations/customFields.readonly',
  'locations/customFields.write',
  'locations/customValues.readonly',
  'locations/customValues.write',
  'locations/tasks.readonly',
  'businesses.readonly',
  'businesses.write',
];
const goodVersion = '2021-07-28';
export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The contact that a reply shows. */
export function contactOf(reply: Reply): Record<string, unknown> {
  const { contact } = reply.json;
  if (typeof contact !== 'object' || contact === null) throw new Error(`no contact: ${reply.text}`);
  return { ...contact };
}

export async function startHighlevel(): Promise<HighlevelServer> {
  const server = await openWorkspace();
  const { baseUrl, runtime } = server;
  const home = await makeLocation(runtime, 'Home', 'allow');
  return {
    baseUrl,
    sandbox: server.sandbox.highlevel,
    hub: runtime.hub,
    home,
    foreign: await makeLocation(runtime, 'Foreign', 'allow'),
    strict: await makeLocation(runtime, 'Strict', 'refuse'),
    call: (method, path, call = {}) =>
      send(new URL(path, baseUrl), method, { token: home.token, ...call }),
    tokenOf: ({ context }, ...scopes) => makeKey(runtime, context, 'highlevel', scopes),
    nativeKey: () => makeKey(runtime, home.context, 'native', ['*']),
    stop: () => server.stop(),
  };
}

/** A workspace of its own with a token for each set of scopes. */
async function makeLocation(
  runtime: Runtime,
  name: string,
  duplicates: DuplicatePolicy,
): Promise<TestLocation> {
  const { clock, control } = runtime;
  const draft = { name, duplicates, region: 'US', timeZone: 'America/Chicago' };
  const workspace = await control.atomically((store) =>
    addWorkspace({ store, clock }, { ...draft, sandbox: true, organisationId: null }),
  );
  const context = await enterAsOperator(control, workspace.id, 'test');
  const token = (...scopes: string[]) => makeKey(runtime, context, 'highlevel', scopes);
  return {
    context,
    locationId: workspace.locationId,
    token: await token(...everything),
    reader: await token('contacts.readonly'),
    writer: await token('contacts.write'),
    outsider: await token('locations.readonly'),
  };
}

async function makeKey(
  { auth }: Runtime,
  context: TenantContext,
  audience: string,
  scopes: readonly string[],
): Promise<string> {
  const label = context.workspace.name;
  const { secrets } = await auth.keys.create(context, { audience, label, scopes });
  return 'apiKey' in secrets ? secrets.apiKey : '';
}

async function send(url: URL, method: string, call: Call): Promise<Reply> {
  const { token = null, version = goodVersion, body } = call;
  const reply = await fetch(url, {
    method,
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(version === null ? {} : { version }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...call.headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await reply.text();
  const json = JSON.parse(text) as Readonly<Record<string, unknown>>;
  expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(reply.headers.get('x-ratelimit-max')).toBe('100');
  return { status: reply.status, headers: reply.headers, text, json };
}
