/** Merges and duplicates between core and wire. */
import type { MatchRun } from '../../../core/matching/match-run.ts';
import type { MergePolicy } from '../../../core/merge/merge-policy.ts';
import {
  type MergeField,
  type MergeRule,
  mergeFields,
  type MergeRules,
} from '../../../core/merge/merge-rule.ts';
import type { Merge } from '../../../core/merge/merge.ts';
import type { Suggestion } from '../../../core/merge/suggestion.ts';
import { toTimeOrNull, toWritten } from '../wire/mapping.ts';
import type {
  DuplicateWire,
  MatchRunWire,
  MergePolicyWire,
  MergeRulesWire,
  MergeWire,
} from './schema.ts';

export function toRules(wire: MergeRulesWire | undefined): { readonly rules?: MergeRules } {
  if (!wire) return {};
  const { all, fields: asked = {}, sources } = wire;
  const fields: { -readonly [K in MergeField]?: MergeRule } = {};
  for (const field of mergeFields) {
    const rule = asked[field];
    if (rule !== undefined) fields[field] = rule;
  }
  return { rules: { fields, ...(all ? { all } : {}), ...(sources ? { sources } : {}) } };
}

export function toMergeWire(merge: Merge): MergeWire {
  const { id, survivorId, loserId, automatic, reason } = merge;
  const undoneAt = toTimeOrNull(merge.undoneAt);
  return { id, survivorId, loserId, automatic, reason, undoneAt, ...toWritten(merge) };
}

export function toDuplicateWire(suggestion: Suggestion): DuplicateWire {
  const { id, a, b, score, explanation, state } = suggestion;
  return { id, contactIds: [a, b], score, explanation, state, ...toWritten(suggestion) };
}

export function toRunWire(run: MatchRun): MatchRunWire {
  const { id, state, phase, share, contacts, compared, suggested, merged } = run;
  return { id, state, phase, share, contacts, compared, suggested, merged, ...toWritten(run) };
}

export function toPolicyWire(policy: MergePolicy): MergePolicyWire {
  const { automatic, threshold, previewedThreshold } = policy;
  return {
    automatic,
    threshold,
    previewedThreshold,
    previewedAt: toTimeOrNull(policy.previewedAt),
  };
}
