/**
 * Compares contacts as they are written, whatever wrote them. It reads the event log, which the writes fill anyway, so no write
 * waits for it or knows of it. Woken by flushes of this process; now and then it looks by itself for what other processes
 * left. One workspace at a time, a batch each in turn, and it gives way while others write.
 */
import { NotFound } from '../../core/errors.ts';
import type { Hub } from '../../core/hub.ts';
import type { Likeness } from '../../core/matching/likeness.ts';
import type { LikenessFinder } from '../../core/port/likeness-finder.ts';
import type { MatchLease } from '../../core/port/match-store.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { errorFields } from '../../support/error-fields.ts';
import { leaseOf, type WorkspaceWork } from '../keep/workspace-work.ts';
import type { MatchReader } from './comparing.ts';
import { looksLike } from './looks-like.ts';
import { takeMatchTurn, type TurnOptions } from './match-turn.ts';
import { TurnQueue, type TurnEnd } from './turn-queue.ts';

export interface WriteFollowerOptions extends WorkspaceWork {
  readonly store: MatchReader;
  readonly hub: Pick<Hub, 'suggestions'>;
}

/** How often it looks by itself, in milliseconds. */
const lookEvery = 60_000;
/** After how long it asks again for a workspace that another process works on, in milliseconds. */
const askAgainAfter = 2000;

export class WriteFollower implements LikenessFinder {
  readonly #options: WriteFollowerOptions;
  readonly #holder: Uuid;
  readonly #queue = new TurnQueue((tenantId) => this.#turn(tenantId));
  readonly #timers = new Set<NodeJS.Timeout>();
  #isOn = false;
  /** The workspace that it writes to itself just now. */
  #writesTo: number | null = null;

  constructor(options: WriteFollowerOptions) {
    this.#options = options;
    this.#holder = options.newId();
  }

  /** Servers do, commands do not: from now on contacts are compared as they are written. */
  start(): void {
    this.#isOn = true;
    const timer = setInterval(() => void this.#lookAround(), lookEvery);
    timer.unref();
    this.#timers.add(timer);
    void this.#lookAround();
  }

  get isOn(): boolean {
    return this.#isOn;
  }

  /** Something was committed in the workspace. */
  written(tenantId: number): void {
    // What it writes itself is no reason to give way.
    if (this.#isOn) this.#queue.add(tenantId, tenantId !== this.#writesTo);
  }

  /** Lets the turn under way come to its end. */
  async stop(): Promise<void> {
    this.#isOn = false;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await this.#queue.stop();
  }

  /** After one more turn for the workspace: what was written a moment ago is among those it is compared with. */
  async find(context: TenantContext, contactId: Uuid): Promise<readonly Likeness[]> {
    await this.#queue.now(context.tenantId);
    return looksLike(this.#options.store, context, contactId);
  }

  /** Resolves when every write of the workspace so far has been looked at, or another process is at it. */
  async catchUp(tenantId: number): Promise<void> {
    while ((await this.#queue.now(tenantId)) === 'more');
  }

  /** Never rejects. */
  async #turn(tenantId: number): Promise<TurnEnd> {
    try {
      const { store } = this.#options;
      const context = await this.#options.enter(tenantId);
      const lease = (): MatchLease => this.#lease();
      const end = await takeMatchTurn({ store, suggestions: this.#suggestions, context, lease });
      if (end === 'done') await store.matchIndex.release(context, this.#holder);
      if (end === 'held') this.#askAgain(tenantId);
      return end;
    } catch (error) {
      // A throw-away workspace has gone meanwhile.
      if (error instanceof NotFound) return 'done';
      this.#options.log.warn('matching on write failed', { tenantId, ...errorFields(error) });
      return 'failed';
    }
  }

  readonly #suggestions: TurnOptions['suggestions'] = {
    record: (context, findings) =>
      this.#write(context, () => this.#options.hub.suggestions.record(context, findings)),
    withdraw: (context, findings) =>
      this.#write(context, () => this.#options.hub.suggestions.withdraw(context, findings)),
  };

  async #write<T>({ tenantId }: TenantContext, write: () => Promise<T>): Promise<T> {
    this.#writesTo = tenantId;
    try {
      return await write();
    } finally {
      this.#writesTo = null;
    }
  }

  #lease(): MatchLease {
    return leaseOf(this.#options.clock, this.#holder);
  }

  #askAgain(tenantId: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.written(tenantId);
    }, askAgainAfter);
    timer.unref();
    this.#timers.add(timer);
  }

  async #lookAround(): Promise<void> {
    try {
      for (const tenantId of await this.#options.workspaces()) this.written(tenantId);
    } catch (error) {
      this.#options.log.warn('matching on write cannot look around', errorFields(error));
    }
  }
}
