/** Ctrl-C, `kill` and a closed terminal, as one promise. */

/**
 * npm passes Ctrl-C on to a process that the terminal has signalled already: what comes this soon (milliseconds) after
 * the first is the same wish.
 */
const sameWishMs = 1_000;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Resolves at the first signal. A second wish does not wait any longer: it ends the process with status 130. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | undefined;
    const ask = (): void => {
      if (askedAt === undefined) {
        askedAt = performance.now();
        resolve();
      } else if (performance.now() - askedAt > sameWishMs) {
        // The embedded database hears of it through the `exit` event.
        process.exit(130);
      }
    };
    for (const signal of signals) process.on(signal, ask);
    watchShell(ask);
  });
}

const watchMs = 500;

/**
 * Between npm and us may stand a shell, which dies of the SIGTERM that npm passes on and tells nobody: then we are given
 * another parent.
 */
function watchShell(ask: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
  const shell = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    ask();
  }, watchMs);
  timer.unref();
}
