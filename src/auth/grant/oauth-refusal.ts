/** A refused authorisation or token request, in the words of RFC 6749 §4.1.2.1 and §5.2. */
import OAuth2Server from '@node-oauth/oauth2-server';

const words = [
  'access_denied',
  'invalid_client',
  'invalid_grant',
  'invalid_request',
  'invalid_scope',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_response_type',
] as const;
export type OAuthErrorWord = (typeof words)[number];

/** Thrown by the OAuth endpoints; the dialect gives it status and shape. The message is safe to show. */
export class OAuthRefusal extends Error {
  readonly code = 'oauth_refused';
  readonly error: OAuthErrorWord;
  constructor(error: OAuthErrorWord, description: string) {
    super(description);
    this.error = error;
  }
}

/** The library's refusals in our class; what it wrapped as a server error as it was. */
export function refusalOf(error: unknown): unknown {
  if (!(error instanceof OAuth2Server.OAuthError)) return error;
  const word = words.find((known) => known === error.name);
  if (word !== undefined) return new OAuthRefusal(word, error.message);
  return 'inner' in error && error.inner instanceof Error ? error.inner : error;
}
