/** Pairs with their evidence, as many as come. */
import type { Links } from './cluster.ts';

export class LinkList {
  #a = new Uint32Array(1024);
  #b = new Uint32Array(1024);
  #bits = new Float32Array(1024);
  #size = 0;

  push(a: number, b: number, bits: number): void {
    if (this.#size === this.#a.length) this.#grow();
    this.#a[this.#size] = a;
    this.#b[this.#size] = b;
    this.#bits[this.#size] = bits;
    this.#size += 1;
  }

  /** Those with at least so many bits. */
  from(least: number): Links {
    const kept = this.#bits.subarray(0, this.#size).map((bits) => (bits >= least ? 1 : 0));
    const isKept = (_: number, index: number): boolean => kept[index] === 1;
    return {
      a: this.#a.subarray(0, this.#size).filter(isKept),
      b: this.#b.subarray(0, this.#size).filter(isKept),
      bits: this.#bits.subarray(0, this.#size).filter(isKept),
    };
  }

  /** The lower number first. */
  pairs(): { readonly a: number; readonly b: number; readonly bits: number }[] {
    return Array.from({ length: this.#size }, (_, index) => ({
      a: Math.min(this.#a[index] ?? 0, this.#b[index] ?? 0),
      b: Math.max(this.#a[index] ?? 0, this.#b[index] ?? 0),
      bits: this.#bits[index] ?? 0,
    }));
  }

  #grow(): void {
    const length = this.#size * 2;
    const [a, b] = [new Uint32Array(length), new Uint32Array(length)];
    const bits = new Float32Array(length);
    a.set(this.#a);
    b.set(this.#b);
    bits.set(this.#bits);
    [this.#a, this.#b, this.#bits] = [a, b, bits];
  }
}
