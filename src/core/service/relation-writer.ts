/** Creating and changing relations inside a unit of work, and what must hold between those of one target. */
import type { Relation, RelationTarget } from '../account/relation.ts';
import { jobContactValuesOf } from '../contact/contact-view.ts';
import type { Contact } from '../contact/contact.ts';
import { assertStorable } from '../contact/text-rules.ts';
import { changedKeys } from '../event/diff.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { stamped } from './stamp.ts';

/** What a relation leads to. */
export interface RelationEnd {
  readonly targetKind: RelationTarget;
  readonly targetId: Uuid | null;
  readonly targetNumber: number | null;
}

/** A relation of the contact as it is now; whether it is the main one is the contact's business. */
export function newRelation(
  unit: UnitOfWork,
  context: TenantContext,
  contact: Contact,
  parts: RelationEnd & Partial<Pick<Relation, 'id' | 'role' | 'isPrimary' | 'isMain' | 'active'>>,
): Relation {
  return {
    id: parts.id ?? unit.newId(),
    contactId: contact.id,
    fromContactId: null,
    targetKind: parts.targetKind,
    targetId: parts.targetId,
    targetNumber: parts.targetNumber,
    role: parts.role ?? '',
    isPrimary: parts.isPrimary ?? false,
    isMain: parts.isMain ?? false,
    ...jobContactValuesOf(contact),
    active: parts.active ?? true,
    endedWithContact: false,
    createdAt: unit.at,
    createdBy: context.principal,
    updatedAt: unit.at,
    updatedBy: context.principal,
    version: 1,
  };
}

/** @throws InvalidInput when it cannot be stored. */
export async function insertRelation(
  unit: UnitOfWork,
  context: TenantContext,
  relation: Relation,
): Promise<void> {
  assertStorable(relation);
  unit.relations.insert(relation);
  await clearOtherPrimaries(unit, context, relation);
}

/** Writes what differs, if anything does; ending and restoring are events of their own. @throws InvalidInput */
export async function writeRelation(
  unit: UnitOfWork,
  context: TenantContext,
  before: Relation,
  after: Relation,
): Promise<Relation> {
  if (changedKeys(before, after).length === 0) return before;
  assertStorable(after);
  const ended = before.active !== after.active;
  const written = stamped(unit, context, {
    ...after,
    endedWithContact: ended ? false : after.endedWithContact,
  });
  const note = ended ? { type: after.active ? 'restored' : 'ended' } : {};
  unit.relations.update(before, written, note);
  await clearOtherPrimaries(unit, context, written);
  return written;
}

/** One active primary per target: the last one set. */
async function clearOtherPrimaries(
  unit: UnitOfWork,
  context: TenantContext,
  relation: Relation,
): Promise<void> {
  if (!relation.active || !relation.isPrimary || relation.targetId === null) return;
  for (const other of await unit.relations.ofTarget(relation.targetId)) {
    if (other.id === relation.id || !other.isPrimary || !other.active) continue;
    if (other.targetKind !== relation.targetKind) continue;
    unit.relations.update(other, stamped(unit, context, { ...other, isPrimary: false }));
  }
}
