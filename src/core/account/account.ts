/** Accounts (ServiceM8 company, ServiceTitan customer, HighLevel business) and how contacts relate to them. */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';

export interface Account {
  readonly id: Uuid;
  /** int64 from the tenant's range (ServiceTitan customer id). */
  readonly number: number;
  readonly name: string;
  readonly website: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly street: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
  readonly externalId: string | null;
  readonly extra: Readonly<Record<string, JsonObject>>;
  readonly active: boolean;
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  readonly version: number;
}

export type AccountFields = Pick<
  Account,
  | 'name'
  | 'website'
  | 'phone'
  | 'email'
  | 'street'
  | 'city'
  | 'state'
  | 'postalCode'
  | 'country'
  | 'externalId'
  | 'active'
>;
export interface AccountPatch extends Partial<AccountFields> {
  readonly extra?: Readonly<Record<string, JsonObject>>;
}
export interface AccountDraft extends AccountPatch {
  readonly id?: Uuid;
  readonly name: string;
}

export type RelationTarget = 'account' | 'location' | 'booking' | 'job';

/** A contact's relation to an account, location, booking or job: many to many, with a role. */
export interface Relation {
  readonly id: Uuid;
  readonly contactId: Uuid;
  readonly targetKind: RelationTarget;
  readonly targetId: Uuid;
  readonly role: string;
  readonly isPrimary: boolean;
  /** The contact's main account: at most one relation of a contact carries it; mirrors `Contact.accountId`. */
  readonly isMain: boolean;
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
  readonly targetId: Uuid;
  readonly role?: string;
  readonly isPrimary?: boolean;
  readonly isMain?: boolean;
}
export interface RelationPatch {
  readonly role?: string;
  readonly isPrimary?: boolean;
  readonly isMain?: boolean;
}
