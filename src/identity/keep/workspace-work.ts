/** What those share who work through workspaces in the background: what they need of the process, and how they hold one. */
import type { HubClock } from '../../core/port/hub-clock.ts';
import type { MatchLease } from '../../core/port/match-store.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { instant } from '../../core/value/instant.ts';
import type { Log } from '../../support/log.ts';

export interface WorkspaceWork {
  readonly clock: HubClock;
  readonly log: Log;
  readonly newId: () => Uuid;
  readonly enter: (tenantId: number) => Promise<TenantContext>;
  readonly workspaces: () => Promise<readonly number[]>;
}

/** A process that says nothing for so long has died, in microseconds. */
const leaseFor = 15 * 1_000_000;

/** Leases are between processes, and run by the machine's clock. */
export function leaseOf(clock: HubClock, holder: Uuid): MatchLease {
  const at = clock.now();
  return { holder, at, until: instant(at + leaseFor) };
}
