/** Who acts: people and programs, and what they may do in which workspace. */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';

export interface Principal {
  readonly id: Uuid;
  /** int64, shown by ServiceTitan as createdBy and modifiedBy. */
  readonly number: number;
  readonly kind: 'person' | 'machine';
  readonly displayName: string;
  readonly email: string | null;
  /** For signing in with a password; lower-case, unique in the installation. */
  readonly username: string | null;
  readonly createdAt: Instant;
}

/** From most to least rights. */
export const roles = ['owner', 'admin', 'editor', 'viewer'] as const;
export type Role = (typeof roles)[number];

/** A principal's role in one workspace, or in every workspace of the organisation when `tenantId` is null. */
export interface Membership {
  readonly principalId: Uuid;
  readonly organisationId: Uuid;
  readonly tenantId: number | null;
  readonly role: Role;
}
