/** How ServiceM8's clients prove who they are: a private API key, or a token of an add-on with scopes. */
import type { FastifyRequest } from 'fastify';
import type { PresentedCredential } from '../../http/plugin.ts';
import { bearerToken, singleHeader } from '../../http/request-reader.ts';

const keyKinds = ['api-key'] as const;
const tokenKinds = ['access-token'] as const;

/** A key wins over a token. */
export function readCredential(request: FastifyRequest): PresentedCredential | null {
  const key = singleHeader(request, 'x-api-key')?.trim() ?? '';
  if (key !== '') return { secret: key, kinds: keyKinds };
  const token = bearerToken(request);
  return token === undefined ? null : { secret: token, kinds: tokenKinds };
}
