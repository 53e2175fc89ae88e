/**
 * The hub's clients and tokens as `@node-oauth/oauth2-server` wants to see them, for one token request. What the request
 * has found out is kept in fields: the library hands objects around as `any`.
 */
import OAuth2Server from '@node-oauth/oauth2-server';
import type { ControlStore, RefreshGrant } from '../../core/port/control-store.ts';
import type { AuthorizationCode } from '../../core/workspace/app-grant.ts';
import { everyScope, type OAuthClient, type Reach } from '../../core/workspace/credential.ts';
import type { Role } from '../../core/workspace/principal.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import type { Instant } from '../../core/value/instant.ts';
import type { AuthEnvironment } from '../auth-environment.ts';
import { newUuid } from '../token/new-id.ts';
import { newOpaqueToken } from '../token/token-form.ts';
import { hashToken } from '../token/token-hash.ts';
import { makeAccessToken, type TokenHolder } from './access-token.ts';
import { saveTokens } from './save-tokens.ts';
import { standingOfCode, standingOfRefresh } from './standing.ts';
import type { TokenGrant, TokenProfile, TokenSubject } from './token-profile.ts';

type Model = OAuth2Server.AuthorizationCodeModel &
  OAuth2Server.ClientCredentialsModel &
  OAuth2Server.RefreshTokenModel;

/** What is done although the request was refused and its transaction undone. `run`: the tenants whose tokens it ended. */
interface Consequence {
  /** By whose clock it is dated. */
  readonly tenantId: number;
  readonly run: (store: ControlStore, at: Instant) => Promise<readonly number[]>;
}

export interface OAuthModelOptions {
  readonly environment: AuthEnvironment;
  /** The transaction that the request runs in. */
  readonly store: ControlStore;
  readonly profile: TokenProfile;
  /** What the presented refresh token stands for. */
  readonly refresh: RefreshGrant | undefined;
  readonly presentedRefresh: string | undefined;
  /** What the presented code stands for. */
  readonly code: AuthorizationCode | undefined;
}

export class OAuthModel implements Model {
  readonly #options: OAuthModelOptions;
  #client: OAuthClient | undefined;
  #holder: TokenHolder | undefined;
  #subject: TokenSubject | undefined;
  #grant: TokenGrant | undefined;
  /** What has to be done once the request is refused. */
  afterRefusal: Consequence | undefined;

  constructor(options: OAuthModelOptions) {
    this.#options = options;
  }

  /** A Sandbox's refresh token stays when used. */
  get keepsRefreshToken(): boolean {
    return this.#options.refresh?.reusable === true;
  }

  /** What the presented code stands for; undefined for an unknown one. */
  get code(): AuthorizationCode | undefined {
    return this.#options.code;
  }

