/**
 * Many records in one array of numbers, a record's values side by side: two records picked at random are compared
 * without walking through memory, and a million of them fit into a few hundred megabytes.
 */
import { emailPattern } from '../normalise/email-pattern.ts';
import type { EmailForm } from '../normalise/email.ts';
import type { NameMemo } from '../compare/name-memo.ts';
import { PhoneEnds } from './phone-ends.ts';
import { makeVocabulary, type Vocabulary } from './kinds.ts';
import { emailSize, Head, packLengths, Place } from './layout.ts';
import type { AddressForm, RecordForm } from './record-form.ts';

export class RecordTable {
  /** The values of all records; `startOf` says where one begins. */
  heap = new Int32Array(4096);
  readonly vocabulary: Vocabulary;
  readonly phoneEnds = new PhoneEnds();
  /** Set while no record is added any more: how frequent a name is decides on levels too. */
  memo: { readonly given: NameMemo; readonly family: NameMemo } | null = null;
  /** How many further columns every record has. */
  readonly others: number;
  #starts = new Uint32Array(1024);
  #sources = new Uint8Array(1024);
  #size = 0;
  #used = 0;

  constructor(others = 0) {
    this.others = others;
    this.vocabulary = makeVocabulary(others);
  }

  get size(): number {
    return this.#size;
  }

  /** A value of the heap; 0 beyond its end. */
  at(index: number): number {
    return this.heap[index] ?? 0;
  }

  startOf(record: number): number {
    return this.#starts[record] ?? 0;
  }

  /** The list that a record came from, by number. */
  sourceOf(record: number): number {
    return this.#sources[record] ?? 0;
  }

  /** Adds a record and answers its number, which counts from 0. With `counted` false its values do not make them more frequent. */
  add(form: RecordForm, source = 0, counted = true): number {
    const record = this.#size;
    const needed = this.#used + sizeOf(form);
    if (needed > this.heap.length) this.heap = grown(this.heap, needed);
    if (record >= this.#starts.length) this.#growRecords();
    this.#starts[record] = this.#used;
    this.#sources[record] = source;
    this.#writeHead(form, this.#used);
    this.#writeLists(form, this.#used + Head.others + this.others);
    if (counted) this.#count(this.#used, form);
    this.#used = needed;
    this.#size += 1;
    return record;
  }

  #writeHead({ name, birth, company, others, ...lists }: RecordForm, at: number): void {
    const { dictionaries, otherDictionaries } = this.vocabulary;
    const { heap } = this;
    heap[at + Head.given] = dictionaries.given.idOf(name.given);
    heap[at + Head.family] = dictionaries.family.idOf(name.family);
    heap[at + Head.middle] = dictionaries.given.idOf(name.middle);
    heap[at + Head.generation] = name.generation;
    heap[at + Head.birth] = dictionaries.birth.idOf(birth);
    heap[at + Head.company] = dictionaries.company.idOf(company);
    heap[at + Head.lengths] = packLengths({
      words: name.words.length,
      phones: lists.phones.length,
      emails: lists.emails.length,
      identifiers: lists.identifiers.length,
      addresses: lists.addresses.length,
    });
    for (let index = 0; index < this.others; index += 1) {
      heap[at + Head.others + index] = otherDictionaries[index]?.idOf(others[index] ?? '') ?? 0;
    }
  }

  #writeLists(form: RecordForm, start: number): void {
    const { given, phone, identifier } = this.vocabulary.dictionaries;
    const { heap } = this;
    let at = start;
    for (const word of form.name.words) heap[at++] = given.idOf(word);
    for (const digits of form.phones) {
      const id = phone.idOf(digits);
      this.phoneEnds.note(id, digits);
      heap[at++] = id;
    }
    for (const email of form.emails) at = this.#writeEmail(email, form.name.words, at);
    for (const text of form.identifiers) heap[at++] = identifier.idOf(text);
    for (const address of form.addresses) at = this.#writeAddress(address, at);
  }

  #writeEmail({ key, local, isRole }: EmailForm, words: readonly string[], at: number): number {
    const { dictionaries } = this.vocabulary;
    const id = dictionaries.local.idOf(local);
    this.heap[at] = dictionaries.email.idOf(key);
    this.heap[at + 1] = isRole ? -id : id;
    this.heap[at + 2] = dictionaries.pattern.idOf(emailPattern({ key, local }, words));
    return at + emailSize;
  }

  #writeAddress(address: AddressForm, at: number): number {
    const { dictionaries } = this.vocabulary;
    const { heap } = this;
    const isDoor = address.number !== '' && address.street !== '';
    heap[at + Place.number] = dictionaries.number.idOf(address.number);
    heap[at + Place.street] = dictionaries.street.idOf(address.street);
    heap[at + Place.door] = isDoor
      ? dictionaries.door.idOf(`${address.number} ${address.street}`)
      : 0;
    heap[at + Place.line2] = dictionaries.line2.idOf(address.line2);
    heap[at + Place.city] = dictionaries.city.idOf(address.city);
    heap[at + Place.postcode] = dictionaries.postcode.idOf(address.postcode);
    return at + Place.size;
  }

  /** Reads back what was written, so that nothing is looked up twice. */
  #count(start: number, form: RecordForm): void {
    const { tallies, otherTallies } = this.vocabulary;
    tallies.given.add(this.at(start + Head.given));
    tallies.family.add(this.at(start + Head.family));
    tallies.birth.add(this.at(start + Head.birth));
    tallies.company.add(this.at(start + Head.company));
    otherTallies.forEach((tally, index) => tally.add(this.at(start + Head.others + index)));
    let at = start + Head.others + this.others + form.name.words.length;
    for (const _ of form.phones) tallies.phone.add(this.at(at++));
    for (const _ of form.emails) {
      tallies.local.add(Math.abs(this.at(at + 1)));
      tallies.pattern.add(this.at(at + 2));
      at += emailSize;
    }
    for (const _ of form.identifiers) tallies.identifier.add(this.at(at++));
    for (const _ of form.addresses) {
      for (const kind of ['number', 'street', 'door', 'line2', 'city', 'postcode'] as const) {
        tallies[kind].add(this.at(at + Place[kind]));
      }
      at += Place.size;
    }
  }

  #growRecords(): void {
    const starts = new Uint32Array(this.#starts.length * 2);
    const sources = new Uint8Array(starts.length);
    starts.set(this.#starts);
    sources.set(this.#sources);
    this.#starts = starts;
    this.#sources = sources;
  }
}

function sizeOf(form: RecordForm): number {
  const { name, phones, emails, identifiers, addresses, others } = form;
  const lists = name.words.length + phones.length + emails.length * emailSize + identifiers.length;
  return Head.others + others.length + lists + addresses.length * Place.size;
}

function grown(heap: Int32Array<ArrayBuffer>, needed: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(needed, heap.length * 2));
  larger.set(heap);
  return larger;
}
