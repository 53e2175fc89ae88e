/** What runs over a workspace read, what they keep, and which process works on one. */
import type { Contact, ContactAddress } from '../contact/contact.ts';
import type { MatchProgress, MatchRun } from '../matching/match-run.ts';
import type { ContactPair } from '../merge/distinct-pair.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';

/** What of a person is compared. Numbers and e-mail addresses are keys; what a merge hides is left out. */
export interface Person extends Pick<
  Contact,
  | 'id'
  | 'givenName'
  | 'familyName'
  | 'fullName'
  | 'displayName'
  | 'middleName'
  | 'nickname'
  | 'nameSuffix'
  | 'dateOfBirth'
  | 'companyName'
  | 'externalId'
> {
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly addresses: readonly Pick<
    ContactAddress,
    'street1' | 'street2' | 'city' | 'state' | 'postalCode'
  >[];
}

/** Who works on a run, and until when nobody else does; by the machine's clock, since it is between processes. */
export interface MatchLease {
  readonly holder: Uuid;
  readonly at: Instant;
  readonly until: Instant;
}

/** What a run has learned: whoever compares knows how to read `model`. */
export interface MatchMemory {
  readonly model: JsonObject;
  /** How many contacts there were. */
  readonly contacts: number;
  readonly learnedAt: Instant;
}

/** What is known of a pair that may be one person. */
export interface KnownPair {
  readonly a: Uuid;
  readonly b: Uuid;
  readonly score: number;
  readonly isOpen: boolean;
  readonly grouped: boolean;
}

export interface MatchStore {
  find(context: TenantContext, id: Uuid): Promise<MatchRun | undefined>;
  /** The newest first. */
  list(context: TenantContext, limit: number): Promise<readonly MatchRun[]>;
  /** The one that has not ended; there is never a second. */
  underWay(context: TenantContext): Promise<MatchRun | undefined>;
  /** False when another process works on the run, or it has ended. */
  take(context: TenantContext, id: Uuid, lease: MatchLease): Promise<boolean>;
  /** Notes how far it is, and prolongs the lease; false when that was lost, or the run has ended: then stop. */
  keep(
    context: TenantContext,
    id: Uuid,
    step: { readonly lease: MatchLease; readonly progress: MatchProgress },
  ): Promise<boolean>;
  release(context: TenantContext, id: Uuid, holder: Uuid): Promise<void>;
  recall(context: TenantContext): Promise<MatchMemory | undefined>;
  remember(context: TenantContext, memory: MatchMemory): Promise<void>;
  /** Live people by id, after `afterId`: few columns, many rows. Organisations are left out. */
  people(
    context: TenantContext,
    page: { readonly limit: number; readonly afterId?: Uuid },
  ): Promise<readonly Person[]>;
  /** Those of the ids who are live people, in no order. */
  peopleOf(context: TenantContext, ids: readonly Uuid[]): Promise<readonly Person[]>;
  /**
   * Contacts that somebody told apart, or whose pair was taken off the list; with them whoever they are merged into by now.
   */
  apart(context: TenantContext): Promise<readonly ContactPair[]>;
  /** What the queue says of the pairs that have one of these ids as their first. */
  knownPairs(context: TenantContext, firstIds: readonly Uuid[]): Promise<readonly KnownPair[]>;
}
