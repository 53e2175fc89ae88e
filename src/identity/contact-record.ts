/** A contact as the matcher sees it. */
import type { Contact } from '../core/contact/contact.ts';
import { shownFullName } from '../core/value/person-name.ts';
import type { MatchRecord } from './match-record.ts';

/** Everything that tells people apart; what only describes them (tags, notes, consent) is left out. */
export function toMatchRecord(contact: Contact): MatchRecord {
  const { givenName, familyName, middleName, nickname, nameSuffix } = contact;
  const shown = contact.methods.filter(({ shadowOf }) => shadowOf === null);
  const valuesOf = (kind: 'phone' | 'email'): string[] =>
    shown.filter((method) => method.kind === kind).map(({ key }) => key);
  return {
    given: givenName,
    middle: middleName,
    family: familyName,
    full: shownFullName(contact),
    nickname,
    suffix: nameSuffix,
    birth: contact.dateOfBirth,
    company: contact.companyName,
    phones: valuesOf('phone'),
    emails: valuesOf('email'),
    identifiers: contact.externalId === null ? [] : [contact.externalId],
    addresses: contact.addresses.map(({ street1, street2, city, postalCode, state }) => ({
      street: street1,
      line2: street2,
      city,
      postcode: postalCode,
      state,
    })),
  };
}
