/** Creating and changing contact points inside a unit of work. */
import type { Account } from '../account/account.ts';
import {
  contactPointKey,
  type ContactPoint,
  type ContactPointDraft,
  type ContactPointOwnerKind,
  type ContactPointPatch,
} from '../account/contact-point.ts';
import type { Site } from '../account/site.ts';
import { assertStorable } from '../contact/text-rules.ts';
import { InvalidInput, within } from '../errors.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';

type Owner = Pick<Account | Site, 'id' | 'number'> & { readonly kind: ContactPointOwnerKind };

/** Inserts one for each draft of a record's `contactPoints`, in their order. @throws InvalidInput naming the place */
export async function addContactPoints(
  unit: UnitOfWork,
  context: TenantContext,
  owner: Owner,
  drafts: readonly ContactPointDraft[],
): Promise<readonly ContactPoint[]> {
  const added: ContactPoint[] = [];
  for (const [index, draft] of drafts.entries()) {
    const path = `contactPoints[${index}]`;
    added.push(await within(path, () => addContactPoint(unit, context, owner, draft)));
  }
  return added;
}

/** @throws InvalidInput */
export async function addContactPoint(
  unit: UnitOfWork,
  context: TenantContext,
  owner: Owner,
  draft: ContactPointDraft,
): Promise<ContactPoint> {
  const point = await newContactPoint(unit, context, owner, draft);
  assertContactPoint(point);
  unit.contactPoints.insert(point);
  return point;
}

/** The patched point; times and version are left alone. */
export function applyContactPointPatch(
  before: ContactPoint,
  patch: ContactPointPatch,
): ContactPoint {
  const type = patch.type ?? before.type;
  const value = patch.value ?? before.value;
  return {
    ...before,
    type,
    value,
    key: contactPointKey(type, value),
    memo: patch.memo === undefined ? before.memo : patch.memo,
    preferences: { ...before.preferences, ...patch.preferences },
  };
}

/** Only what is plainly no address is refused; a number may look any way. @throws InvalidInput naming what is wrong */
export function assertContactPoint(point: ContactPoint): void {
  if (point.value.trim() === '') throw InvalidInput.of('value', 'must not be empty');
  if (point.type === 'email' && !point.value.includes('@'))
    throw InvalidInput.of('value', 'must be an e-mail address, which has an @');
  assertStorable(point);
}

async function newContactPoint(
  unit: UnitOfWork,
  context: TenantContext,
  owner: Owner,
  draft: ContactPointDraft,
): Promise<ContactPoint> {
  return {
    id: unit.newId(),
    number: await unit.nextNumber(),
    ownerKind: owner.kind,
    ownerId: owner.id,
    ownerNumber: owner.number,
    type: draft.type,
    value: draft.value,
    key: contactPointKey(draft.type, draft.value),
    memo: draft.memo ?? null,
    preferences: draft.preferences ?? {},
    active: true,
    createdAt: unit.at,
    createdBy: context.principal,
    updatedAt: unit.at,
    updatedBy: context.principal,
    version: 1,
  };
}
