/** Levels of pairs of names that were compared before: a few names make up most pairs. */

const slots = 1 << 17;

/** Forgets a pair when another takes its slot. */
export class NameMemo {
  readonly #pairs = new Int32Array(slots * 2);
  readonly #levels = new Int8Array(slots);

  /** `compare` must answer the same for the same two every time. */
  levelOf(a: number, b: number, compare: () => number): number {
    const mixed = Math.imul(Math.imul(a, 0x9e3779b1) ^ b, 0x85ebca6b);
    const slot = (mixed ^ (mixed >>> 15)) & (slots - 1);
    if (this.#pairs[slot * 2] === a && this.#pairs[slot * 2 + 1] === b) {
      return this.#levels[slot] ?? 0;
    }
    const level = compare();
    this.#pairs[slot * 2] = a;
    this.#pairs[slot * 2 + 1] = b;
    this.#levels[slot] = level;
    return level;
  }
}
