/** The use cases of sites: the places of an account where work is done. */
import type { Account } from '../account/account.ts';
import type { Site, SitePatch } from '../account/site.ts';
import { requireCapability } from '../capability.ts';
import { NotFound } from '../errors.ts';
import { changedKeys } from '../event/diff.ts';
import type { Page, RecordFilter, RecordListQuery } from '../port/list-query.ts';
import type { Store } from '../port/store.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { copyContactPoints } from './account-opening.ts';
import { byNumber } from './numbered.ts';
import {
  applySitePatch,
  assertSite,
  openSite,
  type OpenedSite,
  type SiteOpening,
} from './site-writer.ts';
import { stamped } from './stamp.ts';

export interface SiteChange extends SitePatch {
  /** Another account takes the site over. */
  readonly accountNumber?: number;
}

export class SiteService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Opens a site of the account; its contact points are copied to the account, where a later edit does not follow.
   * @throws NotFound for an unknown account, InvalidInput, IdTaken
   */
  async create(
    context: TenantContext,
    accountNumber: number,
    draft: SiteOpening,
  ): Promise<OpenedSite> {
    requireCapability(context, 'site.write');
    return this.#store.write(context, {}, async (unit) => {
      const account = await getAccount(unit, accountNumber);
      const opened = await openSite(unit, context, account, draft);
      await copyContactPoints(unit, context, account, opened.contactPoints);
      return opened;
    });
  }

  /** Inactive ones too. */
  async findByNumber(context: TenantContext, number: number): Promise<Site | undefined> {
    requireCapability(context, 'site.read');
    return byNumber(this.#store.sites, context, number);
  }

  /** @throws NotFound */
  async get(context: TenantContext, id: Uuid): Promise<Site> {
    requireCapability(context, 'site.read');
    const site = await this.#store.sites.find(context, id);
    if (!site) throw new NotFound('site', id);
    return site;
  }

  async list(context: TenantContext, query: RecordListQuery): Promise<Page<Site>> {
    requireCapability(context, 'site.read');
    return this.#store.sites.list(context, query);
  }

  async count(context: TenantContext, filters: readonly RecordFilter[]): Promise<number> {
    requireCapability(context, 'site.read');
    return this.#store.sites.count(context, filters);
  }

  /** A sparse update, which may depend on the site as it is. @throws NotFound for an unknown site or account, InvalidInput */
  async change(
    context: TenantContext,
    number: number,
    changeOf: (before: Site) => SiteChange,
  ): Promise<Site> {
    requireCapability(context, 'site.write');
    return this.#store.write(context, {}, async (unit) => {
      const before = await unit.sites.numbered(number);
      if (!before) throw new NotFound('site', String(number));
      const change = changeOf(before);
      const after = await moved(unit, applySitePatch(before, change), change.accountNumber);
      if (changedKeys(before, after).length === 0) return before;
      assertSite(after);
      const written = stamped(unit, context, after);
      const note = before.active && !after.active ? { type: 'deleted' } : {};
      unit.sites.update(before, written, note);
      return written;
    });
  }
}

async function moved(
  unit: UnitOfWork,
  site: Site,
  accountNumber: number | undefined,
): Promise<Site> {
  if (accountNumber === undefined || accountNumber === site.accountNumber) return site;
  const account = await getAccount(unit, accountNumber);
  return { ...site, accountId: account.id, accountNumber };
}

async function getAccount(unit: UnitOfWork, number: number): Promise<Account> {
  const account = await unit.accounts.numbered(number);
  if (!account) throw new NotFound('account', String(number));
  return account;
}
