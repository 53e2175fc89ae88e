/**
 * What the test files of a worker process share is closed when the process ends, not with a file: Vitest runs
 * `afterAll` for each file, and the teardown of the environment once for the worker.
 */
declare global {
  var polydexWorkerEnd: (() => Promise<void>)[] | undefined;
}

/** Does it before the worker ends. */
export function beforeWorkerEnds(work: () => Promise<void>): void {
  // The environment has a copy of this module to itself: only what is global reaches it.
  globalThis.polydexWorkerEnd ??= [];
  globalThis.polydexWorkerEnd.push(work);
}

/** Does all of it, once. */
export async function endWorker(): Promise<void> {
  const works = globalThis.polydexWorkerEnd?.splice(0) ?? [];
  await Promise.all(works.map((work) => work()));
}
