/** People who are signed in with a browser: whoever has the cookie is the person, for an hour at most. */
import type { WorkspaceEntry } from '../../core/port/control-store.ts';
import type { Principal } from '../../core/workspace/principal.ts';
import { instant } from '../../core/value/instant.ts';
import type { AuthEnvironment } from '../auth-environment.ts';
import { newUuid } from '../token/new-id.ts';
import { newOpaqueToken } from '../token/token-form.ts';
import { hashToken } from '../token/token-hash.ts';
import { type SignInAttempt, verifySignIn } from './verify-sign-in.ts';

/** How long a browser stays signed in. */
export const sessionSeconds = 3600;

/** Expired ones are swept a few at a time by those who sign in. */
const sweptAtOnce = 20;

export interface SignedIn {
  readonly principal: Principal;
  /** The workspaces that the person may enter at this moment, oldest first. */
  readonly entries: readonly WorkspaceEntry[];
}

export class BrowserSessions {
  readonly #environment: AuthEnvironment;

  constructor(environment: AuthEnvironment) {
    this.#environment = environment;
  }

  /** The token for the cookie; it is stored as a hash. Throws `AuthFailure` with `wrong-credentials`, whatever was wrong. */
  async signIn(attempt: SignInAttempt): Promise<string> {
    const { store, clock } = this.#environment;
    const { principal } = await verifySignIn(store, attempt);
    const createdAt = clock.now();
    const token = newOpaqueToken();
    await store.sessions.insert(
      {
        id: newUuid(clock),
        principalId: principal.id,
        createdAt,
        expiresAt: instant(createdAt + sessionSeconds * 1_000_000),
      },
      hashToken(token),
    );
    await store.sessions.removeExpired(createdAt, sweptAtOnce);
    return token;
  }

  /** Whose browser it is; undefined for everything but the token of a session that lasts. */
  async find(token: string): Promise<SignedIn | undefined> {
    const { store, clock } = this.#environment;
    const session = await store.sessions.find(hashToken(token));
    if (session === undefined || session.expiresAt <= clock.now()) return undefined;
    const principal = await store.principals.find(session.principalId);
    if (principal === undefined) return undefined;
    return { principal, entries: await store.principals.entriesOf(principal.id) };
  }

  async signOut(token: string): Promise<void> {
    await this.#environment.store.sessions.remove(hashToken(token));
  }
}
