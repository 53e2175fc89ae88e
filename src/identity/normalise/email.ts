/** E-mail addresses that reach one mailbox come to one form. */
import { editDistance } from '../compare/edit-distance.ts';
import { isMissing } from './fold.ts';

export interface EmailForm {
  /** What is compared; `''` when the text is no address. */
  readonly key: string;
  /** Before the `@`, without dots. */
  readonly local: string;
  /** An address of a firm rather than a person: info@, office@. */
  readonly isRole: boolean;
}

const roles: ReadonlySet<string> = new Set(
  (
    'info office contact admin sales support hello hi reception mail accounts accounting billing service ' +
    'enquiries inquiries team help noreply postmaster webmaster kontakt invoices orders bookings marketing'
  ).split(' '),
);

const common = [
  'gmail.com',
  'yahoo.com',
  'hotmail.com',
  'outlook.com',
  'icloud.com',
  'aol.com',
  'live.com',
  'gmx.de',
  'web.de',
  'protonmail.com',
  'comcast.net',
  'bigpond.com',
  'yahoo.co.uk',
  'hotmail.co.uk',
  'msn.com',
  'googlemail.com',
  'me.com',
  'gmx.net',
  'gmx.com',
  'mail.com',
  'ymail.com',
];
const known: ReadonlySet<string> = new Set(common);
const corrected = new Map<string, string>();
const longest = 10_000;

/** Tags behind a plus go, so do Gmail's dots; slips in the domains that everybody has are corrected. */
export function normaliseEmail(text: string): EmailForm {
  const address = isMissing(text) ? '' : text.trim().toLowerCase();
  const at = address.lastIndexOf('@');
  if (at <= 0 || at === address.length - 1) return { key: '', local: '', isRole: false };
  const plus = address.indexOf('+');
  const said = address.slice(0, plus > 0 && plus < at ? plus : at);
  const domain = domainOf(address.slice(at + 1));
  const local = said.replaceAll(/[._-]/g, '');
  const key = `${domain === 'gmail.com' ? said.replaceAll('.', '') : said}@${domain}`;
  return { key, local, isRole: roles.has(local) };
}

function domainOf(text: string): string {
  const domain = text.replace(/\.$/, '');
  if (domain === 'googlemail.com') return 'gmail.com';
  if (known.has(domain)) return domain;
  const before = corrected.get(domain);
  if (before !== undefined) return before;
  // Short names differ by a letter without being slips: gmx.de and gmx.at, aol.com and aon.com.
  const meant = common.find((name) => name.length > 8 && editDistance(name, domain, 1) <= 1);
  if (corrected.size > longest) corrected.clear();
  corrected.set(domain, meant ?? domain);
  return meant ?? domain;
}
