/** Merging two contacts inside a unit of work: the survivor, the frozen loser, and everything that follows. */
import type { Contact } from '../../contact/contact.ts';
import type { Merge, TrackedChange } from '../../merge/merge.ts';
import type { UnitOfWork } from '../../port/unit-of-work.ts';
import type { TenantContext } from '../../tenant-context.ts';
import type { JsonObject } from '../../value/json.ts';
import type { Uuid } from '../../value/identifier.ts';
import { getLive, noteSuppressions } from '../contact-writer.ts';
import { stamped } from '../stamp.ts';
import { moveLinks } from './link-move.ts';
import { assertNotDistinct, type MergePlan, type MergeRequest, planMerge } from './merge-plan.ts';
import { moveRecords } from './record-move.ts';
import { moveRelations } from './relation-move.ts';
import { revisitSuggestions, settleSuggestion } from './suggestion-writer.ts';

export interface MergeOutcome {
  readonly merge: Merge;
  /** The survivor. */
  readonly contact: Contact;
}

/** @throws NotFound, VersionConflict, InvalidInput, StateConflict for two who are not the same person */
export async function mergeIn(
  unit: UnitOfWork,
  context: TenantContext,
  request: MergeRequest,
  automatic: { readonly reason: JsonObject } | null = null,
): Promise<MergeOutcome> {
  const known = request.id && (await unit.merges.find(request.id));
  if (known) return { merge: known, contact: await getLive(unit, known.survivorId) };
  const plan = await planMerge(unit, context, request);
  if (!request.force) await assertNotDistinct(unit, plan);
  const id = request.id ?? unit.newId();
  unit.groupEvents(id);
  const contact = writeContacts(unit, context, plan, id);
  const moved = { unit, context, survivor: plan.survivor, loser: plan.loser, result: contact };
  await moveRecords(moved, plan.renamed);
  const tracked: TrackedChange[] = [...(await moveRelations(moved)), ...(await moveLinks(moved))];
  const merge: Merge = {
    id,
    survivorId: plan.survivor.id,
    loserId: plan.loser.id,
    automatic: automatic !== null,
    reason: automatic?.reason ?? null,
    preferences: plan.preferences,
    images: {
      survivor: plan.survivor,
      loser: plan.loser,
      result: contact,
      tracked,
      renamed: plan.renamed,
    },
    undoneAt: null,
    createdAt: unit.at,
    createdBy: context.principal,
    updatedAt: unit.at,
    updatedBy: context.principal,
    version: 1,
  };
  unit.merges.insert(merge);
  await settleSuggestion(unit, context, merge, 'merged');
  await revisitSuggestions(unit, context, contact.id);
  return { merge, contact };
}

/** The loser's row keeps its own values and nothing else. */
function writeContacts(
  unit: UnitOfWork,
  context: TenantContext,
  { survivor, loser, result }: MergePlan,
  mergeId: Uuid,
): Contact {
  const event = {
    type: 'merged',
    note: { mergeId, survivorId: survivor.id, loserId: loser.id },
  };
  const contact = stamped(unit, context, { ...result, touchedAt: unit.at });
  const frozen = stamped(unit, context, {
    ...loser,
    methods: [],
    addresses: [],
    tags: [],
    mergedInto: survivor.id,
    deletedAt: unit.at,
  });
  unit.contacts.update(survivor, contact, event);
  unit.contacts.update(loser, frozen, event);
  noteSuppressions(unit, survivor, contact, mergeId);
  return contact;
}
