/** Whoever compares contacts as they are written. */
import type { Likeness } from '../matching/likeness.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';

export interface LikenessFinder {
  /** False in a process that does not compare contacts as they are written. */
  readonly isOn: boolean;
  /** Whom a contact looks like, the surest first; those that somebody told apart from it are left out. */
  find(context: TenantContext, contactId: Uuid): Promise<readonly Likeness[]>;
}
