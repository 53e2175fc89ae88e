/** What relations lead to: looked up by id or by the number that vendors count it by. */
import type { Relation, RelationDraft } from '../account/relation.ts';
import { InvalidInput, NotFound } from '../errors.ts';
import type { Store } from '../port/store.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import type { Uuid } from '../value/identifier.ts';
import { byNumber } from './numbered.ts';
import type { RelationEnd } from './relation-writer.ts';

export interface RelateOptions {
  /** A relation to the same target in any role will do. */
  readonly anyRole?: boolean;
}

/** What the draft leads to. Bookings are known by their id or number alone: nothing here books. */
export async function endOf(unit: UnitOfWork, draft: RelationDraft): Promise<RelationEnd> {
  const { targetKind, targetId = null, targetNumber = null } = draft;
  if (targetKind === 'booking') return { targetKind, targetId, targetNumber };
  if (targetKind === 'job') return { targetKind, ...(await given(unit.jobs, draft)) };
  const collection = targetKind === 'account' ? unit.accounts : unit.sites;
  if (targetNumber === null) return { targetKind, ...(await given(collection, draft)) };
  const found = await collection.numbered(targetNumber);
  if (!found) throw new NotFound(targetKind, String(targetNumber));
  return { targetKind, targetId: found.id, targetNumber };
}

interface Targets {
  find(id: Uuid): Promise<{ readonly id: Uuid; readonly number: number } | undefined>;
}

async function given(
  targets: Targets,
  { targetKind, targetId }: RelationDraft,
): Promise<Pick<RelationEnd, 'targetId' | 'targetNumber'>> {
  const found = targetId && (await targets.find(targetId));
  if (!found) throw InvalidInput.of('targetId', `no ${targetKind} has the id ${targetId}`);
  return { targetId: found.id, targetNumber: found.number };
}

/** The relation that is there already. */
export async function knownRelation(
  unit: UnitOfWork,
  draft: RelationDraft,
  end: RelationEnd,
  { anyRole = false }: RelateOptions,
): Promise<Relation | undefined> {
  const relations = await unit.relations.ofContact(draft.contactId);
  return relations.find(
    (relation) =>
      relation.active &&
      relation.targetKind === end.targetKind &&
      relation.targetId === end.targetId &&
      relation.targetNumber === end.targetNumber &&
      (anyRole || relation.role === (draft.role ?? '')),
  );
}

/** Whether anything can be, or is, related under the number: an account, a site, or a booking that somebody is related to. */
export async function isTarget(
  store: Store,
  context: TenantContext,
  number: number,
): Promise<boolean> {
  if (!Number.isSafeInteger(number)) return false;
  const [account, site, relations] = await Promise.all([
    byNumber(store.accounts, context, number),
    byNumber(store.sites, context, number),
    store.relations.list(context, {
      filters: [
        { field: 'targetNumber', op: 'eq', value: number },
        { field: 'targetKind', op: 'eq', value: 'booking' },
        { field: 'active', op: 'eq', value: true },
      ],
      sort: { field: 'id', direction: 'asc' },
      limit: 1,
    }),
  ]);
  return account !== undefined || site !== undefined || relations.items.length > 0;
}
