/** How alike two short texts are. */

const most = 64;
const taken = new Uint8Array(most);
const matched = new Uint16Array(most);
const prefixWeight = 0.1;

/** From 0 (nothing in common) to 1 (equal); what stands behind the 64th letter is not read. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const similar = jaro(a, b);
  if (similar <= 0.7) return similar;
  const reach = Math.min(4, a.length, b.length);
  let prefix = 0;
  while (prefix < reach && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix += 1;
  return similar + prefix * prefixWeight * (1 - similar);
}

function jaro(a: string, b: string): number {
  const [aLength, bLength] = [Math.min(a.length, most), Math.min(b.length, most)];
  if (aLength === 0 || bLength === 0) return 0;
  const common = matchLetters(a, aLength, b, bLength);
  if (common === 0) return 0;
  let [moved, at] = [0, 0];
  for (let j = 0; j < bLength; j += 1) {
    if (taken[j] === 0) continue;
    if (matched[at] !== b.charCodeAt(j)) moved += 1;
    at += 1;
  }
  return (common / aLength + common / bLength + (common - moved / 2) / common) / 3;
}

/** How many letters of `a` have one of their own in `b`, near enough; they are in `matched`, those of `b` in `taken`. */
function matchLetters(a: string, aLength: number, b: string, bLength: number): number {
  const window = Math.max(0, Math.floor(Math.max(aLength, bLength) / 2) - 1);
  taken.fill(0, 0, bLength);
  let common = 0;
  for (let i = 0; i < aLength; i += 1) {
    const letter = a.charCodeAt(i);
    const end = Math.min(bLength, i + window + 1);
    for (let j = Math.max(0, i - window); j < end; j += 1) {
      if (taken[j] === 0 && b.charCodeAt(j) === letter) {
        taken[j] = 1;
        matched[common++] = letter;
        break;
      }
    }
  }
  return common;
}
