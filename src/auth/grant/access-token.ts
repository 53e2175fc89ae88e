/** The text of a new access token, and whose it is. */
import type { OAuthClient, Reach } from '../../core/workspace/credential.ts';
import type { Principal, Role } from '../../core/workspace/principal.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';
import { instant } from '../../core/value/instant.ts';
import type { AuthEnvironment } from '../auth-environment.ts';
import { newUuid } from '../token/new-id.ts';
import { newOpaqueToken } from '../token/token-form.ts';
import type { TokenProfile, TokenSubject } from './token-profile.ts';

export interface TokenHolder {
  readonly workspace: Workspace;
  readonly principal: Principal;
  readonly role: Role;
}

export interface AccessTokenOrder {
  readonly holder: TokenHolder;
  readonly client: OAuthClient;
  readonly scopes: readonly string[];
  readonly reach: Reach;
}

export interface NewAccessToken {
  readonly token: string;
  readonly subject: TokenSubject;
}

/** Opaque, or a JWT where the profile has claims. Nothing is stored yet. */
export async function makeAccessToken(
  { clock, sign }: Pick<AuthEnvironment, 'clock' | 'sign'>,
  profile: TokenProfile,
  { holder, ...order }: AccessTokenOrder,
): Promise<NewAccessToken> {
  const issuedAt = clock.of(holder.workspace.tenantId).now();
  const subject = {
    ...holder,
    ...order,
    tokenId: newUuid(clock),
    issuedAt,
    expiresAt: instant(issuedAt + profile.accessTokenSeconds * 1_000_000),
  };
  if (profile.claims === undefined) return { token: newOpaqueToken(), subject };
  // Two tokens of one second must not be the same text: each has its own row.
  const claims = { ...profile.claims(subject), jti: subject.tokenId };
  return { token: await sign(claims, profile.tokenType ?? 'JWT'), subject };
}
