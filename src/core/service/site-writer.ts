/** Creating and changing sites inside a unit of work. */
import type { Account } from '../account/account.ts';
import type { ContactPoint, ContactPointDraft } from '../account/contact-point.ts';
import type { Site, SiteDraft, SitePatch } from '../account/site.ts';
import { mergeExtra } from '../contact/apply-patch.ts';
import { assertStorable } from '../contact/text-rules.ts';
import { InvalidInput } from '../errors.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import { emptyPlace, patchedPlace } from './account-record.ts';
import { addContactPoints } from './contact-point-writer.ts';
import { assertFree } from './contact-writer.ts';

/** A site with its contact points, to be made together. */
export interface SiteOpening extends SiteDraft {
  readonly contactPoints?: readonly ContactPointDraft[];
}

export interface OpenedSite {
  readonly site: Site;
  readonly contactPoints: readonly ContactPoint[];
}

/** Inserts a site of the account, and its contact points. @throws InvalidInput, IdTaken */
export async function openSite(
  unit: UnitOfWork,
  context: TenantContext,
  account: Account,
  draft: SiteOpening,
): Promise<OpenedSite> {
  if (draft.id) await assertFree(unit.sites, 'site', draft.id);
  const site = applySitePatch(await emptySite(unit, context, account, draft), draft);
  assertSite(site);
  unit.sites.insert(site);
  const owner = { ...site, kind: 'site' as const };
  const drafts = draft.contactPoints ?? [];
  return { site, contactPoints: await addContactPoints(unit, context, owner, drafts) };
}

/** The patched site; times and version are left alone. */
export function applySitePatch(before: Site, patch: SitePatch): Site {
  return {
    ...before,
    ...patchedPlace(patch),
    name: patch.name ?? before.name,
    externalId: patch.externalId === undefined ? before.externalId : patch.externalId,
    extra: patch.extra ? mergeExtra(before.extra, patch.extra) : before.extra,
    active: patch.active ?? before.active,
  };
}

/** @throws InvalidInput naming what cannot be stored; `name` when it is blank. */
export function assertSite(site: Site): void {
  if (site.name.trim() === '') throw InvalidInput.of('name', 'must not be empty');
  assertStorable(site);
}

async function emptySite(
  unit: UnitOfWork,
  context: TenantContext,
  account: Account,
  draft: SiteDraft,
): Promise<Site> {
  return {
    id: draft.id ?? unit.newId(),
    number: await unit.nextNumber(),
    accountId: account.id,
    accountNumber: account.number,
    name: draft.name,
    ...emptyPlace,
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
