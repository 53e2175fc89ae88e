/** Which contacts have which blocking keys, kept up with the event log by one process at a time. */
import type { ContactPair } from '../merge/distinct-pair.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import type { KnownPair, MatchLease } from './match-store.ts';

/** How far contacts have been looked at. */
export interface MatchMark {
  /** Of the last event. */
  readonly seq: number;
  /** The keys of contacts after this are still to be made, of an address book that was there before; null: of none. */
  readonly fillAfter: Uuid | null;
}

/** `held`: another process is at it. `done`: there is nothing new. */
export type MatchTurn = MatchMark | 'held' | 'done';

export interface ContactChange {
  readonly contactId: Uuid;
  /** It was made by this change. */
  readonly isNew: boolean;
}

export interface KeyHolder {
  readonly key: number;
  readonly contactId: Uuid;
}

export interface MatchStep {
  readonly mark: MatchMark;
  /** Whose keys are given anew: what is not in `keys` goes. */
  readonly changed: readonly Uuid[];
  /** All that they and new contacts have. */
  readonly keys: readonly KeyHolder[];
  /** Those that too many have already: kept where they are, and not made anew. */
  readonly crowded: ReadonlySet<number>;
}

export interface MatchIndex {
  /**
   * Begins or prolongs a turn. A workspace that is seen for the first time is followed from its first event, or, when it has
   * more than `fewEvents`, from now on, and its keys are filled in.
   */
  take(context: TenantContext, lease: MatchLease, fewEvents: number): Promise<MatchTurn>;
  release(context: TenantContext, holder: Uuid): Promise<void>;
  /**
   * What happened to contacts after `afterSeq`, as far as it can move a match, in the order of the log. Everything up to
   * `upTo` has been looked through.
   */
  changes(
    context: TenantContext,
    page: { readonly afterSeq: number; readonly limit: number },
  ): Promise<{ readonly changes: readonly ContactChange[]; readonly upTo: number }>;
  /** Who has the keys, the oldest first, at most so many of each. */
  holders(
    context: TenantContext,
    keys: readonly number[],
    mostOfEach: number,
  ): Promise<readonly KeyHolder[]>;
  /** Writes keys and mark as one; false, and nothing is written, when the lease was lost. */
  advance(context: TenantContext, lease: MatchLease, step: MatchStep): Promise<boolean>;
  /** Open suggestions with one of the contacts. */
  openPairs(context: TenantContext, ids: readonly Uuid[]): Promise<readonly KnownPair[]>;
  /**
   * The contacts `b` that somebody told apart from the contacts `a`, or took off the list with them, whoever each has been
   * merged into since; for the given `a` alone.
   */
  apartFrom(context: TenantContext, ids: readonly Uuid[]): Promise<readonly ContactPair[]>;
  /** How many live contacts there are. */
  count(context: TenantContext): Promise<number>;
}
