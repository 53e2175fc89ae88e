/**
 * From pairs to people. Links are followed from the surest on; a group grows only where its centre agrees too, so that a chain
 * of likenesses does not join strangers at its ends.
 */

import type { Apart } from './apart.ts';

export interface Links {
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  /** Bits of evidence. */
  readonly bits: Float32Array;
}

/** How far the centres of two groups may disagree when a link joins them, in bits. */
const slack = 0;
/** How many pairs across are asked where the centres disagree. */
const mostAsked = 12;

export interface Judgement {
  /** Answers the evidence for a pair that no link was made of. */
  readonly weigh: (a: number, b: number) => number;
  readonly apart: Apart;
}

/** Groups of two records and more, the centre first. */
export function clusterLinks(
  records: number,
  links: Links,
  { weigh, apart }: Judgement,
): number[][] {
  const strength = strengthOf(records, links);
  const groupOf = new Map<number, number[]>();
  const groupAround = (record: number): number[] => groupOf.get(record) ?? [record];
  for (const at of bySureness(links)) {
    const [a, b] = [groupAround(links.a[at] ?? 0), groupAround(links.b[at] ?? 0)];
    if (a === b || apart.divides(a, b) || !mayJoin(a, b, weigh)) continue;
    const joined = [...a, ...b];
    const centre = joined.reduce((best, record) =>
      (strength[record] ?? 0) > (strength[best] ?? 0) ? record : best,
    );
    const group = [centre, ...joined.filter((record) => record !== centre)];
    for (const record of group) groupOf.set(record, group);
  }
  return [...new Set(groupOf.values())];
}

/** How strongly each record is linked in all. */
function strengthOf(records: number, { a, b, bits }: Links): Float32Array {
  const strength = new Float32Array(records);
  bits.forEach((weight, at) => {
    for (const end of [a[at] ?? 0, b[at] ?? 0]) strength[end] = (strength[end] ?? 0) + weight;
  });
  return strength;
}

function bySureness({ bits }: Links): Uint32Array {
  const order = Uint32Array.from(bits, (_, index) => index);
  return order.toSorted((x, y) => (bits[y] ?? 0) - (bits[x] ?? 0));
}

function mayJoin(
  a: readonly number[],
  b: readonly number[],
  weigh: (x: number, y: number) => number,
): boolean {
  if (a.length === 1 && b.length === 1) return true;
  if (weigh(a[0] ?? 0, b[0] ?? 0) >= slack) return true;
  // One bad copy in the middle must not keep good ones apart.
  let [asked, agree] = [0, 0];
  for (const x of a) {
    for (const y of b) {
      if (asked === mostAsked) break;
      asked += 1;
      if (weigh(x, y) >= 0) agree += 1;
    }
  }
  return agree * 2 > asked;
}
