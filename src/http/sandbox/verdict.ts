/** Why a request was refused, in words that help whoever wrote it; the vendor's answer says less. */
import type { ScopeTable } from '../../auth/auth-services.ts';
import type { AuthReason } from '../../auth/auth-failure.ts';
import { everyScope } from '../../core/workspace/credential.ts';
import type { FaultName } from '../../core/sandbox/fault.ts';
import type { Failure } from '../failure.ts';

export interface Verdict {
  readonly reason: string;
  /** A paragraph of /docs/help. */
  readonly topic: string;
}

/** What became known of a credential that opened nothing. */
export interface KnownCredential {
  readonly audience: string;
  readonly kind: string;
}

const authReasons: Readonly<Record<AuthReason, readonly [reason: string, topic: string]>> = {
  missing: ['No credential was presented', 'credential-missing'],
  unknown: ['The credential is not known', 'credential-unknown'],
  expired: ['The token has expired', 'credential-expired'],
  revoked: ['The credential was revoked or replaced', 'credential-revoked'],
  'app-key-missing': ['The application key (ST-App-Key) is missing', 'app-key'],
  'app-key-unknown': ['The application key is not known', 'app-key'],
  'app-not-connected': ['The application is not connected to this workspace', 'app-key'],
  'wrong-credentials': ['User name or password is wrong', 'credential-unknown'],
  'version-missing': ['Version header missing', 'version-header'],
  'version-invalid': ['The Version header names no version that is served', 'version-header'],
};

/** Of a fault that strikes once everything was done; undefined: the fault says it otherwise, or nothing was answered wrongly. */
export function verdictOfFault(fault: FaultName): Verdict | undefined {
  const reason = afterwards[fault];
  return reason === undefined ? undefined : { reason, topic: 'fault-after' };
}

const afterwards: Partial<Record<FaultName, string>> = {
  'error-after': 'Everything was done; a fault answered an error all the same',
  'reset-after': 'Everything was done; a fault reset the connection instead of answering',
  'created-422': 'Everything was done; a fault answered that the body is wrong',
};

/** `known`: of the credential, when it is good for something else. */
export function verdictOf(
  failure: Failure,
  dialect: { readonly name: string; readonly scopes: ScopeTable },
  known: KnownCredential | null,
): Verdict {
  if (failure.code === 'unauthenticated') {
    return unauthenticated(failure.reason, dialect.name, known);
  }
  if (failure.code === 'capability_missing') {
    return { reason: scopeReason(failure.capability, dialect.scopes), topic: 'scope-missing' };
  }
  const topic = topics[failure.code] ?? failure.code.replaceAll('_', '-');
  return { reason: failure.message, topic };
}

/** Where a topic is called otherwise than the failure. */
const topics: Partial<Record<Failure['code'], string>> = {
  validation_failed: 'invalid-input',
  malformed_body: 'invalid-input',
  unsupported_media_type: 'invalid-input',
  body_too_large: 'invalid-input',
  route_not_found: 'path-unknown',
  method_not_allowed: 'path-unknown',
  tenant_mismatch: 'other-workspace',
};

function unauthenticated(why: AuthReason, dialect: string, known: KnownCredential | null): Verdict {
  const [reason, topic] = authReasons[why];
  if (why !== 'unknown' || known === null) return { reason, topic };
  const article = /^[aeiou]/.test(known.kind) ? 'An' : 'A';
  const what = `${article} ${known.kind} of ${known.audience}`;
  return known.audience === dialect
    ? { reason: `${what} was presented where another kind belongs`, topic: 'credential-unknown' }
    : { reason: `${what} was presented to ${dialect}`, topic: 'other-api' };
}

/** `scope contacts.write missing`; the capability where no scope is called otherwise. */
function scopeReason(capability: string, scopes: ScopeTable): string {
  const giving = Object.entries(scopes)
    .filter(([scope, given]) => scope !== everyScope && given.some((one) => one === capability))
    .map(([scope]) => scope);
  if (giving.length === 0) return `No scope of this API gives ${capability}, or the role does not`;
  return `scope ${giving.join(' or ')} missing`;
}
