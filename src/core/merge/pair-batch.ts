/** Pairs of contacts in batches that have nothing to do with each other: whatever becomes of one leaves the others as they are. */
import type { Uuid } from '../value/identifier.ts';
import type { ContactPair } from './distinct-pair.ts';

/** Batches of about `size` pairs, larger where more hang together; within a batch they keep their order. */
export function batchesOf<T extends ContactPair>(pairs: readonly T[], size: number): T[][] {
  const batches: T[][] = [];
  for (const group of groupsOf(pairs)) {
    const last = batches.at(-1);
    if (last && last.length < size) last.push(...group);
    else batches.push(group);
  }
  return batches;
}

/** Pairs that are linked by contacts in common, directly or through others. */
function groupsOf<T extends ContactPair>(pairs: readonly T[]): T[][] {
  const rank = new Map(pairs.map((pair, index) => [pair, index]));
  const groupOf = new Map<Uuid, T[]>();
  for (const pair of pairs) {
    const linked = new Set([groupOf.get(pair.a) ?? [], groupOf.get(pair.b) ?? []]);
    const group = [...[...linked].flat(), pair];
    for (const { a, b } of group) groupOf.set(a, group).set(b, group);
  }
  return [...new Set(groupOf.values())].map((group) =>
    group.toSorted((x, y) => (rank.get(x) ?? 0) - (rank.get(y) ?? 0)),
  );
}
