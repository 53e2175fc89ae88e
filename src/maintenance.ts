/**
 * What has to be cleared away now and then: expired tokens, codes and sessions, forgotten idempotency keys, contacts deleted
 * long ago, throw-away Sandboxes whose time is over.
 */
import { enterAsOperator } from './auth/operator.ts';
import type { Runtime } from './runtime.ts';
import { instant } from './core/value/instant.ts';
import { errorFields } from './support/error-fields.ts';
import type { Log } from './support/log.ts';

const everyMs = 10 * 60 * 1000;
const tokensKeptFor = 24 * 3600 * 1_000_000;
/** Presented again within this time, an exchanged refresh token still tells that one was stolen. */
const rotatedKeptFor = 30 * tokensKeptFor;
const perRound = 500;

/**
 * Clears away every ten minutes until stopped. Any number of processes may do it at once, and one may stop at any
 * moment: each step is a transaction of its own that finds less to do the second time.
 */
export function startMaintenance(runtime: Runtime, log: Log): { stop(): Promise<void> } {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(() => clearAway(runtime))
      .catch((error: unknown) => log.warn('maintenance failed', errorFields(error)));
  }, everyMs);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      return running;
    },
  };
}

/** One round over all workspaces. */
export async function clearAway({ auth, control, clock, hub }: Runtime): Promise<void> {
  const now = clock.now();
  await control.credentials.removeExpired(instant(now - tokensKeptFor), perRound);
  await control.credentials.removeRotated(instant(now - rotatedKeptFor), perRound);
  await control.grants.removeExpiredCodes(instant(now - tokensKeptFor), perRound);
  await control.sessions.removeExpired(now, perRound);
  await auth.throwaways.removeExpired(perRound);
  for (const { tenantId } of await control.workspaces.list()) {
    const context = await enterAsOperator(control, String(tenantId), 'maintenance');
    await hub.idempotency.purge(context);
    await hub.webhooks.purge(context);
    await hub.contacts.purge(context, clock.of(tenantId).now(), perRound);
  }
}
