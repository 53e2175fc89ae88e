/** What a reply needs to know beyond the contacts: names of accounts, keys of custom fields, the version asked for. */
import type { FastifyRequest } from 'fastify';
import type { Contact } from '../../../core/contact/contact.ts';
import type { Hub } from '../../../core/hub.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { tenantOf } from '../../../http/plugin.ts';
import { isTrue } from '../list-query.ts';
import type { AccountNames, FieldKeys, View } from '../mapping.ts';
import { isLegacy } from '../path.ts';

const mostFields = 1_000;

type Asking = Pick<FastifyRequest, 'originalUrl' | 'query' | 'tenant'>;

export async function viewFor(
  hub: Hub,
  request: FastifyRequest,
  contacts: readonly Contact[],
): Promise<View> {
  const context = tenantOf(request);
  const [accounts, fieldKeys] = await Promise.all([
    accountNames(hub, context, contacts),
    wantsRemoteFields(request) ? fieldKeysOf(hub, context, contacts) : null,
  ]);
  return { accounts, fieldKeys, legacy: isLegacy(request) };
}

export async function accountNames(
  hub: Hub,
  context: TenantContext,
  contacts: readonly Pick<Contact, 'accountId'>[],
): Promise<AccountNames> {
  const ids = new Set<Uuid>();
  for (const { accountId } of contacts) if (accountId !== null) ids.add(accountId);
  const accounts = await Promise.all([...ids].map((id) => hub.accounts.find(context, id)));
  return new Map(accounts.flatMap((account) => (account ? [[account.id, account.name]] : [])));
}

function wantsRemoteFields({ query }: Asking): boolean {
  if (typeof query !== 'object' || query === null || !('includeRemoteFields' in query))
    return false;
  return typeof query.includeRemoteFields === 'string' && isTrue(query.includeRemoteFields);
}

async function fieldKeysOf(
  hub: Hub,
  context: TenantContext,
  contacts: readonly Contact[],
): Promise<FieldKeys> {
  if (contacts.every(({ customFields }) => Object.keys(customFields).length === 0))
    return new Map();
  const { items } = await hub.customFields.list(context, {
    filters: [],
    sort: { field: 'createdAt', direction: 'asc' },
    limit: mostFields,
  });
  return new Map(items.map(({ id, key }) => [id, key]));
}
