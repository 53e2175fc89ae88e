/** Any failure as ServiceM8's `{errorCode, message}`, or as an OAuth error when it is about the token endpoint. */
import type { FastifyRequest } from 'fastify';
import type { InputIssue } from '../../core/errors.ts';
import { statusOf, type Failure, type ValidationIssue } from '../../http/failure.ts';
import type { WireReply } from '../../http/plugin.ts';
import { scopeAllowing } from './scope.ts';
import { isKnownObject, wireNamesOf } from './objects.ts';
import { isTokenUrl, objectOf } from './path.ts';
import type { ErrorResult } from './schema.ts';
import { formatTexts } from './value/formats.ts';
import { isWebhookUrl, toWebhookError } from './webhooks/errors.ts';

export function toWireError(failure: Failure, request: FastifyRequest): WireReply {
  if (isTokenUrl(request.originalUrl)) return tokenError(failure);
  const webhook = isWebhookUrl(request.originalUrl) ? toWebhookError(failure) : null;
  if (webhook !== null) return webhook;
  const unknown = failure.code === 'route_not_found' ? unknownObject(request.originalUrl) : null;
  const status = unknown === null ? statusFor(failure) : 400;
  const body: ErrorResult = {
    errorCode: status,
    message: unknown ?? messageOf(failure, request.originalUrl),
    ...(failure.code === 'capability_missing' ? { error: 'insufficient_scope' } : {}),
  };
  return { status, headers: headersOf(failure), body };
}

/** The vendor knows few statuses: whatever is wrong with a record is 400. */
function statusFor(failure: Failure): number {
  const status = statusOf(failure);
  return status === 409 || status === 412 ? 400 : status;
}

const longestName = 100;

/** The vendor's words for an object that it does not have; null for paths without one and for those of known objects. */
function unknownObject(url: string): string | null {
  const name = objectOf(url);
  if (name === null || isKnownObject(name)) return null;
  return `${name.slice(0, longestName)} is not an authorised object type`;
}

const notFound = 'Resource not found. The requested record does not exist or has been deleted.';
const forbidden = "Access forbidden. You don't have permission to access this resource.";

/** The vendor's own sentences; failures not named here tell what was wrong. */
const sentences: Readonly<Partial<Record<Failure['code'], string>>> = {
  capability_missing: forbidden,
  id_taken: 'uuid: a record with this UUID exists already',
  internal: 'An unexpected error occurred. Please try again later.',
  not_found: notFound,
  route_not_found: notFound,
  tenant_mismatch: forbidden,
  unauthenticated: 'Authentication failed. Please check your API key or OAuth token.',
};

function messageOf(failure: Failure, url: string): string {
  if (failure.code === 'invalid_input')
    return failure.issues.map((issue) => coreIssue(issue, url)).join('; ');
  if (failure.code === 'validation_failed') {
    return [...new Set(failure.issues.map(requestIssue))].join('; ');
  }
  if (failure.code === 'rate_limited') {
    return `Number of allowed API requests per ${failure.window ?? 'minute'} exceeded`;
  }
  return sentences[failure.code] ?? failure.message;
}

function requestIssue(issue: ValidationIssue): string {
  if (issue.where === 'body' && issue.path === '' && issue.keyword === 'type') {
    return 'The request body must be a JSON object or a form';
  }
  return `${issue.path || issue.where}: ${issueText(issue)}`;
}

function issueText({ keyword, params, message }: ValidationIssue): string {
  const { format, allowedValues, type } = params;
  if (keyword === 'required') return 'is required';
  if (keyword === 'enum' && Array.isArray(allowedValues)) return 'must be 0 or 1';
  if (keyword === 'type')
    return type === 'integer' ? 'must be a whole number' : `must be a ${String(type)}`;
  return (typeof format === 'string' ? formatTexts[format] : undefined) ?? message;
}

function coreIssue({ path, message }: InputIssue, url: string): string {
  const name = path.replace(/^extra\.servicem8\./, '');
  const { [name]: wireName = name } = { id: 'uuid', ...wireNamesOf(objectOf(url)) };
  return `${wireName}: ${message}`;
}

function headersOf(failure: Failure): Record<string, string> {
  if (failure.code === 'method_not_allowed') return { allow: failure.allow.join(', ') };
  if (failure.code === 'rate_limited') return { 'retry-after': String(failure.retryAfter) };
  const challenge = challengeOf(failure);
  return challenge === null ? {} : { 'www-authenticate': challenge };
}

function challengeOf(failure: Failure): string | null {
  if (failure.code === 'unauthenticated') {
    return failure.reason === 'missing' ? 'Bearer' : 'Bearer error="invalid_token"';
  }
  if (failure.code !== 'capability_missing') return null;
  const scope = scopeAllowing(failure.capability);
  const needed = scope === undefined ? '' : `, scope="${scope}"`;
  return `Bearer error="insufficient_scope"${needed}`;
}

/** Clients branch on the word; every refusal of a token request is 400. */
function tokenError(failure: Failure): WireReply {
  const status = statusOf(failure);
  const headers = { 'cache-control': 'no-store', ...headersOf(failure) };
  if (failure.code === 'oauth_refused') {
    const body = { error: failure.error, error_description: failure.message };
    return { status: 400, headers, body };
  }
  const isOurs = status >= 500 || status === 429;
  const body = {
    error: isOurs ? 'temporarily_unavailable' : 'invalid_request',
    error_description: failure.message,
  };
  return { status, headers, body };
}
