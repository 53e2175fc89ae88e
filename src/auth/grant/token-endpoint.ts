/** OAuth token requests of every dialect. The grant logic is the library's; the dialect renders answer and refusal. */
import OAuth2Server from '@node-oauth/oauth2-server';
import { instant } from '../../core/value/instant.ts';
import type { AuthEnvironment } from '../auth-environment.ts';
import { hashToken } from '../token/token-hash.ts';
import { OAuthModel } from './oauth-model.ts';
import { OAuthRefusal, refusalOf } from './oauth-refusal.ts';
import { clientSecretsOf, textsOf } from './parameters.ts';
import type { TokenGrant, TokenProfile, TokenRequest } from './token-profile.ts';

/** Tokens of clients are kept for a day after they expired, and swept a few at a time by the requests for new ones. */
const keptFor = 86_400_000_000;
const sweptAtOnce = 20;

export class TokenEndpoint {
  readonly #environment: AuthEnvironment;

  constructor(environment: AuthEnvironment) {
    this.#environment = environment;
  }

  /**
   * Issues what the request asks for. Throws `OAuthRefusal`; a code or refresh token that was used before then takes along
   * everything that came of the same consent.
   */
  async grant(profile: TokenProfile, request: TokenRequest): Promise<TokenGrant> {
    const { store, clock } = this.#environment;
    let model: OAuthModel | undefined;
    let grant: TokenGrant;
    try {
      grant = await store.atomically(async (transaction) => {
        model = await this.#modelFor(transaction, profile, textsOf(request.parameters));
        return issue(model, profile, completed(profile, request, model));
      });
    } catch (error) {
      if (error instanceof OAuthRefusal) await this.#conclude(model?.afterRefusal);
      throw error;
    }
    await store.credentials.removeExpired(instant(clock.now() - keptFor), sweptAtOnce);
    return grant;
  }

  /**
   * RFC 7009: ends a refresh token with its whole consent, or an access token alone. An unknown token is as good as ended.
   * Throws `OAuthRefusal` when the client does not prove itself or names no token.
   */
  async revoke(audience: string, request: TokenRequest): Promise<void> {
    const { store, clock, changed } = this.#environment;
    const texts = textsOf(request.parameters);
    const secrets = clientSecretsOf(texts, request.authorization);
    const client =
      secrets && (await store.clients.findClient(audience, secrets.id, hashToken(secrets.secret)));
    if (client === undefined) throw new OAuthRefusal('invalid_client', 'The client is not known');
    const { token } = texts;
    if (token === undefined)
      throw new OAuthRefusal('invalid_request', 'Missing parameter: `token`');
    const found = await store.credentials.findRefreshGrant(hashToken(token));
    if (found === undefined || found.credential.clientId !== client.id) return;
    const { id, tenantId, grantId, kind } = found.credential;
    const isWhole = kind === 'refresh-token' && grantId !== null;
    const at = clock.of(tenantId).now();
    if (!isWhole) await store.credentials.revoke(tenantId, id, at);
    const ended = isWhole ? await store.grants.revoke(tenantId, grantId, at) : [tenantId];
    for (const tenant of ended) changed(tenant);
  }

  async #modelFor(
    store: AuthEnvironment['store'],
    profile: TokenProfile,
    texts: Readonly<Record<string, string>>,
  ): Promise<OAuthModel> {
    const { grant_type: type, refresh_token: token, code } = texts;
    const presentedRefresh = type === 'refresh_token' ? token : undefined;
    const presentedCode = type === 'authorization_code' ? code : undefined;
    const [refresh, found] = [
      presentedRefresh === undefined
        ? undefined
        : await store.credentials.findRefreshGrant(hashToken(presentedRefresh)),
      presentedCode === undefined
        ? undefined
        : await store.grants.findCode(hashToken(presentedCode)),
    ];
    const environment = this.#environment;
    return new OAuthModel({ environment, store, profile, presentedRefresh, refresh, code: found });
  }

  async #conclude(consequence: OAuthModel['afterRefusal']): Promise<void> {
    if (consequence === undefined) return;
    const { store, clock, changed } = this.#environment;
    const at = clock.of(consequence.tenantId).now();
    for (const tenant of await consequence.run(store, at)) changed(tenant);
  }
}

/**
 * The request as the library wants it: with the address that the code was sent to, where the vendor lets clients leave it
 * out. Throws `OAuthRefusal` where the vendor looks at the code before the client.
 */
function completed(
  { redirectUriMayBeAbsent, unknownCode }: TokenProfile,
  request: TokenRequest,
  { code }: Pick<OAuthModel, 'code'>,
): TokenRequest {
  const { grant_type: type, redirect_uri: asked } = textsOf(request.parameters);
  if (type !== 'authorization_code') return request;
  if (code === undefined) {
    if (unknownCode === undefined) return request;
    throw new OAuthRefusal('invalid_grant', unknownCode);
  }
  if (redirectUriMayBeAbsent !== true || asked !== undefined) return request;
  return { ...request, parameters: { ...request.parameters, redirect_uri: code.redirectUri } };
}

async function issue(
  model: OAuthModel,
  profile: TokenProfile,
  request: TokenRequest,
): Promise<TokenGrant> {
  const server = new OAuth2Server({
    model,
    accessTokenLifetime: profile.accessTokenSeconds,
    refreshTokenLifetime: profile.refreshTokenSeconds,
    alwaysIssueNewRefreshToken: !model.keepsRefreshToken,
  });
  try {
    await server.token(formRequest(request), new OAuth2Server.Response({}));
  } catch (error) {
    throw refusalOf(error);
  }
  return model.grant;
}

/** The library reads forms alone, from an object that looks like a request of the web server. */
function formRequest({ parameters, authorization }: TokenRequest): OAuth2Server.Request {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': '1',
    ...(authorization !== undefined && { authorization }),
  };
  return new OAuth2Server.Request({
    method: 'POST',
    query: {},
    headers,
    body: textsOf(parameters),
  });
}
