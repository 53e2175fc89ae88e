/** Which Sandboxes there are, and where they differ from how they began. Only `src/auth` and the composition root use it. */
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface ThrowawayWorkspace {
  readonly workspace: Workspace;
  /** The Sandbox whose key made it. */
  readonly madeBy: number;
  /** By the machine's clock. */
  readonly expiresAt: Instant;
}

/** What every process has to know of a Sandbox. */
export interface SandboxStanding {
  readonly tenantId: number;
  /** Microseconds ahead of the machine's clock. */
  readonly clockOffset: number;
  /** Another number than before: what is in it was replaced as a whole. */
  readonly generation: number;
}

export interface SandboxRegistry {
  /** Only inside `atomically`, after the workspace itself. */
  insert(throwaway: {
    readonly tenantId: number;
    readonly madeBy: number;
    readonly expiresAt: Instant;
  }): Promise<void>;
  /** Undefined for Sandboxes that stay, and for other workspaces. */
  findThrowaway(id: Uuid): Promise<ThrowawayWorkspace | undefined>;
  /** Alive at the instant, oldest first. */
  listMadeBy(tenantId: number, at: Instant): Promise<readonly ThrowawayWorkspace[]>;
  countMadeBy(tenantId: number, at: Instant): Promise<number>;
  listExpired(at: Instant, limit: number): Promise<readonly number[]>;
  /** Those that differ from how they began. */
  listStandings(): Promise<readonly SandboxStanding[]>;
  /**
   * Removes a throw-away workspace: every row of its address book, its credentials, apps and people. Any other workspace
   * is left as it is. Idempotent.
   */
  removeWorkspace(tenantId: number): Promise<void>;
}
