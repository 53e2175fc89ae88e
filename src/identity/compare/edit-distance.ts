/** How many slips of the hand lie between two texts. */

/**
 * Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). More than `most` is not
 * counted out: any number above `most` may come back then.
 */
export function editDistance(a: string, b: string, most: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most) return most + 1;
  return most === 1 ? oneSlip(a, b) : aligned(a, b);
}

/** 1 or 2, without a table: what follows the first difference must be the same. */
function oneSlip(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  if (a.length > b.length) return sameFrom(a, at + 1, b, at);
  if (b.length > a.length) return sameFrom(b, at + 1, a, at);
  if (sameFrom(a, at + 1, b, at + 1) === 1) return 1;
  const isSwap =
    a.charCodeAt(at) === b.charCodeAt(at + 1) && a.charCodeAt(at + 1) === b.charCodeAt(at);
  return isSwap ? sameFrom(a, at + 2, b, at + 2) : 2;
}

function sameFrom(a: string, from: number, b: string, start: number): number {
  if (a.length - from !== b.length - start) return 2;
  for (let step = 0; from + step < a.length; step += 1) {
    if (a.charCodeAt(from + step) !== b.charCodeAt(start + step)) return 2;
  }
  return 1;
}

let rows = [new Uint16Array(64), new Uint16Array(64), new Uint16Array(64)];

// oxlint-disable-next-line complexity -- what the rule counts is `?? 0` on arrays that are never read beyond their end
function aligned(a: string, b: string): number {
  const width = b.length + 1;
  if ((rows[0]?.length ?? 0) < width) rows = rows.map(() => new Uint16Array(width * 2));
  let [before, last, row] = rows;
  if (!before || !last || !row) return 0;
  for (let j = 0; j < width; j += 1) last[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    row[0] = i;
    for (let j = 1; j < width; j += 1) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1);
      let best = Math.min(
        (last[j - 1] ?? 0) + (same ? 0 : 1),
        (last[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
      );
      if (i > 1 && j > 1 && isSwapped(a, i, b, j)) best = Math.min(best, (before[j - 2] ?? 0) + 1);
      row[j] = best;
    }
    [before, last, row] = [last, row, before];
  }
  return last[b.length] ?? 0;
}

function isSwapped(a: string, i: number, b: string, j: number): boolean {
  return a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
}
