/** Relations that follow their person: what they show of them, and the end and return of both. */
import type { JobContactValues } from '../job/job.ts';
import { jobContactValueKeys } from '../job/job.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { stamped } from './stamp.ts';

/** The person shows other values: all relations show them, ended ones too, and count as changed. */
export async function showInRelations(
  unit: UnitOfWork,
  context: TenantContext,
  contactId: Uuid,
  values: JobContactValues,
): Promise<void> {
  for (const relation of await unit.relations.ofContact(contactId)) {
    if (jobContactValueKeys.every((key) => relation[key] === values[key])) continue;
    unit.relations.update(relation, stamped(unit, context, { ...relation, ...values }));
  }
}

/** The person was deleted: their relations end, and remember why. */
export async function endRelationsOf(
  unit: UnitOfWork,
  context: TenantContext,
  contactId: Uuid,
): Promise<void> {
  for (const relation of await unit.relations.ofContact(contactId)) {
    if (!relation.active) continue;
    const ended = { ...relation, active: false, endedWithContact: true };
    unit.relations.update(relation, stamped(unit, context, ended), { type: 'ended' });
  }
}

/** The person was restored: exactly the relations that the deletion ended come back. */
export async function restoreRelationsOf(
  unit: UnitOfWork,
  context: TenantContext,
  contactId: Uuid,
): Promise<void> {
  for (const relation of await unit.relations.ofContact(contactId)) {
    if (relation.active || !relation.endedWithContact) continue;
    const restored = { ...relation, active: true, endedWithContact: false };
    unit.relations.update(relation, stamped(unit, context, restored), { type: 'restored' });
  }
}
