/** Between VoIPBIN's contact and the canonical one. */
import type {
  ContactDraft,
  ContactPatch,
  MethodEntry,
  MethodPatch,
} from '../../core/contact/contact-patch.ts';
import { methodsOf } from '../../core/contact/contact-view.ts';
import type { Contact, ContactMethod, MethodKind } from '../../core/contact/contact.ts';
import type { InputIssue } from '../../core/errors.ts';
import { normalizeUuid, type Uuid } from '../../core/value/identifier.ts';
import { formatIsoMicrosTrimmed, type Instant } from '../../core/value/instant.ts';
import { shownDisplayName } from '../../core/value/person-name.ts';
import { parsePhone, type Region } from '../../core/value/phone.ts';
import {
  emailTypes,
  phoneNumberTypes,
  type Contact as ContactWire,
  type ContactCreate,
  type ContactUpdate,
  type Email,
  type EmailChange,
  type EmailWrite,
  type PhoneNumber,
  type PhoneNumberChange,
  type PhoneNumberWrite,
} from './schema.ts';

/** What is absent or null stays, `''` clears; an empty label is kept as such. */
export function toCore(wire: ContactUpdate): ContactPatch {
  return {
    ...(isSaid(wire.first_name) ? { givenName: orCleared(wire.first_name) } : {}),
    ...(isSaid(wire.last_name) ? { familyName: orCleared(wire.last_name) } : {}),
    ...(isSaid(wire.display_name) ? { displayName: wire.display_name } : {}),
    ...(isSaid(wire.company) ? { companyName: orCleared(wire.company) } : {}),
    ...(isSaid(wire.job_title) ? { jobTitle: orCleared(wire.job_title) } : {}),
    ...(isSaid(wire.external_id) ? { externalId: orCleared(wire.external_id) } : {}),
    ...(isSaid(wire.notes) ? { notesText: orCleared(wire.notes) } : {}),
  };
}

export function toCoreDraft(wire: ContactCreate): ContactDraft {
  const phones = (wire.phone_numbers ?? []).map((phone) => entryOf(phone.number, phone));
  const emails = (wire.emails ?? []).map((email) => entryOf(email.address, email));
  return {
    ...toCore(wire),
    origin: wire.source || 'manual',
    methods: [
      { op: 'replace', kind: 'phone', entries: phones },
      { op: 'replace', kind: 'email', entries: emails },
    ],
    tags: [{ op: 'replace', tags: tagKeys(wire.tag_ids ?? []) }],
  };
}

function isSaid<T>(value: T): value is NonNullable<T> {
  return value !== null && value !== undefined;
}

function orCleared(text: string): string | null {
  return text === '' ? null : text;
}

/** What is not said is left out, so that a number given twice keeps what was said of it once. */
export function entryOf(value: string, wire: PhoneNumberWrite | EmailWrite): MethodEntry {
  return {
    value,
    ...(wire.type ? { type: wire.type } : {}),
    ...(isSaid(wire.is_primary) ? { isPrimary: wire.is_primary } : {}),
  };
}

/** Left out or null stays; a type of `''` is one. */
export function patchOf(
  value: string | null | undefined,
  wire: PhoneNumberChange | EmailChange,
): MethodPatch {
  return {
    ...(isSaid(value) ? { value } : {}),
    ...(isSaid(wire.type) ? { type: wire.type } : {}),
    ...(isSaid(wire.is_primary) ? { isPrimary: wire.is_primary } : {}),
  };
}

function tagKeys(ids: readonly string[]): { id: Uuid }[] {
  return ids.map(normalizeUuid).flatMap((id) => (id === null ? [] : [{ id }]));
}

const longestMatched = 20;

/** The numbers whose matched form would not fit the vendor's column, named as in the body. */
export function tooLongNumbers(wire: ContactCreate, region: Region): readonly InputIssue[] {
  return (wire.phone_numbers ?? []).flatMap(({ number }, index) =>
    tooLongNumber(`phone_numbers[${index}].number`, number, region),
  );
}

/** None, or why the number is refused. */
export function tooLongNumber(path: string, number: string, region: Region): readonly InputIssue[] {
  // The matched form grows by a country code only, which never makes it this long.
  if (number.length <= longestMatched || parsePhone(number, region).key.length <= longestMatched)
    return [];
  return [{ path, message: `must have at most ${longestMatched} characters when normalised` }];
}

/** `customerId` is the workspace's, which the vendor calls a customer. */
export function toWire(contact: Contact, customerId: Uuid): ContactWire {
  return {
    id: contact.id,
    customer_id: customerId,
    first_name: contact.givenName ?? '',
    last_name: contact.familyName ?? '',
    display_name: shownDisplayName(contact),
    company: contact.companyName ?? '',
    job_title: contact.jobTitle ?? '',
    source: contact.origin,
    external_id: contact.externalId ?? '',
    phone_numbers: inVendorOrder(contact, 'phone').map(toPhoneNumber),
    emails: inVendorOrder(contact, 'email').map(toEmail),
    tag_ids: contact.tags.map(({ id }) => id),
    tm_create: formatIsoMicrosTrimmed(contact.createdAt),
    tm_update: timeOrNull(contact.touchedAt),
    tm_delete: timeOrNull(contact.deletedAt),
  };
}

export function timeOrNull(at: Instant | null): string | null {
  return at === null ? null : formatIsoMicrosTrimmed(at);
}

/** The primary first, then the older; of one age, as they stand in the list. */
function inVendorOrder(contact: Contact, kind: MethodKind): ContactMethod[] {
  return methodsOf(contact, kind).toSorted(
    (a, b) => Number(b.isPrimary) - Number(a.isPrimary) || a.createdAt - b.createdAt,
  );
}

function toPhoneNumber(method: ContactMethod): PhoneNumber {
  return {
    id: method.id,
    number: method.value,
    number_e164: method.e164 ?? method.stripped,
    type: vendorType(method.type, phoneNumberTypes),
    is_primary: method.isPrimary,
    tm_create: formatIsoMicrosTrimmed(method.createdAt),
  };
}

function toEmail(method: ContactMethod): Email {
  return {
    id: method.id,
    address: method.key,
    type: vendorType(method.type, emailTypes),
    is_primary: method.isPrimary,
    tm_create: formatIsoMicrosTrimmed(method.createdAt),
  };
}

/** A type that another API wrote and this vendor's clients do not know. */
function vendorType(type: string, known: readonly string[]): string {
  return type === '' || known.includes(type) ? type : 'other';
}
