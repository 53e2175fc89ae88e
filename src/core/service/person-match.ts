/** Who somebody means by a name and ways to reach them. */
import type { Contact } from '../contact/contact.ts';
import { parseMethodValue } from '../contact/method-key.ts';
import type { JobContactValues } from '../job/job.ts';
import type { UnitOfWork } from '../port/unit-of-work.ts';
import type { TenantContext } from '../tenant-context.ts';

/** Live contacts with exactly this e-mail address, then those with exactly this mobile number; each oldest first. */
export async function candidatesFor(
  unit: UnitOfWork,
  context: TenantContext,
  values: JobContactValues,
): Promise<readonly Contact[]> {
  const key = (kind: 'phone' | 'email', value: string): string =>
    parseMethodValue(kind, value, context.workspace.region).key;
  const byEmail =
    values.email === '' ? [] : await unit.contacts.withKeys('email', [key('email', values.email)]);
  const byMobile =
    values.mobile === ''
      ? []
      : await unit.contacts.withKeys('phone', [key('phone', values.mobile)]);
  return [...byEmail, ...byMobile];
}
