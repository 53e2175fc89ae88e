/** What Sandboxes need of a store. Every call is one transaction that no write of the workspace can overlap. */
import type { Snapshot } from '../sandbox/sandbox.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Instant } from '../value/instant.ts';

/** How a new time is found, in microseconds: `of` is given the present offset and answers the new one. */
export interface ClockMove {
  readonly machineNow: Instant;
  readonly of: (offset: number) => number;
  /** Told when and where the newest change is; may throw, which undoes everything. */
  readonly check: (target: Instant, newest: Instant | null) => void;
}

export interface SandboxStore {
  /** Removes everything from the workspace and puts its clock right. */
  reset(context: TenantContext): Promise<void>;
  /** Replaces a snapshot of the same name. @throws StateConflict when `most` others are kept already */
  snapshot(context: TenantContext, order: SnapshotOrder): Promise<Snapshot>;
  /** Puts back what was there, the clock's offset included, which is returned; undefined when there is none of the name. */
  restore(context: TenantContext, name: string): Promise<number | undefined>;
  /** By name. */
  listSnapshots(context: TenantContext): Promise<readonly Snapshot[]>;
  removeSnapshot(context: TenantContext, name: string): Promise<boolean>;
  /** Drops what this process remembers of lists: another has replaced what is in a workspace. */
  forgetLists(): void;
  /** The new offset. */
  moveClock(context: TenantContext, move: ClockMove): Promise<number>;
}

export interface SnapshotOrder {
  readonly name: string;
  readonly at: Instant;
  readonly most: number;
}
