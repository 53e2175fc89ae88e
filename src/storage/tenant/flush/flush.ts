/** One transaction under way: its place behind the one before, the events of its writes, and how it commits. */
import { Unavailable } from '../../../core/errors.ts';
import type { HubEvent } from '../../../core/event/event.ts';
import type { WriteHints } from '../../../core/port/unit-of-work.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { textProblem } from '../../../core/value/text.ts';
import {
  begin,
  commit,
  rollback,
  refusalState,
  type Row,
  type RowList,
  type SqlValue,
  type Statement,
  type TenantConnection,
} from '../../database.ts';
import { type ClockReading, lockClock, planEvents } from './clock.ts';
import type { PlannedWrite } from './flush-plan.ts';
import { FlushRecords } from './flush-records.ts';
import { KeyOwners } from './key-owners.ts';
import { Suppressions } from './suppressions.ts';
import { TagNames } from './tag-names.ts';

export interface FlushOptions {
  readonly connection: TenantConnection;
  readonly tenantId: number;
  /** Keys the suppression hashes. */
  readonly secret: Buffer;
  /** The flush before, whose commit is under way: this one is prepared as if that had succeeded. */
  readonly former?: Flush | undefined;
}

export class Flush extends FlushRecords {
  readonly tagNames: TagNames;
  readonly keyOwners: KeyOwners;
  readonly suppressions: Suppressions;
  readonly #refusals: Refusals;
  readonly #isChained: boolean;
  readonly #events: HubEvent[] = [];
  #numbersTaken = 0;
  /** As the transaction finds it, or will when the flush before has been committed. */
  #clock: ClockReading;
  #isOpen = false;
  /** The statements that were sent ahead of the commit. */
  #ahead: readonly Promise<unknown>[] | null = null;
  /** Those that were left for the commit. */
  #late: readonly PlannedWrite[] = [];

  constructor({ connection, tenantId, secret, former }: FlushOptions) {
    const refusals = new Refusals(connection);
    super(refusals, tenantId);
    this.#refusals = refusals;
    this.#isChained = former !== undefined;
    this.#clock = former?.clockAfter ?? { seq: 0, nextNumber: 0 };
    if (former) this.inherit(former);
    // What most writes ask for goes on from flush to flush, as long as each proves by its events that it was right.
    const proven = former && former.#events.length > 0 ? former : undefined;
    this.tagNames = new TagNames(this, proven?.tagNames);
    this.keyOwners = new KeyOwners(this);
    this.suppressions = new Suppressions(this, secret, proven?.suppressions);
  }

  /** Opens the transaction and fetches what the writes said they will need, in one round trip where they allow. */
  async begin(hints: readonly WriteHints[]): Promise<void> {
    // A text that cannot be stored cannot be asked for either; the write that brought it will say so.
    const gather = (pick: (hint: WriteHints) => readonly string[] | undefined): string[] =>
      [...new Set(hints.flatMap((hint) => pick(hint) ?? []))].filter((text) => !textProblem(text));
    const ids = (pick: (hint: WriteHints) => readonly Uuid[] | undefined): Uuid[] =>
      hints.flatMap((hint) => pick(hint) ?? []);
    await settled([
      this.#isChained ? Promise.resolve() : this.#open(),
      this.contacts.prefetch(ids((hint) => hint.contactIds)),
      this.jobs.prefetch(ids((hint) => hint.jobIds)),
      this.jobContacts.prefetch(ids((hint) => hint.jobContactIds)),
      this.accounts.prefetch(ids((hint) => hint.accountIds)),
      this.sites.prefetch(ids((hint) => hint.siteIds)),
      this.relations.prefetch(ids((hint) => hint.relationIds)),
      this.tagNames.prefetch(gather((hint) => hint.tagNames)),
      this.suppressions.prefetch(gather((hint) => hint.suppressionKeys)),
      this.keyOwners.prefetch(
        'phone',
        gather((hint) => hint.phoneKeys),
      ),
      this.keyOwners.prefetch(
        'email',
        gather((hint) => hint.emailKeys),
      ),
      hints.some((hint) => hint.customFields) ? this.loadCustomFields() : Promise.resolve(),
    ]);
  }

  /** Runs one write; what it did is taken back when it throws. */
  override async attempt<T>(work: () => Promise<T>): Promise<T> {
    const eventCount = this.#events.length;
    const numbersTaken = this.#numbersTaken;
    try {
      return await super.attempt(work);
    } catch (error) {
      this.#events.length = eventCount;
      this.#numbersTaken = numbersTaken;
      throw error;
    }
  }

  /** Queues an event; its number is given at the commit. */
  append(event: Omit<HubEvent, 'seq'>): void {
    this.#events.push({ ...event, seq: this.#events.length + 1 });
  }

