/** What people let apps do: the consent, the code that carries it to the app, and how the consent is listed. */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { OAuthClient } from './credential.ts';

/** One person's consent to one app in one workspace. Revoked, it takes every token that came of it along. */
export interface AppGrant {
  readonly id: Uuid;
  readonly tenantId: number;
  readonly clientId: Uuid;
  readonly principalId: Uuid;
  /** In the app's audience's words. */
  readonly scopes: readonly string[];
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
}

/** A grant with the names that people know app and person by. */
export interface AppGrantEntry extends AppGrant {
  readonly audience: string;
  readonly appName: string;
  readonly principalName: string;
  /** To the minute; null when no token of it is left or was used. */
  readonly lastUsedAt: Instant | null;
}

/** The code that the browser carries to the app; the grant that it is exchanged for has the same id. */
export interface AuthorizationCode {
  readonly id: Uuid;
  readonly tenantId: number;
  readonly clientId: Uuid;
  readonly principalId: Uuid;
  readonly scopes: readonly string[];
  /** As the app asked for it, to the letter. */
  readonly redirectUri: string;
  /** RFC 7636, S256; null where the app offered none. */
  readonly codeChallenge: string | null;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
}

/** A client with the name of its app: what a person is shown who is asked to let it in. */
export interface RegisteredApp {
  readonly client: OAuthClient;
  readonly name: string;
}

/** A person who is signed in with a browser. */
export interface BrowserSession {
  readonly id: Uuid;
  readonly principalId: Uuid;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
}
