/** The vendor's create-or-replace, which never refuses a GUID because somebody else has just taken it. */
import type { ContactPatch } from '../../../core/contact/contact-patch.ts';
import type { Contact } from '../../../core/contact/contact.ts';
import { IdTaken } from '../../../core/errors.ts';
import type { Hub } from '../../../core/hub.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { Uuid } from '../../../core/value/identifier.ts';

interface PutWrite {
  readonly id: Uuid;
  readonly patch: ContactPatch;
  /** Through the id of a merged contact only what is said is written: the client does not know the other half. */
  readonly throughAlias: ContactPatch;
}

/**
 * The contact as it stands after the write. Another process can make the contact between our look and our insert: the
 * second try finds it there and changes it.
 */
export async function putContact(
  contacts: Pick<Hub['contacts'], 'put'>,
  context: TenantContext,
  write: PutWrite,
): Promise<Contact> {
  const put = async () =>
    (await contacts.put(context, write.id, write.patch, { throughAlias: write.throughAlias }))
      .contact;
  try {
    return await put();
  } catch (error) {
    if (!(error instanceof IdTaken)) throw error;
    return put();
  }
}
