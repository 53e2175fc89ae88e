/** From wall-clock text of the account's time zone back to instants. */
import {
  formatSqlLike,
  instant,
  parseIsoInstant,
  type Instant,
} from '../../../core/value/instant.ts';

const day = 86_400_000_000;
export const oneSecond = 1_000_000;

/** The whole seconds in which the account's clock shows a text. They differ where clocks are put back. */
export interface ShownSecond {
  readonly first: Instant;
  readonly last: Instant;
}

/** Where texts lie that no instant of ours shows: before or after all of them. */
export type OutOfRange = 'before' | 'after';

/**
 * `text` is `YYYY-MM-DD HH:MM:SS`. A time that is skipped where clocks are put forward is taken by the clock of after
 * the change, so that nothing that happened since is missed.
 */
export function secondShownAs(text: string, timeZone: string): ShownSecond | OutOfRange {
  const year = Number(text.slice(0, 4));
  if (year < 1700) return 'before';
  if (year > 2200) return 'after';
  const asUtc = parseIsoInstant(`${text}Z`);
  if (asUtc === null) throw new RangeError('Not a time of the account');
  const candidates = [
    instant(asUtc - offsetAt(instant(asUtc - day), timeZone)),
    instant(asUtc - offsetAt(instant(asUtc + day), timeZone)),
  ].toSorted((a, b) => a - b);
  const [earliest = asUtc] = candidates;
  const showing = candidates.filter((at) => formatSqlLike(at, timeZone) === text);
  const [first = earliest] = showing;
  return { first, last: showing.at(-1) ?? first };
}

/** How far the wall clock is ahead of UTC, in microseconds. */
function offsetAt(at: Instant, timeZone: string): number {
  const shown = parseIsoInstant(`${formatSqlLike(at, timeZone)}Z`);
  return shown === null ? 0 : shown - at;
}
