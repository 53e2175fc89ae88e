/** How VoIPBIN's clients prove who they are: the token of a login, or an access key in the query or a cookie. */
import type { FastifyRequest } from 'fastify';
import type { Capability } from '../../core/capability.ts';
import type { PresentedCredential, ScopeTable } from '../../http/plugin.ts';
import { bearerToken, cookie, queryText } from '../../http/request-reader.ts';

const manager: readonly Capability[] = [
  'person.read',
  'person.write',
  'person.delete',
  'lookup',
  'tag.read',
  'tag.write',
  'workspace.read',
];
const admin: readonly Capability[] = [...manager, 'keys.manage'];

/** The vendor's permissions. An agent reaches no contact here: its own calls are under `/service_agents`. */
export const scopes: ScopeTable = {
  CustomerAdmin: admin,
  CustomerManager: manager,
  CustomerAgent: [],
  '*': admin,
};

const tokenKinds = ['session'] as const;
const keyKinds = ['api-key'] as const;

/**
 * The first place that holds something decides, also when it turns out to be wrong. There is no header for access keys;
 * what stands after `Bearer` is always taken for the token of a login.
 */
export function readCredential(request: FastifyRequest): PresentedCredential | null {
  const token = cookie(request, 'token') || queryText(request, 'token') || bearerToken(request);
  if (token) return { secret: token, kinds: tokenKinds };
  const key = cookie(request, 'accesskey') || queryText(request, 'accesskey');
  return key ? { secret: key, kinds: keyKinds } : null;
}
