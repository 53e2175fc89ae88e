/** Sites: the places of an account where work is done (ServiceTitan's locations). */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';
import type { Place } from './account.ts';

export interface Site extends Place {
  readonly id: Uuid;
  /** int64 from the tenant's range (ServiceTitan location id). */
  readonly number: number;
  readonly accountId: Uuid;
  readonly accountNumber: number;
  readonly name: string;
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

export interface SitePatch extends Partial<Place & Pick<Site, 'name' | 'externalId' | 'active'>> {
  /** Shallow-merged per dialect; a null value drops the key. */
  readonly extra?: Readonly<Record<string, JsonObject>>;
}
export interface SiteDraft extends SitePatch {
  readonly id?: Uuid;
  readonly name: string;
}
