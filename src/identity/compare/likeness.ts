/** Whether two texts are spelled nearly alike, with a cheap look before the careful one. */
import { editDistance } from './edit-distance.ts';
import { jaroWinkler } from './jaro-winkler.ts';

/** From 0 to 1 as `jaroWinkler`, but 0 at once for texts that begin differently or differ much in length. */
export function likenessOf(x: string, y: string): number {
  return mayBeAlike(x, y) ? jaroWinkler(x, y) : 0;
}

/** One slip of the hand, or alike as a whole; in three letters one slip makes another word. */
export function isNearlySame(x: string, y: string): boolean {
  if (Math.min(x.length, y.length) < 4) return false;
  return editDistance(x, y, 1) <= 1 || likenessOf(x, y) >= 0.92;
}

/** A slip in one of the first two letters leaves the other, there or beside its place. */
function mayBeAlike(x: string, y: string): boolean {
  if (Math.abs(x.length - y.length) * 2 > Math.max(x.length, y.length)) return false;
  const [a, b] = [x.charCodeAt(0), x.charCodeAt(1)];
  const [c, d] = [y.charCodeAt(0), y.charCodeAt(1)];
  return a === c || b === d || a === d || b === c;
}
