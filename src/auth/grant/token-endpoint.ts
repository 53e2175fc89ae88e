/** OAuth token requests of every dialect. The grant logic is the library's; the dialect renders answer and refusal. */
import OAuth2Server from '@node-oauth/oauth2-server';
import { instant } from '../../core/value/instant.ts';
import type { AuthEnvironment } from '../auth-environment.ts';
import { hashToken } from '../token/token-hash.ts';
import { OAuthModel } from './oauth-model.ts';
import { type OAuthErrorWord, OAuthRefusal } from './oauth-refusal.ts';
import type { TokenGrant, TokenProfile, TokenRequest } from './token-profile.ts';

/** Tokens of clients are kept for a day after they expired, and swept a few at a time by the requests for new ones. */
const keptFor = 86_400_000_000;
const sweptAtOnce = 20;

export class TokenEndpoint {
  readonly #environment: AuthEnvironment;

  constructor(environment: AuthEnvironment) {
    this.#environment = environment;
  }

  /** Issues what the request asks for. Throws `OAuthRefusal`. */
  async grant(profile: TokenProfile, request: TokenRequest): Promise<TokenGrant> {
    const { store, clock } = this.#environment;
    const grant = await store.atomically((transaction) =>
      this.#issue(transaction, profile, request),
    );
    await store.credentials.removeExpired(instant(clock.now() - keptFor), sweptAtOnce);
    return grant;
  }

  async #issue(
    store: AuthEnvironment['store'],
    profile: TokenProfile,
    request: TokenRequest,
  ): Promise<TokenGrant> {
    const body = textsOf(request.parameters);
    const presentedRefresh =
      body['grant_type'] === 'refresh_token' ? body['refresh_token'] : undefined;
    const refresh =
      presentedRefresh === undefined
        ? undefined
        : await store.credentials.findRefreshGrant(hashToken(presentedRefresh));
    const environment = this.#environment;
    const model = new OAuthModel({ environment, store, profile, refresh, presentedRefresh });
    const server = new OAuth2Server({
      model,
      accessTokenLifetime: profile.accessTokenSeconds,
      refreshTokenLifetime: profile.refreshTokenSeconds,
      alwaysIssueNewRefreshToken: refresh?.reusable !== true,
    });
    try {
      await server.token(formRequest(body, request.authorization), new OAuth2Server.Response({}));
    } catch (error) {
      throw refusalOf(error);
    }
    return model.grant;
  }
}

/** Everything but text is as good as missing. */
function textsOf(parameters: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(parameters)) {
    if (typeof value === 'string' && value !== '') texts[name] = value;
  }
  return texts;
}

/** The library reads forms alone, from an object that looks like a request of the web server. */
function formRequest(
  body: Record<string, string>,
  authorization: string | undefined,
): OAuth2Server.Request {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': '1',
    ...(authorization !== undefined && { authorization }),
  };
  return new OAuth2Server.Request({ method: 'POST', query: {}, headers, body });
}

const words: readonly OAuthErrorWord[] = [
  'invalid_client',
  'invalid_grant',
  'invalid_request',
  'invalid_scope',
  'unauthorized_client',
  'unsupported_grant_type',
];

/** The library's refusals in our class; what it wrapped as a server error as it was. */
function refusalOf(error: unknown): unknown {
  if (!(error instanceof OAuth2Server.OAuthError)) return error;
  const word = words.find((known) => known === error.name);
  if (word !== undefined) return new OAuthRefusal(word, error.message);
  return 'inner' in error && error.inner instanceof Error ? error.inner : error;
}
