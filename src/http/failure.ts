/**
 * Everything that can go wrong with a request, as one closed union discriminated by `code`. The host and the core throw
 * these; only a dialect's `toWireError` turns them into a status and a body.
 */
import { AuthFailure } from '../auth/auth-failure.ts';
import { OAuthRefusal } from '../auth/grant/oauth-refusal.ts';
import {
  type AlreadyExists,
  type CapabilityMissing,
  type DuplicateContact,
  HubError,
  type IdTaken,
  type InvalidInput,
  type NotFound,
  type StateConflict,
  type Unavailable,
  type VersionConflict,
} from '../core/errors.ts';

export { AuthFailure, OAuthRefusal };

/** Which part of the request an issue is about. */
export type RequestPart = 'body' | 'query' | 'params' | 'headers';

/** One thing wrong with the request. `path` is dotted: `addresses[0].city`; `''` is the part itself. */
export interface ValidationIssue {
  readonly where: RequestPart;
  readonly path: string;
  readonly message: string;
  /** The JSON Schema keyword that refused (`required`, `type`, `enum`, `additionalProperties`, …) or `text`. */
  readonly keyword: string;
  /** The keyword's own data: `{missingProperty}`, `{additionalProperty}`, `{allowedValues}`, `{type}`, … */
  readonly params: Readonly<Record<string, unknown>>;
}

/** Base of what the HTTP host itself refuses. */
abstract class HttpFailure extends Error {
  abstract readonly code: string;
}

/** The body is not what its content type says: not JSON, not UTF-8, cut short. Nothing was read from it. */
export class MalformedBody extends HttpFailure {
  readonly code = 'malformed_body';
}

/** The body is longer than the route allows (`limit` in bytes). */
export class BodyTooLarge extends HttpFailure {
  readonly code = 'body_too_large';
  readonly limit: number;
  constructor(limit: number) {
    super(`The request body is larger than ${limit} bytes`);
    this.limit = limit;
  }
}

/** The body is of a type that the dialect does not read. */
export class UnsupportedMediaType extends HttpFailure {
  readonly code = 'unsupported_media_type';
  constructor() {
    super('The content type of the request body is not supported');
  }
}

/** The request does not match the route's schema, or holds text that cannot be stored. Issues: one or more. */
export class ValidationFailure extends HttpFailure {
  readonly code = 'validation_failed';
  readonly issues: readonly ValidationIssue[];
  constructor(issues: readonly ValidationIssue[]) {
    super(issues.map((issue) => `${issue.path || issue.where} ${issue.message}`).join('; '));
    this.issues = issues;
  }
}

/** No route of the dialect has this path. */
export class RouteNotFound extends HttpFailure {
  readonly code = 'route_not_found';
  constructor() {
    super('No such path');
  }
}

/** The path is known, the verb is not. A vendor without a 405 answers its 404. */
export class MethodNotAllowed extends HttpFailure {
  readonly code = 'method_not_allowed';
  readonly allow: readonly string[];
  constructor(allow: readonly string[]) {
    super(`The path answers ${allow.join(', ')} only`);
    this.allow = allow;
  }
}

/** A selector in the request (`locationId`, `{tenant}`, …) names another workspace than the credential's. */
export class TenantMismatch extends HttpFailure {
  readonly code = 'tenant_mismatch';
  readonly selector: string;
  constructor(selector: string) {
    super(`The credential does not belong to the workspace that ${selector} names`);
    this.selector = selector;
  }
}

/** The Host header names a host that this server does not answer for. */
export class HostRefused extends HttpFailure {
  readonly code = 'host_refused';
  constructor() {
    super('This server does not answer for the host in the Host header');
  }
}

/** Too many requests; `retryAfter` in whole seconds, `window` the vendor's name of the limit that was reached. */
export class RateLimited extends HttpFailure {
  readonly code = 'rate_limited';
  readonly retryAfter: number;
  readonly window: string | null;
  constructor(retryAfter: number, window: string | null = null) {
    super(`Too many requests, retry in ${retryAfter} seconds`);
    this.retryAfter = retryAfter;
    this.window = window;
  }
}

/** Something unforeseen. It was logged once; nothing of it may leave the server. */
export class InternalFailure extends HttpFailure {
  readonly code = 'internal';
  constructor() {
    super('Internal error');
  }
}

/** A refusal that only one vendor knows. `problem` is a word of that dialect, which alone throws and renders it. */
export class VendorFailure extends HttpFailure {
  readonly code = 'vendor';
  readonly problem: string;
  readonly data: Readonly<Record<string, unknown>>;
  constructor(problem: string, message: string, data: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.problem = problem;
    this.data = data;
  }
}

export type HubFailure =
  | AlreadyExists
  | CapabilityMissing
  | DuplicateContact
  | IdTaken
  | InvalidInput
  | NotFound
  | StateConflict
  | Unavailable
  | VersionConflict;

export type Failure =
  | AuthFailure
  | BodyTooLarge
  | HostRefused
  | HubFailure
  | InternalFailure
  | MalformedBody
  | MethodNotAllowed
  | OAuthRefusal
  | RateLimited
  | RouteNotFound
  | TenantMismatch
  | UnsupportedMediaType
  | ValidationFailure
  | VendorFailure;

/** True for everything in the union; what is not is unforeseen. */
export function isFailure(error: unknown): error is Failure {
  return (
    error instanceof HttpFailure ||
    error instanceof HubError ||
    error instanceof AuthFailure ||
    error instanceof OAuthRefusal
  );
}

const statuses: Readonly<Record<Failure['code'], number>> = {
  already_exists: 409,
  body_too_large: 413,
  capability_missing: 403,
  duplicate_contact: 409,
  host_refused: 421,
  id_taken: 409,
  internal: 500,
  invalid_input: 400,
  malformed_body: 400,
  method_not_allowed: 405,
  not_found: 404,
  oauth_refused: 400,
  rate_limited: 429,
  route_not_found: 404,
  state_conflict: 409,
  tenant_mismatch: 403,
  unauthenticated: 401,
  unavailable: 503,
  unsupported_media_type: 415,
  validation_failed: 400,
  vendor: 400,
  version_conflict: 412,
};

/** The plain HTTP status of a failure, for dialects whose vendor has no opinion. */
export function statusOf(failure: Failure): number {
  return statuses[failure.code];
}
