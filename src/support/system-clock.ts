/** The only place that reads the time. Everything else is given a clock, so that expiry, retries and paging can be tested. */
import { performance } from 'node:perf_hooks';

/** Beyond this the machine's clock was set: follow it. Below, it is the jitter of its millisecond steps. */
const driftMs = 50;

/**
 * Microseconds since 1970, UTC, strictly increasing within the process and converted by `toInstant`. When the machine's
 * clock is set back, it creeps by single microseconds until the machine has caught up.
 */
export function makeSystemClock<T>(toInstant: (microseconds: number) => T): { now(): T } {
  let originMs = performance.timeOrigin;
  let last = 0;
  const readMs = (): number => {
    const elapsed = performance.now();
    const drift = Date.now() - (originMs + elapsed);
    if (drift > driftMs || drift < -driftMs) originMs += drift;
    return originMs + elapsed;
  };
  return {
    now() {
      const wall = Math.floor(readMs() * 1000);
      last = wall > last ? wall : last + 1;
      return toInstant(last);
    },
  };
}
