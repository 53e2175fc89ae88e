/** What becomes of a suggestion when its two contacts are merged, told apart, or taken apart again. */
import { pairOf } from '../../merge/distinct-pair.ts';
import type { Merge } from '../../merge/merge.ts';
import type { Suggestion, SuggestionState } from '../../merge/suggestion.ts';
import type { UnitOfWork } from '../../port/unit-of-work.ts';
import type { TenantContext } from '../../tenant-context.ts';
import type { Uuid } from '../../value/identifier.ts';
import { stamped } from '../stamp.ts';

export async function settleSuggestion(
  unit: UnitOfWork,
  context: TenantContext,
  { survivorId, loserId }: Pick<Merge, 'survivorId' | 'loserId'>,
  state: SuggestionState,
): Promise<void> {
  const suggestion = await suggestionOf(unit, survivorId, loserId);
  if (!suggestion || suggestion.state === state) return;
  unit.suggestions.update(suggestion, stamped(unit, context, { ...suggestion, state }), {
    type: state === 'open' ? 'reopened' : state,
  });
}

export async function suggestionOf(
  unit: UnitOfWork,
  one: Uuid,
  other: Uuid,
): Promise<Suggestion | undefined> {
  const pair = pairOf(one, other);
  const known = await unit.suggestions.ofContact(pair.a);
  return known.find(({ b }) => b === pair.b);
}

/** Remembers for ever that these two are not the same person. */
export async function tellApart(
  unit: UnitOfWork,
  context: TenantContext,
  one: Uuid,
  other: Uuid,
): Promise<void> {
  const pair = pairOf(one, other);
  const known = await unit.distinctPairs.ofContact(pair.a);
  if (!known.some(({ a, b }) => a === pair.a && b === pair.b))
    unit.distinctPairs.insert({
      id: unit.newId(),
      ...pair,
      createdAt: unit.at,
      createdBy: context.principal,
      updatedAt: unit.at,
      updatedBy: context.principal,
      version: 1,
    });
  await settleSuggestion(unit, context, { survivorId: one, loserId: other }, 'different');
}
