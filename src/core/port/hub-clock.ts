/** The time of the machine, and the time in each workspace: a Sandbox's may have been moved. */
import type { Clock } from './store.ts';

export interface HubClock extends Clock {
  /**
   * The clock of a workspace. Everything that belongs to one is dated and judged by it: records, tokens, retries, what a
   * list is up to. Ask for it each time, since it may be moved in between.
   */
  of(tenantId: number): Clock;
}
