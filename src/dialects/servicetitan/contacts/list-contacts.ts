/** The two lists of contacts: of all, and of those related to something. */
import { NotFound } from '../../../core/errors.ts';
import type { Hub } from '../../../core/hub.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { answerPage } from '../list/page.ts';
import type { ContactListRequest } from './list-query.ts';
import { toWire } from './mapping.ts';
import type { ContactPage } from './schema.ts';

export async function listContacts(
  hub: Hub,
  context: TenantContext,
  asked: ContactListRequest,
): Promise<ContactPage> {
  const source = {
    list: () => hub.contacts.list(context, asked),
    count: () => hub.contacts.count(context, asked),
  };
  return answerPage(asked, source, toWire);
}

/**
 * Contacts related to the customer, location or booking of this number, whichever of them has it.
 * @throws NotFound when none has and nobody is related to it; then there is no list, not even an empty one.
 */
export async function listRelated(
  hub: Hub,
  context: TenantContext,
  number: number,
  asked: ContactListRequest,
): Promise<ContactPage> {
  if (!Number.isSafeInteger(number)) throw new NotFound('contact', String(number));
  const filters = [...asked.filters, { field: 'relatedTo', value: number } as const];
  const page = await listContacts(hub, context, { ...asked, filters });
  if (page.data.length > 0 || (await hub.relations.isTarget(context, number))) return page;
  throw new NotFound('contact', String(number));
}
