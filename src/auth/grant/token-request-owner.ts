/** Whose workspace a token request is about, before anything of it is checked. For Sandboxes alone: it opens nothing. */
import type { ControlStore } from '../../core/port/control-store.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';
import { hashToken } from '../token/token-hash.ts';
import { clientSecretsOf, textsOf } from './parameters.ts';
import type { TokenRequest } from './token-profile.ts';

type Control = Pick<ControlStore, 'clients' | 'credentials' | 'grants' | 'workspaces'>;

/**
 * By the client where it is bound to a workspace, else by the refresh token or the code, used and expired ones too. Undefined
 * when none of them is known, or the client is with a wrong secret.
 */
export async function ownerOfTokenRequest(
  control: Control,
  audience: string,
  { parameters, authorization }: TokenRequest,
): Promise<Workspace | undefined> {
  const texts = inPlainNames(textsOf(parameters));
  const secrets = clientSecretsOf(texts, authorization);
  if (secrets === undefined) return undefined;
  const { id, secret } = secrets;
  const client = await control.clients.findClient(audience, id, hashToken(secret));
  if (client === undefined) return undefined;
  if (client.tenantId !== null) return control.workspaces.find(client.tenantId);
  return ownerOfPresented(control, texts);
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

async function ownerOfPresented(
  { credentials, grants, workspaces }: Control,
  { refresh_token: refresh, code }: Readonly<Record<string, string>>,
): Promise<Workspace | undefined> {
  if (refresh !== undefined) {
    return (await credentials.findRefreshGrant(hashToken(refresh)))?.workspace;
  }
  const found = code === undefined ? undefined : await grants.findCode(hashToken(code));
  return found && workspaces.find(found.tenantId);
}
