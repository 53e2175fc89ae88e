/** Counts requests in fixed windows, in the memory of this process. */
import type { Clock } from '../../core/port/store.ts';
import { instantToMs } from '../../core/value/instant.ts';
import type { RateWindow, WindowStanding } from './rate-rule.ts';

const mostRemembered = 10_000;

interface Tally {
  /** Which window since 1970 is being counted. */
  index: number;
  count: number;
}

export class RateMeter {
  readonly #windows: readonly RateWindow[];
  readonly #clock: Clock;
  /** Oldest first. */
  readonly #tallies = new Map<string, readonly Tally[]>();

  constructor(windows: readonly RateWindow[], clock: Clock) {
    this.#windows = windows;
    this.#clock = clock;
  }

  /** `clock`: the caller's, where it is not everybody's. Counts one request, unless a window is used up: then the one that takes longest to begin anew. */
  take(key: string, clock: Clock = this.#clock): WindowStanding | null {
    const spent = this.standings(key, clock).filter(({ left }) => left === 0);
    for (const tally of spent.length === 0 ? this.#current(key, clock) : []) tally.count += 1;
    return spent.toSorted((a, b) => b.resetMs - a.resetMs)[0] ?? null;
  }

  /** Counts one request whatever is left. */
  note(key: string, clock: Clock = this.#clock): void {
    for (const tally of this.#current(key, clock)) tally.count += 1;
  }

  /** In the order of the windows. Null is nobody: all is left. */
  standings(key: string | null, clock: Clock = this.#clock): readonly WindowStanding[] {
    const now = instantToMs(clock.now());
    const tallies = key === null ? undefined : this.#tallies.get(key);
    return this.#windows.map((window, at) => {
      const ms = window.seconds * 1000;
      const tally = tallies?.[at];
      const count = tally?.index === Math.floor(now / ms) ? tally.count : 0;
      return { window, left: Math.max(0, window.most - count), resetMs: ms - (now % ms) };
    });
  }

  /** The tallies of the windows of this moment. */
  #current(key: string, clock: Clock): readonly Tally[] {
    const now = instantToMs(clock.now());
    const tallies = this.#tallies.get(key) ?? this.#remember(key);
    for (const [at, { seconds }] of this.#windows.entries()) {
      const tally = tallies[at];
      const index = Math.floor(now / (seconds * 1000));
      if (tally !== undefined && tally.index !== index) Object.assign(tally, { index, count: 0 });
    }
    return tallies;
  }

  #remember(key: string): readonly Tally[] {
    const [oldest] = this.#tallies.keys();
    if (oldest !== undefined && this.#tallies.size >= mostRemembered) this.#tallies.delete(oldest);
    const tallies = this.#windows.map(() => ({ index: -1, count: 0 }));
    this.#tallies.set(key, tallies);
    return tallies;
  }
}
