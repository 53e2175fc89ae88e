/** A run over a workspace in this thread: as the thread for it does, without a process and a connection of its own. */
import type { MatchRun } from '../../src/core/matching/match-run.ts';
import { MovableClock } from '../../src/core/sandbox/movable-clock.ts';
import type { TenantContext } from '../../src/core/tenant-context.ts';
import { instant } from '../../src/core/value/instant.ts';
import type { JsonObject } from '../../src/core/value/json.ts';
import { matchEveryone } from '../../src/identity/keep/match-everyone.ts';
import { type MatchEngine, MatchRunner } from '../../src/identity/keep/match-runner.ts';
import { noLog } from '../../src/support/log.ts';
import { makeSystemClock } from '../../src/support/system-clock.ts';
import { makeIds, type TestProcess } from '../support/hub-fixture.ts';

const newId = makeIds('runner');

export async function runHere(
  { store, hub }: TestProcess,
  context: TenantContext,
): Promise<MatchRun> {
  const engine: MatchEngine = {
    match: async (_, listener) => {
      const { contacts, model } = await matchEveryone(store.matching, context, listener);
      return { contacts, model: JSON.parse(JSON.stringify(model)) as JsonObject };
    },
  };
  const runner = new MatchRunner({
    store,
    hub,
    engine,
    clock: new MovableClock(makeSystemClock(instant)),
    log: noLog,
    newId,
    enter: () => Promise.resolve(context),
    workspaces: () => Promise.resolve([]),
  });
  const { id } = await hub.matchRuns.start(context);
  await runner.work(context);
  return hub.matchRuns.get(context, id);
}
