/**
 * Works on the runs that workspaces have asked for, one at a time: what it takes is a process's memory. The arithmetic is
 * done elsewhere (`MatchEngine`), so that requests are answered meanwhile. A run is held by a lease; a process that dies
 * leaves one that runs out, and whoever finds the run begins it anew, which suggests and merges nothing twice.
 */
import type { Hub } from '../../core/hub.ts';
import type { MatchProgress, MatchRun } from '../../core/matching/match-run.ts';
import type { Finding } from '../../core/merge/suggestion.ts';
import type { MatchLease } from '../../core/port/match-store.ts';
import type { Store } from '../../core/port/store.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Instant } from '../../core/value/instant.ts';
import type { JsonObject } from '../../core/value/json.ts';
import { errorFields } from '../../support/error-fields.ts';
import type { RunListener, SurePair } from './match-everyone.ts';
import { leaseOf, type WorkspaceWork } from './workspace-work.ts';

/** Reads and matches a workspace somewhere that does not hold up this process. */
export interface MatchEngine {
  match(
    tenantId: number,
    listener: RunListener,
    signal: AbortSignal,
  ): Promise<{ readonly contacts: number; readonly model: JsonObject }>;
}

export interface MatchRunnerOptions extends WorkspaceWork {
  readonly store: Pick<Store, 'matching'>;
  readonly hub: Pick<Hub, 'matchRuns' | 'mergePolicy' | 'suggestions'>;
  readonly engine: MatchEngine;
}

/** How often it says how far it is, in milliseconds. */
const sayEvery = 1000;
/** How often it looks for runs that nobody works on any more, in milliseconds. */
const lookEvery = 60_000;

export class MatchRunner {
  readonly #options: MatchRunnerOptions;
  #queue: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | null = null;
  readonly #stopped = new AbortController();

  constructor(options: MatchRunnerOptions) {
    this.#options = options;
  }

  /** Servers do, commands do not: from now on runs are worked on as they are asked for. */
  start(): void {
    this.#timer = setInterval(() => this.#lookAround(), lookEvery);
    this.#timer.unref();
    this.#lookAround();
  }

  /** A run was asked for. Does nothing in a process that does not work on runs. */
  asked(tenantId: number): void {
    if (this.#timer !== null) this.#enqueue(tenantId);
  }

  /** Gives up what it works on: another process, or the next start, begins it anew. */
  async stop(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    this.#stopped.abort();
    await this.#queue;
  }

  /** Works on the run under way in the workspace, if there is one and nobody else does. False when there was nothing to do. */
  async work(
    context: TenantContext,
    tell: (run: MatchProgress) => void = () => {},
  ): Promise<boolean> {
    const { store, newId, clock } = this.#options;
    const run = await store.matching.underWay(context);
    if (!run) return false;
    const holder = newId();
    if (!(await store.matching.take(context, run.id, leaseOf(clock, holder)))) return false;
    const job = new MatchJob({
      ...this.#options,
      context,
      run,
      tell,
      lease: () => leaseOf(clock, holder),
    });
    await job.run(this.#stopped.signal);
    return true;
  }

  #lookAround(): void {
    this.#queue = this.#queue
      .then(() => this.#options.workspaces())
      .then((all) => {
        for (const tenantId of all) this.#enqueue(tenantId);
      })
      .catch((error: unknown) => this.#warn(error));
  }

  #enqueue(tenantId: number): void {
    this.#queue = this.#queue
      .then(async () => {
        if (!this.#stopped.signal.aborted) await this.work(await this.#options.enter(tenantId));
      })
      .catch((error: unknown) => this.#warn(error));
  }

  #warn(error: unknown): void {
    this.#options.log.warn('matching failed', errorFields(error));
  }
}

interface JobOptions extends MatchRunnerOptions {
  readonly context: TenantContext;
  readonly run: MatchRun;
  readonly tell: (run: MatchProgress) => void;
  readonly lease: () => MatchLease;
}

/** One run, as one process works on it. */
class MatchJob {
  readonly #options: JobOptions;
  readonly #ended = new AbortController();
  #progress: MatchProgress;

  constructor(options: JobOptions) {
    this.#options = options;
    const { suggested, merged } = options.run;
    this.#progress = { phase: 'waiting', share: 0, contacts: 0, compared: 0, suggested, merged };
  }

  async run(stopped: AbortSignal): Promise<void> {
    const { store, hub, context, run, lease } = this.#options;
    const signal = AbortSignal.any([this.#ended.signal, stopped]);
    const timer = setInterval(() => void this.#say(), sayEvery);
    try {
      await this.#everything(signal);
      this.#note({ phase: 'done', share: 1 });
      if (await this.#say()) await hub.matchRuns.end(context, run.id, 'done');
    } catch (error) {
      // Cancelled, taken over by another process, or to be gone on with by one.
      if (signal.aborted) return;
      await hub.matchRuns.end(context, run.id, 'failed');
      throw error;
    } finally {
      clearInterval(timer);
      await store.matching.release(context, run.id, lease().holder);
    }
  }

  async #everything(signal: AbortSignal): Promise<void> {
    const { store, hub, engine, context, clock } = this.#options;
    const policy = await hub.mergePolicy.get(context);
    const sure: SurePair[] = [];
    const listener: RunListener = {
      progress: (step) => this.#note(step),
      found: async (findings, surePairs) => {
        signal.throwIfAborted();
        await this.#suggest(findings);
        if (!policy.automatic) return;
        sure.push(...surePairs.filter(({ score }) => score >= policy.threshold));
      },
    };
    const { contacts, model } = await engine.match(context.tenantId, listener, signal);
    const learnedAt: Instant = clock.of(context.tenantId).now();
    await store.matching.remember(context, { model, contacts, learnedAt });
    await this.#merge(sure, signal);
  }

  async #suggest(findings: readonly Finding[]): Promise<void> {
    const { hub, context } = this.#options;
    const suggested = await hub.suggestions.record(context, findings);
    this.#note({ suggested: this.#progress.suggested + suggested });
  }

  /** The surest first. The policy is asked again for each: it may be switched off meanwhile. */
  async #merge(sure: readonly SurePair[], signal: AbortSignal): Promise<void> {
    const { hub, context } = this.#options;
    if (sure.length > 0) this.#note({ phase: 'merging', share: 0.95 });
    for (const [index, pair] of sure.entries()) {
      signal.throwIfAborted();
      const outcome = await hub.mergePolicy.mergeFound(context, pair);
      if ('merge' in outcome) this.#note({ merged: this.#progress.merged + 1 });
      this.#note({ share: 0.95 + (0.05 * (index + 1)) / sure.length });
    }
  }

  #note(step: Partial<MatchProgress>): void {
    this.#progress = { ...this.#progress, ...step };
    this.#options.tell(this.#progress);
  }

  /** False, and the work ends, when the run was cancelled or another process has it. */
  async #say(): Promise<boolean> {
    const { store, context, run, lease, log } = this.#options;
    try {
      const step = { lease: lease(), progress: this.#progress };
      if (await store.matching.keep(context, run.id, step)) return true;
    } catch (error) {
      log.warn('how far matching is cannot be noted', errorFields(error));
      return true;
    }
    this.#ended.abort();
    return false;
  }
}
