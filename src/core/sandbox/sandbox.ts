/** What may be done in Sandboxes alone, and what is refused. */
import { requireCapability } from '../capability.ts';
import { StateConflict } from '../errors.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Instant } from '../value/instant.ts';

/** The workspace is a real one: it is never reset, moved in time, faulted or watched. */
export class SandboxOnly extends StateConflict {
  constructor() {
    super('Only a Sandbox workspace can do this, and this is none');
  }
}

/** The clock would show a time before something that has happened in the workspace. */
export class ClockBeforeData extends StateConflict {
  constructor(target: string, newest: string) {
    super(
      `The clock cannot go to ${target}: the newest change in this workspace is of ${newest}. ` +
        'Reset the workspace or restore a snapshot first.',
    );
  }
}

/** @throws CapabilityMissing, SandboxOnly */
export function requireSandbox(context: TenantContext): void {
  requireCapability(context, 'sandbox.manage');
  if (!context.workspace.sandbox) throw new SandboxOnly();
}

/** All that was in a workspace at one moment, under a name. */
export interface Snapshot {
  readonly name: string;
  /** By the workspace's clock. */
  readonly takenAt: Instant;
  readonly rows: number;
}
