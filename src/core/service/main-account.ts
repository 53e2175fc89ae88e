/** Keeps a contact's main account and its relation to that account saying the same thing. */
import type { Relation } from '../account/relation.ts';
import type { Contact } from '../contact/contact.ts';
import { InvalidInput } from '../errors.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import { newRelation } from './relation-writer.ts';
import { stamped } from './stamp.ts';

/** The contact's main account changed: the former relation stays but is no longer main. @throws InvalidInput for an unknown account. */
export async function writeMainAccount(
  unit: UnitOfWork,
  context: TenantContext,
  before: Contact | null,
  after: Contact,
): Promise<void> {
  const accountId = after.accountId;
  const account = accountId === null ? undefined : await unit.accounts.find(accountId);
  if (accountId !== null && !account) {
    throw InvalidInput.of('accountId', `no account has the id ${accountId}`);
  }
  const relations = before ? await unit.relations.ofContact(after.id) : [];
  const known = relations.filter(
    ({ targetKind, targetId, active }) =>
      targetKind === 'account' && targetId === accountId && active,
  );
  const main = known.find((relation) => relation.isMain) ?? known[0];
  flagMain(unit, context, relations, main);
  if (!account || main) return;
  const end = {
    targetKind: 'account',
    targetId: account.id,
    targetNumber: account.number,
  } as const;
  unit.relations.insert(newRelation(unit, context, after, { ...end, isMain: true }));
}

/** Of a contact's relations this one becomes the main one; its account is then the contact's, by its own write. */
export async function makeMainRelation(
  unit: UnitOfWork,
  context: TenantContext,
  relation: Relation,
): Promise<void> {
  flagMain(unit, context, await unit.relations.ofContact(relation.contactId), relation);
}

function flagMain(
  unit: UnitOfWork,
  context: TenantContext,
  relations: readonly Relation[],
  main: Relation | undefined,
): void {
  for (const relation of relations) {
    const isMain = relation.id === main?.id;
    if (relation.isMain !== isMain)
      unit.relations.update(relation, stamped(unit, context, { ...relation, isMain }));
  }
}
