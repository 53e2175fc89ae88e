/** What a client of the unified API asks for, as a patch of the core. */
import type {
  ContactPatch,
  MethodEntry,
  MethodWrite,
} from '../../../core/contact/contact-patch.ts';
import type { MethodKind } from '../../../core/contact/contact.ts';
import type { JsonObject } from '../../../core/value/json.ts';
import type { AddressWrite, UpdateContactRequest } from '../schema.ts';
import { toRemotePatch } from './remote-fields.ts';
import {
  toAddressEntries,
  toMethodEntries,
  type ListWrite,
  type MethodWish,
  type WriteContext,
} from './typed-list.ts';
import { isBlank, isEmptyAddress } from './warning.ts';

/** What the account of the request came to (see `routes/account.ts`). */
export type AccountPatch = Pick<ContactPatch, 'accountId' | 'companyName'>;

/**
 * The common model first, then `remoteFields` over it. Absent keeps, null clears, an array replaces the whole array.
 * @throws InvalidInput for `remoteFields` that cannot be taken.
 */
export function toCore(
  wire: UpdateContactRequest,
  context: WriteContext,
  account: AccountPatch = {},
): ContactPatch {
  return {
    ...(wire.firstName === undefined ? {} : { givenName: wire.firstName }),
    ...(wire.lastName === undefined ? {} : { familyName: wire.lastName }),
    ...account,
    ...listsOf(wire, context),
    ...toRemotePatch(wire.remoteFields),
  };
}

function listsOf(wire: UpdateContactRequest, context: WriteContext): ContactPatch {
  const phones =
    wire.phoneNumbers === undefined
      ? undefined
      : toMethodEntries('phone', phonesOf(wire.phoneNumbers), context);
  const emails =
    wire.emailAddresses === undefined
      ? undefined
      : toMethodEntries('email', emailsOf(wire.emailAddresses), context);
  const addresses =
    wire.addresses === undefined
      ? undefined
      : toAddressEntries(addressesOf(wire.addresses), context.before);
  const methods = [...replacing('phone', phones), ...replacing('email', emails)];
  const words: JsonObject = { ...phones?.words, ...emails?.words, ...addresses?.words };
  return {
    ...(methods.length === 0 ? {} : { methods }),
    ...(addresses ? { addresses: [{ op: 'replace', entries: addresses.entries }] } : {}),
    ...(Object.keys(words).length === 0 ? {} : { extra: { unified: words } }),
  };
}

function replacing(kind: MethodKind, list: ListWrite<MethodEntry> | undefined): MethodWrite[] {
  return list ? [{ op: 'replace', kind, entries: list.entries }] : [];
}

type List<K extends keyof UpdateContactRequest> = Exclude<UpdateContactRequest[K], undefined>;

function phonesOf(numbers: List<'phoneNumbers'>): MethodWish[] {
  return (numbers ?? []).flatMap(({ phoneNumber, phoneNumberType }) =>
    isBlank(phoneNumber) ? [] : [{ value: phoneNumber, word: phoneNumberType }],
  );
}

function emailsOf(addresses: List<'emailAddresses'>): MethodWish[] {
  return (addresses ?? []).flatMap(({ emailAddress, emailAddressType }) =>
    isBlank(emailAddress) ? [] : [{ value: emailAddress, word: emailAddressType }],
  );
}

function addressesOf(addresses: List<'addresses'>): AddressWrite[] {
  return (addresses ?? []).filter((address) => !isEmptyAddress(address));
}