  /** The lock on the clock makes counting here as good as counting there. */
  nextNumber(): number {
    return this.#clock.nextNumber + this.#numbersTaken++;
  }

  /** The events as they are in the log; only once it has been committed. */
  get numberedEvents(): readonly HubEvent[] {
    return this.#events.map((event) => ({ ...event, seq: this.#clock.seq + event.seq }));
  }

  /** Where this flush will leave the clock. */
  get clockAfter(): ClockReading {
    return {
      seq: this.#clock.seq + this.#events.length,
      nextNumber: this.#clock.nextNumber + this.#numbersTaken,
    };
  }

  /**
   * True when another flush may be prepared before this one is committed: all that it changes is in its record sets,
   * where the other finds it. The name of a tag is part of contacts too, and the suppression list is no record set.
   */
  get canBeFollowed(): boolean {
    return this.tags.onlyAdds && !this.suppressions.isChanged;
  }

  /**
   * Sends the rows of a flush that only adds contacts while the one before is being committed: nothing of that one can
   * stand in their way, and PostgreSQL writes them while it waits for the disk. Any other flush waits.
   */
  sendAhead(): void {
    if (!this.#isChained || this.#refusals.first) return;
    if (!this.onlyAddContacts || this.suppressions.isChanged) return;
    this.#isOpen = true;
    const plan = this.plan();
    this.#late = plan.filter(({ isLate }) => isLate);
    const early = plan.filter(({ isLate }) => !isLate);
    this.#ahead = [this.connection.query(begin), ...early.map((write) => this.#send(write))];
    // Heard at the commit.
    for (const sent of this.#ahead) sent.catch(() => {});
  }

  /**
   * Sends every change and the commit without waiting in between; throws the first thing that went wrong. All is put
   * into words before the first is sent: PostgreSQL undoes the whole when it refuses a part, but not when a part was
   * never sent.
   */
  commit(): Promise<void> {
    const rows = this.#ahead ? this.#late : [...this.plan(), ...this.suppressions.plan()];
    const events = planEvents({
      from: this.#clock,
      to: this.clockAfter,
      events: this.#events,
      contacts: this.contacts.changes(),
    });
    if (this.#refusals.first) throw this.#refusals.first;
    // Without an event nothing would prove that what it was prepared on still stands.
    if (this.#isChained && rows.length > 0 && events.length === 0)
      throw new Error('Rows without an event cannot be prepared ahead');
    const opened = this.#ahead ?? (this.#isChained ? [this.#open()] : []);
    return this.#committed([
      ...opened,
      ...[...rows, ...events].map((write) => this.#send(write)),
      this.connection.query(commit),
    ]);
  }

  /** @throws Unavailable when nobody knows in what state that left the connection. */
  async rollback(): Promise<void> {
    if (!this.#isOpen) return;
    try {
      await this.connection.query(rollback);
    } catch (cause) {
      throw new Unavailable('A transaction could not be undone', { cause });
    }
  }

  /** Begins the transaction. A chained flush knows where the clock must stand, and its last statement checks it. */
  async #open(): Promise<void> {
    this.#isOpen = true;
    const [, [row]] = await Promise.all([
      this.connection.query(begin),
      this.connection.query(lockClock, [this.tenantId]),
    ]);
    if (!this.#isChained && row)
      this.#clock = { seq: Number(row['seq']), nextNumber: Number(row['next_number']) };
  }

  async #committed(sent: readonly Promise<unknown>[]): Promise<void> {
    try {
      await settled(sent);
    } catch (error) {
      if (refusalState(error) !== undefined) throw error;
      throw new Unavailable('Nobody knows whether the transaction was committed', { cause: error });
    }
  }

  #send({ statement, rows, more = [] }: PlannedWrite): Promise<readonly Row[]> {
    return this.connection.query(statement, [this.tenantId, rows, ...more]);
  }
}

/** Remembers what PostgreSQL refused first: the transaction is void from then on, and its commit would only seem to succeed. */
class Refusals implements TenantConnection {
  first: Error | null = null;
  readonly #connection: TenantConnection;

  constructor(connection: TenantConnection) {
    this.#connection = connection;
  }

  query(statement: Statement, values?: readonly SqlValue[]): Promise<readonly Row[]> {
    return this.#noted(this.#connection.query(statement, values));
  }

  queryLists(statement: Statement, values?: readonly SqlValue[]): Promise<readonly RowList[]> {
    return this.#noted(this.#connection.queryLists(statement, values));
  }

  async #noted<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof Error) this.first ??= error;
      throw error;
    }
  }
}

/** Waits for all, then throws the first failure: a pipelined statement left alone would reject unheard. */
async function settled(sent: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(sent)).find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}
