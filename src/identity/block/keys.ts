/**
 * Blocking keys: only records that share one are compared. Each is narrow, and together they leave a pair several chances:
 * whatever single field is missing or mistyped, some two of the others still agree.
 */
import { soundOf } from '../normalise/sound.ts';
import type { AddressForm, RecordForm } from '../table/record-form.ts';
import { hashOf } from './hash.ts';

const Key = {
  phone: 1,
  email: 2,
  local: 3,
  identifier: 4,
  name: 5,
  sound: 6,
  birth: 7,
  birthYear: 8,
  birthDay: 9,
  postcode: 10,
  street: 11,
  door: 12,
  streetCity: 13,
  numberPostcode: 14,
  city: 15,
  company: 16,
  initials: 17,
  other: 18,
  line2: 19,
  birthPlace: 20,
} as const;

const fewestLocal = 5;
const nameLetters = 4;

const sounds = new Map<string, string>();
const mostSounds = 200_000;

/** The keys of one record, without repetition, in no order. */
export function blockingKeys(form: RecordForm): number[] {
  const keys = new Set<number>();
  const parts = nameParts(form);
  for (const digits of form.phones) keys.add(hashOf(Key.phone, digits));
  for (const text of form.identifiers) keys.add(hashOf(Key.identifier, text));
  for (const { key, local, isRole } of form.emails) {
    keys.add(hashOf(Key.email, key));
    if (!isRole && local.length >= fewestLocal) keys.add(hashOf(Key.local, local));
  }
  addNames(keys, parts);
  addBirth(keys, form.birth, parts);
  for (const address of form.addresses) {
    addAddress(keys, address, parts);
    addBirthPlace(keys, address, form.birth);
  }
  addCompany(keys, form.company, parts);
  form.others.forEach((text, index) => addOther(keys, text, index, parts));
  return [...keys];
}

/** Beginnings of the parts of the name, wherever they stand: given and family name may have been swapped. */
function nameParts({ name }: RecordForm): readonly string[] {
  const parts = name.words.length > 0 ? name.words : [name.family];
  return parts.filter((part) => part.length > 1).slice(0, 4);
}

function addNames(keys: Set<number>, parts: readonly string[]): void {
  for (let i = 0; i < parts.length; i += 1) {
    for (let j = i + 1; j < parts.length; j += 1) {
      const [a = '', b = ''] = [parts[i], parts[j]];
      keys.add(inOrder(Key.name, a, b));
      keys.add(inOrder(Key.sound, sound(a), sound(b)));
      keys.add(inOrder(Key.initials, a.slice(0, 3), b.slice(0, 3)));
    }
  }
}

function addBirth(keys: Set<number>, birth: string, parts: readonly string[]): void {
  if (birth === '') return;
  const [year, day] = [birth.slice(0, 4), birth.slice(4)];
  // Day and month swapped, or two digits, come to one key.
  keys.add(hashOf(Key.birth, year, day.split('').toSorted().join('')));
  for (const part of parts) {
    keys.add(hashOf(Key.birthYear, year, part.slice(0, nameLetters)));
    keys.add(hashOf(Key.birthDay, day, part.slice(0, 3)));
  }
}

function addAddress(
  keys: Set<number>,
  { number, street, line2, city, postcode }: AddressForm,
  parts: readonly string[],
): void {
  if (street !== '') {
    keys.add(hashOf(Key.door, number, street.slice(0, 6)));
    keys.add(hashOf(Key.streetCity, street.slice(0, 8), city.slice(0, 5) || postcode));
    for (const part of parts) keys.add(hashOf(Key.street, street.slice(0, 6), part.slice(0, 3)));
  }
  if (number !== '' && postcode !== '') keys.add(hashOf(Key.numberPostcode, number, postcode));
  for (const part of parts) {
    if (postcode !== '') keys.add(hashOf(Key.postcode, postcode, part.slice(0, 3)));
    if (city !== '') keys.add(hashOf(Key.city, city.slice(0, 5), part.slice(0, 5)));
    if (line2 !== '') keys.add(hashOf(Key.line2, line2.slice(0, 6), part.slice(0, 3)));
  }
}

/** Born in one year and living in one place. */
function addBirthPlace(keys: Set<number>, { city, postcode }: AddressForm, birth: string): void {
  const place = postcode === '' ? city.slice(0, 5) : postcode;
  if (birth !== '' && place !== '') keys.add(hashOf(Key.birthPlace, birth.slice(0, 4), place));
}

function addCompany(keys: Set<number>, company: string, parts: readonly string[]): void {
  if (company === '') return;
  for (const part of parts) keys.add(hashOf(Key.company, company.slice(0, 6), part.slice(0, 4)));
}

function addOther(keys: Set<number>, text: string, index: number, parts: readonly string[]): void {
  if (text === '') return;
  keys.add(hashOf(Key.other + 100 * index, text));
  for (const part of parts) keys.add(hashOf(Key.other + 50 + 100 * index, text, part.slice(0, 4)));
}

function inOrder(kind: number, a: string, b: string): number {
  return a < b ? hashOf(kind, a, b) : hashOf(kind, b, a);
}

function sound(name: string): string {
  const known = sounds.get(name);
  if (known !== undefined) return known;
  if (sounds.size > mostSounds) sounds.clear();
  const code = soundOf(name);
  sounds.set(name, code);
  return code;
}
