/** What operators ask: whether the process lives, whether it can work, and its numbers. */
import type { FastifyInstance } from 'fastify';
import { open } from './plugin.ts';
import type { Prometheus } from './observe/prometheus.ts';

/** Something that must be so for requests to be answered. The name is shown, nothing else. */
export interface ReadinessCheck {
  readonly name: string;
  readonly isReady: () => Promise<boolean>;
}

export interface OperationsOptions {
  readonly metrics: Prometheus;
  readonly checks: readonly ReadinessCheck[];
}

/** Longest wait for a check, in milliseconds: a database that hangs is as bad as none. */
const patience = 3000;
const route = { config: open, exposeHeadRoute: true } as const;

export function addOperations(app: FastifyInstance, { metrics, checks }: OperationsOptions): void {
  app.get('/healthz', route, async () => ({ status: 'ok' }));
  app.get('/readyz', route, async (_request, reply) => {
    const answers = await Promise.all(checks.map(answer));
    const isReady = answers.every(([, ready]) => ready);
    reply.code(isReady ? 200 : 503);
    return { status: isReady ? 'ok' : 'unavailable', checks: Object.fromEntries(answers) };
  });
  app.get('/metrics', route, async (_request, reply) => {
    reply.header('content-type', metrics.contentType);
    return metrics.text();
  });
}

async function answer({ name, isReady }: ReadinessCheck): Promise<[string, boolean]> {
  const tooLate = new Promise<boolean>((resolve) => {
    setTimeout(resolve, patience, false).unref();
  });
  try {
    return [name, await Promise.race([isReady(), tooLate])];
  } catch {
    return [name, false];
  }
}
