/** Any failure as the one error shape. The SDKs show their users nothing but `message`, so the status stands in it. */
import type { FastifyRequest } from 'fastify';
import type { InputIssue } from '../../core/errors.ts';
import {
  statusOf,
  type Failure,
  type ValidationIssue,
  type VendorFailure,
} from '../../http/failure.ts';
import type { WireReply } from '../../http/plugin.ts';
import type { ErrorReply } from './schema.ts';

type Fields = NonNullable<ErrorReply['error']['fields']>;

/** The refusals of this dialect alone. */
export const problems = {
  notImplemented: 'not_implemented',
  inFlight: 'idempotency_in_flight',
  keyReused: 'idempotency_key_reused',
} as const;

const vendorStatuses: Readonly<Record<string, number>> = {
  [problems.notImplemented]: 501,
  [problems.inFlight]: 409,
  [problems.keyReused]: 409,
};

export function toWireError(failure: Failure, request: FastifyRequest): WireReply {
  const status = statusFor(failure);
  const fields = fieldsOf(failure);
  const body: ErrorReply = {
    message: `${reasons[status] ?? 'Bad Request'}: ${sentenceOf(failure, fields)}`,
    error: {
      code: codeOf(failure),
      origin: status >= 500 ? 'server' : 'request',
      retryable: isRetryable(failure, request),
      ...(failure.code === 'duplicate_contact' ? { remoteId: failure.existingId } : {}),
      ...(fields.length === 0 ? {} : { fields }),
    },
    requestId: request.id,
  };
  return { status, headers: { 'x-request-id': request.id, ...headersOf(failure) }, body };
}

/** Never 422, which the Node SDK takes for a success, and never a reply without a body, on which both choke. */
function statusFor(failure: Failure): number {
  if (failure.code === 'vendor') return vendorStatuses[failure.problem] ?? statusOf(failure);
  return failure.code === 'tenant_mismatch' ? 404 : statusOf(failure);
}

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  421: 'Misdirected Request',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
};

const codes: Readonly<Record<Exclude<Failure['code'], 'not_found' | 'vendor'>, string>> = {
  already_exists: 'conflict',
  body_too_large: 'payload_too_large',
  capability_missing: 'forbidden',
  duplicate_contact: 'duplicate',
  host_refused: 'invalid_request',
  id_taken: 'conflict',
  internal: 'internal_error',
  invalid_input: 'invalid_request',
  malformed_body: 'invalid_request',
  method_not_allowed: 'method_not_allowed',
  oauth_refused: 'invalid_request',
  rate_limited: 'rate_limited',
  route_not_found: 'not_found',
  state_conflict: 'conflict',
  tenant_mismatch: 'credential_not_found',
  unauthenticated: 'unauthorized',
  unavailable: 'unavailable',
  unsupported_media_type: 'unsupported_media_type',
  validation_failed: 'invalid_request',
  version_conflict: 'conflict',
};

function codeOf(failure: Failure): string {
  if (failure.code === 'vendor') return failure.problem;
  if (failure.code !== 'not_found') return codes[failure.code];
  return failure.entity === 'connection' ? 'credential_not_found' : 'not_found';
}

function sentenceOf(failure: Failure, fields: Fields): string {
  if (fields.length > 0) return fields.map(({ path, reason }) => `${path} ${reason}`).join('; ');
  if (codeOf(failure) === 'credential_not_found')
    return 'there is no credential with this credentialId';
  if (failure.code === 'not_found') return `there is no ${failure.entity} with this id`;
  if (failure.code === 'unauthenticated')
    return `send a valid API key as Authorization: bearer YOUR_API_KEY (${failure.message})`;
  if (failure.code === 'internal')
    return 'something went wrong on the server; the requestId names it in the log';
  return failure.message;
}

/** Whether the same request can succeed later without being changed. */
function isRetryable(failure: Failure, request: FastifyRequest): boolean {
  if (failure.code === 'vendor') return failure.problem === problems.inFlight;
  if (failure.code === 'internal') return request.method === 'GET';
  return failure.code === 'unavailable' || failure.code === 'rate_limited';
}

function fieldsOf(failure: Failure): Fields {
  if (failure.code === 'validation_failed') return distinct(failure.issues.map(requestField));
  if (failure.code === 'invalid_input') return distinct(failure.issues.map(coreField));
  return [];
}

function distinct(fields: Fields): Fields {
  return fields.filter(
    (field, index) =>
      index ===
      fields.findIndex(({ path, reason }) => path === field.path && reason === field.reason),
  );
}

/** What the dialect's formats and patterns want, as the end of a sentence. */
const formatTexts: Readonly<Record<string, string>> = {
  timestamp: 'must be a date and time in ISO 8601 such as 2026-03-01T12:00:00Z',
  'true-or-false': 'must be true or false',
};

function requestField(issue: ValidationIssue): Fields[number] {
  const path = issue.path === '' ? issue.where : issue.path;
  return { path, reason: reasonOf(issue) };
}

function reasonOf({ keyword, params, message }: ValidationIssue): string {
  const { format, type } = params;
  if (keyword === 'required') return 'is required';
  if (keyword === 'pattern') return 'must not be blank';
  if (keyword === 'format' && typeof format === 'string') return formatTexts[format] ?? message;
  if (keyword === 'type') {
    const names: readonly unknown[] = Array.isArray(type) ? type : String(type).split(',');
    return `must be of type ${names.join(' or ')}`;
  }
  return message;
}

/** The core's words for what the common model writes; everything else was written through `remoteFields`. */
const wireNames: Readonly<Record<string, string>> = {
  account: 'account',
  addresses: 'addresses',
  extra: 'contact',
  familyName: 'lastName',
  givenName: 'firstName',
  'Idempotency-Key': 'Idempotency-Key',
  methods: 'emailAddresses',
};

function coreField({ path, message }: InputIssue): Fields[number] {
  const name = /^[\w-]+/.exec(path)?.[0] ?? '';
  const known = wireNames[name];
  if (known !== undefined) return { path: known, reason: message };
  return {
    path: path.startsWith('remoteFields.') ? path : `remoteFields.${name}`,
    reason: message,
  };
}

function headersOf(failure: Failure): Record<string, string> {
  if (failure.code === 'unauthenticated') return { 'www-authenticate': 'Bearer' };
  if (failure.code === 'rate_limited') return { 'retry-after': String(failure.retryAfter) };
  return failure.code === 'vendor' ? retryAfter(failure) : {};
}

function retryAfter({ data }: VendorFailure): Record<string, string> {
  const seconds = data['retryAfter'];
  return typeof seconds === 'number' ? { 'retry-after': String(seconds) } : {};
}
