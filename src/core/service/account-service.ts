/** The use cases of accounts and of the relations that contacts have with them. */
import type {
  Account,
  AccountDraft,
  AccountPatch,
  Relation,
  RelationDraft,
  RelationPatch,
} from '../account/account.ts';
import { requireCapability } from '../capability.ts';
import { assertStorable } from '../contact/text-rules.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import { changedKeys } from '../event/diff.ts';
import type { Page, RecordListQuery } from '../port/list-query.ts';
import type { Store } from '../port/store.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import { isUuid, type Uuid } from '../value/identifier.ts';
import { applyAccountPatch, assertNamed, newAccount, newRelation } from './account-record.ts';
import { assertFree, assertVersion, getLive, updateContactIn } from './contact-writer.ts';
import { makeMainRelation } from './main-account.ts';
import { stamped } from './stamp.ts';

export class AccountService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async create(context: TenantContext, draft: AccountDraft): Promise<Account> {
    requireCapability(context, 'account.write');
    return this.#store.write(context, {}, async (unit) => {
      if (draft.id) await assertFree(unit.accounts, 'account', draft.id);
      const account = applyAccountPatch(await newAccount(unit, context, draft), draft);
      assertNamed(account);
      assertStorable({ ...account });
      unit.accounts.insert(account);
      return account;
    });
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

  async list(context: TenantContext, query: RecordListQuery): Promise<Page<Account>> {
    requireCapability(context, 'account.read');
    return this.#store.accounts.list(context, query);
  }

  async update(
    context: TenantContext,
    id: Uuid,
    patch: AccountPatch,
    options: { ifVersion?: number } = {},
  ): Promise<Account> {
    requireCapability(context, 'account.write');
    return this.#store.write(context, {}, async (unit) => {
      const before = await unit.accounts.find(id);
      if (!before) throw new NotFound('account', id);
      assertVersion(before, options.ifVersion);
      const after = applyAccountPatch(before, patch);
      if (changedKeys(before, after).length === 0) return before;
      assertNamed(after);
      assertStorable({ ...after });
      const written = stamped(unit, context, after);
      unit.accounts.update(
        before,
        written,
        before.active && !after.active ? { type: 'deleted' } : {},
      );
      return written;
    });
  }

  /** Soft: the account stays readable with `active: false`; its relations stay. */
  remove(context: TenantContext, id: Uuid, options: { ifVersion?: number } = {}): Promise<Account> {
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
      throw InvalidInput.of(
        'account',
        `several accounts are called that; use one of the ids ${ids}`,
      );
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

  /** Relates a contact; relating twice to the same target in the same role gives the relation that is there. */
  async relate(context: TenantContext, draft: RelationDraft): Promise<Relation> {
    requireCapability(context, 'account.write');
    return this.#store.write(context, { contactIds: [draft.contactId] }, async (unit) => {
      const contact = await getLive(unit, draft.contactId);
      await assertTarget(unit, draft);
      const known = (await unit.relations.ofContact(contact.id)).find((relation) =>
        isSameLink(relation, draft),
      );
      if (!known && draft.id) await assertFree(unit.relations, 'relation', draft.id);
      const relation = known ?? newRelation(unit, context, draft);
      if (!known) unit.relations.insert(relation);
      if (draft.isMain && draft.targetKind === 'account') {
        await makeMainRelation(unit, context, relation);
        await updateContactIn(unit, context, contact, { patch: { accountId: draft.targetId } });
      }
      return (await unit.relations.find(relation.id)) ?? relation;
    });
  }

  async updateRelation(
    context: TenantContext,
    id: Uuid,
    patch: RelationPatch,
    options: { ifVersion?: number } = {},
  ): Promise<Relation> {
    requireCapability(context, 'account.write');
    return this.#store.write(context, {}, async (unit) => {
      const before = await unit.relations.find(id);
      if (!before) throw new NotFound('relation', id);
      assertVersion(before, options.ifVersion);
      writeRelation(unit, context, before, patch);
      if (
        patch.isMain !== undefined &&
        patch.isMain !== before.isMain &&
        before.targetKind === 'account'
      ) {
        const accountId = patch.isMain ? before.targetId : null;
        if (patch.isMain) await makeMainRelation(unit, context, before);
        await updateContactIn(unit, context, await getLive(unit, before.contactId), {
          patch: { accountId },
        });
      }
      return (await unit.relations.find(id)) ?? before;
    });
  }

  async unrelate(
    context: TenantContext,
    id: Uuid,
    options: { ifVersion?: number } = {},
  ): Promise<void> {
    requireCapability(context, 'account.write');
    await this.#store.write(context, {}, async (unit) => {
      const relation = await unit.relations.find(id);
      if (!relation) throw new NotFound('relation', id);
      assertVersion(relation, options.ifVersion);
      const contact = relation.isMain ? await unit.contacts.find(relation.contactId) : undefined;
      if (contact && contact.deletedAt === null)
        await updateContactIn(unit, context, contact, { patch: { accountId: null } });
      unit.relations.remove((await unit.relations.find(id)) ?? relation);
    });
  }

  async getRelation(context: TenantContext, id: Uuid): Promise<Relation> {
    requireCapability(context, 'account.read');
    const relation = await this.#store.relations.find(context, id);
    if (!relation) throw new NotFound('relation', id);
    return relation;
  }

  async listRelations(context: TenantContext, query: RecordListQuery): Promise<Page<Relation>> {
    requireCapability(context, 'account.read');
    return this.#store.relations.list(context, query);
  }
}

function isSameLink(relation: Relation, draft: RelationDraft): boolean {
  return (
    relation.targetKind === draft.targetKind &&
    relation.targetId === draft.targetId &&
    relation.role === (draft.role ?? '')
  );
}

async function assertTarget(unit: UnitOfWork, draft: RelationDraft): Promise<void> {
  const found =
    draft.targetKind === 'job'
      ? await unit.jobs.find(draft.targetId)
      : draft.targetKind !== 'account' || (await unit.accounts.find(draft.targetId));
  if (!found)
    throw InvalidInput.of('targetId', `no ${draft.targetKind} has the id ${draft.targetId}`);
}

function writeRelation(
  unit: UnitOfWork,
  context: TenantContext,
  before: Relation,
  patch: RelationPatch,
): void {
  const after = {
    ...before,
    role: patch.role ?? before.role,
    isPrimary: patch.isPrimary ?? before.isPrimary,
  };
  if (changedKeys(before, after).length === 0) return;
  assertStorable({ ...after });
  unit.relations.update(before, stamped(unit, context, after));
}
