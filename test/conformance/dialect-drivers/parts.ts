/** What several drivers need. */
import type { Call, Credential } from '../../support/http-call.ts';

export function bearer(secret: string): Credential {
  return { headers: { authorization: `Bearer ${secret}` } };
}

/** The call with more in its query. */
export function withQuery(call: Call, query: Readonly<Record<string, string>>): Call {
  return { ...call, query: { ...call.query, ...query } };
}
