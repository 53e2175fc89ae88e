/** Keeps a contact's main account and its relation to that account saying the same thing. */
import type { Relation } from '../account/account.ts';
import type { Contact } from '../contact/contact.ts';
import { InvalidInput } from '../errors.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';

/** The contact's main account changed: the former relation stays but is no longer main. @throws InvalidInput for an unknown account. */
export async function writeMainAccount(
  unit: UnitOfWork,
  context: TenantContext,
  before: Contact | null,
  after: Contact,
): Promise<void> {
  const accountId = after.accountId;
  if (accountId !== null && !(await unit.accounts.find(accountId))) {
    throw InvalidInput.of('accountId', `no account has the id ${accountId}`);
  }
  const relations = before ? await unit.relations.ofContact(after.id) : [];
  for (const relation of relations) {
    const isMain = relation.targetKind === 'account' && relation.targetId === accountId;
    if (relation.isMain !== isMain)
      unit.relations.update(relation, bumped(unit, context, { ...relation, isMain }));
  }
  const known = relations.some(
    (relation) => relation.targetKind === 'account' && relation.targetId === accountId,
  );
  if (accountId !== null && !known) {
    unit.relations.insert({
      id: unit.newId(),
      contactId: after.id,
      targetKind: 'account',
      targetId: accountId,
      role: '',
      isPrimary: false,
      isMain: true,
      createdAt: unit.at,
      createdBy: context.principal,
      updatedAt: unit.at,
      updatedBy: context.principal,
      version: 1,
    });
  }
}

function bumped(unit: UnitOfWork, context: TenantContext, relation: Relation): Relation {
  return {
    ...relation,
    updatedAt: unit.at,
    updatedBy: context.principal,
    version: relation.version + 1,
  };
}
