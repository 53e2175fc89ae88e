/**
 * The store of what is read before the tenant is known: organisations, workspaces, principals and what proves who they
 * are. Only `src/auth` and the composition root use it. Hashes are SHA-256 in hexadecimal.
 */
import type { RegisteredApp } from '../workspace/app-grant.ts';
import type { Connection, ConnectionUser } from '../workspace/connection.ts';
import type { Credential, OAuthApp, OAuthClient, Reach } from '../workspace/credential.ts';
import type { Membership, Principal, Role } from '../workspace/principal.ts';
import type { DuplicatePolicy, Organisation, Region, Workspace } from '../workspace/workspace.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { GrantStore, SessionStore } from './grant-store.ts';
import type { SandboxRegistry } from './sandbox-registry.ts';

/** Everything that a presented token stands for, loaded in one go. */
export interface CredentialGrant {
  readonly credential: Credential;
  readonly workspace: Workspace;
  readonly principal: Principal;
  /**
   * The principal's present role in the workspace (for a token that reaches an organisation: in any of it), the highest
   * where several apply; null = none any more.
   */
  readonly role: Role | null;
  /** Of the app that the token was issued to; null where it has no key or the token no app. */
  readonly appKeyHash: string | null;
}

export interface WorkspaceChange {
  readonly name?: string;
  readonly region?: Region;
  readonly timeZone?: string;
  readonly duplicates?: DuplicatePolicy;
}

export interface WorkspaceStore {
  insertOrganisation(organisation: Organisation): Promise<void>;
  findOrganisation(id: Uuid): Promise<Organisation | undefined>;
  /** Numbers the tenant and opens its rows in the tenant tables; only inside `atomically`. */
  insert(workspace: Omit<Workspace, 'tenantId'>): Promise<Workspace>;
  find(tenantId: number): Promise<Workspace | undefined>;
  findById(id: Uuid): Promise<Workspace | undefined>;
  /** Oldest first. */
  list(): Promise<readonly Workspace[]>;
  listOfOrganisation(organisationId: Uuid): Promise<readonly Workspace[]>;
  /** The numbers of those that have webhook subscriptions, or had some. */
  listWithWebhooks(): Promise<readonly number[]>;
  update(tenantId: number, change: WorkspaceChange): Promise<Workspace | undefined>;
}

/** A workspace that a principal may enter, and as what. */
export interface WorkspaceEntry {
  readonly workspace: Workspace;
  readonly role: Role;
}

export interface SignIn {
  readonly principal: Principal;
  readonly passwordHash: string;
  /** Oldest first. */
  readonly entries: readonly WorkspaceEntry[];
}

export interface PrincipalStore {
  /** Numbers the principal. Throws `AlreadyExists` when the username is taken. */
  insert(principal: Omit<Principal, 'number'>, passwordHash: string | null): Promise<Principal>;
  find(id: Uuid): Promise<Principal | undefined>;
  grantRole(membership: Membership): Promise<void>;
  /** The principal's role in the workspace, the highest where several apply; null = none. */
  roleIn(principalId: Uuid, tenantId: number): Promise<Role | null>;
  findSignIn(username: string): Promise<SignIn | undefined>;
  /** The workspaces that the principal may enter, oldest first. */
  entriesOf(id: Uuid): Promise<readonly WorkspaceEntry[]>;
}

export interface NewCredential extends Omit<
  Credential,
  'detail' | 'grantId' | 'lastUsedAt' | 'reach' | 'revokedAt' | 'rotatedAt' | 'updatedAt'
> {
  readonly tokenHash: string;
  /** Absent: nothing. */
  readonly detail?: string;
  /** Absent: it came of no consent. */
  readonly grantId?: Uuid | null;
  /** A refresh token that stays valid when used. */
  readonly reusable: boolean;
  /** Absent: a workspace. */
  readonly reach?: Reach;
}

/** What is still valid of a key, or of the tokens of a client and a principal. */
export interface StandingGrant {
  readonly workspace: Workspace;
  readonly principal: Principal;
  readonly role: Role | null;
  /** Of all that is valid; none when nothing is. */
  readonly scopes: readonly string[];
}

