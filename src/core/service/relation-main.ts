/** A relation's say in which account is its contact's main one. */
import type { Relation } from '../account/relation.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import { updateContactIn } from './contact-writer.ts';
import { makeMainRelation } from './main-account.ts';

/** Keeps the contact's main account in step: an ended relation is not the main one. */
export async function writeMain(
  unit: UnitOfWork,
  context: TenantContext,
  relation: Relation,
  patch: { readonly isMain?: boolean } = {},
): Promise<void> {
  const isMain = relation.active && (patch.isMain ?? relation.isMain);
  if (relation.targetKind !== 'account' || isMain === relation.isMain) return;
  const contact = await unit.contacts.find(relation.contactId);
  if (!contact || contact.deletedAt !== null) return;
  if (isMain) await makeMainRelation(unit, context, relation);
  const accountId = isMain ? relation.targetId : null;
  await updateContactIn(unit, context, contact, { patch: { accountId } });
}
