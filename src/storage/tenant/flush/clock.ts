/** The tenant's clock: the lock that writers take turns by, the numbers that they take, the events under their numbers. */
import type { Contact } from '../../../core/contact/contact.ts';
import type { HubEvent } from '../../../core/event/event.ts';
import type { Statement } from '../../database.ts';
import { toJsonRows } from '../table.ts';
import { eventTable } from '../tables.ts';
import type { PlannedWrite } from './flush-plan.ts';
import type { RecordChanges } from './record-set.ts';

/** Where a tenant's clock stands. */
export interface ClockReading {
  /** Number of the last event. */
  readonly seq: number;
  /** What the next numbered record gets. */
  readonly nextNumber: number;
}

/**
 * One process at a time writes to a tenant. A flush begins by taking this lock, unless it was prepared on another: then
 * the clock's standing at the end proves that nobody came between. Flushes of a tenant take turns anyway when they
 * number their events; taken last, that lock stood crosswise to those of records, and two busy processes met in
 * deadlocks, a second each. Taken first, nothing that a flush has looked up changes until it has ended.
 */
export const lockClock: Statement = {
  name: 'lock_clock',
  text: 'select seq, next_number from tenant_clock where tenant_id = $1 for update',
};

/** Event rows whose `seq` still counts from one within the flush. */
const eventShape = eventTable.columns.map((column) => `${column.name} ${column.type}`).join(', ');
const eventColumns = eventTable.columns.map((column) => column.name);
/**
 * The last statement of every flush: reserves the sequence numbers and writes the events under them. The row lock on
 * the clock is held until the commit, so that numbers become visible in order and no reader can skip a late one. A
 * tenant without a clock, or with one that does not stand where the flush expects it, gives the events no number, which
 * the table refuses.
 */
const appendEvents: Statement = {
  name: 'append_events',
  text: `with clock as (
    update tenant_clock set seq = seq + $3, live_count = live_count + $4, archived_count = archived_count + $5,
      next_number = $6
    where tenant_id = $1 and seq = $7 returning $7 as base
  )
  insert into event (tenant_id, ${eventColumns.join(', ')})
  select $1, (select base from clock) + r.seq, ${eventColumns
    .slice(1)
    .map((column) => `r.${column}`)
    .join(', ')}
  from json_to_recordset($2::json) as r(${eventShape})`,
};

export interface ClockChange {
  readonly from: ClockReading;
  readonly to: ClockReading;
  readonly events: readonly HubEvent[];
  readonly contacts: RecordChanges<Contact>;
}

/** Nothing when nothing happened: every change has its event. */
export function planEvents({ from, to, events, contacts }: ClockChange): PlannedWrite[] {
  if (events.length === 0) return [];
  const { live, archived } = countChange(contacts);
  return [
    {
      statement: appendEvents,
      rows: toJsonRows(eventTable, events),
      more: [events.length, live, archived, to.nextNumber, from.seq],
    },
  ];
}

/** How many more live and archived contacts there are. Archived ones are counted among the live. */
function countChange(changes: RecordChanges<Contact>): { live: number; archived: number } {
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
