/** A clock that a test moves by hand; between moves it only ticks, a microsecond at every look. */
import type { Clock } from '../../src/core/port/store.ts';
import { instant, instantFromMs, type Instant } from '../../src/core/value/instant.ts';

export class HandClock implements Clock {
  #now: Instant;

  constructor(startMs: number) {
    this.#now = instantFromMs(startMs);
  }

  now(): Instant {
    this.#now = instant(this.#now + 1);
    return this.#now;
  }

  advanceSeconds(seconds: number): void {
    this.#now = instant(this.#now + seconds * 1_000_000);
  }
}
