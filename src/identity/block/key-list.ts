/** The blocking keys of all records, packed. */
import type { Entries } from './radix-sort.ts';

export class KeyList {
  #keys = new Uint32Array(4096);
  #starts = new Uint32Array(1024);
  #size = 0;

  /** The keys of the next record. */
  push(keys: readonly number[]): void {
    const from = this.#starts[this.#size] ?? 0;
    const to = from + keys.length;
    if (to > this.#keys.length) this.#keys = grown(this.#keys, to);
    if (this.#size + 2 > this.#starts.length) this.#starts = grown(this.#starts, this.#size + 2);
    this.#keys.set(keys, from);
    this.#size += 1;
    this.#starts[this.#size] = to;
  }

  get records(): number {
    return this.#size;
  }

  get length(): number {
    return this.#starts[this.#size] ?? 0;
  }

  /** Every key with its record, as new arrays; record by record in the order given. */
  entries(order: Uint32Array): Entries {
    const [hashes, records] = [new Uint32Array(this.length), new Uint32Array(this.length)];
    let to = 0;
    for (const record of order) {
      const keys = this.#keys.subarray(this.#starts[record], this.#starts[record + 1]);
      hashes.set(keys, to);
      records.fill(record, to, to + keys.length);
      to += keys.length;
    }
    return { hashes, records };
  }
}

function grown(array: Uint32Array<ArrayBuffer>, needed: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(needed, array.length * 2));
  larger.set(array);
  return larger;
}
