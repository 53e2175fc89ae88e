/** Puts matching together: of whole workspaces, and of contacts as they are written. */
import { enterAsOperator } from './auth/operator.ts';
import { newUuid } from './auth/token/new-id.ts';
import type { Hub } from './core/hub.ts';
import type { ControlStore } from './core/port/control-store.ts';
import type { HubClock } from './core/port/hub-clock.ts';
import type { Store } from './core/port/store.ts';
import { MatchRunner } from './identity/keep/match-runner.ts';
import { WriteFollower } from './identity/on-write/write-follower.ts';
import { makeMatchEngine } from './match-thread.ts';
import type { Log } from './support/log.ts';

export interface MatchingParts {
  readonly store: Store;
  readonly hub: Hub;
  readonly control: ControlStore;
  readonly clock: HubClock;
  readonly log: Log;
  /** Of the database, for the application's role. */
  readonly url: string;
}

/** Neither is started yet. */
export function makeMatching({ store, hub, control, clock, log, url }: MatchingParts): {
  readonly matching: MatchRunner;
  readonly matchingOnWrite: WriteFollower;
} {
  const options = {
    store,
    hub,
    clock,
    log,
    newId: () => newUuid(clock),
    enter: (tenantId: number) => enterAsOperator(control, String(tenantId), 'matching'),
    workspaces: async () => (await control.workspaces.list()).map(({ tenantId }) => tenantId),
  };
  const matching = new MatchRunner({ ...options, engine: makeMatchEngine(url) });
  return { matching, matchingOnWrite: new WriteFollower(options) };
}
