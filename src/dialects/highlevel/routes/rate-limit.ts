/** The vendor's rate-limit headers, with true counts. Nothing is refused yet: a count stops at zero left. */
import type { Clock } from '../../../core/port/store.ts';
import { instantToMs } from '../../../core/value/instant.ts';

const perInterval = 100;
const intervalMs = 10_000;
const perDay = 200_000;
const dayMs = 86_400_000;
const mostRemembered = 10_000;

interface Tally {
  interval: number;
  inInterval: number;
  day: number;
  inDay: number;
}

/** Counts the requests of each credential in this process, in fixed windows of ten seconds and of one UTC day. */
export class RateMeter {
  readonly #clock: Clock;
  readonly #tallies = new Map<string, Tally>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts one request of the credential (none when it is null: nobody to count for) and gives the headers to send. */
  count(credentialId: string | null): Readonly<Record<string, string>> {
    const now = instantToMs(this.#clock.now());
    const tally = this.#current(credentialId, now);
    if (credentialId !== null) {
      tally.inInterval += 1;
      tally.inDay += 1;
    }
    return {
      'X-RateLimit-Limit-Daily': String(perDay),
      'X-RateLimit-Daily-Remaining': String(Math.max(0, perDay - tally.inDay)),
      'X-RateLimit-Daily-Reset': String(dayMs - (now % dayMs)),
      'X-RateLimit-Interval-Milliseconds': String(intervalMs),
      'X-RateLimit-Max': String(perInterval),
      'X-RateLimit-Remaining': String(Math.max(0, perInterval - tally.inInterval)),
    };
  }

  #current(credentialId: string | null, now: number): Tally {
    const interval = Math.floor(now / intervalMs);
    const day = Math.floor(now / dayMs);
    const fresh = { interval, inInterval: 0, day, inDay: 0 };
    if (credentialId === null) return fresh;
    const tally = this.#tallies.get(credentialId);
    if (tally === undefined || tally.day !== day) return this.#remember(credentialId, fresh);
    if (tally.interval !== interval) Object.assign(tally, { interval, inInterval: 0 });
    return tally;
  }

  #remember(credentialId: string, tally: Tally): Tally {
    if (this.#tallies.size >= mostRemembered) this.#tallies.clear();
    this.#tallies.set(credentialId, tally);
    return tally;
  }
}
