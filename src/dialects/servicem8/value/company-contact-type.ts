/** The vendor's words for the role of a contact at a company. Others are taken as they are: the list is of common ones. */
import { spelledAlike } from './spelled-alike.ts';

const words = ['JOB', 'BILLING', 'Property Manager', 'Property Owner', 'Tenant'] as const;

const byRole: ReadonlyMap<string, string> = new Map(
  words.map((word) => [word.toLowerCase(), word]),
);

/** The hub's role: the vendor's own words in lower case in every spelling, `Billing Contact` as well as `BILLING`. */
export function roleOf(type: string): string {
  const word = spelledAlike(type);
  return byRole.has(word) ? word : type.trim();
}

/** The vendor's spelling of its own words. */
export function companyTypeOf(role: string): string {
  return byRole.get(role.toLowerCase()) ?? role;
}
