/** How accounts and relations come to be and change, apart from the store. */
import type {
  Account,
  AccountDraft,
  AccountPatch,
  Relation,
  RelationDraft,
} from '../account/account.ts';
import { mergeExtra } from '../contact/apply-patch.ts';
import { InvalidInput } from '../errors.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';

/** The relation that a draft asks for; whether it is the main one is the contact's business. */
export function newRelation(
  unit: UnitOfWork,
  context: TenantContext,
  draft: RelationDraft,
): Relation {
  return {
    id: draft.id ?? unit.newId(),
    contactId: draft.contactId,
    targetKind: draft.targetKind,
    targetId: draft.targetId,
    role: draft.role ?? '',
    isPrimary: draft.isPrimary ?? false,
    isMain: false,
    createdAt: unit.at,
    createdBy: context.principal,
    updatedAt: unit.at,
    updatedBy: context.principal,
    version: 1,
  };
}

/** An account that says nothing but its name. */
export async function newAccount(
  unit: UnitOfWork,
  context: TenantContext,
  draft: AccountDraft,
): Promise<Account> {
  return {
    id: draft.id ?? unit.newId(),
    number: await unit.nextNumber(),
    name: draft.name,
    website: null,
    phone: null,
    email: null,
    street: null,
    city: null,
    state: null,
    postalCode: null,
    country: null,
    externalId: null,
    extra: {},
    active: true,
    createdAt: unit.at,
    createdBy: context.principal,
    updatedAt: unit.at,
    updatedBy: context.principal,
    version: 1,
  };
}

const accountTexts = [
  'website',
  'phone',
  'email',
  'street',
  'city',
  'state',
  'postalCode',
  'country',
  'externalId',
] as const;

/** The account with the patch applied; times and version are left alone. */
export function applyAccountPatch(before: Account, patch: AccountPatch): Account {
  const texts: { -readonly [K in (typeof accountTexts)[number]]?: string | null } = {};
  for (const key of accountTexts) {
    const value = patch[key];
    if (value !== undefined) texts[key] = value;
  }
  return {
    ...before,
    ...texts,
    name: patch.name ?? before.name,
    active: patch.active ?? before.active,
    extra: patch.extra ? mergeExtra(before.extra, patch.extra) : before.extra,
  };
}

/** @throws InvalidInput naming `name` when it is blank. */
export function assertNamed(account: Account): void {
  if (account.name.trim() === '') throw InvalidInput.of('name', 'must not be empty');
}
