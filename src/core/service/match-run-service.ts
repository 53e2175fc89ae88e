/** The use cases of matching a whole workspace: ask for it, see how far it is, give it up. */
import { requireCapability } from '../capability.ts';
import { AlreadyExists, NotFound, StateConflict } from '../errors.ts';
import type { MatchRun, MatchRunRecord, MatchRunState } from '../matching/match-run.ts';
import type { MatchMemory } from '../port/match-store.ts';
import type { Store } from '../port/store.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { stamped } from './stamp.ts';

/** What runs need of the world around the hub. */
export interface MatchingOutside {
  readonly matching: {
    /** There is a run to be worked on. */
    readonly asked: (tenantId: number) => void;
  };
}

export class MatchRunService {
  readonly #store: Store;
  readonly #outside: MatchingOutside;

  constructor(store: Store, outside: MatchingOutside) {
    this.#store = store;
    this.#outside = outside;
  }

  /**
   * Asks for a run; a server works on it in the background. `id` makes a repetition find its own.
   * @throws StateConflict while another is under way
   */
  async start(context: TenantContext, id?: Uuid): Promise<MatchRun> {
    requireCapability(context, 'merge');
    requireCapability(context, 'bulk');
    requireCapability(context, 'person.read');
    await this.#assertNoOther(context, id);
    const runId = await this.#store
      .write(context, {}, async (unit) => {
        const known = id && (await unit.matchRuns.find(id));
        if (known) return known.id;
        const run: MatchRunRecord = {
          id: id ?? unit.newId(),
          state: 'running',
          createdAt: unit.at,
          createdBy: context.principal,
          updatedAt: unit.at,
          updatedBy: context.principal,
          version: 1,
        };
        unit.matchRuns.insert(run);
        return run.id;
      })
      .catch(async (error: unknown) => {
        // Somebody else was faster by a moment.
        if (error instanceof AlreadyExists) await this.#assertNoOther(context, id);
        throw error;
      });
    this.#outside.matching.asked(context.tenantId);
    return this.get(context, runId);
  }

  async #assertNoOther(context: TenantContext, id: Uuid | undefined): Promise<void> {
    const other = await this.#store.matching.underWay(context);
    if (other && other.id !== id) throw new StateConflict(`The run ${other.id} is under way`);
  }

  /** @throws NotFound */
  async get(context: TenantContext, id: Uuid): Promise<MatchRun> {
    requireCapability(context, 'merge');
    const run = await this.#store.matching.find(context, id);
    if (!run) throw new NotFound('match-run', id);
    return run;
  }

  /** The newest first. */
  async list(context: TenantContext, limit: number): Promise<readonly MatchRun[]> {
    requireCapability(context, 'merge');
    return this.#store.matching.list(context, limit);
  }

  /** What the last run has learned; undefined before the first. */
  async memory(context: TenantContext): Promise<MatchMemory | undefined> {
    requireCapability(context, 'merge');
    return this.#store.matching.recall(context);
  }

  async underWay(context: TenantContext): Promise<MatchRun | undefined> {
    requireCapability(context, 'merge');
    return this.#store.matching.underWay(context);
  }

  /** Whoever works on it stops; what it has suggested stays. @throws NotFound, StateConflict once it has ended otherwise */
  async cancel(context: TenantContext, id: Uuid): Promise<MatchRun> {
    const run = await this.end(context, id, 'cancelled');
    if (run.state !== 'cancelled') throw new StateConflict('The run has ended already');
    return run;
  }

  /** Nothing happens to a run that has ended. For whoever works on it. @throws NotFound */
  async end(
    context: TenantContext,
    id: Uuid,
    state: Exclude<MatchRunState, 'running'>,
  ): Promise<MatchRun> {
    requireCapability(context, 'merge');
    await this.#store.write(context, {}, async (unit) => {
      const run = await unit.matchRuns.find(id);
      if (!run) throw new NotFound('match-run', id);
      if (run.state !== 'running') return;
      unit.matchRuns.update(run, stamped(unit, context, { ...run, state }), { type: state });
    });
    return this.get(context, id);
  }
}
