/** How contacts relate to accounts, sites, bookings and jobs: many to many, with a role (DESIGN §2.3). */
import type { JobContactValues } from '../job/job.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';

export type RelationTarget = 'account' | 'site' | 'booking' | 'job';

/**
 * The five values are those of the person, which the relation only shows: every change of the person's moves them and
 * `updatedAt`, and they are written through to the person (ServiceM8's company contact).
 */
export interface Relation extends JobContactValues {
  readonly id: Uuid;
  readonly contactId: Uuid;
  /** Whose it was before a merge. */
  readonly fromContactId: Uuid | null;
  readonly targetKind: RelationTarget;
  /** Null for a booking that is known by its number alone. */
  readonly targetId: Uuid | null;
  /** The int64 that vendors count the target by: an account's, site's or job's never changes. */
  readonly targetNumber: number | null;
  readonly role: string;
  /** The target's primary contact: at most one active relation of a target carries it. */
  readonly isPrimary: boolean;
  /** The contact's main account: at most one relation of a contact carries it; mirrors `Contact.accountId`. */
  readonly isMain: boolean;
  /** False once ended; it stays listed and can be restored. */
  readonly active: boolean;
  /** True when the deletion of the contact ended it: restoring the contact restores it. */
  readonly endedWithContact: boolean;
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  readonly version: number;
}

export interface RelationDraft {
  readonly id?: Uuid;
  readonly contactId: Uuid;
  readonly targetKind: RelationTarget;
  /** By id, or (accounts, sites, bookings) by number. */
  readonly targetId?: Uuid;
  readonly targetNumber?: number;
  readonly role?: string;
  readonly isPrimary?: boolean;
  readonly isMain?: boolean;
}
export interface RelationPatch {
  readonly role?: string;
  readonly isPrimary?: boolean;
  readonly isMain?: boolean;
  /** False ends it, true restores it. */
  readonly active?: boolean;
}

/** A relation to an account together with its person (ServiceM8's company contact). */
export interface RelatedPersonDraft extends Partial<JobContactValues> {
  readonly id?: Uuid;
  readonly accountId: Uuid;
  readonly role?: string;
  readonly isPrimary?: boolean;
  readonly active?: boolean;
}
export interface RelatedPersonPatch extends Partial<JobContactValues> {
  readonly role?: string;
  readonly isPrimary?: boolean;
  readonly active?: boolean;
  /** Another account takes the relation over. */
  readonly accountId?: Uuid;
}
