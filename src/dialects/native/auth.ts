/** Keys of the native API: `Authorization: Bearer <key>` or `X-API-Key`. Their scopes are the capabilities themselves. */
import type { FastifyRequest } from 'fastify';
import { capabilities } from '../../core/capability.ts';
import type { PresentedCredential, ScopeTable } from '../../http/plugin.ts';
import { bearerToken, singleHeader } from '../../http/request-reader.ts';
import { keyInAddress } from './caller-id/request.ts';

export const scopes: ScopeTable = Object.fromEntries(
  capabilities.map((capability) => [capability, [capability]]),
);

const kinds = ['api-key'] as const;

export function readCredential(request: FastifyRequest): PresentedCredential | null {
  const secret =
    bearerToken(request) ?? singleHeader(request, 'x-api-key') ?? keyInAddress(request);
  return secret === undefined ? null : { secret, kinds };
}
