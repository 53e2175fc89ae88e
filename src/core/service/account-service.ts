/** The use cases of accounts. */
import type { Account, AccountDraft, AccountPatch } from '../account/account.ts';
import { requireCapability } from '../capability.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import type { Page, RecordFilter, RecordListQuery } from '../port/list-query.ts';
import type { Store } from '../port/store.ts';
import type { TenantContext } from '../tenant-context.ts';
import { isUuid, type Uuid } from '../value/identifier.ts';
import { openAccount, type AccountOpening, type OpenedAccount } from './account-opening.ts';
import { insertAccount, writeAccount } from './account-record.ts';
import { assertVersion } from './contact-writer.ts';
import { byNumber } from './numbered.ts';

export interface AccountWriteOptions {
  /** The version that the caller last saw. */
  readonly ifVersion?: number;
  /** An account that was deleted is not found, where a vendor knows no inactive ones. */
  readonly onlyActive?: boolean;
}

export class AccountService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async create(context: TenantContext, draft: AccountDraft): Promise<Account> {
    requireCapability(context, 'account.write');
    return this.#store.write(context, {}, (unit) => insertAccount(unit, context, draft));
  }

  /** Makes an account together with its sites and their contact points, all or nothing. @throws InvalidInput, IdTaken */
  async open(context: TenantContext, draft: AccountOpening): Promise<OpenedAccount> {
    requireCapability(context, 'account.write');
    const hints = { accountIds: idsOf([draft]), siteIds: idsOf(draft.sites ?? []) };
    return this.#store.write(context, hints, (unit) => openAccount(unit, context, draft));
  }

  async get(context: TenantContext, id: Uuid): Promise<Account> {
    const account = await this.find(context, id);
    if (!account) throw new NotFound('account', id);
    return account;
  }

  async find(context: TenantContext, id: Uuid): Promise<Account | undefined> {
    requireCapability(context, 'account.read');
    return this.#store.accounts.find(context, id);
  }

  /** Inactive ones too. */
  async findByNumber(context: TenantContext, number: number): Promise<Account | undefined> {
    requireCapability(context, 'account.read');
    return byNumber(this.#store.accounts, context, number);
  }

  /** Filters take every field, and `contactPointKey`: an active contact point of the account's own has that key. */
  async list(context: TenantContext, query: RecordListQuery): Promise<Page<Account>> {
    requireCapability(context, 'account.read');
    return this.#store.accounts.list(context, query);
  }

  async count(context: TenantContext, filters: readonly RecordFilter[]): Promise<number> {
    requireCapability(context, 'account.read');
    return this.#store.accounts.count(context, filters);
  }

  async update(
    context: TenantContext,
    id: Uuid,
    patch: AccountPatch,
    options: AccountWriteOptions = {},
  ): Promise<Account> {
    requireCapability(context, 'account.write');
    return this.#store.write(context, {}, async (unit) => {
      const before = await unit.accounts.find(id);
      if (!before || (options.onlyActive && !before.active)) throw new NotFound('account', id);
      assertVersion(before, options.ifVersion);
      return writeAccount(unit, context, before, patch);
    });
  }

  /** The same by number, with a patch that depends on the account as it is. @throws NotFound, InvalidInput */
  async change(
    context: TenantContext,
    number: number,
    patchOf: (before: Account) => AccountPatch,
  ): Promise<Account> {
    requireCapability(context, 'account.write');
    return this.#store.write(context, {}, async (unit) => {
      const before = await unit.accounts.numbered(number);
      if (!before) throw new NotFound('account', String(number));
      return writeAccount(unit, context, before, patchOf(before));
    });
  }

  /** Soft: the account stays readable with `active: false`; its relations stay. */
  remove(context: TenantContext, id: Uuid, options: AccountWriteOptions = {}): Promise<Account> {
    return this.update(context, id, { active: false }, options);
  }

  /**
   * The account that a text means, by id, external id or exact name (ignoring case); undefined when none does.
   * @throws InvalidInput naming `account` and listing the ids when several carry the name.
   */
  async resolve(context: TenantContext, text: string): Promise<Account | undefined> {
    requireCapability(context, 'account.read');
    const byId = isUuid(text) ? await this.#store.accounts.find(context, text) : undefined;
    if (byId) return byId;
    const named = await this.#named(context, 'externalId', text);
    const found = named.length > 0 ? named : await this.#named(context, 'name', text);
    if (found.length > 1) {
      const ids = found.map((account) => account.id).join(', ');
      throw InvalidInput.of('account', `names several accounts; use one of the ids ${ids}`);
    }
    return found[0];
  }

  async #named(
    context: TenantContext,
    field: 'externalId' | 'name',
    value: string,
  ): Promise<readonly Account[]> {
    const filters = [
      { field, op: 'eq' as const, value },
      { field: 'active', op: 'eq' as const, value: true },
    ];
    const page = await this.#store.accounts.list(context, {
      filters,
      sort: { field: 'createdAt', direction: 'asc' },
      limit: 20,
    });
    return page.items;
  }
}

/** Those that were chosen by whoever asks. */
function idsOf(drafts: readonly { readonly id?: Uuid }[]): Uuid[] {
  return drafts.flatMap(({ id }) => id ?? []);
}
