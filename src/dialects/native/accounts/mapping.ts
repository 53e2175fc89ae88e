/** Accounts and relations between the native API and the core; patches are spelled alike. */
import type { Account, Relation, RelationDraft } from '../../../core/account/account.ts';
import { toUuid, toWritten } from '../wire/mapping.ts';
import type { AccountWire, RelationCreateWire, RelationWire } from './schema.ts';

export function toWire(account: Account): AccountWire {
  const { id, number, name, website, phone, email, street, city, state, postalCode } = account;
  const { country, externalId, active } = account;
  return {
    id,
    number,
    name,
    website,
    phone,
    email,
    street,
    city,
    state,
    postalCode,
    country,
    externalId,
    active,
    ...toWritten(account),
  };
}

export function toRelationWire(relation: Relation): RelationWire {
  const { id, contactId, targetKind, targetId, role, isPrimary, isMain } = relation;
  return { id, contactId, targetKind, targetId, role, isPrimary, isMain, ...toWritten(relation) };
}

/** @throws InvalidInput naming `contactId` or `targetId` when it is no id. */
export function toRelationDraft(body: RelationCreateWire): RelationDraft {
  const { contactId, targetId, targetKind = 'account', ...plain } = body;
  return {
    ...plain,
    targetKind,
    contactId: toUuid('contactId', contactId),
    targetId: toUuid('targetId', targetId),
  };
}
