/** One transaction under way: the records it has loaded and changed, the events of its writes, and how it commits. */
import type { Account } from '../../../core/account/account.ts';
import type { ContactPoint } from '../../../core/account/contact-point.ts';
import type { Relation } from '../../../core/account/relation.ts';
import type { Site } from '../../../core/account/site.ts';
import type { Contact } from '../../../core/contact/contact.ts';
import type { MethodPreference } from '../../../core/contact/method-preference.ts';
import { Unavailable } from '../../../core/errors.ts';
import type { HubEvent } from '../../../core/event/event.ts';
import type { Job, JobContact } from '../../../core/job/job.ts';
import type { WriteHints } from '../../../core/port/unit-of-work.ts';
import type { CustomField } from '../../../core/workspace/custom-field.ts';
import type { Tag } from '../../../core/workspace/tag.ts';
import type { Uuid } from '../../../core/value/identifier.ts';
import { textProblem } from '../../../core/value/text.ts';
import {
  refusalState,
  type Row,
  type SqlValue,
  type Statement,
  type TenantConnection,
} from '../../database.ts';
import { loadContacts } from '../contact-loader.ts';
import { methodPreferenceTable } from '../method/preference-table.ts';
import { fromRow, toJsonRows, type Table } from '../table.ts';
import { accountTable, contactPointTable, relationTable, siteTable } from '../account-tables.ts';
import { customFieldTable, eventTable, jobContactTable, jobTable, tagTable } from '../tables.ts';
import { planContacts, planRecords, planRemovals, type PlannedWrite } from './flush-plan.ts';
import type { FlushScope } from './flush-scope.ts';
import { KeyOwners } from './key-owners.ts';
import { RecordSet } from './record-set.ts';
import { Suppressions } from './suppressions.ts';
import { TagNames } from './tag-names.ts';

const begin: Statement = { name: 'begin', text: 'begin' };
const commit: Statement = { name: 'commit', text: 'commit' };
const rollback: Statement = { name: 'rollback', text: 'rollback' };
/**
 * The first statement of every flush: one process at a time writes to a tenant. Flushes of a tenant take turns anyway
 * when they number their events; taken last, that lock stood crosswise to those of records, and two busy processes met
 * in deadlocks, a second each. Taken first, nothing that a flush has looked up changes until it has ended.
 */
const lockClock: Statement = {
  name: 'lock_clock',
  text: 'select 1 from tenant_clock where tenant_id = $1 for update',
};
const takeNumber: Statement = {
  name: 'take_number',
  text: 'update tenant_clock set next_number = next_number + 1 where tenant_id = $1 returning next_number - 1 as number',
};

/** Event rows whose `seq` still counts from zero within the flush. */
const eventShape = eventTable.columns.map((column) => `${column.name} ${column.type}`).join(', ');
const eventColumns = eventTable.columns.map((column) => column.name);
/**
 * The last statement of every flush: reserves the sequence numbers and writes the events under them. The row lock on
 * the clock is held until the commit, so that numbers become visible in order and no reader can skip a late one. A
 * tenant without a clock gives the events no number, which the table refuses.
 */
const appendEvents: Statement = {
  name: 'append_events',
  text: `with clock as (
    update tenant_clock set seq = seq + $3, live_count = live_count + $4, archived_count = archived_count + $5
    where tenant_id = $1 returning seq - $3 as base
  )
  insert into event (tenant_id, ${eventColumns.join(', ')})
  select $1, (select base from clock) + r.seq, ${eventColumns
    .slice(1)
    .map((column) => `r.${column}`)
    .join(', ')}
  from json_to_recordset($2::json) as r(${eventShape})`,
};

export class Flush implements FlushScope {
  readonly connection: TenantConnection;
  readonly tenantId: number;
  readonly contacts: RecordSet<Contact>;
  readonly methodPreferences: RecordSet<MethodPreference>;
  readonly jobs: RecordSet<Job>;
  readonly jobContacts: RecordSet<JobContact>;
  readonly accounts: RecordSet<Account>;
  readonly sites: RecordSet<Site>;
  readonly contactPoints: RecordSet<ContactPoint>;
  readonly relations: RecordSet<Relation>;
  readonly tags: RecordSet<Tag>;
  readonly customFields: RecordSet<CustomField>;
  readonly tagNames: TagNames;
  readonly keyOwners: KeyOwners;
  readonly suppressions: Suppressions;
  readonly #events: HubEvent[] = [];
  #undo: (() => void)[] = [];
  /** What PostgreSQL refused first: the transaction is void from then on, and its commit would only seem to succeed. */
  #refusal: Error | null = null;
  #fields: Promise<void> | null = null;

