/** The blocking keys of all records, packed. */

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
    this.#keys.subarray(from, to).sort();
    this.#size += 1;
    this.#starts[this.#size] = to;
  }

  get records(): number {
    return this.#size;
  }

  get length(): number {
    return this.#starts[this.#size] ?? 0;
  }

  /** Every key with its record, as new arrays. */
  entries(): { readonly hashes: Uint32Array; readonly records: Uint32Array } {
    const records = new Uint32Array(this.length);
    for (let record = 0; record < this.#size; record += 1) {
      records.fill(record, this.#starts[record], this.#starts[record + 1]);
    }
    return { hashes: this.#keys.slice(0, this.length), records };
  }

  /** Takes a key away from a record: its block is too large to be compared. */
  drop(record: number, key: number): void {
    const end = this.#starts[record + 1] ?? 0;
    for (let at = this.#starts[record] ?? 0; at < end; at += 1) {
      if (this.#keys[at] === key) this.#keys[at] = 0;
    }
  }

  /** The smallest key that both have and neither has lost; 0 = none. A pair that shares several is compared under this one. */
  // oxlint-disable-next-line complexity -- what the rule counts is `?? 0` on arrays that are never read beyond their end
  firstShared(a: number, b: number): number {
    let [i, j] = [this.#starts[a] ?? 0, this.#starts[b] ?? 0];
    const [iEnd, jEnd] = [this.#starts[a + 1] ?? 0, this.#starts[b + 1] ?? 0];
    while (i < iEnd && j < jEnd) {
      const [x, y] = [this.#keys[i] ?? 0, this.#keys[j] ?? 0];
      if (x === 0) i += 1;
      else if (y === 0) j += 1;
      else if (x === y) return x;
      else if (x < y) i += 1;
      else j += 1;
    }
    return 0;
  }
}

function grown(array: Uint32Array<ArrayBuffer>, needed: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(Math.max(needed, array.length * 2));
  larger.set(array);
  return larger;
}
