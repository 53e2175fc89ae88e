/** The use cases of relations: which contacts belong to which accounts, sites, bookings and jobs, and as what. */
import type { Relation, RelationDraft, RelationPatch } from '../account/relation.ts';
import { requireCapability } from '../capability.ts';
import type { Contact } from '../contact/contact.ts';
import { NotFound, StateConflict } from '../errors.ts';
import type { Page, RecordFilter, RecordListQuery } from '../port/list-query.ts';
import type { Store } from '../port/store.ts';
import type { UnitOfWork, WriteHints } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { followFilters } from './alias.ts';
import { assertFree, assertVersion, getLive, updateContactIn } from './contact-writer.ts';
import { makeMainRelation } from './main-account.ts';
import { endOf, isTarget, knownRelation, type RelateOptions } from './relation-end.ts';
import { writeMain } from './relation-main.ts';
import { insertRelation, newRelation, writeRelation, type RelationEnd } from './relation-writer.ts';

export class RelationService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /**
   * Relates a contact; relating twice to the same target in the same role gives the relation that is there.
   * @throws NotFound for an unknown contact, or an account or site given by number; InvalidInput naming `targetId`.
   */
  async relate(
    context: TenantContext,
    draft: RelationDraft,
    options: RelateOptions = {},
  ): Promise<Relation> {
    requireCapability(context, 'relation.write');
    return this.#store.write(context, hintsOf(draft), async (unit) => {
      const contact = await getLive(unit, draft.contactId);
      const end = await endOf(unit, draft);
      const relation =
        (await knownRelation(unit, { ...draft, contactId: contact.id }, end, options)) ??
        (await addRelation(unit, context, { contact, draft, end }));
      if (draft.isMain && end.targetKind === 'account') {
        await makeMainRelation(unit, context, relation);
        const patch = { accountId: end.targetId };
        await updateContactIn(unit, context, contact, { patch });
      }
      return (await unit.relations.find(relation.id)) ?? relation;
    });
  }

  /** @throws NotFound, VersionConflict, InvalidInput, StateConflict when it is to return without its contact */
  async update(
    context: TenantContext,
    id: Uuid,
    patch: RelationPatch,
    options: { ifVersion?: number } = {},
  ): Promise<Relation> {
    requireCapability(context, 'relation.write');
    return this.#store.write(context, {}, async (unit) => {
      const before = await unit.relations.find(id);
      if (!before) throw new NotFound('relation', id);
      assertVersion(before, options.ifVersion);
      const written = await writeRelation(unit, context, before, applied(before, patch));
      if (written.active && !before.active) await assertPerson(unit, written);
      await writeMain(unit, context, written, patch);
      return (await unit.relations.find(id)) ?? written;
    });
  }

  /** Ends a relation; it stays readable with `active: false`. @throws NotFound, VersionConflict */
  remove(
    context: TenantContext,
    id: Uuid,
    options: { ifVersion?: number } = {},
  ): Promise<Relation> {
    return this.update(context, id, { active: false }, options);
  }

  /**
   * Ends what relates the contact to the target, in whatever roles. @throws NotFound for the contact, and for a relation
   * where there is none
   */
  async unrelate(
    context: TenantContext,
    contactId: Uuid,
    target: Pick<Relation, 'targetKind' | 'targetNumber'>,
  ): Promise<void> {
    requireCapability(context, 'relation.write');
    await this.#store.write(context, { contactIds: [contactId] }, async (unit) => {
      const contact = await getLive(unit, contactId);
      const known = (await unit.relations.ofContact(contact.id)).filter(
        (relation) =>
          relation.active &&
          relation.targetKind === target.targetKind &&
          relation.targetNumber === target.targetNumber,
      );
      if (known.length === 0) throw new NotFound('relation', String(target.targetNumber));
      for (const { id } of known) await endRelation(unit, context, id);
    });
  }

  /** Whether contacts can be, or are, related under this number. */
  async isTarget(context: TenantContext, number: number): Promise<boolean> {
    requireCapability(context, 'relation.read');
    return isTarget(this.#store, context, number);
  }

  /** Ended ones too. @throws NotFound */
  async get(context: TenantContext, id: Uuid): Promise<Relation> {
    requireCapability(context, 'relation.read');
    const relation = await this.#store.relations.find(context, id);
    if (!relation) throw new NotFound('relation', id);
    return relation;
  }

  /** Ended ones too, unless the filters leave them out. */
  async list(context: TenantContext, query: RecordListQuery): Promise<Page<Relation>> {
    requireCapability(context, 'relation.read');
    const filters = await followFilters(this.#store, context, query.filters);
    return this.#store.relations.list(context, { ...query, filters });
  }

  async count(context: TenantContext, filters: readonly RecordFilter[]): Promise<number> {
    requireCapability(context, 'relation.read');
    return this.#store.relations.count(context, await followFilters(this.#store, context, filters));
  }
}

function hintsOf({ id, contactId, targetKind, targetId }: RelationDraft): WriteHints {
  const targets = targetId ? [targetId] : [];
  return {
    contactIds: [contactId],
    relationIds: id ? [id] : [],
    ...(targetKind === 'account' ? { accountIds: targets } : {}),
    ...(targetKind === 'site' ? { siteIds: targets } : {}),
  };
}

async function addRelation(
  unit: UnitOfWork,
  context: TenantContext,
  parts: { contact: Contact; draft: RelationDraft; end: RelationEnd },
): Promise<Relation> {
  const { id, role, isPrimary } = parts.draft;
  if (id) await assertFree(unit.relations, 'relation', id);
  const relation = newRelation(unit, context, parts.contact, {
    ...parts.end,
    ...(id ? { id } : {}),
    ...(role === undefined ? {} : { role }),
    ...(isPrimary === undefined ? {} : { isPrimary }),
  });
  await insertRelation(unit, context, relation);
  return relation;
}

/** Found anew: ending another one may have changed it. */
async function endRelation(unit: UnitOfWork, context: TenantContext, id: Uuid): Promise<void> {
  const before = await unit.relations.find(id);
  if (!before) return;
  const ended = await writeRelation(unit, context, before, { ...before, active: false });
  await writeMain(unit, context, ended);
}

function applied(before: Relation, patch: RelationPatch): Relation {
  return {
    ...before,
    role: patch.role ?? before.role,
    isPrimary: patch.isPrimary ?? before.isPrimary,
    active: patch.active ?? before.active,
  };
}

async function assertPerson(unit: UnitOfWork, relation: Relation): Promise<void> {
  const contact = await unit.contacts.find(relation.contactId);
  if (!contact || contact.deletedAt !== null)
    throw new StateConflict('The contact of this relation is deleted');
}
