/** Records of which somebody said that they are not to be joined. No group ever holds two of them. */

export type ApartPair = readonly [a: number, b: number];

export class Apart {
  readonly #others = new Map<number, Set<number>>();

  constructor(pairs: readonly ApartPair[]) {
    for (const [a, b] of pairs) {
      this.#note(a, b);
      this.#note(b, a);
    }
  }

  has(a: number, b: number): boolean {
    return this.#others.get(a)?.has(b) === true;
  }

  /** True when somebody of the one group is to be kept from somebody of the other. */
  divides(a: readonly number[], b: readonly number[]): boolean {
    if (this.#others.size === 0) return false;
    return a.some((x) => this.#others.has(x) && b.some((y) => this.has(x, y)));
  }

  #note(a: number, b: number): void {
    const others = this.#others.get(a) ?? new Set<number>();
    this.#others.set(a, others.add(b));
  }
}
