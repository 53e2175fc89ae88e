/** Keeps a process true to what others did to Sandboxes: clocks moved, address books replaced. */
import type { Runtime } from './runtime.ts';
import { errorFields } from './support/error-fields.ts';
import type { Log } from './support/log.ts';

/** What one process does to a Sandbox takes effect in the others within this time, in milliseconds. */
const everyMs = 2_500;

/** Looks until stopped. */
export function watchSandboxes({ control, hub }: Runtime, log: Log): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(() => hub.sandboxes.follow(() => control.sandboxes.listStandings()))
      .catch((error: unknown) => log.warn('sandboxes cannot be followed', errorFields(error)));
  }, everyMs);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}
