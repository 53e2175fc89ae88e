/** A run over a workspace, seen to its end: worked on here, or watched while another process works on it. */
import { setTimeout as wait } from 'node:timers/promises';
import type { MatchProgress, MatchRun } from '../core/matching/match-run.ts';
import type { TenantContext } from '../core/tenant-context.ts';
import type { Runtime } from '../runtime.ts';

/** How often to look, in milliseconds. */
const lookEvery = 500;

/** Goes on with the run under way, or asks for one. */
export async function finishRun(
  { hub, matching }: Runtime,
  context: TenantContext,
  tell: (progress: MatchProgress) => void,
): Promise<MatchRun> {
  const { id } = (await hub.matchRuns.underWay(context)) ?? (await hub.matchRuns.start(context));
  for (;;) {
    await matching.work(context, tell);
    const run = await hub.matchRuns.get(context, id);
    if (run.state !== 'running') return run;
    tell(run);
    await wait(lookEvery);
  }
}
