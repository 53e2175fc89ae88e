/** The customer that a new contact is to belong to. */
import type { Account } from '../../../core/account/account.ts';
import type { Hub } from '../../../core/hub.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { VendorFailure } from '../../../http/failure.ts';
import { unknownCustomer } from '../errors.ts';

/** None named, none looked for. @throws VendorFailure when the tenant has no such customer. */
export async function findCustomer(
  hub: Hub,
  context: TenantContext,
  customerId: number | null | undefined,
): Promise<Account | null> {
  if (customerId === null || customerId === undefined) return null;
  const customer = await accountOf(hub, context, customerId);
  if (!customer) throw new VendorFailure(unknownCustomer, 'Unknown customer');
  return customer;
}

/** Our numbers stay below 2^53; beyond it, and beyond an int64, JSON's integers go on. */
async function accountOf(
  hub: Hub,
  context: TenantContext,
  value: number,
): Promise<Account | undefined> {
  if (!Number.isSafeInteger(value)) return undefined;
  const { items } = await hub.accounts.list(context, {
    filters: [{ field: 'number', op: 'eq', value }],
    sort: { field: 'id', direction: 'asc' },
    limit: 1,
  });
  return items[0];
}