  constructor(connection: TenantConnection, tenantId: number, secret: Buffer) {
    this.connection = { query: (statement, values) => this.#query(connection, statement, values) };
    this.tenantId = tenantId;
    this.contacts = new RecordSet(
      (ids) => loadContacts(this.connection, tenantId, ids, { lock: true }),
      this,
    );
    this.methodPreferences = this.#records(methodPreferenceTable);
    this.jobs = this.#records(jobTable);
    this.jobContacts = this.#records(jobContactTable);
    this.accounts = this.#records(accountTable);
    this.sites = this.#records(siteTable);
    this.contactPoints = this.#records(contactPointTable);
    this.relations = this.#records(relationTable);
    this.tags = this.#records(tagTable);
    this.customFields = this.#records(customFieldTable);
    this.tagNames = new TagNames(this);
    this.keyOwners = new KeyOwners(this);
    this.suppressions = new Suppressions(this, secret);
  }

  /** Opens the transaction and fetches what the writes said they will need, in one round trip where they allow. */
  async begin(hints: readonly WriteHints[]): Promise<void> {
    // A text that cannot be stored cannot be asked for either; the write that brought it will say so.
    const gather = (pick: (hint: WriteHints) => readonly string[] | undefined): string[] =>
      [...new Set(hints.flatMap((hint) => pick(hint) ?? []))].filter((text) => !textProblem(text));
    const ids = (pick: (hint: WriteHints) => readonly Uuid[] | undefined): Uuid[] =>
      hints.flatMap((hint) => pick(hint) ?? []);
    await settled([
      this.connection.query(begin),
      this.connection.query(lockClock, [this.tenantId]),
      this.contacts.prefetch(ids((hint) => hint.contactIds)),
      this.jobs.prefetch(ids((hint) => hint.jobIds)),
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
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    this.#undo = [];
    const eventCount = this.#events.length;
    try {
      return await work();
    } catch (error) {
      for (const undo of this.#undo.toReversed()) undo();
      this.#events.length = eventCount;
      throw error;
    }
  }

  note(undo: () => void): void {
    this.#undo.push(undo);
  }

  /** Queues an event; its number is given at the commit. */
  append(event: Omit<HubEvent, 'seq'>): void {
    this.#events.push({ ...event, seq: this.#events.length + 1 });
  }

  async nextNumber(): Promise<number> {
    const [row] = await this.connection.query(takeNumber, [this.tenantId]);
    return Number(row?.['number']);
  }

  /** All custom-field definitions, once. */
  loadCustomFields(): Promise<void> {
    this.#fields ??= this.connection
      .query(
        {
          name: 'all_custom_fields',
          text: `select ${customFieldTable.select('t')} from custom_field t where t.tenant_id = $1 order by t.position, t.id`,
        },
        [this.tenantId],
      )
      .then((rows) => this.customFields.adopt(rows.map((row) => fromRow(customFieldTable, row))));
    return this.#fields;
  }

  /**
   * Sends every change and the commit without waiting in between; throws the first thing that went wrong. All is put
   * into words before the first is sent: PostgreSQL undoes the whole when it refuses a part, but not when a part was
   * never sent.
   */
  async commit(): Promise<void> {
    const contacts = this.contacts.changes();
    const writes = [
      ...planRecords(tagTable, this.tags.changes()),
      ...planRecords(customFieldTable, this.customFields.changes()),
      ...planRecords(accountTable, this.accounts.changes()),
      ...planRecords(siteTable, this.sites.changes()),
      ...planRecords(contactPointTable, this.contactPoints.changes()),
      ...planContacts(contacts),
      ...planRecords(methodPreferenceTable, this.methodPreferences.changes()),
      ...planRecords(jobTable, this.jobs.changes()),
      ...planRecords(jobContactTable, this.jobContacts.changes()),
      ...planRecords(relationTable, this.relations.changes()),
      ...planRemovals(contacts),
      ...this.suppressions.plan(),
      ...this.#planEvents(countChange(contacts)),
    ];
    if (this.#refusal !== null) throw this.#refusal;
    const sent: Promise<unknown>[] = writes.map((write) => this.#send(write));
    sent.push(this.connection.query(commit));
    try {
      await settled(sent);
    } catch (error) {
      if (refusalState(error) !== undefined) throw error;
      throw new Unavailable('Nobody knows whether the transaction was committed', { cause: error });
    }
  }

  /** @throws Unavailable when nobody knows in what state that left the connection. */
  async rollback(): Promise<void> {
    try {
      await this.connection.query(rollback);
    } catch (cause) {
      throw new Unavailable('A transaction could not be undone', { cause });
    }
  }

  async #query(
    connection: TenantConnection,
    statement: Statement,
    values?: readonly SqlValue[],
  ): Promise<readonly Row[]> {
    try {
      return await connection.query(statement, values);
    } catch (error) {
      if (error instanceof Error) this.#refusal ??= error;
      throw error;
    }
  }

  #planEvents(counts: { live: number; archived: number }): PlannedWrite[] {
    if (this.#events.length === 0) return [];
    return [
      {
        statement: appendEvents,
        rows: toJsonRows(eventTable, this.#events),
        more: [this.#events.length, counts.live, counts.archived],
      },
    ];
  }

  #send({ statement, rows, more = [] }: PlannedWrite): Promise<readonly Row[]> {
    return this.connection.query(statement, [this.tenantId, rows, ...more]);
  }

  #records<T extends { readonly id: Uuid }>(table: Table<T>): RecordSet<T> {
    const statement = {
      name: `lock_${table.name}`,
      text: `select ${table.select('t')} from ${table.name} t where t.tenant_id = $1 and t.id = any($2::uuid[]) order by t.id for update`,
    };
    return new RecordSet(async (ids) => {
      const rows = await this.connection.query(statement, [this.tenantId, ids]);
      return rows.map((row) => fromRow(table, row));
    }, this);
  }
}

/** How many more live and archived contacts there are. Archived ones are counted among the live. */
function countChange(changes: {
  inserted: readonly Contact[];
  updated: readonly { before: Contact; after: Contact }[];
  removed: readonly Contact[];
}): {
  live: number;
  archived: number;
} {
  const counts = { live: 0, archived: 0 };
  const add = (contact: Contact, sign: 1 | -1): void => {
    if (contact.deletedAt !== null) return;
    counts.live += sign;
    if (contact.archivedAt !== null) counts.archived += sign;
  };
  for (const contact of changes.inserted) add(contact, 1);
  for (const contact of changes.removed) add(contact, -1);
  for (const { before, after } of changes.updated) {
    add(before, -1);
    add(after, 1);
  }
  return counts;
}

/** Waits for all, then throws the first failure: a pipelined statement left alone would reject unheard. */
async function settled(sent: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(sent)).find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}
