/** What the records have in common that a contact has beside its own fields. They go when the contact is purged. */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';

export interface ContactRecord {
  readonly id: Uuid;
  readonly contactId: Uuid;
  /** Whose it was before a merge. */
  readonly fromContactId: Uuid | null;
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  readonly version: number;
}
