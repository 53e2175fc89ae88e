/** Matching in a thread of its own, with a connection of its own. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Finding } from './core/merge/suggestion.ts';
import type { JsonObject } from './core/value/json.ts';
import type { RunListener, SurePair } from './identity/keep/match-everyone.ts';
import type { MatchEngine } from './identity/keep/match-runner.ts';

export interface MatchTask {
  /** Of the database, for the application's role. */
  readonly url: string;
  readonly tenantId: number;
}

/** What the thread says. */
export type MatchWord =
  | { readonly kind: 'progress'; readonly step: Parameters<RunListener['progress']>[0] }
  | {
      readonly kind: 'found';
      readonly findings: readonly Finding[];
      readonly sure: readonly SurePair[];
    }
  | { readonly kind: 'done'; readonly contacts: number; readonly model: string };

type Outcome = Awaited<ReturnType<MatchEngine['match']>>;

export function makeMatchEngine(url: string): MatchEngine {
  return {
    match: async (tenantId, listener, signal) => {
      signal.throwIfAborted();
      const task: MatchTask = { url, tenantId };
      const worker = new Worker(new URL('./match-worker.ts', import.meta.url), {
        workerData: task,
      });
      const end = (): void => void worker.terminate();
      signal.addEventListener('abort', end);
      try {
        const outcome = await listen(worker, listener);
        signal.throwIfAborted();
        if (!outcome) throw new Error('The thread that matches has ended early');
        return outcome;
      } finally {
        signal.removeEventListener('abort', end);
        await worker.terminate();
      }
    },
  };
}

/** Undefined when the thread ends without an outcome. @throws what it throws, and what the listener throws */
function listen(worker: Worker, listener: RunListener): Promise<Outcome | undefined> {
  const exited = once(worker, 'exit').then(() => undefined);
  const told = new Promise<Outcome>((resolve, reject) => {
    worker.on('message', (word: MatchWord) => {
      if (word.kind === 'progress') listener.progress(word.step);
      else if (word.kind === 'found')
        listener
          .found(word.findings, word.sure)
          // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
          .then(() => worker.postMessage('more'), reject);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the model went into it
      else resolve({ contacts: word.contacts, model: JSON.parse(word.model) as JsonObject });
    });
  });
  return Promise.race([told, exited]);
}
