/** Whether a code or refresh token that was presented is good, bad, or shows that somebody has stolen one. */
import type { RefreshGrant } from '../../core/port/control-store.ts';
import type { AuthorizationCode } from '../../core/workspace/app-grant.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import type { Instant } from '../../core/value/instant.ts';

/** `stolen`: it was used before, by its owner or not, so what came of it ends. */
export type Standing = 'bad' | 'good' | 'stolen';

/**
 * Microseconds. A refresh token may be presented again for this long after its first use: an answer may have been lost, or
 * two workers of the app may have asked at once.
 */
const grace = 30_000_000;

export function standingOfCode(code: AuthorizationCode, clientId: Uuid, now: Instant): Standing {
  if (code.clientId !== clientId) return 'bad';
  if (code.usedAt !== null) return 'stolen';
  return code.expiresAt > now ? 'good' : 'bad';
}

export function standingOfRefresh(
  { credential, role }: RefreshGrant,
  client: { readonly id: Uuid; readonly audience: string },
  now: Instant,
): Standing {
  const { kind, audience, clientId, expiresAt, revokedAt, rotatedAt } = credential;
  const isTheirs = audience === client.audience && clientId === client.id;
  if (kind !== 'refresh-token' || !isTheirs || revokedAt !== null || role === null) return 'bad';
  if (rotatedAt !== null && now - rotatedAt > grace) return 'stolen';
  return expiresAt === null || expiresAt > now ? 'good' : 'bad';
}
