/** The use cases of merging without anybody looking: off until somebody has seen what it would do, and never against doubt. */
import { requireCapability } from '../capability.ts';
import type { Contact } from '../contact/contact.ts';
import { InvalidInput, StateConflict } from '../errors.ts';
import type { MergePolicy } from '../merge/merge-policy.ts';
import { type MergeWarning, survivorOfTwo } from '../merge/merge-preview.ts';
import type { Merge } from '../merge/merge.ts';
import type { Finding, Suggestion } from '../merge/suggestion.ts';
import type { Store } from '../port/store.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import { followAlias } from './alias.ts';
import { openJobsOf, warningsOf } from './merge/merge-preview-reader.ts';
import { areDismissed } from './merge/merge-plan.ts';
import { mergeIn } from './merge/merge-writer.ts';
import { suggestionOf } from './merge/suggestion-writer.ts';
import { stamped } from './stamp.ts';

/** A preview is good for a day, in microseconds. */
const previewHolds = 24 * 3600 * 1_000_000;
/** So many pairs are looked at for a preview, the surest first. */
const mostPreviewed = 1000;

/** Why two contacts are left to people. */
export type KeptReason = MergeWarning | 'switched-off' | 'below-threshold' | 'dismissed' | 'gone';

export interface PolicyPreview {
  readonly at: Instant;
  readonly threshold: number;
  /** Pairs that would be merged, the surest first. */
  readonly merged: readonly Suggestion[];
  readonly kept: readonly {
    readonly suggestion: Suggestion;
    readonly reasons: readonly MergeWarning[];
  }[];
  /** There are more pairs than were looked at. */
  readonly more: boolean;
}

export type AutomaticOutcome = { readonly merge: Merge } | { readonly kept: readonly KeptReason[] };

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

  /** What merging the open suggestions from this score on would do now. Has to be looked at before it is switched on. */
  async preview(context: TenantContext, threshold: number): Promise<PolicyPreview> {
    requireCapability(context, 'settings');
    assertThreshold(threshold);
    const query = { state: 'open', minScore: threshold, limit: mostPreviewed } as const;
    const { items, hasMore } = await this.#store.suggestions.list(context, query);
    return this.#store.write(context, {}, async (unit) => {
      const merged: Suggestion[] = [];
      const kept: { suggestion: Suggestion; reasons: readonly MergeWarning[] }[] = [];
      for (const suggestion of items) {
        const pair = await pairIn(unit, suggestion);
        if (!pair) continue;
        const reasons = await warningsOf(unit, ...pair);
        if (reasons.length === 0) merged.push(suggestion);
        else kept.push({ suggestion, reasons });
      }
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
   * given names or birth dates contradict, both have open jobs, or somebody told them apart or took them off the list.
   */
  async mergeFound(
    context: TenantContext,
    finding: Pick<Finding, 'a' | 'b' | 'score'>,
  ): Promise<AutomaticOutcome> {
    requireCapability(context, 'merge');
    const hints = { contactIds: [finding.a, finding.b] };
    return this.#store.write(context, hints, async (unit) => {
      const policy = await policyOf(unit, context);
      if (!policy.automatic) return { kept: ['switched-off'] };
      if (finding.score < policy.threshold) return { kept: ['below-threshold'] };
      const pair = await pairIn(unit, finding);
      if (!pair) return { kept: ['gone'] };
      const [a, b] = pair;
      const reasons = await warningsOf(unit, a, b);
      if (reasons.length > 0) return { kept: reasons };
      if (await areDismissed(unit, a.id, b.id)) return { kept: ['dismissed'] };
      const known = await suggestionOf(unit, a.id, b.id);
      const request = survivorOfTwo(
        { contact: a, openJobs: await openJobsOf(unit, a.id) },
        { contact: b, openJobs: await openJobsOf(unit, b.id) },
      );
      const { merge } = await mergeIn(unit, context, request, {
        reason: { score: finding.score, explanation: known?.explanation ?? null },
      });
      return { merge };
    });
  }
}

function assertThreshold(threshold: number): void {
  if (!Number.isFinite(threshold)) throw InvalidInput.of('threshold', 'must be a number');
}

/** The two as they are now; undefined when one is gone, or both are one. */
async function pairIn(
  unit: UnitOfWork,
  { a, b }: Pick<Finding, 'a' | 'b'>,
): Promise<readonly [Contact, Contact] | undefined> {
  const find = (id: Uuid): Promise<Contact | undefined> => unit.contacts.find(id);
  const [one, other] = [await followAlias(find, a), await followAlias(find, b)];
  if (!one || !other || one.id === other.id) return undefined;
  return one.deletedAt === null && other.deletedAt === null ? [one, other] : undefined;
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
