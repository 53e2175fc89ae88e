/** What the queue of suggestions knows of a pair, and whether it is worth telling again. */
import type { ContactPair } from '../../core/merge/distinct-pair.ts';
import type { KnownPair } from '../../core/port/match-store.ts';

/** A known suggestion is told again when it is so many bits surer or less sure than it was. */
const worthTelling = 0.25;

export function pairKey({ a, b }: ContactPair): string {
  return `${a} ${b}`;
}

export function isNews(bits: number, known: KnownPair | undefined): boolean {
  if (!known) return true;
  return known.isOpen && Math.abs(known.score - bits) >= worthTelling;
}
