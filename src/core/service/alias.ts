/** The ids of merged contacts lead on to the contact that they were merged into, until somebody deletes them. */
import type { Contact } from '../contact/contact.ts';
import type { RecordFilter } from '../port/list-query.ts';
import type { Store } from '../port/store.ts';
import type { TenantContext } from '../tenant-context.ts';
import { normalizeUuid, type Uuid } from '../value/identifier.ts';

type Find = (id: Uuid) => Promise<Contact | undefined>;

/** True while the contact's id leads to another contact. */
export function isAlias(
  contact: Contact | undefined,
): contact is Contact & { readonly mergedInto: Uuid } {
  return contact !== undefined && contact.mergedInto !== null && contact.aliasRemovedAt === null;
}

/** The contact that the id stands for: itself, or the one at the end of its merges. Deleted ones are given too. */
export async function followAlias(find: Find, id: Uuid): Promise<Contact | undefined> {
  const contact = await find(id);
  return isAlias(contact) ? survivorOf(find, contact) : contact;
}

/** The contact at the end of the merges, whatever became of the ids on the way. */
export async function survivorOf(find: Find, contact: Contact): Promise<Contact | undefined> {
  let survivor: Contact | undefined = contact;
  while (survivor?.mergedInto) survivor = await find(survivor.mergedInto);
  return survivor;
}

/** For reading. */
export function readContact(
  store: Store,
  context: TenantContext,
  id: Uuid,
): Promise<Contact | undefined> {
  return followAlias((wanted) => store.contacts.find(context, wanted), id);
}

/** Filters on `contactId`, with the survivors of merged contacts in place of these. */
export async function followFilters(
  store: Store,
  context: TenantContext,
  filters: readonly RecordFilter[],
): Promise<readonly RecordFilter[]> {
  return Promise.all(
    filters.map(async (filter) => {
      if (filter.field !== 'contactId' || filter.op !== 'eq') return filter;
      const id = normalizeUuid(String(filter.value));
      const contact = id === null ? undefined : await readContact(store, context, id);
      return contact ? { ...filter, value: contact.id } : filter;
    }),
  );
}
