/** Two contacts that may be one person, with the reasons, until somebody decides. */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';
import type { ContactPair } from './distinct-pair.ts';

/**
 * `dismissed`: not worth deciding; unlike `different` it says nothing about who is who. `withdrawn`: nobody decided, but the
 * contacts were changed and no longer look alike, or are no two people any more.
 */
export type SuggestionState = 'open' | 'merged' | 'different' | 'dismissed' | 'withdrawn';

export interface Suggestion extends ContactPair {
  readonly id: Uuid;
  /** Higher is surer; compared with others and with thresholds, nothing else. */
  readonly score: number;
  readonly explanation: JsonObject;
  readonly state: SuggestionState;
  /** A run over everybody has put the two into one group: only then may they be merged unasked. */
  readonly grouped: boolean;
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  readonly version: number;
}

/** What whoever compares contacts has found. */
export interface Finding extends ContactPair {
  readonly score: number;
  readonly explanation: JsonObject;
  /** As in a suggestion; absent: whoever compared the two has looked at nobody else, and what is known of it stays. */
  readonly grouped?: boolean;
}

/** An open suggestion that holds no longer. `found`: what is said of the two now; null when one of them is no person any more. */
export interface Withdrawal extends ContactPair {
  readonly found: Pick<Finding, 'score' | 'explanation'> | null;
}
