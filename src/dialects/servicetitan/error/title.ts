/** The titles of failures: short, and the vendor's own reason text where the documentation gives one. Clients show them. */
import type { EntityName } from '../../../core/errors.ts';
import type { Failure } from '../../../http/failure.ts';

const insufficient = 'Provided authentication is insufficient to grant access';
const invalid = 'One or more validation errors occurred.';

const titles: Readonly<Record<Failure['code'], string>> = {
  already_exists: 'Conflict',
  body_too_large: 'The request body is too large',
  capability_missing: insufficient,
  duplicate_contact: 'Conflict',
  host_refused: 'The host is not served here',
  id_taken: 'Conflict',
  internal: 'An unexpected error occurred',
  invalid_input: invalid,
  malformed_body: 'The request body cannot be read',
  method_not_allowed: 'Method not allowed',
  not_found: 'Not found',
  oauth_refused: 'The token request was refused',
  rate_limited: 'Rate limit is exceeded',
  route_not_found: 'Resource not found',
  state_conflict: 'Conflict',
  tenant_mismatch: insufficient,
  unauthenticated: 'Authentication failed',
  unavailable: 'The service is temporarily unavailable',
  unsupported_media_type: 'Unsupported media type',
  validation_failed: invalid,
  vendor: 'The request cannot be processed',
  version_conflict: 'The record was changed since it was read',
};

const nouns: Readonly<Partial<Record<EntityName, string>>> = {
  contact: 'Contact',
  'contact-method': 'Contact method',
  'method-preference': 'Preference',
  account: 'Customer',
  site: 'Location',
  'contact-point': 'Contact',
  relation: 'Relationship',
};

/** What the vendor calls a record, if it has one of the kind. */
export function nounOf(entity: EntityName): string | undefined {
  return nouns[entity];
}

export function titleOf(failure: Failure): string {
  if (failure.code === 'vendor') return failure.message;
  if (failure.code === 'not_found') {
    const noun = nounOf(failure.entity);
    return noun === undefined ? titles.not_found : `${noun} not found`;
  }
  if (failure.code === 'unauthenticated' && failure.reason === 'app-not-connected') {
    return insufficient;
  }
  if (failure.code === 'unauthenticated') return `${titles.unauthenticated}: ${failure.message}`;
  // Clients read the wait from the last word but one.
  if (failure.code === 'rate_limited') {
    return `${titles.rate_limited}. Try again in ${failure.retryAfter} seconds.`;
  }
  return titles[failure.code];
}
