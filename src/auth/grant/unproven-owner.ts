/** Whose workspace a call without a credential is about, before anything of it is checked. For Sandboxes alone: it opens nothing. */
import type { ControlStore } from '../../core/port/control-store.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';
import { hashToken } from '../token/token-hash.ts';
import { clientSecretsOf, textsOf } from './parameters.ts';

type Control = Pick<
  ControlStore,
  'clients' | 'credentials' | 'grants' | 'principals' | 'workspaces'
>;

export interface UnprovenCall {
  readonly query: Readonly<Record<string, unknown>>;
  readonly form: Readonly<Record<string, unknown>>;
  readonly authorization?: string;
}

/**
 * Of a token request: by the client where it is bound to a workspace, else by the refresh token or the code, used and
 * expired ones too. Of a page that asks to let an app in: by the app. Of a sign-in: the oldest workspace of the person.
 * Undefined when none of them is known, or a client is with a wrong secret.
 */
export async function ownerOfUnproven(
  control: Control,
  audience: string,
  { query, form, authorization }: UnprovenCall,
): Promise<Workspace | undefined> {
  const texts = inPlainNames(textsOf(form));
  const secrets = clientSecretsOf(texts, authorization);
  if (secrets !== undefined) return ownerOfTokenRequest(control, { audience, texts, ...secrets });
  const { client_id: app } = textsOf(query);
  if (app !== undefined) {
    const found = await control.clients.findRegistered(audience, app);
    const tenantId = found?.client.tenantId ?? null;
    return tenantId === null ? undefined : control.workspaces.find(tenantId);
  }
  const { username } = texts;
  if (username === undefined) return undefined;
  const person = await control.principals.findSignIn(username.toLowerCase());
  return person?.entries[0]?.workspace;
}

interface TokenRequest {
  readonly audience: string;
  readonly id: string;
  readonly secret: string;
  readonly texts: Readonly<Record<string, string>>;
}

async function ownerOfTokenRequest(
  { clients, credentials, grants, workspaces }: Control,
  { audience, id, secret, texts }: TokenRequest,
): Promise<Workspace | undefined> {
  const client = await clients.findClient(audience, id, hashToken(secret));
  if (client === undefined) return undefined;
  if (client.tenantId !== null) return workspaces.find(client.tenantId);
  const { refresh_token: refresh, code } = texts;
  if (refresh !== undefined) {
    return (await credentials.findRefreshGrant(hashToken(refresh)))?.workspace;
  }
  const found = code === undefined ? undefined : await grants.findCode(hashToken(code));
  return found && workspaces.find(found.tenantId);
}

/** HighLevel's v3 has names of its own. */
function inPlainNames(texts: Readonly<Record<string, string>>): Record<string, string> {
  const { clientId, clientSecret, refreshToken } = texts;
  return {
    ...(clientId !== undefined && { client_id: clientId }),
    ...(clientSecret !== undefined && { client_secret: clientSecret }),
    ...(refreshToken !== undefined && { refresh_token: refreshToken }),
    ...texts,
  };
}
