/** An account made together with its sites and contact points, as ServiceTitan's customers are. */
import type { Account, AccountDraft } from '../account/account.ts';
import type { ContactPoint, ContactPointDraft } from '../account/contact-point.ts';
import { within } from '../errors.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import { insertAccount } from './account-record.ts';
import { addContactPoints } from './contact-point-writer.ts';
import { openSite, type OpenedSite, type SiteOpening } from './site-writer.ts';

export interface AccountOpening extends AccountDraft {
  readonly sites?: readonly SiteOpening[];
  readonly contactPoints?: readonly ContactPointDraft[];
}

export interface OpenedAccount {
  readonly account: Account;
  readonly sites: readonly OpenedSite[];
  /** With those that were copied from the sites. */
  readonly contactPoints: readonly ContactPoint[];
}

/** @throws InvalidInput, IdTaken */
export async function openAccount(
  unit: UnitOfWork,
  context: TenantContext,
  draft: AccountOpening,
): Promise<OpenedAccount> {
  const { sites: siteDrafts = [], contactPoints: pointDrafts = [], ...plain } = draft;
  const account = await insertAccount(unit, context, plain);
  const owner = { ...account, kind: 'account' as const };
  const contactPoints = [...(await addContactPoints(unit, context, owner, pointDrafts))];
  const sites: OpenedSite[] = [];
  for (const [index, siteDraft] of siteDrafts.entries()) {
    const open = (): Promise<OpenedSite> => openSite(unit, context, account, siteDraft);
    const opened = await within(`sites[${index}]`, open);
    sites.push(opened);
    const fresh = withoutEqual(opened.contactPoints, contactPoints);
    contactPoints.push(...(await copyContactPoints(unit, context, account, fresh)));
  }
  return { account, sites, contactPoints };
}

/** The account gets contact points of its own with the same values. */
export function copyContactPoints(
  unit: UnitOfWork,
  context: TenantContext,
  account: Account,
  points: readonly ContactPoint[],
): Promise<readonly ContactPoint[]> {
  const owner = { ...account, kind: 'account' as const };
  return addContactPoints(unit, context, owner, points);
}

/** What the account has been given in its own words is not copied to it again. */
function withoutEqual(
  points: readonly ContactPoint[],
  known: readonly ContactPoint[],
): readonly ContactPoint[] {
  return points.filter(
    (copied) => !known.some((point) => point.type === copied.type && hasSameValue(point, copied)),
  );
}

/** A text without digits has no key. */
function hasSameValue(one: ContactPoint, other: ContactPoint): boolean {
  return one.key === '' ? one.value === other.value : one.key === other.key;
}
