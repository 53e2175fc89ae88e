/** The wire shapes of the vendor's token host. */
import { Type } from 'typebox';

/** Form fields of `/connect/token`: `grant_type`, `client_id`, `client_secret`, and `tenant` of Enterprise Hub clients. */
export const TokenRequest = Type.Record(Type.String(), Type.String());

export const TokenResponse = Type.Object({
  access_token: Type.String(),
  expires_in: Type.Integer({ description: 'Seconds' }),
  token_type: Type.String(),
  scope: Type.String({ description: 'Scopes, separated by spaces' }),
});

export const TokenErrorResponse = Type.Object({
  error: Type.String(),
  error_description: Type.Optional(Type.String()),
});
