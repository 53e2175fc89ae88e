/** What a merge would make of two contacts, before anything is written. */
import type { Contact } from '../../contact/contact.ts';
import { InvalidInput, StateConflict } from '../../errors.ts';
import { mergeContacts } from '../../merge/merge-contacts.ts';
import { joinMethods } from '../../merge/merge-methods.ts';
import type { MergeImages } from '../../merge/merge.ts';
import { type MergeRules, type Preferences, preferencesOf } from '../../merge/merge-rule.ts';
import type { ContactPair } from '../../merge/distinct-pair.ts';
import type { UnitOfWork } from '../../port/unit-of-work.ts';
import type { TenantContext } from '../../tenant-context.ts';
import type { Uuid } from '../../value/identifier.ts';
import { assertVersion, environmentOf, getLive } from '../contact-writer.ts';
import { membersOf } from './merge-chain.ts';

export interface MergeRequest {
  /** Of the merge, so that asking again does not merge again; made by the hub when absent. */
  readonly id?: Uuid;
  readonly survivorId: Uuid;
  readonly loserId: Uuid;
  readonly rules?: MergeRules;
  /** The versions that the caller last saw. */
  readonly ifVersion?: number;
  readonly ifLoserVersion?: number;
  /** Also where somebody said that these are two people: only ever a person's decision. */
  readonly force?: boolean;
}

export interface MergePlan {
  readonly survivor: Contact;
  readonly loser: Contact;
  readonly preferences: Preferences;
  /** The survivor as it will be, its marks of writing as they are. */
  readonly result: Contact;
  readonly renamed: MergeImages['renamed'];
}

/** @throws NotFound, VersionConflict, InvalidInput when both ids mean the same contact or a rule makes no sense. */
export async function planMerge(
  unit: UnitOfWork,
  context: TenantContext,
  { survivorId, loserId, rules = {}, ifVersion, ifLoserVersion }: MergeRequest,
): Promise<MergePlan> {
  const survivor = await getLive(unit, survivorId);
  const loser = await getLive(unit, loserId);
  if (survivor.id === loser.id)
    throw InvalidInput.of('contactId', 'both ids lead to the same contact');
  assertVersion(survivor, ifVersion);
  assertVersion(loser, ifLoserVersion);
  const preferences = preferencesOf(rules, survivor, loser);
  const { methods, renamed } = joinMethods(survivor, loser, environmentOf(unit, context));
  const result = { ...mergeContacts(survivor, loser, preferences), methods };
  return { survivor, loser, preferences, result, renamed };
}

/** True when somebody said of any two of the contacts behind these that they are not the same person. */
export function areDistinct(unit: UnitOfWork, one: Uuid, other: Uuid): Promise<boolean> {
  return someBetween(unit, [one, other], (id) => unit.distinctPairs.ofContact(id));
}

/** Everybody who was told apart from one of these. */
export async function apartFrom(
  unit: UnitOfWork,
  ids: ReadonlySet<Uuid>,
): Promise<ReadonlySet<Uuid>> {
  const others = new Set<Uuid>();
  for (const id of ids)
    for (const { a, b } of await unit.distinctPairs.ofContact(id)) others.add(a === id ? b : a);
  return others;
}

/** True when somebody took any two of the contacts behind these off the list of duplicates. */
export function areDismissed(unit: UnitOfWork, one: Uuid, other: Uuid): Promise<boolean> {
  return someBetween(unit, [one, other], async (id) =>
    (await unit.suggestions.ofContact(id)).filter(({ state }) => state === 'dismissed'),
  );
}

async function someBetween(
  unit: UnitOfWork,
  [one, other]: readonly [Uuid, Uuid],
  pairsOf: (id: Uuid) => Promise<readonly ContactPair[]>,
): Promise<boolean> {
  const ours = await membersOf(unit, one);
  for (const id of await membersOf(unit, other)) {
    for (const { a, b } of await pairsOf(id)) if (ours.has(a === id ? b : a)) return true;
  }
  return false;
}

/** @throws StateConflict */
export async function assertNotDistinct(
  unit: UnitOfWork,
  { survivor, loser }: Pick<MergePlan, 'survivor' | 'loser'>,
): Promise<void> {
  if (await areDistinct(unit, survivor.id, loser.id))
    throw new StateConflict('Somebody said that these two are not the same person');
}
