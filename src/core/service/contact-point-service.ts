/** The use cases of contact points: the numbers and addresses of accounts and sites themselves. */
import type {
  ContactPoint,
  ContactPointDraft,
  ContactPointOwner,
  ContactPointOwnerKind,
  ContactPointPatch,
} from '../account/contact-point.ts';
import { requireCapability, type Capability } from '../capability.ts';
import { NotFound } from '../errors.ts';
import { changedKeys } from '../event/diff.ts';
import type { Page, RecordFilter, RecordListQuery } from '../port/list-query.ts';
import type { Store } from '../port/store.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import {
  addContactPoint,
  applyContactPointPatch,
  assertContactPoint,
} from './contact-point-writer.ts';
import { stamped } from './stamp.ts';

/** They are read and written with the rights for their owner. */
const reading = { account: 'account.read', site: 'site.read' } as const satisfies Record<
  ContactPointOwnerKind,
  Capability
>;
const writing = { account: 'account.write', site: 'site.write' } as const satisfies Record<
  ContactPointOwnerKind,
  Capability
>;

export class ContactPointService {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @throws NotFound for an unknown owner, InvalidInput */
  async create(
    context: TenantContext,
    owner: ContactPointOwner,
    draft: ContactPointDraft,
  ): Promise<ContactPoint> {
    requireCapability(context, writing[owner.kind]);
    return this.#store.write(context, {}, async (unit) => {
      const { id, number } = await getOwner(unit, owner);
      const parts = { id, number, kind: owner.kind };
      return addContactPoint(unit, context, parts, draft);
    });
  }

  /** Those of all accounts, or of all sites; deleted ones too unless the filters leave them out. */
  async list(
    context: TenantContext,
    kind: ContactPointOwnerKind,
    query: RecordListQuery,
  ): Promise<Page<ContactPoint>> {
    requireCapability(context, reading[kind]);
    const filters = [ownedBy(kind), ...query.filters];
    return this.#store.contactPoints.list(context, { ...query, filters });
  }

  async count(
    context: TenantContext,
    kind: ContactPointOwnerKind,
    filters: readonly RecordFilter[],
  ): Promise<number> {
    requireCapability(context, reading[kind]);
    return this.#store.contactPoints.count(context, [ownedBy(kind), ...filters]);
  }

  /** A sparse update. @throws NotFound for an unknown owner, or a point that is not (any more) the owner's; InvalidInput */
  async update(
    context: TenantContext,
    owner: ContactPointOwner,
    number: number,
    patch: ContactPointPatch,
  ): Promise<ContactPoint> {
    requireCapability(context, writing[owner.kind]);
    return this.#store.write(context, {}, async (unit) => {
      const before = await getPoint(unit, owner, number);
      const after = applyContactPointPatch(before, patch);
      if (changedKeys(before, after).length === 0) return before;
      assertContactPoint(after);
      const written = stamped(unit, context, after);
      unit.contactPoints.update(before, written);
      return written;
    });
  }

  /** Soft: exports show it with `active: false`, nothing else shows it. @throws NotFound */
  async remove(context: TenantContext, owner: ContactPointOwner, number: number): Promise<void> {
    requireCapability(context, writing[owner.kind]);
    await this.#store.write(context, {}, async (unit) => {
      const before = await getPoint(unit, owner, number);
      const ended = stamped(unit, context, { ...before, active: false });
      unit.contactPoints.update(before, ended, { type: 'deleted' });
    });
  }
}

function ownedBy(kind: ContactPointOwnerKind): RecordFilter {
  return { field: 'ownerKind', op: 'eq', value: kind };
}

async function getOwner(unit: UnitOfWork, { kind, number }: ContactPointOwner) {
  const found =
    kind === 'account' ? await unit.accounts.numbered(number) : await unit.sites.numbered(number);
  if (!found) throw new NotFound(kind, String(number));
  return found;
}

async function getPoint(
  unit: UnitOfWork,
  owner: ContactPointOwner,
  number: number,
): Promise<ContactPoint> {
  const { id } = await getOwner(unit, owner);
  const point = await unit.contactPoints.numbered(number);
  if (!point || point.ownerId !== id || !point.active)
    throw new NotFound('contact-point', String(number));
  return point;
}
