/** Accounts: ServiceM8's company, ServiceTitan's customer, HighLevel's business, in one. */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';

/** Where an account or a site is, in parts. Degrees are WGS 84. */
export interface Place {
  readonly street: string | null;
  /** Flat, suite or floor. */
  readonly unit: string | null;
  readonly city: string | null;
  readonly state: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export interface Account extends Place {
  readonly id: Uuid;
  /** int64 from the tenant's range (ServiceTitan customer id). */
  readonly number: number;
  readonly name: string;
  readonly website: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  /** The address as one text, as somebody wrote it; apart from the parts, which nobody takes it to pieces for. */
  readonly address: string | null;
  readonly billingAddress: string | null;
  readonly externalId: string | null;
  /** Values that only one vendor knows, by dialect name. */
  readonly extra: Readonly<Record<string, JsonObject>>;
  readonly active: boolean;
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  readonly version: number;
}

export type AccountFields = Place &
  Pick<
    Account,
    'name' | 'website' | 'phone' | 'email' | 'address' | 'billingAddress' | 'externalId' | 'active'
  >;
export interface AccountPatch extends Partial<AccountFields> {
  /** Shallow-merged per dialect; a null value drops the key. */
  readonly extra?: Readonly<Record<string, JsonObject>>;
}
export interface AccountDraft extends AccountPatch {
  readonly id?: Uuid;
  readonly name: string;
}
