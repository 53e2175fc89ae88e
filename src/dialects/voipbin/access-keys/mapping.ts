/** Between VoIPBIN's access key and a key of the workspace for this dialect. */
import type { Uuid } from '../../../core/value/identifier.ts';
import { formatIsoMicrosTrimmed, type Instant } from '../../../core/value/instant.ts';
import { timeOrNull } from '../mapping.ts';
import type { AccessKey } from './schema.ts';

/** What is shown of a key, as `auth` keeps it. */
export interface Key {
  readonly id: Uuid;
  readonly label: string;
  readonly detail: string;
  readonly shown: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant | null;
  readonly expiresAt: Instant | null;
}

/** A key that goes is shown with the time of it. */
export function toWire(key: Key, customerId: Uuid, deletedAt: Instant | null = null): AccessKey {
  return {
    id: key.id,
    customer_id: customerId,
    name: key.label,
    detail: key.detail,
    token_prefix: key.shown,
    tm_expire: timeOrNull(key.expiresAt),
    tm_create: formatIsoMicrosTrimmed(key.createdAt),
    tm_update: timeOrNull(deletedAt ?? key.updatedAt),
    tm_delete: timeOrNull(deletedAt),
  };
}
