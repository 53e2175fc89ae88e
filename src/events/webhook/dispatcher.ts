/**
 * Tells subscribers of changes. It reads the event log, which the writes fill anyway, so no write waits for it or knows of
 * it. Woken by flushes of this process; now and then it looks by itself for what other processes left, and for what is to
 * be repeated.
 */
import { errorFields } from '../../support/error-fields.ts';
import type { WebhookEnvironment } from './webhook-environment.ts';
import { WorkspaceRound } from './workspace-round.ts';
import type { WorkspaceWatch } from './workspace-watch.ts';

/** How often it looks by itself, in milliseconds. */
const lookEvery = 5_000;

export class WebhookDispatcher {
  readonly #environment: WebhookEnvironment;
  readonly #watch: WorkspaceWatch;
  /** The work under way by workspace. */
  readonly #running = new Map<number, WorkspaceRound>();
  #timer: NodeJS.Timeout | null = null;
  readonly #rounds = new Set<Promise<void>>();
  #isStopping = false;

  constructor(environment: WebhookEnvironment, watch: WorkspaceWatch) {
    this.#environment = environment;
    this.#watch = watch;
  }

  start(): void {
    this.#watch.listen((tenantId) => void this.#runFor(tenantId));
    this.#timer = setInterval(() => void this.round(), lookEvery);
    this.#timer.unref();
    void this.round();
  }

  /** Looks after every workspace with webhooks; resolves when all that was due has been tried. Never rejects. */
  async round(): Promise<void> {
    const round = this.#lookAround();
    this.#rounds.add(round);
    await round;
    this.#rounds.delete(round);
  }

  /** Lets attempts under way come to their end, and makes no more. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#watch.listen(null);
    if (this.#timer !== null) clearInterval(this.#timer);
    await Promise.all([...this.#rounds, ...[...this.#running.values()].map(({ done }) => done)]);
  }

  async #lookAround(): Promise<void> {
    try {
      const workspaces = await this.#environment.workspaces();
      for (const tenantId of workspaces) this.#watch.add(tenantId);
      await Promise.all(workspaces.map((tenantId) => this.#runFor(tenantId)));
    } catch (error) {
      this.#environment.log.warn('webhooks cannot be looked after', errorFields(error));
    }
  }

  /** Resolves when all that was due has been tried. Never rejects. */
  async #runFor(tenantId: number): Promise<void> {
    if (this.#isStopping) return;
    const running = this.#running.get(tenantId) ?? this.#newRound(tenantId);
    running.wake();
    await running.done;
  }

  #newRound(tenantId: number): WorkspaceRound {
    const isStopping = (): boolean => this.#isStopping;
    const ended = (): void => void this.#running.delete(tenantId);
    const round = new WorkspaceRound(this.#environment, { tenantId, isStopping, ended });
    this.#running.set(tenantId, round);
    return round;
  }
}
