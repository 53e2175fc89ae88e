/** A contact of the core in the native API's words. */
import { methodsOf } from '../../../../core/contact/contact-view.ts';
import type {
  Contact,
  ContactAddress,
  ContactMethod,
  Membership,
} from '../../../../core/contact/contact.ts';
import type { JsonValue } from '../../../../core/value/json.ts';
import { shownDisplayName, shownFullName } from '../../../../core/value/person-name.ts';
import { toTime, toTimeOrNull, toWritten } from '../../wire/mapping.ts';
import type { AddressWire } from '../schema/address.ts';
import type { ConsentWire } from '../schema/consent.ts';
import type { ContactWire } from '../schema/contact.ts';
import type { EmailWire, PhoneWire } from '../schema/method.ts';

/** Keys of the workspace's custom fields by definition id. */
export type FieldKeys = ReadonlyMap<string, string>;

/**
 * The whole contact. Custom fields are shown by key, and not at all when the definition is gone; with `keys` null (the
 * caller may not read definitions) by definition id.
 */
export function toWire(contact: Contact, keys: FieldKeys | null): ContactWire {
  const { id, kind, givenName, familyName, origin } = contact;
  return {
    id,
    kind,
    givenName,
    familyName,
    fullName: shownFullName({ ...nameOf(contact), displayName: null }),
    displayName: shownDisplayName(contact),
    namePrefix: contact.namePrefix,
    middleName: contact.middleName,
    nameSuffix: contact.nameSuffix,
    nickname: contact.nickname,
    jobTitle: contact.jobTitle,
    companyName: contact.companyName,
    externalId: contact.externalId,
    leadSource: contact.leadSource,
    leadType: contact.leadType,
    website: contact.website,
    timeZone: contact.timeZone,
    dateOfBirth: contact.dateOfBirth,
    gender: contact.gender,
    language: contact.language,
    photo: contact.photo,
    assignedTo: contact.assignedTo,
    notesText: contact.notesText,
    accountId: contact.accountId,
    origin,
    phones: methodsOf(contact, 'phone').map(toPhone),
    emails: methodsOf(contact, 'email').map(toEmail),
    addresses: contact.addresses.map(toAddress),
    tags: contact.tags.flatMap((tag) => (tag.name === null ? [] : [tag.name])),
    followers: [...contact.followers],
    memberships: contact.memberships.map(toMembership),
    customFields: toCustomFields(contact, keys),
    consent: toConsent(contact),
    attribution: contact.attribution,
    archived: contact.archivedAt !== null,
    archivedAt: toTimeOrNull(contact.archivedAt),
    deletedAt: toTimeOrNull(contact.deletedAt),
    lastActivityAt: toTimeOrNull(contact.lastActivityAt),
    ...toWritten(contact),
  };
}

function nameOf(contact: Contact): Pick<Contact, 'givenName' | 'familyName' | 'fullName'> {
  const { givenName, familyName, fullName } = contact;
  return { givenName, familyName, fullName };
}

export function toPhone(method: ContactMethod): PhoneWire {
  const { id, value, type, label, isPrimary, memo, referenceId, e164, inferred, ext } = method;
  return { id, value, type, label, isPrimary, memo, referenceId, e164, inferred, ext };
}

export function toEmail(method: ContactMethod): EmailWire {
  const { id, value, type, label, isPrimary, memo, referenceId } = method;
  return { id, value, type, label, isPrimary, memo, referenceId };
}

export function toAddress(address: ContactAddress): AddressWire {
  const { id, type, street1, street2, city, state, countrySubdivision } = address;
  const { country, countryCode, postalCode, isPrimary } = address;
  return {
    id,
    type,
    street1,
    street2,
    city,
    state,
    countrySubdivision,
    country,
    countryCode,
    postalCode,
    isPrimary,
  };
}

export function toConsent(
  contact: Pick<Contact, 'dnd' | 'dndSettings' | 'inboundDnd'>,
): ConsentWire {
  return { dnd: contact.dnd, channels: contact.dndSettings, inbound: contact.inboundDnd };
}

function toMembership(membership: Membership): ContactWire['memberships'][number] {
  return {
    ...membership,
    eventStartAt: toTimeOrNull(membership.eventStartAt),
    addedAt: toTime(membership.addedAt),
  };
}

function toCustomFields(contact: Contact, keys: FieldKeys | null): Record<string, JsonValue> {
  const shown: Record<string, JsonValue> = {};
  for (const [id, value] of Object.entries(contact.customFields)) {
    const key = keys === null ? id : keys.get(id);
    if (key !== undefined) shown[key] = value;
  }
  return shown;
}
