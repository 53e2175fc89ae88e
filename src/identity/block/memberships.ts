/** The blocks that each record is in, so that a pair in several is compared in one. */

interface BlockList {
  readonly members: Uint32Array;
  readonly starts: Uint32Array;
}

export class Memberships {
  readonly #blocks: Uint32Array;
  readonly #starts: Uint32Array;

  constructor(records: number, { members, starts }: BlockList) {
    this.#starts = new Uint32Array(records + 1);
    this.#blocks = new Uint32Array(members.length);
    for (const record of members) this.#starts[record + 1] = (this.#starts[record + 1] ?? 0) + 1;
    for (let record = 0; record < records; record += 1) {
      this.#starts[record + 1] = (this.#starts[record + 1] ?? 0) + (this.#starts[record] ?? 0);
    }
    const next = this.#starts.slice();
    for (let block = 0; block + 1 < starts.length; block += 1) {
      for (const record of members.subarray(starts[block], starts[block + 1])) {
        const at = next[record] ?? 0;
        this.#blocks[at] = block;
        next[record] = at + 1;
      }
    }
  }

  /** The first block that both are in; -1 = none. */
  // oxlint-disable-next-line complexity -- what the rule counts is `?? 0` on arrays that are never read beyond their end
  firstShared(a: number, b: number): number {
    let [i, j] = [this.#starts[a] ?? 0, this.#starts[b] ?? 0];
    const [iEnd, jEnd] = [this.#starts[a + 1] ?? 0, this.#starts[b + 1] ?? 0];
    while (i < iEnd && j < jEnd) {
      const [x, y] = [this.#blocks[i] ?? 0, this.#blocks[j] ?? 0];
      if (x === y) return x;
      if (x < y) i += 1;
      else j += 1;
    }
    return -1;
  }
}