  /** What was granted, once the library has saved it. */
  get grant(): TokenGrant {
    return present(this.#grant);
  }

  /** The library leaves the secret out for PKCE; every client here has one, and it is always asked for. */
  async getClient(
    publicId: string,
    secret: string | undefined,
  ): Promise<OAuth2Server.Client | null> {
    const { store, profile } = this.#options;
    if (secret === undefined) return null;
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
    const { tenantId, principalId } = present(this.#client);
    if (tenantId === null || principalId === null) return null;
    return this.#hold(tenantId, principalId);
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

  async getAuthorizationCode(presented: string): Promise<OAuth2Server.AuthorizationCode | null> {
    const { code, environment } = this.#options;
    const client = present(this.#client);
    if (code === undefined) return null;
    const standing = standingOfCode(code, client.id, environment.clock.of(code.tenantId).now());
    if (standing === 'stolen') this.#endGrant(code.tenantId, code.id);
    const user = standing === 'good' ? await this.#holdCode(code) : null;
    if (user === null) return this.#refuseCode();
    return {
      authorizationCode: presented,
      // Looked at above, by the hub's own clock.
      expiresAt: new Date(8.64e15),
      redirectUri: code.redirectUri,
      scope: [...code.scopes],
      client: { id: client.id, grants: [] },
      user,
      ...(code.codeChallenge !== null && {
        codeChallenge: code.codeChallenge,
        codeChallengeMethod: 'S256',
      }),
    };
  }

  /** Used up by the attempt, whatever comes of it: a verifier cannot be guessed twice. */
  async revokeAuthorizationCode(): Promise<boolean> {
    const { environment, store } = this.#options;
    const { id, tenantId } = present(this.#options.code);
    const isFirst = await store.grants.useCode(id, environment.clock.of(tenantId).now());
    if (isFirst) {
      const run: Consequence['run'] = async (after, at) => {
        await after.grants.useCode(id, at);
        return [];
      };
      this.afterRefusal = { tenantId, run };
    } else this.#endGrant(tenantId, id);
    return isFirst;
  }

  async getRefreshToken(presented: string): Promise<OAuth2Server.RefreshToken | null> {
    const { refresh, environment } = this.#options;
    const client = present(this.#client);
    if (refresh === undefined || refresh.role === null) return null;
    const { credential, workspace, principal, role } = refresh;
    const now = environment.clock.of(credential.tenantId).now();
    const standing = standingOfRefresh(refresh, client, now);
    if (standing === 'stolen') this.#endGrant(credential.tenantId, credential.grantId);
    if (standing !== 'good') return null;
    this.#holder = { workspace, principal, role };
    return {
      refreshToken: presented,
      scope: [...credential.scopes],
      client: { id: client.id, grants: [] },
      user: { id: principal.id },
    };
  }

  /** The library asks for this when a used refresh token is to be replaced. */
  async revokeToken(): Promise<boolean> {
    const { store, refresh, environment } = this.#options;
    const { credential } = present(refresh);
    const { tenantId, id } = credential;
    return store.credentials.rotate(tenantId, id, environment.clock.of(tenantId).now());
  }

  async generateAccessToken(_client: unknown, _user: unknown, scope: string[]): Promise<string> {
    const { environment, profile } = this.#options;
    const { token, subject } = await makeAccessToken(environment, profile, {
      holder: present(this.#holder),
      client: present(this.#client),
      scopes: scope,
      reach: this.#reach,
    });
    this.#subject = subject;
    return token;
  }

  async generateRefreshToken(): Promise<string> {
    return newOpaqueToken();
  }

  async saveToken(token: OAuth2Server.Token): Promise<OAuth2Server.Token> {
    const { store, profile, presentedRefresh, refresh, code } = this.#options;
    const subject = present(this.#subject);
    const granted = { subject, token, profile, refresh, code, newId: () => this.#newId() };
    const grantId = await saveTokens(store, granted);
    const { workspace, principal, client, scopes, reach } = subject;
    this.#grant = {
      accessToken: token.accessToken,
      expiresIn: profile.accessTokenSeconds,
      refreshToken: token.refreshToken ?? presentedRefresh ?? null,
      scopes,
      workspace,
      principal,
      client,
      reach,
      approved: reach === 'organisation' ? await this.#approved(grantId) : [],
    };
    return { ...token, client: { id: client.id, grants: [] }, user: { id: principal.id } };
  }

  /** Only at the endpoint that takes tokens, which is not this one; the library's types demand it of every model. */
  async getAccessToken(): Promise<null> {
    return null;
  }

  /** Only where a person is asked: `AuthorizationModel`. */
  async saveAuthorizationCode(): Promise<null> {
    return null;
  }

  #refuseCode(): null {
    const { unknownCode } = this.#options.profile;
    if (unknownCode === undefined) return null;
    throw new OAuth2Server.InvalidGrantError(unknownCode);
  }

  /** A code for an organisation or a refresh token of one makes tokens for it; everything else, for a workspace. */
  get #reach(): Reach {
    const { refresh, code } = this.#options;
    if (refresh !== undefined) return refresh.credential.reach;
    return code === undefined || code.approved === null ? 'workspace' : 'organisation';
  }

  async #approved(grantId: Uuid | null): Promise<readonly Workspace[]> {
    if (grantId === null) return [];
    const installations = await this.#options.store.grants.listInstallations(grantId);
    return installations.map(({ workspace }) => workspace);
  }

  /** For an organisation the person needs a role in every workspace that was approved, not where the app is registered. */
  async #holdCode({ tenantId, principalId, approved }: AuthorizationCode) {
    const { principals } = this.#options.store;
    if (approved === null) return this.#hold(tenantId, principalId);
    const held: (Role | null)[] = [];
    for (const part of approved) held.push(await principals.roleIn(principalId, part));
    const [role = null] = held;
    return held.includes(null) ? null : this.#hold(tenantId, principalId, role);
  }

  async #hold(
    tenantId: number,
    principalId: Uuid,
    known?: Role | null,
  ): Promise<OAuth2Server.User | null> {
    const { store } = this.#options;
    const workspace = await store.workspaces.find(tenantId);
    const principal = await store.principals.find(principalId);
    const role = known ?? (await store.principals.roleIn(principalId, tenantId));
    if (workspace === undefined || principal === undefined || role === null) return null;
    this.#holder = { workspace, principal, role };
    return { id: principal.id };
  }

  #endGrant(tenantId: number, grantId: Uuid | null): void {
    if (grantId === null) return;
    this.afterRefusal = {
      tenantId,
      run: (store, at) => store.grants.revoke(tenantId, grantId, at),
    };
  }

  #newId(): Uuid {
    return newUuid(this.#options.environment.clock);
  }
}

/** The library calls in a fixed order; a value that is not there yet is a fault of ours. */
function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The token request is not that far yet');
  return value;
}
