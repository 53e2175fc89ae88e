/** A failure as an RFC 9457 problem. */
import type { InputIssue } from '../../../core/errors.ts';
import type { Failure, ValidationIssue } from '../../../http/failure.ts';
import { toWirePath } from './field-path.ts';
import { type ProblemKind, problemKinds, type ProblemName } from './kind.ts';

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly InputIssue[];
}

/** The native API has no OAuth endpoint, and its own refusals name their kind. */
type Code = Exclude<Failure['code'], 'oauth_refused' | 'vendor'>;

const names: Readonly<Record<Code, ProblemName>> = {
  already_exists: 'conflict',
  body_too_large: 'body-too-large',
  capability_missing: 'missing-capability',
  duplicate_contact: 'duplicate-contact',
  host_refused: 'host-refused',
  id_taken: 'conflict',
  internal: 'internal',
  invalid_input: 'invalid-input',
  malformed_body: 'malformed-body',
  method_not_allowed: 'method-not-allowed',
  not_found: 'not-found',
  rate_limited: 'rate-limited',
  route_not_found: 'not-found',
  state_conflict: 'state-conflict',
  tenant_mismatch: 'other-workspace',
  unauthenticated: 'unauthenticated',
  unavailable: 'unavailable',
  unsupported_media_type: 'unsupported-media-type',
  validation_failed: 'invalid-input',
  version_conflict: 'version-conflict',
};

/** `body` is the request's, for naming custom fields. */
export function toProblem(failure: Failure, body: unknown): ProblemBody {
  const name = nameOf(failure);
  const errors = errorsOf(failure, body);
  const { status, title }: ProblemKind = problemKinds[name];
  return {
    type: `/docs/problems#${name}`,
    title,
    status,
    ...detailOf(failure, errors),
    ...(errors ? { errors } : {}),
  };
}

function nameOf(failure: Failure): ProblemName {
  if (failure.code === 'oauth_refused') return 'unauthenticated';
  if (failure.code !== 'vendor') return names[failure.code];
  return isProblemName(failure.problem) ? failure.problem : 'internal';
}

function isProblemName(name: string): name is ProblemName {
  return Object.hasOwn(problemKinds, name);
}

/** Nothing unforeseen is told; what is wrong with the input is told in the words of `errors`. */
function detailOf(
  failure: Failure,
  errors: readonly InputIssue[] | undefined,
): { detail?: string } {
  if (failure.code === 'internal') return {};
  if (!errors) return { detail: failure.message };
  return { detail: errors.map(({ path, message }) => `${path} ${message}`).join('; ') };
}

function errorsOf(failure: Failure, body: unknown): readonly InputIssue[] | undefined {
  if (failure.code === 'invalid_input') {
    const translate = ({ path, message }: InputIssue): InputIssue => ({
      path: toWirePath(path, body),
      message,
    });
    return failure.issues.map(translate);
  }
  return failure.code === 'validation_failed' ? failure.issues.map(toIssue) : undefined;
}

const notBlank = String.raw`\S`;

/** Says in words of people what a schema keyword says. */
function toIssue({ where, path, keyword, params, message }: ValidationIssue): InputIssue {
  const allowed = params['allowedValues'];
  const type = params['type'];
  const words: Readonly<Record<string, string>> = {
    additionalProperties: 'is not known here',
    required: 'is required',
    ...(Array.isArray(allowed) ? { enum: `must be one of ${allowed.join(', ')}` } : {}),
    ...(Array.isArray(type) ? { type: `must be ${type.join(' or ')}` } : {}),
    ...(params['pattern'] === notBlank ? { pattern: 'must not be blank' } : {}),
  };
  return { path: path === '' ? where : path, message: words[keyword] ?? message };
}
