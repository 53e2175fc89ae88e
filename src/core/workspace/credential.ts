/** What proves who is calling, and for which workspace: keys, tokens and the clients that tokens are issued to. */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';

/**
 * `api-key`: made once, shown once, lives until revoked. `access-token` and `refresh-token`: issued by an OAuth grant.
 * `session`: issued for a user name and password.
 */
export const credentialKinds = ['api-key', 'access-token', 'refresh-token', 'session'] as const;
export type CredentialKind = (typeof credentialKinds)[number];

/**
 * How far an app's tokens reach. `workspace`: the records of one. `organisation`: no records at all, but tokens for those of
 * its workspaces that a person let the app into.
 */
export const reaches = ['workspace', 'organisation'] as const;
export type Reach = (typeof reaches)[number];

/** The scope that stands for everything that credentials of the audience can do. */
export const everyScope = '*';

export interface Credential {
  readonly id: Uuid;
  readonly tenantId: number;
  /** The one dialect that accepts it. */
  readonly audience: string;
  readonly kind: CredentialKind;
  /** The first characters of the token, to tell keys apart in a list. */
  readonly prefix: string;
  /** In the audience's own words; `*` = everything. */
  readonly scopes: readonly string[];
  readonly principalId: Uuid;
  readonly reach: Reach;
  /** The OAuth client that it was issued to. */
  readonly clientId: Uuid | null;
  /** The refresh token that it came from. */
  readonly parentId: Uuid | null;
  /** The consent that it came of. */
  readonly grantId: Uuid | null;
  readonly label: string;
  /** What else its owner wants to know of it. */
  readonly detail: string;
  readonly createdAt: Instant;
  /** When its label or detail was changed; null: never. */
  readonly updatedAt: Instant | null;
  /** Null: never expires. */
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
  /** Of a refresh token: when it was first exchanged for another. */
  readonly rotatedAt: Instant | null;
  /** To the minute. */
  readonly lastUsedAt: Instant | null;
}

export type OAuthGrantType = 'authorization_code' | 'client_credentials' | 'refresh_token';

/** A program that calls the hub, as its vendor registers programs. One app key may serve clients of several workspaces. */
export interface OAuthApp {
  readonly id: Uuid;
  readonly audience: string;
  readonly name: string;
  /** False for apps that present no key besides their token. */
  readonly hasKey: boolean;
  readonly createdAt: Instant;
}

/** An id and a secret that an app presents to be issued tokens. */
export interface OAuthClient {
  readonly id: Uuid;
  readonly appId: Uuid;
  readonly audience: string;
  readonly reach: Reach;
  /** The id that the app presents. */
  readonly publicId: string;
  /**
   * The one workspace that its tokens are for; null: every one that a person lets it into. One that reaches an organisation
   * always has it: the workspace that it was registered in, whose organisation it is for.
   */
  readonly tenantId: number | null;
  /** Whom it acts as when it asks for tokens by itself; null when a person has to grant each. */
  readonly principalId: Uuid | null;
  readonly grants: readonly OAuthGrantType[];
  readonly scopes: readonly string[];
  /** Where its answers may be sent, as `redirectMatches` in `src/auth/grant` reads them. */
  readonly redirectUris: readonly string[];
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
}
