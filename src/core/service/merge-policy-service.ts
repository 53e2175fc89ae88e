/** The use cases of merging without anybody looking: off until somebody has seen what it would do, and never against doubt. */
import { requireCapability } from '../capability.ts';
import { InvalidInput, StateConflict } from '../errors.ts';
import type { MergePolicy } from '../merge/merge-policy.ts';
import type { Suggestion } from '../merge/suggestion.ts';
import type { Store } from '../port/store.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Instant } from '../value/instant.ts';
import {
  type AutomaticOutcome,
  type Compared,
  type KeptReason,
  mergeUnlessDoubtful,
  tryMerges,
} from './merge/automatic-merge.ts';
import { stamped } from './stamp.ts';

/** A preview is good for a day, in microseconds. */
const previewHolds = 24 * 3600 * 1_000_000;
/** So many pairs are looked at for a preview, the surest first. */
const mostPreviewed = 1000;

export interface PolicyPreview {
  readonly at: Instant;
  readonly threshold: number;
  /** Pairs that would be merged, the surest first; pairs that are one by then, through those before them, are left out. */
  readonly merged: readonly Suggestion[];
  readonly kept: readonly {
    readonly suggestion: Suggestion;
    readonly reasons: readonly KeptReason[];
  }[];
  /** There are more pairs than were looked at. */
  readonly more: boolean;
}

export class MergePolicyService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Switched off where nobody has said anything. */
  async get(context: TenantContext): Promise<MergePolicy> {
    requireCapability(context, 'merge');
    return this.#store.write(context, {}, (unit) => policyOf(unit, context));
  }

  /**
   * What merging the open suggestions from this score on would do now: it is done, one after the other, and nothing of it is
   * kept. Has to be looked at before it is switched on.
   */
  async preview(context: TenantContext, threshold: number): Promise<PolicyPreview> {
    requireCapability(context, 'settings');
    assertThreshold(threshold);
    const query = { state: 'open', minScore: threshold, limit: mostPreviewed } as const;
    const { items, hasMore } = await this.#store.suggestions.list(context, query);
    const outcomes = await tryMerges(this.#store, context, items);
    const merged: Suggestion[] = [];
    const kept: { suggestion: Suggestion; reasons: readonly KeptReason[] }[] = [];
    for (const suggestion of items) {
      const outcome = outcomes.get(suggestion) ?? { kept: ['gone'] };
      if ('merge' in outcome) merged.push(suggestion);
      else if (!outcome.kept.includes('gone')) kept.push({ suggestion, reasons: outcome.kept });
    }
    return this.#store.write(context, {}, async (unit) => {
      await writePolicy(unit, context, { previewedThreshold: threshold, previewedAt: unit.at });
      return { at: unit.at, threshold, merged, kept, more: hasMore };
    });
  }

  /** @throws StateConflict when it is to be on without a preview of this threshold within the last day */
  async set(
    context: TenantContext,
    settings: { readonly automatic: boolean; readonly threshold?: number },
  ): Promise<MergePolicy> {
    requireCapability(context, 'settings');
    return this.#store.write(context, {}, async (unit) => {
      const known = await policyOf(unit, context);
      const threshold = settings.threshold ?? known.threshold;
      assertThreshold(threshold);
      const { previewedAt, previewedThreshold } = known;
      const seen =
        previewedThreshold === threshold &&
        previewedAt !== null &&
        unit.at - previewedAt <= previewHolds;
      if (settings.automatic && !seen)
        throw new StateConflict('Look at the preview of this threshold first');
      return writePolicy(unit, context, { automatic: settings.automatic, threshold });
    });
  }

  /**
   * Merges two contacts that somebody has compared, if the workspace wants that and nothing speaks against it: never where
   * others of their group disagree, given names or birth dates contradict, both have open jobs, or somebody told them apart or
   * took them off the list.
   */
  async mergeFound(context: TenantContext, finding: Compared): Promise<AutomaticOutcome> {
    requireCapability(context, 'merge');
    const hints = { contactIds: [finding.a, finding.b] };
    return this.#store.write(context, hints, async (unit) => {
      const policy = await policyOf(unit, context);
      if (!policy.automatic) return { kept: ['switched-off'] };
      if (finding.score < policy.threshold) return { kept: ['below-threshold'] };
      return mergeUnlessDoubtful(unit, context, finding);
    });
  }
}

function assertThreshold(threshold: number): void {
  if (!Number.isFinite(threshold)) throw InvalidInput.of('threshold', 'must be a number');
}

async function policyOf(unit: UnitOfWork, context: TenantContext): Promise<MergePolicy> {
  const known = await unit.mergePolicies.find(context.workspace.id);
  return known ?? offPolicy(unit, context);
}

function offPolicy(unit: UnitOfWork, context: TenantContext): MergePolicy {
  return {
    id: context.workspace.id,
    automatic: false,
    threshold: 1,
    previewedThreshold: null,
    previewedAt: null,
    createdAt: unit.at,
    createdBy: context.principal,
    updatedAt: unit.at,
    updatedBy: context.principal,
    version: 0,
  };
}

async function writePolicy(
  unit: UnitOfWork,
  context: TenantContext,
  settings: Partial<MergePolicy>,
): Promise<MergePolicy> {
  const known = await unit.mergePolicies.find(context.workspace.id);
  const policy = stamped(unit, context, { ...(known ?? offPolicy(unit, context)), ...settings });
  if (known) unit.mergePolicies.update(known, policy);
  else unit.mergePolicies.insert(policy);
  return policy;
}
