/** What becomes of a suggestion when its two contacts are merged, told apart, or taken apart again. */
import type { Contact } from '../../contact/contact.ts';
import { assertStorable } from '../../contact/text-rules.ts';
import { isSame } from '../../event/diff.ts';
import { pairOf } from '../../merge/distinct-pair.ts';
import type { Merge } from '../../merge/merge.ts';
import type { Finding, Suggestion, SuggestionState, Withdrawal } from '../../merge/suggestion.ts';
import type { UnitOfWork } from '../../port/unit-of-work.ts';
import type { TenantContext } from '../../tenant-context.ts';
import type { Uuid } from '../../value/identifier.ts';
import { followAlias } from '../alias.ts';
import { stamped } from '../stamp.ts';
import { membersOf } from './merge-chain.ts';
import { apartFrom, areDistinct } from './merge-plan.ts';

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

/** What is known of the two as a pair. */
export async function suggestionOf(
  unit: UnitOfWork,
  one: Uuid,
  other: Uuid,
): Promise<Suggestion | undefined> {
  const pair = pairOf(one, other);
  const known = await unit.suggestions.ofContact(pair.a);
  return known.find(({ b }) => b === pair.b);
}

/**
 * Who stands behind a contact has changed, by a merge or its undoing: suggestions of whom somebody told apart by way of others
 * are settled, and opened again once that holds no longer.
 */
export async function revisitSuggestions(
  unit: UnitOfWork,
  context: TenantContext,
  id: Uuid,
): Promise<void> {
  const ours = await membersOf(unit, id);
  const apart = await apartFrom(unit, ours);
  for (const suggestion of await unit.suggestions.ofContact(id)) {
    const other = suggestion.a === id ? suggestion.b : suggestion.a;
    const { state } = suggestion;
    if ((state !== 'open' && state !== 'different') || ours.has(other)) continue;
    const theirs = apart.size === 0 ? new Set<Uuid>() : await membersOf(unit, other);
    const isApart = !apart.isDisjointFrom(theirs);
    const pair = { survivorId: id, loserId: other };
    await settleSuggestion(unit, context, pair, isApart ? 'different' : 'open');
  }
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

/** True when a suggestion was made, or an open one has another score or reason now. */
export async function recordFinding(
  unit: UnitOfWork,
  context: TenantContext,
  { a, b, score, explanation, grouped }: Finding,
): Promise<boolean> {
  const find = (id: Uuid): Promise<Contact | undefined> => unit.contacts.find(id);
  const [one, other] = [await followAlias(find, a), await followAlias(find, b)];
  if (!one || !other || one.id === other.id) return false;
  if (one.deletedAt !== null || other.deletedAt !== null) return false;
  assertStorable({ explanation });
  const known = await suggestionOf(unit, one.id, other.id);
  if (known) {
    const found = { score, explanation, grouped: grouped ?? known.grouped };
    return rescore(unit, context, known, found);
  }
  if (await areDistinct(unit, one.id, other.id)) return false;
  unit.suggestions.insert({
    id: unit.newId(),
    ...pairOf(one.id, other.id),
    score,
    explanation,
    state: 'open',
    grouped: grouped ?? false,
    createdAt: unit.at,
    createdBy: context.principal,
    updatedAt: unit.at,
    updatedBy: context.principal,
    version: 1,
  });
  return true;
}

/** True when there was an open suggestion of the pair. */
export async function withdrawFinding(
  unit: UnitOfWork,
  context: TenantContext,
  { a, b, found }: Withdrawal,
): Promise<boolean> {
  const known = await suggestionOf(unit, a, b);
  if (known?.state !== 'open') return false;
  if (found) assertStorable({ explanation: found.explanation });
  // Who was merged or deleted meanwhile is another's business.
  else if (!(await isOrganisation(unit, a)) && !(await isOrganisation(unit, b))) return false;
  const fallen: Suggestion = { ...known, ...found, state: 'withdrawn', grouped: false };
  unit.suggestions.update(known, stamped(unit, context, fallen), { type: 'withdrawn' });
  return true;
}

async function isOrganisation(unit: UnitOfWork, id: Uuid): Promise<boolean> {
  const contact = await unit.contacts.find(id);
  return contact?.kind === 'organisation' && contact.deletedAt === null;
}

function rescore(
  unit: UnitOfWork,
  context: TenantContext,
  known: Suggestion,
  found: Pick<Suggestion, 'score' | 'explanation' | 'grouped'>,
): boolean {
  if (known.state === 'withdrawn') {
    const alike: Suggestion = { ...known, ...found, state: 'open' };
    unit.suggestions.update(known, stamped(unit, context, alike), { type: 'reopened' });
    return true;
  }
  const isSaid =
    known.score === found.score &&
    known.grouped === found.grouped &&
    isSame(known.explanation, found.explanation);
  if (known.state !== 'open' || isSaid) return false;
  unit.suggestions.update(known, stamped(unit, context, { ...known, ...found }));
  return true;
}
