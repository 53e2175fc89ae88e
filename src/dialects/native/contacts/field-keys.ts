/** The keys of a workspace's custom fields, asked for only when a reply has something to name. */
import type { Contact } from '../../../core/contact/contact.ts';
import type { Hub } from '../../../core/hub.ts';
import type { RecordListQuery, SortKey } from '../../../core/port/list-query.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { FieldKeys } from './mapping/to-wire.ts';

const everyField: RecordListQuery = {
  filters: [],
  sort: { field: 'createdAt', direction: 'asc' },
  limit: 500,
};
const none: FieldKeys = new Map();

/** Null when the caller may not read definitions: values are then shown by definition id, which writers may use too. */
export async function fieldKeysFor(
  hub: Hub,
  context: TenantContext,
  needed: boolean,
): Promise<FieldKeys | null> {
  if (!needed) return none;
  if (!context.capabilities.has('field.read')) return null;
  const keys = new Map<string, string>();
  let after: { readonly after?: SortKey } = {};
  for (;;) {
    const page = await hub.customFields.list(context, { ...everyField, ...after });
    for (const field of page.items) keys.set(field.id, field.key);
    const last = page.items.at(-1);
    if (!page.hasMore || !last) return keys;
    after = { after: { at: last.createdAt, id: last.id } };
  }
}

/** True when one of the contacts has a custom field. */
export function haveFields(contacts: readonly Contact[]): boolean {
  return contacts.some((contact) => Object.keys(contact.customFields).length > 0);
}
