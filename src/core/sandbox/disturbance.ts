/** Changes a Sandbox’s rows between two pages, as other people’s work does in a real one. */
import type { Hub } from '../hub.ts';
import type { TenantContext } from '../tenant-context.ts';
import { formatIsoMicros } from '../value/instant.ts';

/** `change` and `delete` take the oldest contact: what is before a reader in most lists. Nothing happens when there is none. */
export async function disturb(
  hub: Pick<Hub, 'contacts'>,
  context: TenantContext,
  how: string,
): Promise<void> {
  if (how === 'add') {
    await hub.contacts.create(context, { givenName: 'Added', familyName: 'While Paging' });
    return;
  }
  const { items } = await hub.contacts.list(context, {
    filters: [],
    sort: { field: 'createdAt', direction: 'asc' },
    limit: 1,
  });
  const [oldest] = items;
  if (oldest === undefined) return;
  if (how === 'delete') await hub.contacts.remove(context, oldest.id);
  else {
    const jobTitle = `Changed while paging, after ${formatIsoMicros(oldest.updatedAt)}`;
    await hub.contacts.update(context, oldest.id, { jobTitle });
  }
}
