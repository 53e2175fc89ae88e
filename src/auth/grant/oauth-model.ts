/**
 * The hub's clients and tokens as `@node-oauth/oauth2-server` wants to see them, for one token request. What the request
 * has found out is kept in fields: the library hands objects around as `any`.
 */
import type OAuth2Server from '@node-oauth/oauth2-server';
import type { ControlStore, NewCredential, RefreshGrant } from '../../core/port/control-store.ts';
import { everyScope, type OAuthClient } from '../../core/workspace/credential.ts';
import type { Principal, Role } from '../../core/workspace/principal.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';
import { instant } from '../../core/value/instant.ts';
import type { AuthEnvironment } from '../auth-environment.ts';
import { newUuid } from '../token/new-id.ts';
import { newOpaqueToken, shownPrefix } from '../token/token-form.ts';
import { hashToken } from '../token/token-hash.ts';
import type { TokenGrant, TokenProfile, TokenSubject } from './token-profile.ts';

type Model = OAuth2Server.ClientCredentialsModel & OAuth2Server.RefreshTokenModel;

interface Holder {
  readonly workspace: Workspace;
  readonly principal: Principal;
  readonly role: Role;
}

export interface OAuthModelOptions {
  readonly environment: AuthEnvironment;
  /** The transaction that the request runs in. */
  readonly store: ControlStore;
  readonly profile: TokenProfile;
  /** What the presented refresh token stands for. */
  readonly refresh: RefreshGrant | undefined;
  readonly presentedRefresh: string | undefined;
}

export class OAuthModel implements Model {
  readonly #options: OAuthModelOptions;
  #client: OAuthClient | undefined;
  #holder: Holder | undefined;
  #subject: TokenSubject | undefined;
  #grant: TokenGrant | undefined;

  constructor(options: OAuthModelOptions) {
    this.#options = options;
  }

  /** What was granted, once the library has saved it. */
  get grant(): TokenGrant {
    return present(this.#grant);
  }

  async getClient(publicId: string, secret: string): Promise<OAuth2Server.Client | null> {
    const { store, profile } = this.#options;
    const client = await store.clients.findClient(profile.audience, publicId, hashToken(secret));
    this.#client = client;
    if (client === undefined) return null;
    return {
      id: client.id,
      grants: client.grants.filter((grant) => profile.grants.includes(grant)),
      redirectUris: [...client.redirectUris],
    };
  }

  /** A client of one workspace acts as the principal it was made with, as long as that one has a role there. */
  async getUserFromClient(): Promise<OAuth2Server.User | null> {
    const { store } = this.#options;
    const { tenantId, principalId } = present(this.#client);
    if (tenantId === null || principalId === null) return null;
    const [workspace, principal, role] = [
      await store.workspaces.find(tenantId),
      await store.principals.find(principalId),
      await store.principals.roleIn(principalId, tenantId),
    ];
    if (workspace === undefined || principal === undefined || role === null) return null;
    this.#holder = { workspace, principal, role };
    return { id: principal.id };
  }

  async validateScope(
    _user: unknown,
    _client: unknown,
    requested?: string[],
  ): Promise<string[] | null> {
    const { scopes } = present(this.#client);
    if (requested === undefined) return [...scopes];
    const isGranted = (scope: string): boolean =>
      scopes.includes(scope) || scopes.includes(everyScope);
    return requested.every(isGranted) ? requested : null;
  }

  async getRefreshToken(presented: string): Promise<OAuth2Server.RefreshToken | null> {
    const { refresh, environment, profile } = this.#options;
    if (refresh === undefined || refresh.role === null) return null;
    const { credential, workspace, principal, role } = refresh;
    const isOver = credential.expiresAt !== null && credential.expiresAt <= environment.clock.now();
    if (credential.kind !== 'refresh-token' || credential.audience !== profile.audience)
      return null;
    if (isOver || credential.revokedAt !== null || credential.clientId === null) return null;
    this.#holder = { workspace, principal, role };
    return {
      refreshToken: presented,
      scope: [...credential.scopes],
      client: { id: credential.clientId, grants: [] },
      user: { id: principal.id },
    };
  }

  /** The library asks for this when a used refresh token is to be replaced. */
  async revokeToken(): Promise<boolean> {
    const { store, refresh, environment } = this.#options;
    const { credential } = present(refresh);
    return store.credentials.retire(credential.tenantId, credential.id, environment.clock.now());
  }

  async generateAccessToken(_client: unknown, _user: unknown, scope: string[]): Promise<string> {
    const { environment, profile } = this.#options;
    const issuedAt = environment.clock.now();
    const subject = {
      ...present(this.#holder),
      client: present(this.#client),
      scopes: scope,
      tokenId: newUuid(environment.clock),
      issuedAt,
      expiresAt: instant(issuedAt + profile.accessTokenSeconds * 1_000_000),
    };
    this.#subject = subject;
    if (profile.claims === undefined) return newOpaqueToken();
    // Two tokens of one second must not be the same text: each has its own row.
    const claims = { ...profile.claims(subject), jti: subject.tokenId };
    return environment.sign(claims, profile.tokenType ?? 'JWT');
  }

  async generateRefreshToken(): Promise<string> {
    return newOpaqueToken();
  }

  async saveToken(token: OAuth2Server.Token): Promise<OAuth2Server.Token> {
    const { store, refresh, profile, presentedRefresh } = this.#options;
    const subject = present(this.#subject);
    const { workspace, principal, client, scopes } = subject;
    const parent = await this.#saveRefreshToken(token.refreshToken, subject);
    await store.credentials.insert({
      ...issued(subject),
      id: subject.tokenId,
      kind: 'access-token',
      tokenHash: hashToken(token.accessToken),
      prefix: shownPrefix(token.accessToken),
      reusable: false,
      parentId: parent ?? refresh?.credential.id ?? null,
      expiresAt: subject.expiresAt,
    });
    this.#grant = {
      accessToken: token.accessToken,
      expiresIn: profile.accessTokenSeconds,
      refreshToken: token.refreshToken ?? presentedRefresh ?? null,
      scopes,
      workspace,
      principal,
      client,
    };
    return { ...token, client: { id: client.id, grants: [] }, user: { id: principal.id } };
  }

  /** Only at the endpoint that takes tokens, which is not this one; the library's types demand it of every model. */
  async getAccessToken(): Promise<null> {
    return null;
  }

  async #saveRefreshToken(token: string | undefined, subject: TokenSubject) {
    if (token === undefined) return undefined;
    const { environment, profile, store } = this.#options;
    const id = newUuid(environment.clock);
    await store.credentials.insert({
      ...issued(subject),
      id,
      kind: 'refresh-token',
      tokenHash: hashToken(token),
      prefix: shownPrefix(token),
      reusable: false,
      parentId: null,
      expiresAt: instant(subject.issuedAt + profile.refreshTokenSeconds * 1_000_000),
    });
    return id;
  }
}

/** What access and refresh token of one grant have in common. */
function issued(
  subject: TokenSubject,
): Pick<
  NewCredential,
  'audience' | 'clientId' | 'createdAt' | 'label' | 'principalId' | 'scopes' | 'tenantId'
> {
  return {
    audience: subject.client.audience,
    clientId: subject.client.id,
    createdAt: subject.issuedAt,
    label: '',
    principalId: subject.principal.id,
    scopes: subject.scopes,
    tenantId: subject.workspace.tenantId,
  };
}

/** The library calls in a fixed order; a value that is not there yet is a fault of ours. */
function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The token request is not that far yet');
  return value;
}
