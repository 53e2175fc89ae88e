/** Records that share a blocking key, and the pairs among them. */
import type { KeyList } from './key-list.ts';
import { Memberships } from './memberships.ts';
import { type Entries, sortByHash } from './radix-sort.ts';

/**
 * More records than this under one key say that the key tells nothing; narrower ones find what is alike among them. In larger
 * lists keys must be narrower still, or the work would grow with the square.
 */
function largestBlock(records: number): number {
  return Math.max(16, Math.floor(Math.min(80, 80 * (20_000 / records) ** 0.35)));
}

export class Blocks {
  readonly #members: Uint32Array;
  /** Where each block of two or more begins in `#members`; one more for the end. */
  readonly #starts: Uint32Array;
  readonly #memberships: Memberships;
  /** Pairs under all keys, those that share several counted several times. */
  readonly pairsWithRepetition: number;

  /** The records of a block stand as they do in `order`. */
  constructor(keys: KeyList, order: Uint32Array) {
    const entries = keys.entries(order);
    const found = collect(sortByHash(entries.hashes, entries.records), keys.records);
    this.#members = found.members;
    this.#starts = found.starts;
    this.#memberships = new Memberships(keys.records, found);
    this.pairsWithRepetition = found.pairs;
  }

  get count(): number {
    return this.#starts.length - 1;
  }

  /** Calls `visit` once for every pair whose first block in common is this. */
  pairsOf(block: number, visit: (a: number, b: number) => void): void {
    const [start, end] = [this.#starts[block] ?? 0, this.#starts[block + 1] ?? 0];
    for (let i = start; i < end; i += 1) {
      for (let j = i + 1; j < end; j += 1) {
        const [a, b] = [this.#members[i] ?? 0, this.#members[j] ?? 0];
        if (this.#memberships.firstShared(a, b) === block) visit(a, b);
      }
    }
  }
}

/** Moves the blocks worth comparing to the front, and forgets the others. */
function collect({ hashes, records }: Entries, size: number) {
  let [blocks, members, pairs] = [0, 0, 0];
  const largest = largestBlock(size);
  const starts = new Uint32Array(hashes.length + 1);
  for (let from = 0, to = 0; from < hashes.length; from = to) {
    const hash = hashes[from] ?? 0;
    for (to = from + 1; to < hashes.length && hashes[to] === hash;) to += 1;
    const count = to - from;
    if (count < 2 || count > largest) continue;
    records.copyWithin(members, from, to);
    starts[blocks] = members;
    [blocks, members, pairs] = [blocks + 1, members + count, pairs + (count * (count - 1)) / 2];
  }
  starts[blocks] = members;
  return { members: records.slice(0, members), starts: starts.slice(0, blocks + 1), pairs };
}
