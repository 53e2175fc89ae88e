/**
 * Tells subscribers of changes. It reads the event log, which the writes fill anyway, so no write waits for it or knows of
 * it. Woken by flushes of this process; now and then it looks by itself for what other processes left, and for what is to
 * be repeated.
 */
import { errorFields } from '../../support/error-fields.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { SubscriptionRun } from './subscription-run.ts';
import type { WebhookEnvironment } from './webhook-environment.ts';
import type { WorkspaceWatch } from './workspace-watch.ts';

/** How often it looks by itself, in milliseconds. */
const lookEvery = 5_000;
/** Subscribers of one workspace that are called at the same time. */
const mostAtOnce = 8;

export class WebhookDispatcher {
  readonly #environment: WebhookEnvironment;
  readonly #watch: WorkspaceWatch;
  /** The work under way by workspace, and whether there is more to do after it. */
  readonly #running = new Map<number, { done: Promise<void>; again: boolean }>();
  #timer: NodeJS.Timeout | null = null;
  #round: Promise<void> | null = null;
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
  round(): Promise<void> {
    this.#round ??= this.#lookAround().finally(() => {
      this.#round = null;
    });
    return this.#round;
  }

  /** Lets attempts under way come to their end, and makes no more. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#watch.listen(null);
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.#round;
    await Promise.all([...this.#running.values()].map(({ done }) => done));
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

  /** Once at a time for each workspace; what happens meanwhile is looked at afterwards. Never rejects. */
  #runFor(tenantId: number): Promise<void> {
    if (this.#isStopping) return Promise.resolve();
    const running = this.#running.get(tenantId);
    if (running) {
      running.again = true;
      return running.done;
    }
    const run = { done: Promise.resolve(), again: true };
    this.#running.set(tenantId, run);
    run.done = this.#repeat(tenantId, run);
    return run.done;
  }

  async #repeat(tenantId: number, run: { again: boolean }): Promise<void> {
    while (run.again && !this.#isStopping) {
      run.again = false;
      try {
        await this.#work(tenantId);
      } catch (error) {
        this.#environment.log.warn('webhooks failed', { tenantId, ...errorFields(error) });
      }
    }
    this.#running.delete(tenantId);
  }

  async #work(tenantId: number): Promise<void> {
    const { store, enter, clock } = this.#environment;
    const context = await enter(tenantId);
    const times = { at: clock.of(tenantId).now(), lease: clock.now() };
    const waiting = [...(await store.webhooks.waiting(context, times))];
    const takeTurns = async (): Promise<void> => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        await this.#runOne(context, id);
      }
    };
    await Promise.all(Array.from({ length: mostAtOnce }, takeTurns));
  }

  #runOne(context: TenantContext, subscriptionId: Uuid): Promise<void> {
    const isStopping = (): boolean => this.#isStopping;
    return SubscriptionRun.start(this.#environment, { context, subscriptionId, isStopping });
  }
}
