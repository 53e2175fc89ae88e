/** `Crm.V2.ContactType`, and which numbers and addresses of the address book are of which. */
import type { ContactMethod, MethodKind } from '../../../core/contact/contact.ts';
import type { MethodFilter } from '../../../core/port/method-query.ts';
import type { ContactType } from './schema.ts';

const types: ReadonlyMap<string, ContactType> = new Map([
  ['phone', 'Phone'],
  ['email', 'Email'],
  ['fax', 'Fax'],
  ['mobilephone', 'MobilePhone'],
]);

/** Ignores case, as the vendor's host does. */
export function parseContactType(text: string): ContactType | null {
  return types.get(text.toLowerCase()) ?? null;
}

/** What the address book calls the two kinds of phone that the vendor tells from others. */
const phoneTypes = { MobilePhone: 'mobile', Fax: 'fax' } as const;

/** Every phone that is neither mobile nor fax, whatever else is known of it, is a `Phone`. */
export function contactTypeOf({ kind, type }: Pick<ContactMethod, 'kind' | 'type'>): ContactType {
  if (kind === 'email') return 'Email';
  if (type === phoneTypes.MobilePhone) return 'MobilePhone';
  return type === phoneTypes.Fax ? 'Fax' : 'Phone';
}

export function kindOf(type: ContactType): MethodKind {
  return type === 'Email' ? 'email' : 'phone';
}

/** What the type writes: nothing where the entry shows as that type already, so that `work` or `home` stays. */
export function typeWritten(
  type: ContactType,
  current: ContactMethod | undefined,
): { readonly type?: string } {
  if (current && contactTypeOf(current) === type) return {};
  return { type: type === 'MobilePhone' || type === 'Fax' ? phoneTypes[type] : '' };
}

/** The entries that show as the type. */
export function typeFilter(type: ContactType): MethodFilter {
  const kind = kindOf(type);
  if (type === 'Email') return { field: 'type', kind };
  if (type === 'Phone') return { field: 'type', kind, butNot: Object.values(phoneTypes) };
  return { field: 'type', kind, among: [phoneTypes[type]] };
}
