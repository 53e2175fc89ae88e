/** The three lists of a contact as writes of the core: types, words, and which entry is the primary one. */
import type { AddressEntry, MethodEntry } from '../../../core/contact/contact-patch.ts';
import { methodsOf } from '../../../core/contact/contact-view.ts';
import type { Contact, MethodKind } from '../../../core/contact/contact.ts';
import { parseMethodValue } from '../../../core/contact/method-key.ts';
import type { JsonObject } from '../../../core/value/json.ts';
import type { Region } from '../../../core/workspace/workspace.ts';
import type { AddressWrite } from '../schema.ts';
import {
  foldWord,
  saysPrimary,
  shownWord,
  wordsAfter,
  wordsOf,
  wordsPatch,
  type TypedList,
} from './type-word.ts';

export interface ListWrite<E> {
  readonly entries: readonly E[];
  /** For `extra.unified`; undefined when its words stay. */
  readonly words: JsonObject | undefined;
}

/** An entry that the contact has already, as this dialect shows it. */
interface Known {
  readonly type: string;
  readonly word: string | null;
}

/** One number or address of the request; `word` undefined: the type was not said. */
export interface MethodWish {
  readonly value: string;
  readonly word: string | null | undefined;
}

/** Where the written contact stands: null before it exists. */
export interface WriteContext {
  readonly before: Contact | null;
  readonly region: Region | null;
}

const methodLists: Readonly<Record<MethodKind, TypedList>> = {
  phone: 'phoneTypes',
  email: 'emailTypes',
};

export function toMethodEntries(
  kind: MethodKind,
  wishes: readonly MethodWish[],
  { before, region }: WriteContext,
): ListWrite<MethodEntry> {
  const list = methodLists[kind];
  const kept = wordsOf(before, list);
  const known = new Map(
    (before ? methodsOf(before, kind) : []).map((method) => [
      method.key,
      { type: method.type, word: shownWord(method, kept) },
    ]),
  );
  const first = wishes.findIndex(({ word }) => saysPrimary(word ?? null));
  const changes = wishes.map(({ value, word }, index) =>
    typeAndFlag(word, known.get(parseMethodValue(kind, value, region).key), index === first),
  );
  const entries = wishes.map(({ value }, index) => ({ value, ...changes[index] }));
  const said = wishes.flatMap(({ word }, index) => saidAnew(changes[index], word));
  return { entries, words: wordsPatch(list, kept, wordsAfter(kept, said)) };
}

const placeParts = [
  'street1',
  'street2',
  'city',
  'state',
  'countrySubdivision',
  'country',
  'postalCode',
] as const;

export function toAddressEntries(
  wires: readonly AddressWrite[],
  before: Contact | null,
): ListWrite<AddressEntry> {
  const kept = wordsOf(before, 'addressTypes');
  const known = (before?.addresses ?? []).map((address) => ({
    place: placeOf(address),
    type: address.type,
    word: shownWord(address, kept),
  }));
  const first = wires.findIndex(({ addressType }) => saysPrimary(addressType ?? null));
  const matches = wires.map((wire) => {
    const alike = known.filter(({ place }) => place === placeOf(wire));
    return alike.find(({ word }) => word === (wire.addressType ?? null)) ?? alike[0];
  });
  const changes = wires.map(({ addressType: word = null }, index) =>
    typeAndFlag(word, matches[index], index === first),
  );
  // The type is named also when it stays: two addresses at one place are told apart by it.
  const entries = wires.map((wire, index) => ({
    ...partsOf(wire),
    type: matches[index]?.type ?? '',
    ...changes[index],
  }));
  const said = wires.flatMap(({ addressType }, index) => saidAnew(changes[index], addressType));
  return { entries, words: wordsPatch('addressTypes', kept, wordsAfter(kept, said)) };
}

/** The word of an entry that is new or changed. */
function saidAnew(change: TypeChange | undefined, word: string | null | undefined): string[] {
  return change?.type === undefined || typeof word !== 'string' ? [] : [word];
}

interface TypeChange {
  readonly type?: string;
  readonly isPrimary?: boolean;
}

/** What was shown and comes back changes nothing. */
function typeAndFlag(
  word: string | null | undefined,
  known: Known | undefined,
  isFirstPrimary: boolean,
): TypeChange {
  if (word === undefined || word === known?.word) return {};
  const type = foldWord(word);
  if (isFirstPrimary) return { type, isPrimary: true };
  const unsaid = saysPrimary(word) || type === 'secondary' || saysPrimary(known?.word ?? null);
  return unsaid ? { type, isPrimary: false } : { type };
}

function placeOf(address: Readonly<Partial<Record<(typeof placeParts)[number], string | null>>>) {
  return JSON.stringify(placeParts.map((part) => address[part] ?? ''));
}

function partsOf(wire: AddressWrite): AddressEntry {
  return Object.fromEntries(placeParts.map((part) => [part, wire[part] ?? null]));
}
