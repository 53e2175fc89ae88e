/** Sorting millions of key entries by their 32-bit hash. */

const bits = 11;
const buckets = 1 << bits;

/** The hashes in ascending order, each with its record; both arrays are used up. */
export function sortByHash(hashes: Uint32Array, records: Uint32Array): Entries {
  let from: Entries = { hashes, records };
  let to: Entries = {
    hashes: new Uint32Array(hashes.length),
    records: new Uint32Array(hashes.length),
  };
  for (let shift = 0; shift < 32; shift += bits) {
    pass(from, to, shift);
    [from, to] = [to, from];
  }
  return from;
}

export interface Entries {
  readonly hashes: Uint32Array;
  readonly records: Uint32Array;
}

// oxlint-disable-next-line complexity -- what the rule counts is `?? 0` on arrays that are never read beyond their end
function pass(from: Entries, to: Entries, shift: number): void {
  const starts = new Uint32Array(buckets + 1);
  const mask = buckets - 1;
  const { length } = from.hashes;
  for (let at = 0; at < length; at += 1) {
    const bucket = ((from.hashes[at] ?? 0) >>> shift) & mask;
    starts[bucket + 1] = (starts[bucket + 1] ?? 0) + 1;
  }
  for (let bucket = 1; bucket <= buckets; bucket += 1) {
    starts[bucket] = (starts[bucket] ?? 0) + (starts[bucket - 1] ?? 0);
  }
  for (let at = 0; at < length; at += 1) {
    const hash = from.hashes[at] ?? 0;
    const bucket = (hash >>> shift) & mask;
    const place = starts[bucket] ?? 0;
    starts[bucket] = place + 1;
    to.hashes[place] = hash;
    to.records[place] = from.records[at] ?? 0;
  }
}
