/** Keeps `sandbox.json` true: a Sandbox workspace with working credentials, at the address where the server listens. */
import { chmod, mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { atBaseUrl, type SandboxFile } from './auth/workspace/sandbox-file.ts';
import { createSandbox } from './auth/workspace/sandbox.ts';
import type { ScopeTable } from './auth/auth-services.ts';
import type { ControlStore } from './core/port/control-store.ts';
import type { Clock } from './core/port/store.ts';
import type { Workspace } from './core/workspace/workspace.ts';

const fileName = 'sandbox.json';

export interface SandboxOptions {
  readonly dataDir: string;
  /** `http://127.0.0.1:7070`, as clients reach the server. */
  readonly baseUrl: string;
  readonly control: ControlStore;
  readonly clock: Clock;
  readonly audiences: readonly { readonly name: string; readonly scopes: ScopeTable }[];
}

export interface Sandbox {
  readonly path: string;
  readonly file: SandboxFile;
}

/**
 * Makes the Sandbox workspace at the first start, new credentials for it when the file is lost, and otherwise only
 * brings the addresses up to date. Null when the database holds real workspaces alone: it gets no Sandbox by itself.
 */
export async function keepSandbox(options: SandboxOptions): Promise<Sandbox | null> {
  const { dataDir, baseUrl, control } = options;
  const path = sandboxPath(dataDir);
  const known = await readSandboxFile(path);
  const workspaces = await control.workspaces.list();
  await updateOthers(dataDir, baseUrl);
  if (known && workspaces.some((workspace) => workspace.id === known.workspace.id)) {
    return save(path, atBaseUrl(known, baseUrl));
  }
  const sandbox = workspaces.find((workspace) => workspace.sandbox);
  if (!sandbox && workspaces.length > 0) return null;
  return save(path, await makeCredentials(options, sandbox));
}

/**
 * Credentials for one more sandbox: in `sandbox.json` where none stand that work, else in `sandbox-<number>.json` beside
 * it, at the address of the first.
 */
export async function addSandbox(options: SandboxOptions, workspace: Workspace): Promise<Sandbox> {
  const { dataDir, control } = options;
  const known = await readSandboxFile(sandboxPath(dataDir));
  const isKept = known && (await control.workspaces.findById(known.workspace.id));
  const baseUrl = known?.baseUrl ?? options.baseUrl;
  const path = isKept ? join(dataDir, `sandbox-${workspace.tenantId}.json`) : sandboxPath(dataDir);
  return save(path, await makeCredentials({ ...options, baseUrl }, workspace));
}

function makeCredentials(options: SandboxOptions, workspace?: Workspace): Promise<SandboxFile> {
  const { control: store, clock, audiences, baseUrl } = options;
  const scopes = new Map(audiences.map((audience) => [audience.name, audience.scopes]));
  return createSandbox({ store, clock, scopes }, { baseUrl, ...(workspace ? { workspace } : {}) });
}

/** The files that `addSandbox` made beside the first, for the server's present address. */
async function updateOthers(dataDir: string, baseUrl: string): Promise<void> {
  const names = await readdir(dataDir);
  for (const name of names.filter((file) => /^sandbox-\d+\.json$/.test(file))) {
    const path = join(dataDir, name);
    const file = await readSandboxFile(path);
    if (file && file.baseUrl !== baseUrl) await save(path, atBaseUrl(file, baseUrl));
  }
}

export function sandboxPath(dataDir: string): string {
  return join(dataDir, fileName);
}

/** The file's content; undefined when there is none or it is none of ours. */
export async function readSandboxFile(path: string): Promise<SandboxFile | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isSandboxFile(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Written beside and renamed, so that a script never reads half a file. */
async function save(path: string, file: SandboxFile): Promise<Sandbox> {
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  const draft = `${path}.new`;
  const handle = await open(draft, 'w', 0o600);
  await handle.writeFile(`${JSON.stringify(file, null, 2)}\n`);
  await handle.sync();
  await handle.close();
  await chmod(draft, 0o600);
  await rename(draft, path);
  return { path, file };
}

const section = (...keys: string[]) =>
  Type.Object(Object.fromEntries(keys.map((key) => [key, Type.String()])));
const sandboxSchema = Type.Object({
  schemaVersion: Type.Literal(1),
  baseUrl: Type.String(),
  region: Type.String(),
  workspace: Type.Object({ id: Type.String(), number: Type.Number(), locationId: Type.String() }),
  native: section('apiKey'),
  servicem8: section(
    'clientBaseUrl',
    'apiKey',
    'clientId',
    'clientSecret',
    'accessToken',
    'refreshToken',
  ),
  unified: section('clientBaseUrl', 'apiKey', 'userId', 'credentialId'),
  servicetitan: Type.Intersect([
    section('clientBaseUrl', 'clientId', 'clientSecret', 'appKey'),
    Type.Object({ tenant: Type.Number() }),
  ]),
  voipbin: section('clientBaseUrl', 'customerId', 'username', 'password', 'accesskey'),
  highlevel: section('clientBaseUrl', 'locationId', 'accessToken', 'clientId', 'clientSecret'),
});

/** Whether it is in the form of sandbox.json; it may hold more. */
export function isSandboxFile(value: unknown): value is SandboxFile {
  return Value.Check(sandboxSchema, value);
}
