/** Signing in with a user name and a password. */
import { everyScope } from '../../core/workspace/credential.ts';
import type { Principal, Role } from '../../core/workspace/principal.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { type Instant, instant } from '../../core/value/instant.ts';
import type { AuthEnvironment } from '../auth-environment.ts';
import { AuthFailure } from '../auth-failure.ts';
import { verifySignIn } from '../session/verify-sign-in.ts';
import { newUuid } from '../token/new-id.ts';
import { shownPrefix } from '../token/token-form.ts';
import { hashToken } from '../token/token-hash.ts';
import type { Claims } from '../token/token-signer.ts';

export interface LoginSession {
  readonly id: Uuid;
  readonly workspace: Workspace;
  readonly principal: Principal;
  readonly role: Role;
  readonly issuedAt: Instant;
  readonly expiresAt: Instant;
}

export interface LoginRequest {
  readonly audience: string;
  readonly username: string;
  readonly password: string;
  /** How long the session lasts. */
  readonly seconds: number;
  /** What the session's token says, in the vendor's names. */
  readonly claims: (session: LoginSession) => Claims;
}

export interface LoginResult {
  /** A JWT, accepted as a credential of kind `session`. */
  readonly token: string;
  readonly session: LoginSession;
}

export class LoginService {
  readonly #environment: AuthEnvironment;

  constructor(environment: AuthEnvironment) {
    this.#environment = environment;
  }

  /** A session in the person's oldest workspace. Throws `AuthFailure` with `wrong-credentials`, whatever was wrong. */
  async login(request: LoginRequest): Promise<LoginResult> {
    const { store, clock, sign } = this.#environment;
    const {
      principal,
      entries: [entry],
    } = await verifySignIn(store, request);
    if (entry === undefined) throw new AuthFailure('wrong-credentials');
    const { workspace, role } = entry;
    const id = newUuid(clock);
    const issuedAt = clock.of(workspace.tenantId).now();
    const expiresAt = instant(issuedAt + request.seconds * 1_000_000);
    const session = { id, workspace, principal, role, issuedAt, expiresAt };
    const token = await sign({ ...request.claims(session), jti: id }, 'JWT');
    await store.credentials.insert({
      id,
      tenantId: workspace.tenantId,
      audience: request.audience,
      kind: 'session',
      tokenHash: hashToken(token),
      prefix: shownPrefix(token),
      scopes: [everyScope],
      principalId: principal.id,
      clientId: null,
      reusable: false,
      parentId: null,
      label: '',
      createdAt: issuedAt,
      expiresAt,
    });
    return { token, session };
  }
}
