/** Which workspace is worked on when: each once at a time, one after the other, and never so much that writes suffer. */
import type { TurnEnd as MatchTurnEnd } from './match-turn.ts';

/** `failed`: it would fail again, until somebody writes or time has passed. */
export type TurnEnd = MatchTurnEnd | 'failed';

/** What comes in within this time is looked at together, in milliseconds. */
const gatherFor = 100;
/** While others write, it rests so many times as long as it has worked. */
const restFactor = 5;
const longestRest = 10_000;

export class TurnQueue {
  readonly #work: (tenantId: number) => Promise<TurnEnd>;
  /** In the order in which they are due. */
  readonly #waiting = new Set<number>();
  readonly #underWay = new Map<number, Promise<TurnEnd>>();
  readonly #stopped = new AbortController();
  #round: Promise<void> | null = null;
  /** Others have written since the last turn began. */
  #isBusy = false;

  /** `work` never rejects. */
  constructor(work: (tenantId: number) => Promise<TurnEnd>) {
    this.#work = work;
  }

  /** `isBusy`: others write there, and come first. */
  add(tenantId: number, isBusy: boolean): void {
    if (isBusy) this.#isBusy = true;
    this.#waiting.add(tenantId);
    this.#begin();
  }

  /** A turn that begins after this was asked. */
  async now(tenantId: number): Promise<TurnEnd> {
    await this.#underWay.get(tenantId);
    const end = await this.#turn(tenantId);
    if (end === 'more') this.add(tenantId, false);
    return end;
  }

  /** Resolves when nothing is under way any more. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#round;
    await Promise.all(this.#underWay.values());
  }

  #begin(): void {
    if (this.#stopped.signal.aborted) return;
    this.#round ??= this.#goRound().finally(() => {
      this.#round = null;
      if (this.#waiting.size > 0) this.#begin();
    });
  }

  async #goRound(): Promise<void> {
    await this.#pause(gatherFor);
    // A set is walked with what is added meanwhile.
    for (const tenantId of this.#waiting) {
      if (this.#stopped.signal.aborted) return;
      this.#waiting.delete(tenantId);
      this.#isBusy = false;
      const began = performance.now();
      const end = await this.#turn(tenantId);
      if (end === 'more') this.#waiting.add(tenantId);
      // What a failing turn has tried to write asks for the next one, which would fail at once.
      if (end === 'failed') this.#waiting.delete(tenantId);
      const spent = performance.now() - began;
      if (this.#isBusy) await this.#pause(Math.min(longestRest, spent * restFactor));
    }
  }

  #turn(tenantId: number): Promise<TurnEnd> {
    const known = this.#underWay.get(tenantId);
    if (known) return known;
    const turn = this.#work(tenantId).finally(() => this.#underWay.delete(tenantId));
    this.#underWay.set(tenantId, turn);
    return turn;
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const signal = this.#stopped.signal;
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      timer.unref();
      if (signal.aborted) end();
      else signal.addEventListener('abort', end);
    });
  }
}
