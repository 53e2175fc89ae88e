/** What of a contact is shown where a vendor has room for one value only: the effective primaries and the ServiceM8 five. */
import { shownFullName } from '../value/person-name.ts';
import type { JobContactValues } from '../job/job.ts';
import type { Contact, ContactAddress, ContactMethod, MethodKind } from './contact.ts';

/** Methods of one kind by position; the shadows that a merge left are hidden. */
export function methodsOf(contact: Pick<Contact, 'methods'>, kind: MethodKind): ContactMethod[] {
  return contact.methods.filter((method) => method.kind === kind && method.shadowOf === null);
}

/** Flagged primary, else the first by position that is no fax (§2.2). */
export function effectivePrimary(
  contact: Pick<Contact, 'methods'>,
  kind: MethodKind,
): ContactMethod | null {
  const methods = methodsOf(contact, kind);
  return (
    methods.find((method) => method.isPrimary) ??
    methods.find((method) => method.type !== 'fax') ??
    null
  );
}

/** ServiceM8's `mobile`: the first phone of type mobile. */
export function mobileOf(contact: Pick<Contact, 'methods'>): ContactMethod | null {
  return methodsOf(contact, 'phone').find((method) => method.type === 'mobile') ?? null;
}

/** ServiceM8's `phone`: the first that is neither mobile nor fax. */
export function landlineOf(contact: Pick<Contact, 'methods'>): ContactMethod | null {
  return (
    methodsOf(contact, 'phone').find(
      (method) => method.type !== 'mobile' && method.type !== 'fax',
    ) ?? null
  );
}

/** The flagged address, else the first. */
export function primaryAddress(contact: Pick<Contact, 'addresses'>): ContactAddress | null {
  return contact.addresses.find((address) => address.isPrimary) ?? contact.addresses[0] ?? null;
}

/** The contact's name as one text, null when it has none. */
export function shownName(contact: Contact): string | null {
  return shownFullName(contact);
}

/** How the person looks to a job contact. */
export function jobContactValuesOf(contact: Contact): JobContactValues {
  return {
    first: contact.givenName ?? '',
    last: contact.familyName ?? '',
    phone: landlineOf(contact)?.value ?? '',
    mobile: mobileOf(contact)?.value ?? '',
    email: effectivePrimary(contact, 'email')?.value ?? '',
  };
}
