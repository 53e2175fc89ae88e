/** A refused token request, in the words of RFC 6749 §5.2. */

export type OAuthErrorWord =
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_request'
  | 'invalid_scope'
  | 'unauthorized_client'
  | 'unsupported_grant_type';

/** Thrown by the token endpoint; the dialect gives it status and shape. The message is safe to show. */
export class OAuthRefusal extends Error {
  readonly code = 'oauth_refused';
  readonly error: OAuthErrorWord;
  constructor(error: OAuthErrorWord, description: string) {
    super(description);
    this.error = error;
  }
}
