/** Lifting a do-not-disturb is recorded with a reason, which this API does not make up. */
import { applyConsent } from '../../../core/contact/consent.ts';
import type { ConsentPatch } from '../../../core/contact/contact-patch.ts';
import { InvalidInput } from '../../../core/errors.ts';
import type { Hub } from '../../../core/hub.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { Uuid } from '../../../core/value/identifier.ts';

/**
 * Throws `InvalidInput` naming `path` when the patch would allow again what is blocked, without a reason. The contact is
 * read by a change of nothing, which a writer may do who must not read.
 */
export async function assertReason(
  hub: Hub,
  context: TenantContext,
  { id, patch, path }: { id: Uuid; patch: ConsentPatch; path: string },
): Promise<void> {
  if ((patch.reason ?? '').trim() !== '') return;
  const contact = await hub.contacts.update(context, id, {});
  if (!applyConsent(contact, patch).relaxes) return;
  throw InvalidInput.of(path, 'is required when something that was blocked is allowed again');
}
