/** An app's request for a person's consent, as `@node-oauth/oauth2-server` wants to see it. */
import type OAuth2Server from '@node-oauth/oauth2-server';
import type { RegisteredApp } from '../../core/workspace/app-grant.ts';
import { everyScope } from '../../core/workspace/credential.ts';
import { newOpaqueToken } from '../token/token-form.ts';
import type { ScopeTable } from '../presented-credential.ts';
import { redirectMatches } from './redirect-uri.ts';

export type NewCode = Parameters<OAuth2Server.AuthorizationCodeModel['saveAuthorizationCode']>[0];

export interface AuthorizationModelOptions {
  readonly findApp: (publicId: string) => Promise<RegisteredApp | undefined>;
  /** Every scope of the app's audience. */
  readonly scopes: ScopeTable;
  /** Keeps the code; where nobody has consented yet it does nothing. */
  readonly saveCode: (code: NewCode, app: RegisteredApp) => Promise<void>;
}

export class AuthorizationModel implements OAuth2Server.AuthorizationCodeModel {
  readonly #options: AuthorizationModelOptions;
  #app: RegisteredApp | undefined;

  constructor(options: AuthorizationModelOptions) {
    this.#options = options;
  }

  /** Who asks; undefined when nobody that is known. */
  get app(): RegisteredApp | undefined {
    return this.#app;
  }

  async getClient(publicId: string): Promise<OAuth2Server.Client | null> {
    this.#app = await this.#options.findApp(publicId);
    if (this.#app === undefined) return null;
    const { id, grants, redirectUris } = this.#app.client;
    return { id, grants: [...grants], redirectUris: [...redirectUris] };
  }

  async validateRedirectUri(asked: string): Promise<boolean> {
    const registered = this.#app?.client.redirectUris ?? [];
    return registered.some((one) => redirectMatches(one, asked));
  }

  /** Nothing is granted that was not asked for by name, and no name that the audience does not have. */
  async validateScope(
    _user: unknown,
    _client: unknown,
    requested: string[] = [],
  ): Promise<string[] | null> {
    const asked = [...new Set(requested)].filter((scope) => scope !== '');
    const allowed = this.#app?.client.scopes ?? [];
    const isAllowed = (scope: string): boolean =>
      Object.hasOwn(this.#options.scopes, scope) &&
      scope !== everyScope &&
      (allowed.includes(scope) || allowed.includes(everyScope));
    return asked.length > 0 && asked.every(isAllowed) ? asked : null;
  }

  async generateAuthorizationCode(): Promise<string> {
    return newOpaqueToken();
  }

  async saveAuthorizationCode(
    code: NewCode,
    client: OAuth2Server.Client,
    user: OAuth2Server.User,
  ): Promise<OAuth2Server.AuthorizationCode> {
    if (this.#app === undefined) throw new Error('No app asked');
    await this.#options.saveCode(code, this.#app);
    return { ...code, client, user };
  }

  // The rest belongs to the token endpoint's model; the library's types demand it of every one.
  async getAuthorizationCode(): Promise<null> {
    return null;
  }
  async revokeAuthorizationCode(): Promise<boolean> {
    return false;
  }
  async saveToken(): Promise<null> {
    return null;
  }
  async getAccessToken(): Promise<null> {
    return null;
  }
}
