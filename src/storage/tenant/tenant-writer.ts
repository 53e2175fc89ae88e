/**
 * Coalesces a tenant's writes: those that arrive while a flush is under way go together into the next one. Flushes are
 * committed one at a time, in the order of arrival; an idle tenant's write starts at once. While PostgreSQL commits one
 * flush, the next is prepared as if that had succeeded. If it has not, or another process has written in between, the
 * next is prepared anew. Measured with 64 writers, this makes several times as many writes a second as one transaction
 * each (bench/).
 */
import type { HubEvent } from '../../core/event/event.ts';
import type { UnitOfWork, WriteHints } from '../../core/port/unit-of-work.ts';
import type { HubClock } from '../../core/port/hub-clock.ts';
import {
  AlreadyExists,
  HubError,
  IdTaken,
  Unavailable,
  type EntityName,
} from '../../core/errors.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { type Database, refusalState } from '../database.ts';
import { Flush } from './flush/flush.ts';
import { FlushUnit } from './flush/unit.ts';

/** Most writes in one flush: bounds its memory and how long a late arrival waits. */
const maxWritesPerFlush = 250;
/** After a flush was prepared for nothing, so many are prepared only when the one before has been committed. */
const cautiousFlushes = 32;
/** So much of the last two flushes must wait before another is prepared while one is committed: small ones cost most. */
const worthwhilePart = 1 / 4;
/** How often a write that lost a race (unique key, deadlock, serialisation) is run again on its own. */
const maxAttempts = 5;

export interface WriterOptions {
  readonly database: Database;
  readonly clock: HubClock;
  /** An id of this moment, by the clock of the workspace. */
  readonly newId: (tenantId: number) => Uuid;
  /** Keys the suppression hashes. */
  readonly secret: Buffer;
  /** 1 turns coalescing off: every write has its own transaction. Default 250. */
  readonly maxWritesPerFlush?: number;
  /** Told what happened in every committed flush, before those who wrote are answered. */
  readonly onEvents?: (tenantId: number, events: () => readonly HubEvent[]) => void;
  /** Told after every committed flush. */
  readonly onFlush?: (writes: number, tenantId: number) => void;
}

interface PendingWrite {
  readonly context: TenantContext;
  readonly hints: WriteHints;
  readonly work: (unit: UnitOfWork) => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

type Outcome = { readonly value: unknown } | { readonly error: unknown };

/** A flush that was sent, or given up before. */
interface Turn {
  /** Null when nothing may be prepared on it. */
  readonly flush: Flush | null;
  /** Resolves when its commit is over: true when it went as it was sent. Never rejects. */
  readonly ended: Promise<boolean>;
}

export class TenantWriter {
  readonly #options: WriterOptions;
  readonly #tenantId: number;
  readonly #queue: PendingWrite[] = [];
  #isRunning = false;
  /** Of the last flush and the one before it. */
  #sizes: readonly [number, number] = [1, 1];
  /** The flush whose commit is under way. */
  #former: Turn | null = null;
  /** Called when a write arrives while the only flush is being committed. */
  #onArrival: () => void = () => {};
  /** So many flushes wait for the one before, after one was prepared for nothing: somebody else writes here too. */
  #cautiousFor = 0;

  constructor(tenantId: number, options: WriterOptions) {
    this.#tenantId = tenantId;
    this.#options = options;
  }

  get isIdle(): boolean {
    return !this.#isRunning;
  }

