/**
 * The blocking keys that are kept of every contact, to find whom a new one looks like. Fewer and narrower than those of a run,
 * which sorts them in memory: these are rows, and each is written with the contact.
 */
import { hashOf } from '../block/hash.ts';
import { soundOf } from '../normalise/sound.ts';
import type { AddressForm, RecordForm } from '../table/record-form.ts';

/** Stored: a number that meant something else before would find the wrong people. */
const Key = {
  phone: 1,
  email: 2,
  local: 3,
  identifier: 4,
  sound: 5,
  birth: 6,
  door: 7,
  company: 8,
} as const;

const fewestLocal = 5;
/** Names beyond these say little, and would each double the keys. */
const mostParts = 3;
/** Contacts with more of anything exist only by mistake. */
const mostKeys = 60;

export interface WriteKeys {
  /** Whole numbers of 32 bits with a sign, without repetition, in no order. */
  readonly all: readonly number[];
  /** Those of them that say nothing but the name. */
  readonly ofName: ReadonlySet<number>;
}

export function writeKeys(form: RecordForm): WriteKeys {
  const keys = new KeySet();
  const parts = partsOf(form);
  for (const digits of form.phones) keys.add(Key.phone, digits);
  for (const text of form.identifiers) keys.add(Key.identifier, text);
  for (const { key, local, isRole } of form.emails) {
    keys.add(Key.email, key);
    if (!isRole && local.length >= fewestLocal) keys.add(Key.local, local);
  }
  for (const part of parts) {
    keys.add(Key.birth, sortedDay(form.birth), part.slice(0, 3));
    keys.add(Key.company, form.company.slice(0, 8), part.slice(0, 3));
  }
  for (const address of form.addresses) keys.add(Key.door, doorOf(address));
  const names = nameKeys(parts);
  return { all: [...keys.values(), ...names].slice(0, mostKeys), ofName: new Set(names) };
}

/** The sounds of any two parts, in either order. */
function nameKeys(parts: readonly string[]): readonly number[] {
  const keys = new KeySet();
  const sounds = parts.map(soundOf);
  sounds.forEach((sound, index) => {
    for (const other of sounds.slice(index + 1)) keys.addUnordered(Key.sound, sound, other);
  });
  return keys.values();
}

class KeySet {
  readonly #keys = new Set<number>();

  /** `''` is no key. */
  add(kind: number, a: string, b = ''): void {
    if (a !== '') this.#keys.add(hashOf(kind, a, b) | 0);
  }

  addUnordered(kind: number, a: string, b: string): void {
    if (a < b) this.add(kind, a, b);
    else this.add(kind, b, a);
  }

  values(): number[] {
    return [...this.#keys];
  }
}

/** Beginnings of the name wherever they stand: given and family name may have been swapped. */
function partsOf({ name }: RecordForm): readonly string[] {
  const words = name.words.length > 0 ? name.words : [name.family];
  return words.filter((word) => word.length > 1).slice(0, mostParts);
}

/** Day and month swapped, or two digits, come to one. */
function sortedDay(birth: string): string {
  return `${birth.slice(0, 4)}${birth.slice(4).split('').toSorted().join('')}`;
}

/** `''` where house or place are not known. */
function doorOf({ number, street, city, postcode }: AddressForm): string {
  const place = postcode === '' ? city.slice(0, 5) : postcode;
  return number === '' || street === '' || place === ''
    ? ''
    : `${number} ${street.slice(0, 6)} ${place}`;
}
