/** A contact of the core in the unified API's words. */
import { methodsOf } from '../../../core/contact/contact-view.ts';
import type { Contact, ContactAddress } from '../../../core/contact/contact.ts';
import { formatIsoMs } from '../../../core/value/instant.ts';
import type { Address, Contact as ContactWire } from '../schema.ts';
import { toRemoteFields, type FieldKeys } from './remote-fields.ts';
import { shownWord, wordsOf, type TypeWords } from './type-word.ts';

/** Names of accounts by id. */
export type AccountNames = ReadonlyMap<string, string>;

/** What a reply shows beyond the contact itself. */
export interface View {
  readonly accounts: AccountNames;
  /** Adds the two times of versions up to 2023-12. */
  readonly legacy: boolean;
  /** Shows `remoteFields`, custom fields by these keys; null: leaves them out. */
  readonly fieldKeys: FieldKeys | null;
}

/** For the built-in credential: the app is Polydex, so the remote id and times are the contact's own. */
export function toWire(contact: Contact, view: View): ContactWire {
  const { id, givenName, familyName, lastActivityAt, deletedAt } = contact;
  const [createdAt, updatedAt] = [formatIsoMs(contact.createdAt), formatIsoMs(contact.updatedAt)];
  const addressWords = wordsOf(contact, 'addressTypes');
  return {
    id,
    remoteId: id,
    firstName: givenName,
    lastName: familyName,
    account: shownAccount(contact, view.accounts),
    addresses: contact.addresses.map((address) => toAddress(address, addressWords)),
    ...methodLists(contact),
    lastActivityAt: lastActivityAt === null ? null : formatIsoMs(lastActivityAt),
    remoteCreatedAt: createdAt,
    remoteUpdatedAt: updatedAt,
    remoteDeleted: deletedAt !== null,
    createdAt,
    updatedAt,
    ...(view.legacy ? { createdTimestamp: createdAt, updatedTimestamp: updatedAt } : {}),
    ...(view.fieldKeys === null ? {} : { remoteFields: toRemoteFields(contact, view.fieldKeys) }),
  };
}

/** The name of the main account, else the company as text. */
export function shownAccount(
  contact: Pick<Contact, 'accountId' | 'companyName'>,
  accounts: AccountNames,
): string | null {
  const { accountId, companyName } = contact;
  return accountId === null ? companyName : (accounts.get(accountId) ?? accountId);
}

function methodLists(contact: Contact): Pick<ContactWire, 'emailAddresses' | 'phoneNumbers'> {
  const [emailWords, phoneWords] = [wordsOf(contact, 'emailTypes'), wordsOf(contact, 'phoneTypes')];
  return {
    emailAddresses: methodsOf(contact, 'email').map((method) => ({
      emailAddressType: shownWord(method, emailWords),
      emailAddress: method.value,
    })),
    phoneNumbers: methodsOf(contact, 'phone').map((method) => ({
      phoneNumberType: shownWord(method, phoneWords),
      phoneNumber: method.value,
    })),
  };
}

function toAddress(address: ContactAddress, words: TypeWords): Address {
  const { street1, street2, city, state, countrySubdivision, country, postalCode } = address;
  return {
    addressType: shownWord(address, words),
    street1,
    street2,
    city,
    state,
    countrySubdivision,
    country,
    postalCode,
  };
}
