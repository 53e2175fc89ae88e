/** Tokens are stored as their SHA-256: they have chance enough of their own to need no salt and no slow hash. */
import { hash } from 'node:crypto';

/** SHA-256 in hexadecimal, of what was presented. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}
