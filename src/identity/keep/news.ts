/** What the queue of suggestions knows of a pair, and whether it is worth telling again. */
import type { ContactPair } from '../../core/merge/distinct-pair.ts';
import type { KnownPair } from '../../core/port/match-store.ts';

/** A known suggestion is told again when it is so many bits surer or less sure than it was. */
const worthTelling = 0.25;

export function pairKey({ a, b }: ContactPair): string {
  return `${a} ${b}`;
}

/** `grouped`: whether a run has put the two into one group; undefined where nobody has looked. */
export function isNews(bits: number, known: KnownPair | undefined, grouped?: boolean): boolean {
  if (!known) return true;
  const isOther = grouped !== undefined && known.grouped !== grouped;
  return known.isOpen && (isOther || Math.abs(known.score - bits) >= worthTelling);
}
