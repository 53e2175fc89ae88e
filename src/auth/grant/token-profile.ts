/** What a dialect says of its token endpoint, and what it gets to answer with. */
import type { OAuthClient, OAuthGrantType, Reach } from '../../core/workspace/credential.ts';
import type { Principal, Role } from '../../core/workspace/principal.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import type { Instant } from '../../core/value/instant.ts';
import type { Claims } from '../token/token-signer.ts';

/** Whose token it will be, and until when: what a dialect makes claims of. */
export interface TokenSubject {
  readonly workspace: Workspace;
  readonly principal: Principal;
  readonly role: Role;
  readonly client: OAuthClient;
  /** `organisation`: of the workspace's organisation, not of the workspace. */
  readonly reach: Reach;
  readonly scopes: readonly string[];
  readonly tokenId: Uuid;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
}

/** A constant of the dialect. */
export interface TokenProfile {
  readonly audience: string;
  /** The grant types that the vendor has; each client has its own among them. */
  readonly grants: readonly OAuthGrantType[];
  readonly accessTokenSeconds: number;
  readonly refreshTokenSeconds: number;
  /** Makes the access token a JWT with these claims; without it, it is opaque. */
  readonly claims?: (subject: TokenSubject) => Claims;
  /** The JWT's `typ`; `JWT` if absent. */
  readonly tokenType?: string;
  /** For vendors that do not ask for the address again: a code's own stands for one that was left out. Default: no. */
  readonly redirectUriMayBeAbsent?: boolean;
  /** What is said of an unknown code; given, it is said before the client is looked at. */
  readonly unknownCode?: string;
}

export interface TokenRequest {
  /** The parsed form or JSON body, in OAuth's own names (`grant_type`, `client_id`, …). */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The header of that name: clients may present id and secret as Basic. */
  readonly authorization?: string | undefined;
}

export interface TokenGrant {
  readonly accessToken: string;
  /** Seconds. */
  readonly expiresIn: number;
  /** Null when the grant has none. */
  readonly refreshToken: string | null;
  readonly scopes: readonly string[];
  readonly workspace: Workspace;
  readonly principal: Principal;
  readonly client: OAuthClient;
  readonly reach: Reach;
  /** The workspaces that a token for an organisation may ask for tokens of; none for one of a workspace. */
  readonly approved: readonly Workspace[];
}
