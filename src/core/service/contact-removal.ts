/** Deleting, restoring and purging inside a unit of work, of contacts and of the old ids of merged ones. */
import type { Contact } from '../contact/contact.ts';
import { NotFound, StateConflict } from '../errors.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';
import { instant, type Instant } from '../value/instant.ts';
import type { Uuid } from '../value/identifier.ts';
import { isAlias, survivorOf } from './alias.ts';
import { assertVersion } from './contact-writer.ts';
import { endLinksOf, freeLinksOf, restoreLinksOf } from './link-follow.ts';
import { endRelationsOf, restoreRelationsOf } from './relation-follow.ts';
import { stamped } from './stamp.ts';

/** How long a deleted contact can be restored: 90 days, in microseconds. */
export const restorableFor = 90 * 24 * 3600 * 1_000_000;

interface Condition {
  /** Of the contact that the caller saw under the id: of a merged one, its survivor. */
  readonly ifVersion?: number;
}

/** Deletes the contact; of a merged one the old id alone, which then leads nowhere. @throws NotFound, VersionConflict */
export async function removeContactIn(
  unit: UnitOfWork,
  context: TenantContext,
  id: Uuid,
  { ifVersion }: Condition,
): Promise<Contact> {
  const contact = await unit.contacts.find(id);
  if (isAlias(contact)) return removeAlias(unit, context, contact, ifVersion);
  if (!contact || contact.deletedAt !== null) throw new NotFound('contact', id);
  assertVersion(contact, ifVersion);
  const deleted = stamped(unit, context, {
    ...contact,
    deletedAt: unit.at,
    touchedAt: unit.at,
  });
  unit.contacts.update(contact, deleted, { type: 'deleted' });
  await endLinksOf(unit, context, id);
  await endRelationsOf(unit, context, id);
  return deleted;
}

async function removeAlias(
  unit: UnitOfWork,
  context: TenantContext,
  alias: Contact,
  ifVersion: number | undefined,
): Promise<Contact> {
  const survivor = await survivorOf((id) => unit.contacts.find(id), alias);
  if (!survivor || survivor.deletedAt !== null) throw new NotFound('contact', alias.id);
  assertVersion(survivor, ifVersion);
  const removed = stamped(unit, context, { ...alias, aliasRemovedAt: unit.at });
  unit.contacts.update(alias, removed, { type: 'alias-removed' });
  return removed;
}

/**
 * Brings a contact back within 90 days, with exactly the links and relations that the deletion ended; or the old id of
 * a merged one, which leads to its survivor again. @throws NotFound, VersionConflict, StateConflict
 */
export async function restoreContactIn(
  unit: UnitOfWork,
  context: TenantContext,
  id: Uuid,
  { ifVersion }: Condition,
): Promise<Contact> {
  const found = await unit.contacts.find(id);
  const contact = found && (await survivorOf((wanted) => unit.contacts.find(wanted), found));
  if (!found || !contact) throw new NotFound('contact', id);
  assertVersion(contact, ifVersion);
  if (found.aliasRemovedAt !== null) {
    const alias = stamped(unit, context, { ...found, aliasRemovedAt: null });
    unit.contacts.update(found, alias, { type: 'alias-restored' });
  }
  if (contact.deletedAt === null) return contact;
  if (isPast(contact.deletedAt, unit.at))
    throw new StateConflict('The contact was deleted more than 90 days ago');
  const restored = stamped(unit, context, { ...contact, deletedAt: null });
  unit.contacts.update(contact, restored, { type: 'restored' });
  await restoreLinksOf(unit, context, contact.id);
  await restoreRelationsOf(unit, context, contact.id);
  return restored;
}

function isPast(deletedAt: Instant, now: Instant): boolean {
  return now > instant(deletedAt + restorableFor);
}

/** Removes a deleted contact for good, with everyone merged into it, unless an active job link shows it. */
export async function purgeContactIn(unit: UnitOfWork, id: Uuid): Promise<void> {
  const contact = await unit.contacts.find(id);
  const links = await unit.jobContacts.ofContact(id);
  // Restored or linked again in the meantime.
  if (!contact || contact.deletedAt === null || contact.mergedInto !== null) return;
  if (links.some((link) => link.active)) return;
  await freeLinksOf(unit, id);
  await removeForGood(unit, contact);
}

/** Their merges cannot be undone any more, and nobody can be taken for them. */
async function removeForGood(unit: UnitOfWork, contact: Contact): Promise<void> {
  for (const merge of await unit.merges.standingOf(contact.id)) {
    const loser = await unit.contacts.find(merge.loserId);
    unit.merges.remove(merge, { type: 'purged' });
    if (loser?.mergedInto === contact.id) await removeForGood(unit, loser);
  }
  for (const pair of await unit.distinctPairs.ofContact(contact.id))
    unit.distinctPairs.remove(pair);
  for (const pair of await unit.suggestions.ofContact(contact.id)) unit.suggestions.remove(pair);
  unit.contacts.remove(contact, { type: 'purged' });
}
