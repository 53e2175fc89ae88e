/** The order in which records are taken: that of what they say. So which row a record stands in makes no difference. */
import { hashOf } from '../block/hash.ts';
import { sortByHash } from '../block/radix-sort.ts';
import type { RecordForm } from './record-form.ts';

/** Stands in no text that was folded. */
const between = '\u0000';

export class ContentOrder {
  /** 64 bits a record: that two different ones meet is not to be expected. */
  #highs = new Uint32Array(1024);
  #lows = new Uint32Array(1024);
  #size = 0;

  /** The next record. */
  push(form: RecordForm, source: number): void {
    if (this.#size === this.#highs.length) this.#grow();
    const text = textOf(form);
    this.#highs[this.#size] = hashOf(source, text);
    this.#lows[this.#size] = hashOf(source, between, text);
    this.#size += 1;
  }

  /** The numbers of all records; those that say the same stand side by side. */
  records(): Uint32Array {
    const lows = this.#lows.slice(0, this.#size);
    const { records } = sortByHash(
      lows,
      lows.map((_, index) => index),
    );
    // The sort keeps the order of equals, so sorting by the higher half comes last.
    return sortByHash(
      records.map((record) => this.#highs[record] ?? 0),
      records,
    ).records;
  }

  #grow(): void {
    const [highs, lows] = [this.#highs, this.#lows];
    this.#highs = new Uint32Array(this.#size * 2);
    this.#lows = new Uint32Array(this.#size * 2);
    this.#highs.set(highs);
    this.#lows.set(lows);
  }
}

/** Everything that is compared; a blank stands between lists, so that no value passes for one of another field. */
function textOf({ name, birth, company, ...lists }: RecordForm): string {
  const { given, middle, family, generation, words } = name;
  const parts = [given, middle, family, String(generation), birth, company, ...words, ''];
  parts.push(...lists.phones, '');
  for (const { key } of lists.emails) parts.push(key);
  parts.push('', ...lists.identifiers, '');
  for (const { number, street, line2, city, postcode } of lists.addresses) {
    parts.push(number, street, line2, city, postcode);
  }
  parts.push('', ...lists.others);
  return parts.join(between);
}