export interface RefreshGrant extends CredentialGrant {
  readonly reusable: boolean;
}

export interface CredentialStore {
  insert(credential: NewCredential): Promise<Credential>;
  /** Also notes the use when the last noted one is older than a minute. */
  findGrant(tokenHash: string, at: Instant): Promise<CredentialGrant | undefined>;
  findRefreshGrant(tokenHash: string): Promise<RefreshGrant | undefined>;
  /** `credentialId`: the key, or the client that tokens were issued to. Undefined for an unknown workspace or principal. */
  findStanding(
    of: {
      readonly tenantId: number;
      readonly audience: string;
      readonly credentialId: Uuid;
      readonly principalId: Uuid;
    },
    at: Instant,
  ): Promise<StandingGrant | undefined>;
  /** Oldest first, tokens of one sign-in or grant included, expired and revoked ones too. */
  listOfTenant(tenantId: number): Promise<readonly Credential[]>;
  /** Describes a key anew; undefined when the tenant has none such that is not revoked. */
  describe(
    tenantId: number,
    id: Uuid,
    words: { readonly label: string; readonly detail: string },
    at: Instant,
  ): Promise<Credential | undefined>;
  /** Revokes the credential and all that came from it; false when the tenant has none such that is still valid. */
  revoke(tenantId: number, id: Uuid, at: Instant): Promise<boolean>;
  /** Notes that a refresh token was exchanged, at the first time alone; false when it was revoked. */
  rotate(tenantId: number, id: Uuid, at: Instant): Promise<boolean>;
  /** Deletes at most `limit` access tokens of clients that expired before `before`. */
  removeExpired(before: Instant, limit: number): Promise<number>;
  /** Deletes at most `limit` refresh tokens that were exchanged before `before`. */
  removeRotated(before: Instant, limit: number): Promise<number>;
}

export interface OAuthClientStore {
  insertApp(app: OAuthApp, keyHash: string | null): Promise<void>;
  insertClient(client: Omit<OAuthClient, 'revokedAt'>, secretHash: string): Promise<void>;
  /** Undefined for an unknown client and a wrong secret alike, revoked clients included. */
  findClient(
    audience: string,
    publicId: string,
    secretHash: string,
  ): Promise<OAuthClient | undefined>;
  /** Undefined for revoked ones too. */
  findById(id: Uuid): Promise<OAuthClient | undefined>;
  /** Without its secret, for asking a person; undefined for revoked ones too. */
  findRegistered(audience: string, publicId: string): Promise<RegisteredApp | undefined>;
  /** The app whose key it is. */
  findApp(audience: string, keyHash: string): Promise<OAuthApp | undefined>;
  /** The clients bound to one workspace, oldest first, revoked ones too. */
  listOfTenant(tenantId: number): Promise<readonly RegisteredApp[]>;
  /** Revokes the client and every token issued to it; false when the tenant has none such that is still valid. */
  revoke(tenantId: number, id: Uuid, at: Instant): Promise<boolean>;
}

export interface ConnectionStore {
  insertUser(user: ConnectionUser): Promise<void>;
  insert(connection: Connection): Promise<void>;
  find(tenantId: number, hexId: string): Promise<Connection | undefined>;
  list(tenantId: number): Promise<readonly Connection[]>;
  listUsers(tenantId: number): Promise<readonly ConnectionUser[]>;
}

export interface ControlStore {
  readonly workspaces: WorkspaceStore;
  readonly principals: PrincipalStore;
  readonly credentials: CredentialStore;
  readonly clients: OAuthClientStore;
  readonly grants: GrantStore;
  readonly sessions: SessionStore;
  readonly connections: ConnectionStore;
  readonly sandboxes: SandboxRegistry;
  /** Runs the work in one transaction: all of it happens or nothing. */
  atomically<T>(work: (store: ControlStore) => Promise<T>): Promise<T>;
  /** Remembers the fingerprint at the first call; later, whether it is still the same one. */
  confirmSecret(fingerprint: string, at: Instant): Promise<boolean>;
}
