/** A workspace is a tenant: one address book with its settings. Organisations hold workspaces. */
import type { Instant } from '../value/instant.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Region } from '../value/phone.ts';

export type { Region };

/** Whether a second contact with the same number or address may be made through dialects that can refuse it. */
export type DuplicatePolicy = 'allow' | 'refuse';

export interface Workspace {
  /** int64 shard key, also the number that ServiceTitan shows as `{tenant}`. */
  readonly tenantId: number;
  /** VoIPBIN's customer_id. */
  readonly id: Uuid;
  /** HighLevel's locationId: 20 base62 characters. */
  readonly locationId: string;
  readonly organisationId: Uuid;
  readonly name: string;
  readonly region: Region;
  readonly timeZone: string;
  readonly duplicates: DuplicatePolicy;
  /** Fixed when the workspace is made; only a sandbox may ever be reset, time-travelled or faulted. */
  readonly sandbox: boolean;
  readonly createdAt: Instant;
}

export interface Organisation {
  readonly id: Uuid;
  readonly name: string;
  readonly createdAt: Instant;
}
