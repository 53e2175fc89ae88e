/** A hub clock whose workspaces can be moved away from the machine's time. Every process keeps one. */
import type { HubClock } from '../port/hub-clock.ts';
import type { Clock } from '../port/store.ts';
import { instant, type Instant } from '../value/instant.ts';

export class MovableClock implements HubClock {
  readonly #machine: Clock;
  readonly #moved = new Map<number, MovedClock>();
  #moves = 0;

  constructor(machine: Clock) {
    this.#machine = machine;
  }

  now(): Instant {
    return this.#machine.now();
  }

  of(tenantId: number): Clock {
    return this.#moved.get(tenantId) ?? this.#machine;
  }

  /** Grows with every move, so that whoever looked up offsets meanwhile knows that they are old. */
  get moves(): number {
    return this.#moves;
  }

  /** Microseconds that the workspace is ahead of the machine; negative when it is behind. */
  offsetOf(tenantId: number): number {
    return this.#moved.get(tenantId)?.offset ?? 0;
  }

  /** `offset`: microseconds that the workspace is ahead of the machine; 0 puts it right. */
  move(tenantId: number, offset: number): void {
    const machine = this.#machine;
    this.#moves += 1;
    if (offset === 0) this.#moved.delete(tenantId);
    else this.#moved.set(tenantId, { offset, now: () => instant(machine.now() + offset) });
  }

  /** Exactly these are moved, and no others. */
  moveAll(offsets: ReadonlyMap<number, number>): void {
    for (const tenantId of this.#moved.keys()) if (!offsets.has(tenantId)) this.move(tenantId, 0);
    for (const [tenantId, offset] of offsets) this.move(tenantId, offset);
  }
}

interface MovedClock extends Clock {
  readonly offset: number;
}
