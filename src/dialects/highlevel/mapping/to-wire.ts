/** From the canonical contact to the four shapes in which this vendor shows one. */
import {
  birthDay,
  birthMonthIndex,
  toEpochMs,
  toIsoMidnight,
} from '../../../core/value/birth-date.ts';
import {
  effectivePrimary,
  methodsOf,
  primaryAddress,
  shownName,
} from '../../../core/contact/contact-view.ts';
import type { Contact, ContactMethod } from '../../../core/contact/contact.ts';
import { isUuid, toBase62Id } from '../../../core/value/identifier.ts';
import { formatIsoMs, instantToMs } from '../../../core/value/instant.ts';
import { isJsonObject, type JsonObject } from '../../../core/value/json.ts';
import type {
  ContactDetail,
  CreatedContact,
  CustomFieldValue,
  FoundContact,
  ListedContact,
} from '../reply-schema.ts';
import { wireDnd } from './dnd.ts';
import { present } from './present.ts';

export interface WireForm {
  readonly locationId: string;
  /** The request's `Version` is v3: channels in its case, custom-field values under its name too. */
  readonly v3: boolean;
}

/** As `GET` and `PUT /contacts/{id}` show it. */
export function toWire(contact: Contact, form: WireForm): ContactDetail {
  return { ...single(contact, form), ...present({ dateOfBirth: contact.dateOfBirth }) };
}

/** As `POST /contacts/` shows it; under v3 the birth date reads as everywhere. */
export function toCreatedWire(contact: Contact, form: WireForm): CreatedContact {
  const date = contact.dateOfBirth;
  return {
    ...single(contact, form),
    deleted: contact.deletedAt !== null,
    ...(date === null
      ? {}
      : {
          dateOfBirth: form.v3 ? date : toIsoMidnight(date),
          birthMonth: birthMonthIndex(date),
          birthDay: birthDay(date),
        }),
  };
}

/** As `GET /contacts/` shows it; `startAfter` is the position after it. */
export function toListedWire(contact: Contact, form: WireForm): ListedContact {
  const date = contact.dateOfBirth;
  return {
    ...listed(contact, form),
    ...(date === null ? {} : { dateOfBirth: toIsoMidnight(date) }),
    additionalEmails: additional(contact, 'email').map(({ value }) => ({ email: value })),
    startAfter: [instantToMs(contact.createdAt), toBase62Id(contact.id)],
  };
}

/** As `POST /contacts/search` shows it; `searchAfter` is the position after it. */
export function toFoundWire(
  contact: Contact,
  form: WireForm,
  searchAfter: FoundContact['searchAfter'],
): FoundContact {
  const date = contact.dateOfBirth;
  return {
    ...listed(contact, form),
    ...present({
      address: primaryAddress(contact)?.street1,
      phoneLabel: effectivePrimary(contact, 'phone')?.label,
      dateOfBirth: date === null ? null : toEpochMs(date),
    }),
    additionalEmails: additional(contact, 'email').map(({ value }) => value),
    additionalPhones: additional(contact, 'phone').map(shownPhone),
    ...attribution(contact),
    searchAfter,
  };
}

function single(contact: Contact, form: WireForm): ContactDetail {
  const base = shared(contact, form);
  const name = shownName(contact);
  return {
    ...base,
    ...present({
      name,
      firstNameLowerCase: base.firstName?.toLowerCase(),
      lastNameLowerCase: base.lastName?.toLowerCase(),
      fullNameLowerCase: name?.toLowerCase(),
      emailLowerCase: base.email?.toLowerCase(),
      address1: primaryAddress(contact)?.street1,
      gender: contact.gender,
      lastActivity: contact.lastActivityAt === null ? null : formatIsoMs(contact.lastActivityAt),
    }),
    additionalEmails: additional(contact, 'email').map(({ value }) => ({ email: value })),
    additionalPhones: additional(contact, 'phone').map((method) => ({
      phone: shownPhone(method),
      ...present({ phoneLabel: method.label ?? (method.type === '' ? null : method.type) }),
    })),
    ...attribution(contact),
  };
}

/** What the vendor calls raw is what we show as is; only `contactName` is lower-cased. */
function listed(contact: Contact, form: WireForm) {
  const base = shared(contact, form);
  return {
    ...base,
    ...present({
      contactName: shownName(contact)?.toLowerCase(),
      firstNameRaw: base.firstName,
      lastNameRaw: base.lastName,
      address1: primaryAddress(contact)?.street1,
      profilePhoto: contact.photo,
    }),
    attributions: Object.values(attribution(contact)),
  };
}

function shared(contact: Contact, form: WireForm) {
  return {
    id: toBase62Id(contact.id),
    locationId: form.locationId,
    ...present({
      firstName: contact.givenName,
      lastName: contact.familyName,
      email: effectivePrimary(contact, 'email')?.value,
      phone: primaryPhone(contact),
      companyName: contact.companyName,
      website: contact.website,
      source: contact.leadSource,
      timezone: contact.timeZone,
      assignedTo: contact.assignedTo,
      businessId: contact.accountId === null ? null : toBase62Id(contact.accountId),
    }),
    ...place(contact),
    type: contact.leadType ?? 'lead',
    dnd: contact.dnd,
    ...wireDnd(contact, form.v3),
    followers: [...contact.followers],
    tags: contact.tags.map((tag) => tag.name).filter((name) => name !== null),
    customFields: customFields(contact, form.v3),
    dateAdded: formatIsoMs(contact.createdAt),
    dateUpdated: formatIsoMs(contact.updatedAt),
  };
}

/** The street is not among these: its name differs by reply. */
function place(contact: Contact) {
  const address = primaryAddress(contact);
  return present({
    city: address?.city,
    state: address?.state,
    postalCode: address?.postalCode,
    country: address?.countryCode ?? address?.country,
  });
}

function primaryPhone(contact: Contact): string | null {
  const phone = effectivePrimary(contact, 'phone');
  return phone === null ? null : shownPhone(phone);
}

/** E.164 where the text is a number, else the text: other writers may store what this one refuses. */
function shownPhone(method: ContactMethod): string {
  return method.e164 ?? method.value;
}

function additional(contact: Contact, kind: ContactMethod['kind']): ContactMethod[] {
  const primary = effectivePrimary(contact, kind);
  return methodsOf(contact, kind).filter((method) => method !== primary);
}

function customFields(contact: Contact, v3: boolean): CustomFieldValue[] {
  return Object.entries(contact.customFields).map(([id, value]) => ({
    id: isUuid(id) ? toBase62Id(id) : id,
    value,
    ...(v3 ? { fieldValue: value } : {}),
  }));
}

/** Stored under the vendor's own two names, the first and the latest; nobody writes it through this API. */
function attribution(contact: Contact): {
  attributionSource?: JsonObject;
  lastAttributionSource?: JsonObject;
} {
  const first = contact.attribution?.['attributionSource'];
  const last = contact.attribution?.['lastAttributionSource'];
  return {
    ...(isJsonObject(first) ? { attributionSource: first } : {}),
    ...(isJsonObject(last) ? { lastAttributionSource: last } : {}),
  };
}
