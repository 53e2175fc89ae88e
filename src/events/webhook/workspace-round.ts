/**
 * What one workspace has to tell its subscribers: each at its own pace, so that one who does not answer keeps nobody waiting
 * but itself. What happens meanwhile is looked at at once for the others, and for those under way when they are through.
 */
import { errorFields } from '../../support/error-fields.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { SubscriptionRun } from './subscription-run.ts';
import type { WebhookEnvironment } from './webhook-environment.ts';

/** Subscribers of one workspace that are called at the same time. */
const mostAtOnce = 8;

export interface WorkspaceRoundOptions {
  readonly tenantId: number;
  readonly isStopping: () => boolean;
  /** Called when it is done: what comes now is for another one. */
  readonly ended: () => void;
}

export class WorkspaceRound {
  readonly #environment: WebhookEnvironment;
  readonly #tenantId: number;
  readonly #isStopping: () => boolean;
  readonly #ended: () => void;
  readonly #underWay = new Set<Uuid>();
  readonly #done = Promise.withResolvers<void>();
  /** Whose turn comes when one of those under way is through. */
  #waiting: Uuid[] = [];
  /** How often it was woken. */
  #wakes = 0;
  #isLooking = false;
  #isToLook = false;

  constructor(environment: WebhookEnvironment, options: WorkspaceRoundOptions) {
    this.#environment = environment;
    this.#tenantId = options.tenantId;
    this.#isStopping = options.isStopping;
    this.#ended = options.ended;
  }

  /** Resolves when all that was due has been tried. Never rejects. */
  get done(): Promise<void> {
    return this.#done.promise;
  }

  /** There may be something to tell. */
  wake(): void {
    this.#wakes += 1;
    void this.#look();
  }

  async #look(): Promise<void> {
    this.#isToLook = true;
    if (this.#isLooking) return;
    this.#isLooking = true;
    while (this.#isToLook && !this.#isStopping()) {
      this.#isToLook = false;
      try {
        await this.#begin();
      } catch (error) {
        this.#note(error);
      }
    }
    this.#isLooking = false;
    this.#settle();
  }

  async #begin(): Promise<void> {
    const { store, enter, clock } = this.#environment;
    const context = await enter(this.#tenantId);
    const times = { at: clock.of(this.#tenantId).now(), lease: clock.now() };
    const waiting = await store.webhooks.waiting(context, times);
    this.#waiting = waiting.filter((id) => !this.#underWay.has(id));
    this.#fill(context);
  }

  #fill(context: TenantContext): void {
    while (this.#underWay.size < mostAtOnce && !this.#isStopping()) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      this.#underWay.add(next);
      void this.#run(context, next);
    }
  }

  /** What happened to it meanwhile it may have missed. */
  async #run(context: TenantContext, subscriptionId: Uuid): Promise<void> {
    const wakes = this.#wakes;
    try {
      const turn = { context, subscriptionId, isStopping: this.#isStopping };
      await SubscriptionRun.start(this.#environment, turn);
    } catch (error) {
      this.#note(error);
    }
    this.#underWay.delete(subscriptionId);
    if (wakes !== this.#wakes) void this.#look();
    this.#fill(context);
    this.#settle();
  }

  #settle(): void {
    if (this.#isLooking || this.#underWay.size > 0) return;
    this.#ended();
    this.#done.resolve();
  }

  #note(error: unknown): void {
    const fields = { tenantId: this.#tenantId, ...errorFields(error) };
    this.#environment.log.warn('webhooks failed', fields);
  }
}
