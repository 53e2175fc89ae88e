/** How often one address may try to sign in: ten times a second from one address, twenty at once. */
import type { Clock } from '../../core/port/store.ts';
import { RateLimited } from '../failure.ts';

const perSecond = 10;
const burst = 20;
const mostRemembered = 10_000;

interface Bucket {
  readonly tokens: number;
  /** Microseconds. */
  readonly at: number;
}

/** A bucket of logins for each address in this process, refilled as time goes by. */
export class LoginLimit {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** @throws RateLimited when the address has none left. */
  take(address: string): void {
    const at = this.#clock.now();
    const tokens = this.#tokensOf(address, at);
    if (tokens < 1) throw new RateLimited(1);
    if (this.#buckets.size >= mostRemembered) this.#forgetFull(at);
    this.#buckets.set(address, { tokens: tokens - 1, at });
  }

  #tokensOf(address: string, now: number): number {
    const bucket = this.#buckets.get(address);
    if (!bucket) return burst;
    return Math.min(burst, bucket.tokens + ((now - bucket.at) / 1_000_000) * perSecond);
  }

  /** Full buckets say nothing; when all are in use, the oldest goes. */
  #forgetFull(now: number): void {
    for (const address of this.#buckets.keys()) {
      if (this.#tokensOf(address, now) >= burst) this.#buckets.delete(address);
    }
    const [oldest] = this.#buckets.keys();
    if (oldest !== undefined && this.#buckets.size >= mostRemembered) this.#buckets.delete(oldest);
  }
}
