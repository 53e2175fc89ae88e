/** `/oauth/access_token`: a code or a refresh token for new tokens. `/oauth/revoke`: ends them, as RFC 7009 has it. */
import { open, type DialectApp, type DialectServices } from '../../../http/plugin.ts';
import { grantedScopes } from '../scope.ts';
import { revokePath, tokenPath } from '../path.ts';
import { Nothing, TokenError, TokenRequest, TokenResponse } from '../schema.ts';

type TokenProfile = Parameters<DialectServices['auth']['tokens']['grant']>[0];

const hour = 3_600;

const profile: TokenProfile = {
  audience: 'servicem8',
  grants: ['authorization_code', 'refresh_token'],
  accessTokenSeconds: hour,
  refreshTokenSeconds: 365 * 24 * hour,
};

export function registerToken(app: DialectApp, { auth }: DialectServices): void {
  app.post(
    tokenPath,
    {
      config: open,
      schema: {
        operationId: 'createToken',
        summary: 'Get tokens for a code or a refresh token',
        body: TokenRequest,
        response: { 200: TokenResponse, 400: TokenError },
      },
    },
    async (request, reply) => {
      const grant = await auth.tokens.grant(profile, {
        parameters: request.body,
        authorization: request.headers.authorization,
      });
      reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
      return {
        access_token: grant.accessToken,
        expires_in: grant.expiresIn,
        token_type: 'bearer',
        scope: grantedScopes(grant.scopes).join(' '),
        ...(grant.refreshToken === null ? {} : { refresh_token: grant.refreshToken }),
      };
    },
  );
  app.post(
    revokePath,
    {
      config: open,
      schema: {
        operationId: 'revokeToken',
        summary: 'End a token',
        description:
          'Not of the vendor: RFC 7009. A refresh token takes everything along that came of the same consent.',
        body: TokenRequest,
        response: { 200: Nothing, 400: TokenError },
      },
    },
    async (request, reply) => {
      await auth.tokens.revoke(profile.audience, {
        parameters: request.body,
        authorization: request.headers.authorization,
      });
      reply.header('cache-control', 'no-store');
      return {};
    },
  );
}
