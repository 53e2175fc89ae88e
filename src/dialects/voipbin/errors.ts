/** Any failure in VoIPBIN's envelope: a canonical status, a reason for programs, a sentence for people. */
import type { FastifyRequest } from 'fastify';
import type { EntityName } from '../../core/errors.ts';
import type { Failure } from '../../http/failure.ts';
import type { WireReply } from '../../http/plugin.ts';
import { type Problem, problems } from './problem.ts';
import { argumentSentence, refusalOf } from './refusal.ts';
import type { ErrorResponse } from './schema.ts';

export function toWireError(failure: Failure, request: FastifyRequest): WireReply {
  const { http, status, reason, message } = { ...usual[failure.code], ...particular(failure) };
  const error: ErrorResponse['error'] = { status, reason, message, request_id: request.id };
  const headers = { 'x-request-id': request.id };
  if (failure.code !== 'rate_limited') return { status: http, headers, body: { error } };
  return {
    status: http,
    headers: { ...headers, 'retry-after': String(failure.retryAfter) },
    body: { error: { ...error, details: [{ limited_by: 'ip' }] } },
  };
}

interface Verdict {
  readonly http: number;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

const unreadable = {
  http: 400,
  status: 'INVALID_ARGUMENT',
  reason: 'INVALID_JSON_BODY',
  message: 'The request body is not valid JSON.',
};
const noEndpoint = {
  http: 404,
  status: 'NOT_FOUND',
  reason: 'ROUTE_NOT_FOUND',
  message: 'The requested endpoint does not exist.',
};
const wrongCredentials = {
  http: 401,
  status: 'UNAUTHENTICATED',
  reason: 'INVALID_CREDENTIALS',
  message: 'The credentials are not valid.',
};
const forbidden = same(403, 'PERMISSION_DENIED', 'You do not have permission to do this.');
const refused = same(400, 'INVALID_ARGUMENT', 'The request cannot be processed.');
const exists = same(409, 'ALREADY_EXISTS', 'The resource exists already.');
const unready = same(409, 'FAILED_PRECONDITION', 'The resource is not in a state for this.');

/** Where the reason says no more than the status. */
function same(http: number, status: string, message: string): Verdict {
  return { http, status, reason: status, message };
}

/** The vendor has neither 405 nor 413 nor 415: its clients know a missing endpoint and a body that cannot be read. */
const usual: Readonly<Record<Failure['code'], Verdict>> = {
  already_exists: exists,
  body_too_large: unreadable,
  capability_missing: forbidden,
  duplicate_contact: { ...exists, reason: 'ADDRESS_ALREADY_EXISTS' },
  host_refused: { ...refused, http: 421, message: 'The host is not served here.' },
  id_taken: exists,
  internal: same(500, 'INTERNAL', 'An internal error occurred.'),
  invalid_input: refused,
  malformed_body: unreadable,
  method_not_allowed: noEndpoint,
  not_found: {
    ...noEndpoint,
    reason: 'RESOURCE_NOT_FOUND',
    message: 'The resource was not found.',
  },
  oauth_refused: wrongCredentials,
  rate_limited: {
    http: 429,
    status: 'RESOURCE_EXHAUSTED',
    reason: 'RATE_LIMIT_EXCEEDED',
    message: 'Too many requests.',
  },
  route_not_found: noEndpoint,
  state_conflict: unready,
  tenant_mismatch: forbidden,
  unauthenticated: wrongCredentials,
  unavailable: {
    http: 503,
    status: 'UNAVAILABLE',
    reason: 'SERVICE_UNAVAILABLE',
    message: 'The service is temporarily unavailable.',
  },
  unsupported_media_type: unreadable,
  validation_failed: refused,
  vendor: refused,
  version_conflict: unready,
};

const missing: Readonly<Partial<Record<EntityName, Pick<Verdict, 'reason' | 'message'>>>> = {
  contact: { reason: 'CONTACT_NOT_FOUND', message: 'The contact was not found.' },
};

/** What this dialect alone refuses, by its own word. */
const ownProblems: Readonly<Record<Problem, Partial<Verdict>>> = {
  'number-unknown': absent('CONTACT_PHONE_NUMBER_NOT_FOUND', 'phone number'),
  'email-unknown': absent('CONTACT_EMAIL_NOT_FOUND', 'email'),
  'tag-unknown': absent('CONTACT_TAG_NOT_FOUND', 'tag'),
  'address-exists': {
    ...exists,
    reason: 'ADDRESS_ALREADY_EXISTS',
    message: 'The contact has this already.',
  },
};

function absent(reason: string, what: string): Partial<Verdict> {
  return { http: 404, status: 'NOT_FOUND', reason, message: `The contact has no such ${what}.` };
}

/** What of the verdict depends on more than the failure's code. */
function particular(failure: Failure): Partial<Verdict> {
  if (failure.code === 'validation_failed') return refusalOf(failure.issues);
  if (failure.code === 'invalid_input') {
    return { message: failure.issues.map(argumentSentence).join(' ') };
  }
  if (failure.code === 'not_found') return missing[failure.entity] ?? {};
  if (failure.code === 'unauthenticated') return unauthenticated(failure.reason);
  if (failure.code === 'vendor') {
    const problem = problems.find((word) => word === failure.problem);
    return { message: `${failure.message}.`, ...(problem ? ownProblems[problem] : {}) };
  }
  return tellsItself.has(failure.code) ? { message: `${failure.message}.` } : {};
}

/** Failures whose own sentence says more than the usual one. */
const tellsItself: ReadonlySet<Failure['code']> = new Set<Failure['code']>([
  'body_too_large',
  'duplicate_contact',
  'rate_limited',
]);

type AuthReason = Extract<Failure, { code: 'unauthenticated' }>['reason'];

/** A login that fails is a bad request at this vendor; anywhere else the credential is what is wrong. */
function unauthenticated(reason: AuthReason): Partial<Verdict> {
  if (reason === 'missing') {
    return { reason: 'AUTHENTICATION_REQUIRED', message: 'Authentication is required.' };
  }
  if (reason !== 'wrong-credentials') return {};
  return {
    http: 400,
    status: 'INVALID_ARGUMENT',
    message: 'The username or the password is wrong.',
  };
}