  write<T>(
    context: TenantContext,
    hints: WriteHints,
    work: (unit: UnitOfWork) => Promise<T>,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `work` gives a T, and resolve is told what it gave
      this.#queue.push({ context, hints, work, resolve: (value) => resolve(value as T), reject });
      if (this.#isRunning) this.#onArrival();
      else void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    const most = this.#options.maxWritesPerFlush ?? maxWritesPerFlush;
    while (this.#queue.length > 0 || this.#former) {
      if (this.#isWorthwhile()) await this.#start(this.#queue.splice(0, most));
      else await this.#arrivalOrEnd();
    }
    this.#isRunning = false;
  }

  #isWorthwhile(): boolean {
    const [last, beforeLast] = this.#sizes;
    return !this.#former || this.#queue.length >= (last + beforeLast) * worthwhilePart;
  }

  #arrivalOrEnd(): Promise<unknown> {
    const arrival = new Promise<void>((resolve) => {
      this.#onArrival = resolve;
    });
    return Promise.race([arrival, this.#former?.ended]);
  }

  /** Resolves as soon as the next flush may be prepared: this one has been sent, or has ended otherwise. */
  async #start(writes: readonly PendingWrite[]): Promise<void> {
    this.#sizes = [writes.length, this.#sizes[0]];
    const former = await this.#formerToFollow();
    const turn = await new Promise<Turn>((resolve) => {
      const ended = this.#flush(writes, former, (flush) => resolve({ flush, ended }));
      void ended.then(() => resolve({ flush: null, ended }));
    });
    this.#former = turn;
    void turn.ended.then(() => {
      if (this.#former === turn) this.#former = null;
    });
  }

  /** The flush under way, when the next may be prepared as if it had succeeded; otherwise none, once it has ended. */
  async #formerToFollow(): Promise<Turn | null> {
    const former = this.#former;
    if (!former) return null;
    if (this.#cautiousFor === 0 && former.flush?.canBeFollowed) return former;
    if (this.#cautiousFor > 0) this.#cautiousFor -= 1;
    await former.ended;
    return null;
  }

  /** Never throws: every write is resolved or rejected. False when it took more than one transaction. */
  async #flush(
    writes: readonly PendingWrite[],
    former: Turn | null,
    onSent: (flush: Flush) => void,
  ): Promise<boolean> {
    try {
      const outcomes = await this.#transact(writes, { former, onSent });
      // The next flush, if it waits, is sent before anybody is told: PostgreSQL works while this process answers.
      setImmediate(() => this.#settle(writes, outcomes));
      return true;
    } catch (error) {
      // After a lost connection nobody knows whether the commit took place: running again could do it twice.
      if (error instanceof Unavailable) for (const write of writes) write.reject(error);
      else if (former) await this.#flushAgain(writes);
      else if (writes.length > 1) for (const write of writes) await this.#flushAlone(write);
      else await this.#retryAlone(writes, error);
      return false;
    }
  }

  /** What was prepared on a flush that failed, or was overtaken by another process, is prepared anew. */
  async #flushAgain(writes: readonly PendingWrite[]): Promise<void> {
    this.#cautiousFor = cautiousFlushes;
    await this.#flush(writes, null, () => {});
  }

  async #retryAlone([write]: readonly PendingWrite[], error: unknown): Promise<void> {
    if (!write) return;
    if (isRace(error)) await this.#flushAlone(write);
    else write.reject(toHubError(error));
  }

  async #flushAlone(write: PendingWrite): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        this.#settle([write], await this.#transact([write]));
        return;
      } catch (error) {
        if (attempt < maxAttempts && isRace(error)) continue;
        write.reject(toHubError(error));
        return;
      }
    }
  }

  /** What was committed stays so: whoever counts flushes must not make a write look failed, and be run again. */
  #settle(writes: readonly PendingWrite[], outcomes: readonly Outcome[]): void {
    settle(writes, outcomes);
    try {
      this.#options.onFlush?.(writes.length, this.#tenantId);
    } catch {
      // A count is missing.
    }
  }

  #transact(
    writes: readonly PendingWrite[],
    { former, onSent }: { former?: Turn | null; onSent?: (flush: Flush) => void } = {},
  ): Promise<readonly Outcome[]> {
    const { database, clock, newId, secret } = this.#options;
    return database.withTenant(this.#tenantId, async (connection) => {
      const flush = new Flush({
        connection,
        tenantId: this.#tenantId,
        secret,
        former: former?.flush ?? undefined,
      });
      try {
        await flush.begin(writes.map((write) => write.hints));
        const outcomes: Outcome[] = [];
        for (const { context, work } of writes) {
          const at = clock.of(this.#tenantId).now();
          const unit = new FlushUnit({ flush, context, at, newId: () => newId(this.#tenantId) });
          outcomes.push(await outcomeOf(flush, () => work(unit)));
        }
        flush.sendAhead();
        if (former && !(await former.ended)) throw new Error('The flush before was not committed');
        const committed = flush.commit();
        onSent?.(flush);
        await committed;
        this.#options.onEvents?.(this.#tenantId, () => flush.numberedEvents);
        return outcomes;
      } catch (error) {
        await flush.rollback();
        throw error;
      }
    });
  }
}

/** What a write threw itself is its outcome; what the database threw is everybody's. */
async function outcomeOf(flush: Flush, work: () => Promise<unknown>): Promise<Outcome> {
  try {
    return { value: await flush.attempt(work) };
  } catch (error) {
    if (refusalState(error) !== undefined || error instanceof Unavailable) throw error;
    return { error };
  }
}

function settle(writes: readonly PendingWrite[], outcomes: readonly Outcome[]): void {
  writes.forEach((write, index) => {
    const outcome = outcomes[index];
    if (outcome && 'value' in outcome) write.resolve(outcome.value);
    else write.reject(outcome?.error);
  });
}

const uniqueViolation = '23505';

/** Unique violation, serialisation failure, deadlock: another process was faster, and a second look may succeed. */
function isRace(error: unknown): boolean {
  const state = refusalState(error);
  return state === uniqueViolation || state === '40001' || state === '40P01';
}

const entities: Readonly<Record<string, EntityName>> = {
  contact: 'contact',
  contact_method: 'contact-method',
  contact_method_preference: 'method-preference',
  contact_note: 'note',
  contact_task: 'task',
  job: 'job',
  job_contact: 'job-contact',
  account: 'account',
  site: 'site',
  contact_point: 'contact-point',
  relation: 'relation',
  tag: 'tag',
  custom_field: 'custom-field',
  custom_value: 'custom-value',
  match_run: 'match-run',
  webhook_subscription: 'webhook-subscription',
};

/** A unique violation that stays is the caller's: the id or name is in use. Everything else is unforeseen. */
function toHubError(error: unknown): unknown {
  if (error instanceof HubError || refusalState(error) !== uniqueViolation) return error;
  const { table, constraint } = violated(error);
  const entity = entities[table] ?? 'contact';
  return constraint.endsWith('_pkey')
    ? new IdTaken(entity, 'given')
    : new AlreadyExists(entity, `This ${entity}`);
}

function violated(error: unknown): { table: string; constraint: string } {
  const fields: object = typeof error === 'object' && error !== null ? error : {};
  return {
    table: 'table' in fields ? String(fields.table) : '',
    constraint: 'constraint' in fields ? String(fields.constraint) : '',
  };
}
