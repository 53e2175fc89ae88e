/** The keyed hash under which an address stands on the suppression list: it cannot be read back, only met again. */
import { createHmac, type KeyObject } from 'node:crypto';

/** Hex text that PostgreSQL reads as bytea. `secret` is the installation's own; tenants never share a hash. */
export function suppressionHash(secret: KeyObject, tenantId: number, key: string): string {
  return `\\x${createHmac('sha256', secret).update(`${tenantId}\u0001${key}`).digest('hex')}`;
}
