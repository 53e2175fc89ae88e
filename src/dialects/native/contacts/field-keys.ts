/** The keys of a workspace's custom fields, asked for only when a reply has something to name. */
import type { Contact } from '../../../core/contact/contact.ts';
import type { Hub } from '../../../core/hub.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { FieldKeys } from './mapping/to-wire.ts';

const none: FieldKeys = new Map();
const mostFields = 1_000;

/** Null when the caller may not read definitions: values are then shown by definition id, which writers may use too. */
export async function fieldKeysFor(
  hub: Hub,
  context: TenantContext,
  needed: boolean,
): Promise<FieldKeys | null> {
  if (!needed) return none;
  if (!context.capabilities.has('field.read')) return null;
  const fields = await hub.customFields.list(context, {
    filters: [],
    sort: { field: 'createdAt', direction: 'asc' },
    limit: mostFields,
  });
  return new Map(fields.items.map((field) => [field.id, field.key]));
}

/** True when one of the contacts has a custom field. */
export function haveFields(contacts: readonly Contact[]): boolean {
  return contacts.some((contact) => Object.keys(contact.customFields).length > 0);
}
