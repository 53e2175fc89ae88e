/** Every failure in this vendor's words. Its gateway answers bare; its service adds `error` and `traceId`. */
import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { organisationCapabilities } from '../../core/capability.ts';
import type { CapabilityMissing, DuplicateContact, EntityName } from '../../core/errors.ts';
import { toBase62Id, normalizeUuid } from '../../core/value/identifier.ts';
import {
  statusOf,
  type AuthFailure,
  type Failure,
  type HubFailure,
  type VendorFailure,
} from '../../http/failure.ts';
import type { WireReply } from '../../http/plugin.ts';
import { bearerToken } from '../../http/request-reader.ts';
import { isV3 } from './auth.ts';
import { inputMessages, validationMessages } from './error-message.ts';

/** Names one reply in support requests; a fresh one for each. */
export function newTraceId(): string {
  return randomUUID();
}

type FailureByCode = { [F in Failure as F['code']]: F };
type Renderers = {
  readonly [C in keyof FailureByCode]: (
    failure: FailureByCode[C],
    request: FastifyRequest,
  ) => WireReply;
};

const renderers: Renderers = {
  // The gateway.
  unauthenticated,
  capability_missing: capabilityMissing,
  tenant_mismatch: tenantMismatch,
  rate_limited: () => gateway(429, 'Too Many Requests'),
  host_refused: (failure) => gateway(421, failure.message),
  oauth_refused: (failure) => ({
    status: 401,
    body: { error: 'UnAuthorized!', error_description: failure.message },
  }),
  route_not_found: (_, request) => notFound(request),
  method_not_allowed: (_, request) => notFound(request),
  // The service.
  malformed_body: () => badRequest('Unexpected token in JSON'),
  body_too_large: () => service(413, 'request entity too large', 'Payload Too Large'),
  unsupported_media_type: () => service(415, 'Unsupported Media Type', 'Unsupported Media Type'),
  validation_failed: (failure) => unprocessable(validationMessages(failure.issues)),
  invalid_input: (failure) => unprocessable(inputMessages(failure.issues)),
  vendor,
  not_found: (failure) =>
    badRequest(`${capitalised(entityWord(failure.entity).replaceAll('-', ' '))} not found`),
  duplicate_contact: duplicate,
  already_exists: (failure) => badRequest(failure.message),
  id_taken: conflict,
  state_conflict: conflict,
  version_conflict: conflict,
  unavailable: () => service(503, 'Service Unavailable', 'Service Unavailable'),
  internal: () => service(500, 'Internal server error', 'Internal Server Error'),
};

export function toWireError(failure: Failure, request: FastifyRequest): WireReply {
  return render(failure.code, failure, request);
}

function render<C extends keyof FailureByCode>(
  code: C,
  failure: FailureByCode[C],
  request: FastifyRequest,
): WireReply {
  return renderers[code](failure, request);
}

/** A problem of ours only: see `VendorFailure` in auth.ts and the routes. */
function vendor(failure: VendorFailure, request: FastifyRequest): WireReply {
  const { problem, data } = failure;
  if (problem === 'version-junk')
    return gateway(400, `Invalid API version segment '${String(data['segment'])}' at position 0`);
  if (problem === 'removed-in-v3') return removedInV3(request);
  if (problem === 'wrong-class') return gateway(401, wrongClass);
  if (problem === 'forbidden') {
    return { status: 403, body: { statusCode: 403, message: failure.message, error: 'Forbidden' } };
  }
  if (problem === 'unprocessable' && Array.isArray(data['messages']))
    return unprocessable(data['messages'].map(String));
  return badRequest(failure.message);
}

const wrongClass =
  'This authClass type is not allowed to access this scope. Please verify your IAM configuration if this is not the case.';

/** An agency's token where a location's is needed, and the other way round, are told apart from a missing scope. */
function capabilityMissing({ capability }: CapabilityMissing, request: FastifyRequest): WireReply {
  const isOfAgency = (request.tenant?.organisationGrant ?? null) !== null;
  const isForAgency = organisationCapabilities.some((known) => known === capability);
  if (isOfAgency === isForAgency) {
    return gateway(401, 'The token is not authorized for this scope.');
  }
  return gateway(401, isIntegrationToken(request) ? "Token's user type mismatch!" : wrongClass);
}

function isIntegrationToken(request: FastifyRequest): boolean {
  return bearerToken(request)?.startsWith('pit-') === true;
}

function gateway(status: number, message: string): WireReply {
  return { status, body: { statusCode: status, message } };
}

function service(status: number, message: string | readonly string[], error: string): WireReply {
  return { status, body: { statusCode: status, message, error, traceId: newTraceId() } };
}

function badRequest(message: string): WireReply {
  return service(400, message, 'Bad Request');
}

function unprocessable(messages: readonly string[]): WireReply {
  return service(422, messages, 'Unprocessable Entity');
}

/** No call can meet these; the vendor has no words for them. */
function conflict(failure: HubFailure): WireReply {
  return service(statusOf(failure), failure.message, 'Conflict');
}

function notFound(request: FastifyRequest): WireReply {
  const message = `Cannot ${request.method} ${pathOf(request)}`;
  return { status: 404, body: { statusCode: 404, message, error: 'Not Found' } };
}

/** As seen live, but for the query, which may hold a number or an address. */
function removedInV3(request: FastifyRequest): WireReply {
  const message = `Endpoint ${pathOf(request)} not available in API version v3. This endpoint was removed in version v3. Please use a version before v3.`;
  return { status: 400, body: { message, error: 'Bad Request', statusCode: 400 } };
}

function pathOf(request: FastifyRequest): string {
  return request.originalUrl.split('?', 1)[0] ?? '';
}

/** The form of v3 has an `error`. */
function tenantMismatch(_: unknown, request: FastifyRequest): WireReply {
  const body = { statusCode: 403, message: 'The token does not have access to this location.' };
  return { status: 403, body: isV3(request) ? { ...body, error: 'Forbidden' } : body };
}

function entityWord(entity: EntityName): string {
  return entity === 'account' ? 'business' : entity;
}

function unauthenticated(failure: AuthFailure, request: FastifyRequest): WireReply {
  const { reason } = failure;
  if (reason === 'version-missing') return gateway(401, 'version header was not found.');
  if (reason === 'version-invalid') return gateway(401, 'version header is invalid');
  if (reason === 'missing') {
    const message = 'Invalid token: access token is invalid';
    return { status: 401, body: { statusCode: 401, message, error: 'Unauthorized' } };
  }
  return gateway(
    401,
    isIntegrationToken(request) ? 'Invalid Private Integration token' : 'Invalid JWT',
  );
}

/**
 * The existing contact is told only to a token that may read contacts. Bodies as seen live: the one of an update has a
 * `succeeded` and no trace id.
 */
function duplicate(failure: DuplicateContact, request: FastifyRequest): WireReply {
  const id = normalizeUuid(failure.existingId);
  const meta = {
    contactName: failure.existingName,
    contactId: id === null ? failure.existingId : toBase62Id(id),
    matchingField: failure.matched,
  };
  const body = {
    statusCode: 400,
    message: 'This location does not allow duplicated contacts.',
    ...(request.tenant?.capabilities.has('person.read') === true ? { meta } : {}),
  };
  return request.method === 'PUT'
    ? { status: 400, body: { ...body, succeeded: false } }
    : { status: 400, body: { ...body, traceId: newTraceId() } };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
