/** Any failure as ServiceTitan's `ApiErrorResponse`, or as an OAuth error when it is about the token endpoint. */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { EntityName, InputIssue } from '../../core/errors.ts';
import { statusOf, type Failure, type ValidationIssue } from '../../http/failure.ts';
import type { WireReply } from '../../http/plugin.ts';
import { isTokenPath, scopesAllowing } from './auth.ts';
import { formatTexts } from './list/formats.ts';
import type { ApiErrorResponse } from './wire/schema.ts';

type Errors = ApiErrorResponse['errors'];

/** The vendor's own refusals, beyond what the host and the core can say. */
export const unknownCustomer = 'unknown-customer';

export function toWireError(failure: Failure, request: FastifyRequest): WireReply {
  if (isTokenPath(request)) return tokenError(failure);
  const status = statusFor(failure);
  const title = titleOf(failure);
  const traceId = traceIdOf(request.id);
  const errors = errorsOf(failure, title);
  return {
    status,
    headers: { ...headersOf(failure, status), 'x-trace-id': traceId },
    body: { type: typeOf(status), title, status, traceId, errors, data: {} },
  };
}

/** The W3C form that the vendor's host shows, the same for the same request id. */
function traceIdOf(requestId: string): string {
  const hex = createHash('sha256').update(requestId).digest('hex');
  return `00-${hex.slice(0, 32)}-${hex.slice(32, 48)}-00`;
}

function statusFor(failure: Failure): number {
  if (failure.code === 'vendor') return failure.problem === unknownCustomer ? 409 : 400;
  if (failure.code === 'unauthenticated' && failure.reason === 'app-not-connected') return 403;
  return statusOf(failure);
}

const insufficient = 'Provided authentication is insufficient to grant access';
const invalid = 'One or more validation errors occurred.';

/** Short, and the vendor's own reason text where the documentation gives one: clients show the title. */
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

const missing: Readonly<Partial<Record<EntityName, string>>> = {
  contact: 'Contact not found',
  'contact-method': 'Contact method not found',
  'method-preference': 'Preference not found',
  account: 'Customer not found',
};

function titleOf(failure: Failure): string {
  if (failure.code === 'not_found') return missing[failure.entity] ?? titles.not_found;
  if (failure.code === 'vendor') return failure.message;
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

function errorsOf(failure: Failure, title: string): Errors {
  if (failure.code === 'validation_failed') return grouped(failure.issues.map(requestIssue));
  if (failure.code === 'invalid_input') return grouped(failure.issues.map(coreIssue));
  if (failure.code === 'tenant_mismatch') return { [failure.selector]: [`${failure.message}.`] };
  if (failure.code === 'vendor') {
    return { customerId: ['No customer of the tenant has the id given as customerId.'] };
  }
  if (failure.code === 'capability_missing') return { '': [missingScope(failure.capability)] };
  const told = failure.code === 'internal' ? title : failure.message;
  return { '': [told.endsWith('.') ? told : `${told}.`] };
}

function missingScope(capability: string): string {
  const names = scopesAllowing(capability);
  if (names.length === 0) return 'The access token does not allow this operation.';
  return `The access token lacks the scope ${names.join(' or ')}.`;
}

interface FieldError {
  readonly field: string;
  readonly sentence: string;
}

function grouped(found: readonly FieldError[]): Errors {
  const byField = new Map<string, string[]>();
  for (const { field, sentence } of found) {
    const said = byField.get(field) ?? [];
    if (!said.includes(sentence)) byField.set(field, [...said, sentence]);
  }
  return Object.fromEntries(byField);
}

function requestIssue(issue: ValidationIssue): FieldError {
  if (issue.path === '' && issue.keyword === 'type') {
    return { field: '', sentence: 'The request body must be a JSON object.' };
  }
  const text =
    issue.keyword === 'required' ? 'is required' : (formatText(issue) ?? typeText(issue));
  return fieldError(issue.path, text ?? issue.message);
}

function formatText(issue: ValidationIssue): string | undefined {
  const { format } = issue.params;
  return typeof format === 'string' ? formatTexts[format] : undefined;
}

/** `must be string,null` as words. */
function typeText(issue: ValidationIssue): string | undefined {
  if (issue.keyword !== 'type') return undefined;
  const { type } = issue.params;
  const names: readonly unknown[] = Array.isArray(type) ? type : String(type).split(',');
  return `must be of type ${names.join(' or ')}`;
}

/** The core's words for what the vendor's members write. */
const wireNames: Readonly<Record<string, string>> = {
  accountId: 'customerId',
  archived: 'isArchived',
  displayName: 'name',
  externalId: 'referenceId',
  familyName: 'name',
  fullName: 'name',
  givenName: 'name',
  jobTitle: 'title',
  key: 'value',
  memo: 'memo',
  referenceId: 'referenceId',
  stripped: 'value',
  value: 'value',
};

/** One method is written at a time, so its place in the contact's list says nothing to the client. */
function coreIssue(issue: InputIssue): FieldError {
  const name = issue.path.replace(/^methods\[\d+\]\./, '');
  return fieldError(wireNames[name] ?? '', issue.message);
}

function fieldError(field: string, message: string): FieldError {
  const subject = field === '' ? 'The request' : `The field ${field}`;
  return { field, sentence: `${subject} ${message}.` };
}

function headersOf(failure: Failure, status: number): Record<string, string> {
  if (failure.code === 'method_not_allowed') return { allow: failure.allow.join(', ') };
  if (failure.code === 'rate_limited') return { 'retry-after': String(failure.retryAfter) };
  return status === 401 ? { 'www-authenticate': 'Bearer' } : {};
}

const types: Readonly<Record<number, string>> = {
  401: 'https://tools.ietf.org/html/rfc7235#section-3.1',
  403: 'https://tools.ietf.org/html/rfc7231#section-6.5.3',
  404: 'https://tools.ietf.org/html/rfc7231#section-6.5.4',
  405: 'https://tools.ietf.org/html/rfc7231#section-6.5.5',
  409: 'https://tools.ietf.org/html/rfc7231#section-6.5.8',
  412: 'https://tools.ietf.org/html/rfc7232#section-4.2',
  413: 'https://tools.ietf.org/html/rfc7231#section-6.5.11',
  415: 'https://tools.ietf.org/html/rfc7231#section-6.5.13',
  421: 'https://tools.ietf.org/html/rfc7540#section-9.1.2',
  429: 'https://tools.ietf.org/html/rfc6585#section-4',
  500: 'https://tools.ietf.org/html/rfc7231#section-6.6.1',
  503: 'https://tools.ietf.org/html/rfc7231#section-6.6.4',
};

function typeOf(status: number): string {
  return types[status] ?? 'https://tools.ietf.org/html/rfc7231#section-6.5.1';
}

/** The vendor's token host answers a refused request, a wrong verb and a wrong content type alike: 400 and one word. */
function tokenError(failure: Failure): WireReply {
  const status = statusOf(failure);
  const headers = { 'cache-control': 'no-store', ...headersOf(failure, status) };
  if (failure.code === 'oauth_refused') {
    const { error, message } = failure;
    const body = error === 'invalid_client' ? { error } : { error, error_description: message };
    return { status: 400, headers, body };
  }
  if (status >= 500) return { status, headers, body: { error: 'server_error' } };
  if (failure.code === 'rate_limited' || failure.code === 'host_refused') {
    return { status, headers, body: { error: 'temporarily_unavailable' } };
  }
  const body = { error: 'invalid_request', error_description: failure.message };
  return { status: 400, headers: { 'cache-control': 'no-store' }, body };
}
