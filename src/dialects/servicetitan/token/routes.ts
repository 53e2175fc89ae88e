/** `/connect/token`: the client credentials grant, as the vendor's token host answers it. */
import { instantToMs, type Instant } from '../../../core/value/instant.ts';
import { OAuthRefusal } from '../../../http/failure.ts';
import { open, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { grantedScopes, isForm, scopes } from '../auth.ts';
import { TokenErrorResponse, TokenRequest, TokenResponse } from './schema.ts';

type Tokens = DialectServices['auth']['tokens'];
type TokenProfile = Parameters<Tokens['grant']>[0];

const profile: TokenProfile = {
  audience: 'servicetitan',
  grants: ['client_credentials'],
  accessTokenSeconds: 900,
  // The vendor issues no refresh tokens; the library wants a number.
  refreshTokenSeconds: 900,
  tokenType: 'at+jwt',
  // The members of the vendor's own tokens, with their types: tenant as text, scope as a list.
  claims: (subject) => ({
    nbf: secondsOf(subject.issuedAt),
    exp: secondsOf(subject.expiresAt),
    iss: 'urn:polydex:servicetitan',
    client_id: subject.client.publicId,
    tenant: String(subject.workspace.tenantId),
    jti: subject.tokenId,
    iat: secondsOf(subject.issuedAt),
    scope: grantedScopes(subject.scopes),
  }),
};

export function tokenRoute(app: DialectApp, { auth }: DialectServices): void {
  app.post(
    '/connect/token',
    {
      config: open,
      schema: {
        operationId: 'Token_Create',
        summary: 'Get an access token (client credentials)',
        body: TokenRequest,
        response: { 200: TokenResponse, 400: TokenErrorResponse },
      },
    },
    async (request, reply) => {
      if (!isForm(request)) throw new OAuthRefusal('invalid_request', 'The body must be a form');
      assertGrantType(request.body['grant_type']);
      assertScopes(request.body['scope']);
      const grant = await auth.tokens.grant(profile, {
        parameters: request.body,
        authorization: request.headers.authorization,
      });
      assertTenant(request.body['tenant'], grant.workspace.tenantId);
      reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
      return {
        access_token: grant.accessToken,
        expires_in: grant.expiresIn,
        token_type: 'Bearer',
        scope: grantedScopes(grant.scopes).join(' '),
      };
    },
  );
}

/** The library answers `unauthorized_client` to grants that others have; the vendor has but one. */
function assertGrantType(named: string | undefined): void {
  if (named === 'client_credentials') return;
  throw new OAuthRefusal('unsupported_grant_type', 'The grant type must be client_credentials');
}

/** No known client asks for scopes; one that does is not given a token that allows nothing. */
function assertScopes(requested: string | undefined): void {
  const names = requested?.split(' ').filter((name) => name !== '') ?? [];
  if (names.every((name) => name !== '*' && Object.hasOwn(scopes, name))) return;
  throw new OAuthRefusal('invalid_scope', 'The scope is not known');
}

function secondsOf(at: Instant): number {
  return Math.floor(instantToMs(at) / 1000);
}

/** Enterprise Hub clients name a tenant: it confirms the client's own and chooses none. */
function assertTenant(named: string | undefined, tenantId: number): void {
  if (named === undefined || named === String(tenantId)) return;
  throw new OAuthRefusal('unauthorized_client', 'The client is not connected to this tenant');
}
