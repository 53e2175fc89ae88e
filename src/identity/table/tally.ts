/** How many records hold a value: an agreement on what is rare says more. */

/** As much as this many records of an ordinary list are believed before any are seen. */
const trust = 200;

export class Tally {
  #counts = new Float64Array(1024);
  #total = 0;
  /** The chance that two strangers agree on the value, where nothing is known of it. */
  readonly typical: number;

  constructor(typical: number) {
    this.typical = typical;
  }

  /** One more record, or `times`, holds the value; 0 is no value. */
  add(id: number, times = 1): void {
    if (id === 0) return;
    if (id >= this.#counts.length) this.#grow(id);
    this.#counts[id] = (this.#counts[id] ?? 0) + times;
    this.#total += times;
  }

  countOf(id: number): number {
    return this.#counts[id] ?? 0;
  }

  get total(): number {
    return this.#total;
  }

  /** Sets how many values were seen in all, where only some of them are known one by one. */
  pretend(total: number): void {
    this.#total = total;
  }

  /** The share of other records that hold the value, as far as this many can tell; never 0. */
  shareOf(id: number): number {
    const others = Math.max(0, this.countOf(id) - 1);
    return (others + trust * this.typical) / (this.#total + trust);
  }

  #grow(id: number): void {
    const counts = new Float64Array(Math.max(id + 1, this.#counts.length * 2));
    counts.set(this.#counts);
    this.#counts = counts;
  }
}
