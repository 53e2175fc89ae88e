/** A thread that reads and matches one workspace, beside the one that answers requests. Started by `match-thread.ts`. */
import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { enterAsOperator } from './auth/operator.ts';
import type { MatchTask, MatchWord } from './match-thread.ts';
import { matchEveryone, type RunListener } from './identity/keep/match-everyone.ts';
import { openControlDatabase } from './storage/control/control-store.ts';
import { Database } from './storage/database.ts';
import { StoredMatching } from './storage/tenant/match/match-store.ts';

const port = parentPort;
if (!port) throw new Error('This file is a thread, not a program');

/** What the other thread is told; it answers findings alone, when more may come. */
function say(word: MatchWord): void {
  port?.postMessage(word);
}

const listener: RunListener = {
  progress: (step) => say({ kind: 'progress', step }),
  found: async (findings, sure) => {
    const answered = port && once(port, 'message');
    say({ kind: 'found', findings, sure });
    await answered;
  },
};

async function work({ url, tenantId }: MatchTask): Promise<void> {
  const control = openControlDatabase({ url });
  const database = new Database({ url, maxConnections: 1 });
  try {
    const context = await enterAsOperator(control.store, String(tenantId), 'matching');
    const outcome = await matchEveryone(new StoredMatching(database), context, listener);
    say({ kind: 'done', contacts: outcome.contacts, model: JSON.stringify(outcome.model) });
  } finally {
    await Promise.all([control.close(), database.close()]);
  }
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `match-thread.ts` has put it there
await work(workerData as MatchTask);
port.unref();
