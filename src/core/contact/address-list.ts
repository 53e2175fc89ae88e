/** The rules for writing postal addresses: whole lists, the one primary address, and single entries. */
import { InvalidInput, NotFound } from '../errors.ts';
import { countryCodeOf } from '../value/country.ts';
import { foldText } from '../value/text.ts';
import type { ChangeEnvironment } from './change-environment.ts';
import type { AddressEntry, AddressWrite } from './contact-patch.ts';
import { primaryAddress } from './contact-view.ts';
import type { ContactAddress } from './contact.ts';

/** Applies the writes in order; entries that nothing changed are the same objects. Throws `NotFound` for an unknown id. */
export function applyAddressWrites(
  addresses: readonly ContactAddress[],
  writes: readonly AddressWrite[],
  env: ChangeEnvironment,
): readonly ContactAddress[] {
  let list: readonly ContactAddress[] = addresses;
  for (const write of writes) list = applyOne(list, write, env);
  return list === addresses ? addresses : renumber(list);
}

function applyOne(
  list: readonly ContactAddress[],
  write: AddressWrite,
  env: ChangeEnvironment,
): readonly ContactAddress[] {
  switch (write.op) {
    case 'replace':
      return replaceAll(list, write.entries, env);
    case 'primary':
      return writePrimary(list, write.patch, env);
    case 'add':
      if (list.some((address) => address.id === write.id)) return list;
      return settlePrimary(
        [...list, newAddress(write.entry, env, write.id)],
        write.entry.isPrimary === true,
      );
    case 'patch': {
      const known = assertKnown(list, write.id);
      const written = patched(known, write.patch);
      return settlePrimary(
        list.map((address) => (address === known ? written : address)),
        write.patch.isPrimary === true,
        written.id,
      );
    }
    case 'remove':
      assertKnown(list, write.id);
      return list.filter((address) => address.id !== write.id);
  }
}

function assertKnown(list: readonly ContactAddress[], id: string): ContactAddress {
  const found = list.find((address) => address.id === id);
  if (!found) throw new NotFound('address', id);
  return found;
}

function newAddress(entry: AddressEntry, env: ChangeEnvironment, id = env.newId()): ContactAddress {
  const empty: ContactAddress = {
    id,
    type: '',
    street1: null,
    street2: null,
    city: null,
    state: null,
    countrySubdivision: null,
    country: null,
    countryCode: null,
    postalCode: null,
    isPrimary: false,
    position: Number.MAX_SAFE_INTEGER,
  };
  return patched(empty, entry);
}

const textParts = [
  'street1',
  'street2',
  'city',
  'state',
  'countrySubdivision',
  'country',
  'postalCode',
] as const;

/** The address with the patch applied; the same object when nothing differs. An empty text is no text. */
function patched(address: ContactAddress, patch: AddressEntry): ContactAddress {
  const next = {
    ...address,
    type: patch.type ?? address.type,
    isPrimary: patch.isPrimary ?? address.isPrimary,
  };
  for (const part of textParts) {
    const value = patch[part];
    if (value !== undefined) next[part] = value === '' ? null : value;
  }
  if (patch.country !== undefined)
    next.countryCode = next.country === null ? null : countryCodeOf(next.country);
  return isSameAddress(address, next) ? address : next;
}

function isSameAddress(a: ContactAddress, b: ContactAddress): boolean {
  return (
    a.type === b.type &&
    a.isPrimary === b.isPrimary &&
    textParts.every((part) => a[part] === b[part])
  );
}

function addressKey(address: ContactAddress): string {
  return [address.type, ...textParts.map((part) => address[part] ?? '')]
    .map(foldText)
    .join('\u0001');
}

/** Where a letter lands: two entries that agree on it are the same address under another label. */
function placeKey(address: ContactAddress): string {
  return textParts.map((part) => foldText(address[part] ?? '')).join('\u0001');
}

function replaceAll(
  list: readonly ContactAddress[],
  entries: readonly AddressEntry[],
  env: ChangeEnvironment,
): readonly ContactAddress[] {
  const left = [...list];
  const take = (matches: (address: ContactAddress) => boolean): ContactAddress | undefined => {
    const index = left.findIndex(matches);
    return index < 0 ? undefined : left.splice(index, 1)[0];
  };
  const next = entries.map((entry) => {
    const wanted = newAddress(entry, env);
    const known =
      take((address) => addressKey(address) === addressKey(wanted)) ??
      take((address) => placeKey(address) === placeKey(wanted));
    return known ? patched(known, entry) : wanted;
  });
  const last = next.findLast((_, index) => entries[index]?.isPrimary === true);
  return settlePrimary(next, last !== undefined, last?.id);
}

function writePrimary(
  list: readonly ContactAddress[],
  patch: AddressEntry,
  env: ChangeEnvironment,
): readonly ContactAddress[] {
  const primary = primaryAddress({ addresses: list });
  if (!primary) {
    const made = newAddress(patch, env);
    return isEmpty(made) ? list : [...list, made];
  }
  const written = patched(primary, withoutCountryEcho(primary, patch));
  if (isEmpty(written)) return list.filter((address) => address !== primary);
  return written === primary
    ? list
    : list.map((address) => (address === primary ? written : address));
}

/** A writer of codes that sends back the code of the country as entered ("United States" → US) changes nothing. */
function withoutCountryEcho(primary: ContactAddress, patch: AddressEntry): AddressEntry {
  if (primary.countryCode === null || patch.country !== primary.countryCode) return patch;
  const { country: _echo, ...rest } = patch;
  return rest;
}

function isEmpty(address: ContactAddress): boolean {
  return textParts.every((part) => address[part] === null);
}

/** One flagged primary at the most: the one just set, else the last flagged. */
function settlePrimary(
  list: readonly ContactAddress[],
  justSet: boolean,
  id: string | undefined = list.at(-1)?.id,
): readonly ContactAddress[] {
  const kept = justSet ? id : list.findLast((address) => address.isPrimary)?.id;
  return list.map((address) => {
    const isPrimary = address.id === kept && (justSet || address.isPrimary);
    return address.isPrimary === isPrimary ? address : { ...address, isPrimary };
  });
}

function renumber(list: readonly ContactAddress[]): readonly ContactAddress[] {
  if (list.length > 100) throw InvalidInput.of('addresses', 'a contact has at most 100 addresses');
  return list.map((address, position) =>
    address.position === position ? address : { ...address, position },
  );
}
