/** A person as it was read in bulk, as the matcher sees it. */
import type { Person } from '../../core/port/match-store.ts';
import { shownFullName } from '../../core/value/person-name.ts';
import type { MatchRecord } from '../match-record.ts';

/** The same as `toMatchRecord` makes of the whole contact. */
export function toPersonRecord(person: Person): MatchRecord {
  const { givenName, familyName, middleName, nickname, nameSuffix, externalId } = person;
  return {
    given: givenName,
    middle: middleName,
    family: familyName,
    full: shownFullName(person),
    nickname,
    suffix: nameSuffix,
    birth: person.dateOfBirth,
    company: person.companyName,
    phones: person.phones,
    emails: person.emails,
    identifiers: externalId === null ? [] : [externalId],
    addresses: person.addresses.map(({ street1, street2, city, postalCode, state }) => ({
      street: street1,
      line2: street2,
      city,
      postcode: postalCode,
      state,
    })),
  };
}
