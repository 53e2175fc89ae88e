/** Every kind of secret that a workspace can have, and narrowed ones made to order. */
import { enterAsOperator } from '../../src/auth/operator.ts';
import { hashToken } from '../../src/auth/token/token-hash.ts';
import { issueToken } from '../../src/auth/workspace/key-issuer.ts';
import type { SandboxFile } from '../../src/auth/workspace/sandbox-file.ts';
import type { Role } from '../../src/core/workspace/principal.ts';
import type { Driver, SecretKind } from '../conformance/dialect-drivers/driver.ts';
import { askToken } from '../conformance/dialect-drivers/servicetitan.ts';
import { type Credential, exchange, textAt } from './http-call.ts';
import type { TestServer } from './test-server.ts';

export interface KnownSecret {
  readonly audience: string;
  readonly kind: SecretKind;
  readonly secret: string;
}

type Server = Pick<TestServer, 'baseUrl' | 'runtime'>;

/** All that work for the workspace, of every dialect and kind. */
export async function everySecret(server: Server, sandbox: SandboxFile): Promise<KnownSecret[]> {
  const { native, servicem8, unified, servicetitan, voipbin, highlevel } = sandbox;
  const of = (audience: string, kind: SecretKind, secret: string): KnownSecret => ({
    audience,
    kind,
    secret,
  });
  return [
    of('native', 'api-key', native.apiKey),
    of('servicem8', 'api-key', servicem8.apiKey),
    of('servicem8', 'access-token', servicem8.accessToken),
    of('servicem8', 'refresh-token', servicem8.refreshToken),
    of('servicem8', 'client-secret', servicem8.clientSecret),
    of('unified', 'api-key', unified.apiKey),
    of('servicetitan', 'access-token', await askToken(server.baseUrl, servicetitan)),
    of('servicetitan', 'client-secret', servicetitan.clientSecret),
    of('servicetitan', 'app-key', servicetitan.appKey),
    of('voipbin', 'api-key', voipbin.accesskey),
    of('voipbin', 'session', await signIn(server.baseUrl, voipbin)),
    of('voipbin', 'password', voipbin.password),
    of('highlevel', 'api-key', highlevel.accessToken),
    of('highlevel', 'access-token', await issueHighlevelToken(server, sandbox)),
    of('highlevel', 'client-secret', highlevel.clientSecret),
  ];
}

async function signIn(
  baseUrl: string,
  { username, password }: SandboxFile['voipbin'],
): Promise<string> {
  const body = { username, password };
  const reply = await exchange(baseUrl, { method: 'POST', path: '/auth/login', body });
  return textAt(reply.json, 'token');
}

/** As an OAuth grant would issue it. */
async function issueHighlevelToken(
  { runtime: { control: store, clock } }: Server,
  { highlevel, workspace }: SandboxFile,
): Promise<string> {
  const { clientId, clientSecret, accessToken } = highlevel;
  const client = await store.clients.findClient('highlevel', clientId, hashToken(clientSecret));
  const grant = await store.credentials.findGrant(hashToken(accessToken), clock.now());
  if (client === undefined || grant === undefined) throw new Error('the Sandbox has both');
  const order = {
    tenantId: workspace.number,
    principalId: grant.principal.id,
    audience: 'highlevel',
    scopes: grant.credential.scopes,
    label: 'test',
    expiresAt: null,
    kind: 'access-token',
    clientId: client.id,
  } as const;
  return (await issueToken({ store, clock }, order)).token;
}

export interface NarrowedOrder {
  readonly scopes: readonly string[];
  readonly role?: Role;
}

/** A working credential of the dialect that may do no more than this, presented as its clients do. */
export async function narrowed(
  server: Server,
  sandbox: SandboxFile,
  driver: Driver,
  { scopes, role = 'admin' }: NarrowedOrder,
): Promise<Credential> {
  const { control, auth } = server.runtime;
  const context = await enterAsOperator(control, sandbox.workspace.id, 'test');
  const { appKey } = sandbox.servicetitan;
  const isClient = driver.name === 'servicetitan';
  const { secrets } = await auth.keys.create(context, {
    audience: driver.name,
    label: 'narrowed',
    scopes,
    role,
    ...(isClient ? { appKey } : {}),
  });
  const kind = isClient ? 'access-token' : 'api-key';
  const secret = 'apiKey' in secrets ? secrets.apiKey : await askToken(server.baseUrl, secrets);
  const slot = driver.slots.find(({ kinds }) => kinds.includes(kind));
  if (slot === undefined) throw new Error(`${driver.name} takes no ${kind}`);
  return slot.present(secret, sandbox);
}
