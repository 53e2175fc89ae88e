/** Why a request is not let in. */

/**
 * What a dialect may show. A credential of another audience or another kind is `unknown`: the two are told apart
 * nowhere outside. `version-*` are for vendors whose gateway checks a version header before the credential.
 */
export type AuthReason =
  | 'missing'
  | 'unknown'
  | 'expired'
  | 'revoked'
  | 'app-key-missing'
  | 'app-key-unknown'
  | 'app-not-connected'
  | 'wrong-credentials'
  | 'version-missing'
  | 'version-invalid';

const sentences: Readonly<Record<AuthReason, string>> = {
  missing: 'No credential was presented',
  unknown: 'The credential is not known',
  expired: 'The credential has expired',
  revoked: 'The credential was revoked',
  'app-key-missing': 'No application key was presented',
  'app-key-unknown': 'The application key is not known',
  'app-not-connected': 'The application is not connected to this workspace',
  'wrong-credentials': 'User name or password is wrong',
  'version-missing': 'No version was given',
  'version-invalid': 'The version is not known',
};

/** The caller is not who it would have to be (401 in most vendors' words). Never quotes what was presented. */
export class AuthFailure extends Error {
  readonly code = 'unauthenticated';
  readonly reason: AuthReason;
  constructor(reason: AuthReason) {
    super(sentences[reason]);
    this.reason = reason;
  }
}
