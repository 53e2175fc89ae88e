/** Every object that is served; the name of any other is "not an authorised object type". */
import { company } from './company/object.ts';
import { companyContact } from './company-contact/object.ts';
import { job } from './job/object.ts';
import { jobContact } from './job-contact/object.ts';
import { vendor } from './vendor/object.ts';

const described = [job, jobContact, company, companyContact, vendor];
const names: ReadonlySet<string> = new Set([
  ...described.map(({ path }) => path),
  'search',
  'taxrate',
]);

/** In any letter case. */
export function isKnownObject(name: string): boolean {
  return names.has(name.toLowerCase());
}

/** The vendor's names for the core's, of the object of that name; none for a name that nothing has. */
export function wireNamesOf(name: string | null): Readonly<Record<string, string>> {
  return described.find(({ path }) => path === name?.toLowerCase())?.wireNames ?? {};
}
