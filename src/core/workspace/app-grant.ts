/** What people let apps do: the consent, the code that carries it to the app, and how the consent is listed. */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { OAuthClient, Reach } from './credential.ts';
import type { Workspace } from './workspace.ts';

/**
 * One person's consent to one app in one workspace. Revoked, it takes every token that came of it along. A consent for an
 * organisation is one with a part for each workspace that the app was let into: it ends with its last part, and they with it.
 */
export interface AppGrant {
  readonly id: Uuid;
  readonly reach: Reach;
  /** The consent for an organisation that this is a part of. */
  readonly parentId: Uuid | null;
  /** Of one that reaches an organisation: the workspace that the app was registered in. */
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

/** An app in a workspace, as the consent for its organisation let it in there. */
export interface Installation {
  /** The consent's part for this workspace. */
  readonly grantId: Uuid;
  readonly workspace: Workspace;
  readonly principalId: Uuid;
  readonly scopes: readonly string[];
  readonly installedAt: Instant;
}

/** The code that the browser carries to the app; the grant that it is exchanged for has the same id. */
export interface AuthorizationCode {
  readonly id: Uuid;
  readonly tenantId: number;
  /** The workspaces of an organisation that the app is let into; null where it is let into one, `tenantId`. */
  readonly approved: readonly number[] | null;
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
