/** The customer that a new contact is to belong to. */
import type { Account } from '../../../core/account/account.ts';
import type { Hub } from '../../../core/hub.ts';
import type { TenantContext } from '../../../core/tenant-context.ts';
import { refusal } from '../error/refusal.ts';

/** None named, none looked for. @throws VendorFailure when the tenant has no such customer. */
export async function findCustomer(
  hub: Hub,
  context: TenantContext,
  customerId: number | null | undefined,
): Promise<Account | null> {
  if (customerId === null || customerId === undefined) return null;
  const customer = await hub.accounts.findByNumber(context, customerId);
  if (!customer) throw refusal('unknown-customer');
  return customer;
}
