/** Undoing a merge inside a unit of work, wherever it stands in a chain of them. */
import type { Contact, TagReference } from '../../contact/contact.ts';
import { NotFound, StateConflict } from '../../errors.ts';
import { consentOf, mostRestrictive } from '../../merge/merge-consent.ts';
import { addressesReturned, tagsReturned } from '../../merge/merge-lists.ts';
import { partMethods } from '../../merge/merge-methods.ts';
import type { Merge } from '../../merge/merge.ts';
import { type Replayed, replayWithout } from '../../merge/replay.ts';
import type { UnitOfWork } from '../../port/unit-of-work.ts';
import type { TenantContext } from '../../tenant-context.ts';
import type { Uuid } from '../../value/identifier.ts';
import { assertVersion, environmentOf, noteSuppressions } from '../contact-writer.ts';
import { stamped } from '../stamp.ts';
import { returnLinks } from './link-move.ts';
import { type Chain, chainOf, membersOf } from './merge-chain.ts';
import { returnRecords } from './record-move.ts';
import { returnRelations } from './relation-move.ts';
import { Retelling } from './retelling.ts';
import { revisitSuggestions, settleSuggestion, tellApart } from './suggestion-writer.ts';

export interface UnmergeOptions {
  /** The version of the contact that has everything now. */
  readonly ifVersion?: number;
  /** Remember that they are not the same person; always so for a merge that nobody had looked at. */
  readonly different?: boolean;
}

export interface UnmergeOutcome {
  readonly merge: Merge;
  /** The contact that had everything. */
  readonly survivor: Contact;
  readonly restored: Contact;
}

/** @throws NotFound, VersionConflict, StateConflict when undone already, or while the survivor is deleted */
export async function unmergeIn(
  unit: UnitOfWork,
  context: TenantContext,
  id: Uuid,
  options: UnmergeOptions = {},
): Promise<UnmergeOutcome> {
  const merge = await unit.merges.find(id);
  if (!merge) throw new NotFound('merge', id);
  if (merge.undoneAt !== null) throw new StateConflict('This merge is undone already');
  const chain = await chainOf(unit, merge);
  const { root, loser } = await contactsOf(unit, merge, chain.rootId);
  assertVersion(root, options.ifVersion);
  unit.groupEvents(merge.id);
  const replayed = replayWithout(merge, chain.steps, root);
  const leaving = await membersOf(unit, loser.id);
  const parting = { leaving, loserId: loser.id, path: chain.path };
  const methods = partMethods(root.methods, parting, environmentOf(unit, context));
  const rootAfter = stamped(unit, context, {
    ...replayed.now,
    methods: methods.kept,
    touchedAt: unit.at,
  });
  const restored = stamped(unit, context, {
    ...loser,
    ...consentOf(mostRestrictive(loser, replayed.forbidden)),
    methods: methods.returned,
    addresses: addressesReturned(chain.path, root),
    tags: await asNamedNow(unit, tagsReturned(chain.path, root)),
    mergedInto: null,
    aliasRemovedAt: null,
    deletedAt: null,
  });
  const event = {
    type: 'unmerged',
    note: { mergeId: merge.id, survivorId: merge.survivorId, loserId: merge.loserId },
  };
  unit.contacts.update(root, rootAfter, event);
  unit.contacts.update(loser, restored, event);
  await writeFrozen(unit, context, replayed);
  await keepSuppressed(unit, merge, [root, rootAfter, restored]);
  const returning = {
    unit,
    context,
    root,
    rootAfter,
    loser: restored,
    leaving,
    history: [merge.images, ...chain.steps.map((step) => step.merge.images)],
  };
  const retelling = new Retelling(merge.images, chain.steps);
  await returnRecords(returning, methods.formerIds);
  await returnRelations(returning, retelling);
  await returnLinks(returning, retelling);
  const undone = writeMerges(unit, context, { merge, chain, replayed, retelling });
  await suggestAgain(unit, context, { merge, options, root });
  return { merge: undone, survivor: rootAfter, restored };
}

/** What the queue says of the two, and of each of them with others. */
async function suggestAgain(
  unit: UnitOfWork,
  context: TenantContext,
  { merge, options, root }: { merge: Merge; options: UnmergeOptions; root: Contact },
): Promise<void> {
  if (options.different || merge.automatic)
    await tellApart(unit, context, merge.survivorId, merge.loserId);
  else await settleSuggestion(unit, context, merge, 'open');
  for (const id of [root.id, merge.loserId]) await revisitSuggestions(unit, context, id);
}

async function contactsOf(
  unit: UnitOfWork,
  merge: Merge,
  rootId: Uuid,
): Promise<{ readonly root: Contact; readonly loser: Contact }> {
  const root = await unit.contacts.find(rootId);
  const loser = await unit.contacts.find(merge.loserId);
  if (!root || !loser || loser.mergedInto !== merge.survivorId)
    throw new StateConflict('The contacts of this merge are gone');
  if (root.deletedAt !== null)
    throw new StateConflict('The merged contact is deleted: restore it first');
  return { root, loser };
}

/** A tag may have been renamed, or removed from the workspace, while it rested. */
async function asNamedNow(
  unit: UnitOfWork,
  tags: readonly TagReference[],
): Promise<readonly TagReference[]> {
  const known = await unit.tags.findMany(tags.map(({ id }) => id));
  const names = new Map(known.map(({ id, name }) => [id, name]));
  return tags.map(({ id }) => ({ id, name: names.get(id) ?? null }));
}

/** Those who were merged further on: their rows keep what they would have been. */
async function writeFrozen(
  unit: UnitOfWork,
  context: TenantContext,
  { frozen }: Replayed,
): Promise<void> {
  for (const told of frozen) {
    const before = await unit.contacts.find(told.id);
    if (!before) continue;
    const { version, createdAt, createdBy, touchedAt, mergedInto, aliasRemovedAt, deletedAt } =
      before;
    const kept = {
      version,
      createdAt,
      createdBy,
      touchedAt,
      mergedInto,
      aliasRemovedAt,
      deletedAt,
    };
    const after = { ...told, ...kept, methods: [], addresses: [], tags: [] };
    unit.contacts.update(before, stamped(unit, context, after), { type: 'unmerged' });
  }
}

/** What only the merge has put on the list comes off, unless it belongs there for one of the two by itself. */
async function keepSuppressed(
  unit: UnitOfWork,
  merge: Merge,
  contacts: readonly Contact[],
): Promise<void> {
  const [, ...apart] = contacts;
  const methods = [...contacts, merge.images.result].flatMap((contact) => contact.methods);
  await unit.suppressions.liftOf(merge.id, [...new Set(methods.map(({ key }) => key))]);
  for (const contact of apart) noteSuppressions(unit, null, contact);
}

function writeMerges(
  unit: UnitOfWork,
  context: TenantContext,
  parts: {
    readonly merge: Merge;
    readonly chain: Chain;
    readonly replayed: Replayed;
    readonly retelling: Retelling;
  },
): Merge {
  const { merge, chain, replayed, retelling } = parts;
  for (const { merge: later } of chain.steps) {
    const images = retelling.applied(later.id, replayed.images.get(later.id) ?? later.images);
    unit.merges.update(later, stamped(unit, context, { ...later, images }), { type: 'retold' });
  }
  const undone = stamped(unit, context, { ...merge, undoneAt: unit.at });
  unit.merges.update(merge, undone, { type: 'undone' });
  return undone;
}
