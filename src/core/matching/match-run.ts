/** A comparison of everybody in a workspace with everybody: who asked for it, how far it is, what came of it. */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';

/** `running` from the moment it is asked for, whether or not a process works on it just now. */
export type MatchRunState = 'running' | 'done' | 'failed' | 'cancelled';

export interface MatchRunRecord {
  readonly id: Uuid;
  readonly state: MatchRunState;
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  readonly version: number;
}

export type MatchPhase = 'waiting' | 'reading' | 'matching' | 'suggesting' | 'merging' | 'done';

export interface MatchProgress {
  readonly phase: MatchPhase;
  /** Of the whole, 0 to 1. */
  readonly share: number;
  readonly contacts: number;
  /** Pairs that were compared. */
  readonly compared: number;
  /** Suggestions made or changed. */
  readonly suggested: number;
  /** Automatic merges made. */
  readonly merged: number;
}

export type MatchRun = MatchRunRecord & MatchProgress;
