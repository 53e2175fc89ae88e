/** Accounts and relations between the native API and the core; patches are spelled alike. */
import type { Account } from '../../../core/account/account.ts';
import type { Relation, RelationDraft } from '../../../core/account/relation.ts';
import { toUuid, toWritten } from '../wire/mapping.ts';
import type { AccountWire, RelationCreateWire, RelationWire } from './schema.ts';

export function toWire(account: Account): AccountWire {
  const { id, number, name, website, phone, email, street, city, state, postalCode } = account;
  const { unit, country, address, billingAddress, externalId, active } = account;
  return {
    id,
    number,
    name,
    website,
    phone,
    email,
    street,
    unit,
    city,
    state,
    postalCode,
    country,
    address,
    billingAddress,
    externalId,
    active,
    ...toWritten(account),
  };
}

export function toRelationWire(relation: Relation): RelationWire {
  const { id, contactId, targetKind, targetId, targetNumber } = relation;
  const { role, isPrimary, isMain, active } = relation;
  const end = { targetKind, targetId, targetNumber };
  return { id, contactId, ...end, role, isPrimary, isMain, active, ...toWritten(relation) };
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
