/** Whether a user name and a password belong together. */
import type { ControlStore, SignIn } from '../../core/port/control-store.ts';
import { AuthFailure } from '../auth-failure.ts';
import { verifyNothing, verifyPassword } from '../token/password.ts';

export interface SignInAttempt {
  /** In any letter case. */
  readonly username: string;
  readonly password: string;
}

/** The person and the workspaces they may enter. Throws `AuthFailure` with `wrong-credentials`, whatever was wrong. */
export async function verifySignIn(
  { principals }: Pick<ControlStore, 'principals'>,
  { username, password }: SignInAttempt,
): Promise<SignIn> {
  const signIn = await principals.findSignIn(username.toLowerCase());
  if (signIn === undefined) {
    await verifyNothing(password);
    throw new AuthFailure('wrong-credentials');
  }
  const isRight = await verifyPassword(password, signIn.passwordHash);
  if (!isRight || signIn.entries.length === 0) throw new AuthFailure('wrong-credentials');
  return signIn;
}
