/**
 * Tokens that clients decode. The signature is for them; the hub itself knows a token by its row, as any other, so that
 * it can be revoked.
 */
import { SignJWT } from 'jose';
import type { SecretKey } from '../../support/secret-key.ts';

/** Claims in the vendor's own names. */
export type Claims = Readonly<Record<string, unknown>>;

export type TokenSigner = (claims: Claims, type: string) => Promise<string>;

/** Signs with HS256 under the installation's key; `type` is the header's `typ`. */
export function makeTokenSigner(secret: SecretKey): TokenSigner {
  const key = secret.derive('token-signature');
  return (claims, type) =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg: 'HS256', typ: type }).sign(key);
}
