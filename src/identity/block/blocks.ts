/** Records that share a blocking key, and the pairs among them. */
import type { KeyList } from './key-list.ts';
import { sortByHash } from './radix-sort.ts';

/**
 * More records than this under one key say that the key tells nothing; narrower ones find what is alike among them. In larger
 * lists keys must be narrower still, or the work would grow with the square.
 */
function largestBlock(records: number): number {
  return Math.max(16, Math.floor(Math.min(80, 80 * (20_000 / records) ** 0.35)));
}

export class Blocks {
  readonly #keys: KeyList;
  readonly #members: Uint32Array;
  /** Where each block of two or more begins in `#members`; one more for the end. */
  readonly #starts: Uint32Array;
  readonly #hashes: Uint32Array;
  /** Pairs under all keys, those that share several counted several times. */
  readonly pairsWithRepetition: number;

  constructor(keys: KeyList) {
    this.#keys = keys;
    const entries = keys.entries();
    const sorted = sortByHash(entries.hashes, entries.records);
    const found = collect(sorted, keys);
    this.#members = found.members;
    this.#starts = found.starts;
    this.#hashes = found.hashes;
    this.pairsWithRepetition = found.pairs;
  }

  get count(): number {
    return this.#hashes.length;
  }

  /** Calls `visit` once for every pair whose first shared key is this block's. */
  pairsOf(block: number, visit: (a: number, b: number) => void): void {
    const [start, end] = [this.#starts[block] ?? 0, this.#starts[block + 1] ?? 0];
    const hash = this.#hashes[block] ?? 0;
    for (let i = start; i < end; i += 1) {
      for (let j = i + 1; j < end; j += 1) {
        const [a, b] = [this.#members[i] ?? 0, this.#members[j] ?? 0];
        if (this.#keys.firstShared(a, b) === hash) visit(a, b);
      }
    }
  }
}

interface Sorted {
  readonly hashes: Uint32Array;
  readonly records: Uint32Array;
}

/** Moves the blocks worth comparing to the front, and takes the keys of larger ones from their records. */
function collect({ hashes, records }: Sorted, keys: KeyList) {
  let [blocks, members, pairs] = [0, 0, 0];
  const largest = largestBlock(keys.records);
  const starts = new Uint32Array(hashes.length + 1);
  for (let from = 0, to = 0; from < hashes.length; from = to) {
    const hash = hashes[from] ?? 0;
    for (to = from + 1; to < hashes.length && hashes[to] === hash;) to += 1;
    const size = to - from;
    if (size > largest) for (let at = from; at < to; at += 1) keys.drop(records[at] ?? 0, hash);
    if (size < 2 || size > largest) continue;
    records.copyWithin(members, from, to);
    hashes[blocks] = hash;
    starts[blocks] = members;
    [blocks, members, pairs] = [blocks + 1, members + size, pairs + (size * (size - 1)) / 2];
  }
  starts[blocks] = members;
  return {
    members: records.slice(0, members),
    starts: starts.slice(0, blocks + 1),
    hashes: hashes.slice(0, blocks),
    pairs,
  };
}
