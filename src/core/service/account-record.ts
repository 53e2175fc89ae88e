/** How accounts come to be and change, apart from the store. */
import type { Account, AccountDraft, AccountPatch, Place } from '../account/account.ts';
import { mergeExtra } from '../contact/apply-patch.ts';
import { assertStorable } from '../contact/text-rules.ts';
import { InvalidInput } from '../errors.ts';
import { changedKeys } from '../event/diff.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import { assertFree } from './contact-writer.ts';
import { stamped } from './stamp.ts';

export const emptyPlace: Place = {
  street: null,
  unit: null,
  city: null,
  state: null,
  postalCode: null,
  country: null,
  latitude: null,
  longitude: null,
};

/** The parts of a place that a patch names. */
export function patchedPlace(patch: Partial<Place>): Partial<Place> {
  return said(patch, [
    'street',
    'unit',
    'city',
    'state',
    'postalCode',
    'country',
    'latitude',
    'longitude',
  ]);
}

/** Inserts the account that a draft asks for. @throws InvalidInput, IdTaken */
export async function insertAccount(
  unit: UnitOfWork,
  context: TenantContext,
  draft: AccountDraft,
): Promise<Account> {
  if (draft.id) await assertFree(unit.accounts, 'account', draft.id);
  const account = applyAccountPatch(await newAccount(unit, context, draft), draft);
  assertAccount(account);
  unit.accounts.insert(account);
  return account;
}

/** Writes what differs, if anything does. @throws InvalidInput */
export function writeAccount(
  unit: UnitOfWork,
  context: TenantContext,
  before: Account,
  patch: AccountPatch,
): Account {
  const after = applyAccountPatch(before, patch);
  if (changedKeys(before, after).length === 0) return before;
  assertAccount(after);
  const written = stamped(unit, context, after);
  const note = before.active && !after.active ? { type: 'deleted' } : {};
  unit.accounts.update(before, written, note);
  return written;
}

/** The account with the patch applied; times and version are left alone. */
function applyAccountPatch(before: Account, patch: AccountPatch): Account {
  return {
    ...before,
    ...patchedPlace(patch),
    ...said(patch, ['website', 'phone', 'email', 'address', 'billingAddress', 'externalId']),
    name: patch.name ?? before.name,
    active: patch.active ?? before.active,
    extra: patch.extra ? mergeExtra(before.extra, patch.extra) : before.extra,
  };
}

/** @throws InvalidInput naming what cannot be stored; `name` when it is blank. */
function assertAccount(account: Account): void {
  if (account.name.trim() === '') throw InvalidInput.of('name', 'must not be empty');
  assertStorable(account);
}

/** An account that says nothing but its name. */
async function newAccount(
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
    ...emptyPlace,
    address: null,
    billingAddress: null,
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

/** The named values of a patch that it has an opinion on. */
function said<T extends object, K extends keyof T>(
  patch: T,
  keys: readonly K[],
): Partial<Pick<T, K>> {
  const found: Partial<Pick<T, K>> = {};
  for (const key of keys) if (patch[key] !== undefined) found[key] = patch[key];
  return found;
}
