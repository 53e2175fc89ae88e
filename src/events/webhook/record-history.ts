/** Records as they were after an event, so that a late delivery tells what happened and not what has become of it since. */
import { blankContact, wholeContact } from '../../core/contact/whole-contact.ts';
import type { Contact } from '../../core/contact/contact.ts';
import type { ContactRecord } from '../../core/contact/contact-record.ts';
import type { Note } from '../../core/contact/note.ts';
import type { Task } from '../../core/contact/task.ts';
import type { HubEvent } from '../../core/event/event.ts';
import { beginsAnew, forgetsPlaces, stateAfter, stateBefore } from '../../core/event/rewind.ts';
import type { Store } from '../../core/port/store.ts';
import type { TenantContext } from '../../core/tenant-context.ts';
import type { Uuid } from '../../core/value/identifier.ts';
import { instant } from '../../core/value/instant.ts';
import type { RecordLookup } from '../../core/webhook/webhook-rules.ts';

const eventsPerPage = 500;

export type HistoryStore = Pick<Store, 'contacts' | 'events' | 'notes' | 'relations' | 'tasks'>;

interface Versioned {
  readonly version: number;
}

/** One kind of record. */
interface Kind<T> {
  readonly find: (id: Uuid) => Promise<T | undefined>;
  readonly blank: (id: Uuid) => T;
}

/** Looks into one workspace. */
export function makeRecordLookup(store: HistoryStore, context: TenantContext): RecordLookup {
  const { events } = store;
  const at = async <T extends Versioned>(
    kind: Kind<T>,
    id: Uuid,
    seq: number,
  ): Promise<T | null> => {
    // Before the events are: what changes in between is among them, and told apart by its version.
    const now = (await kind.find(id)) ?? null;
    const later = await all(seq, Number.MAX_SAFE_INTEGER, id);
    const blank = kind.blank(id);
    if (later.some((event) => beginsAnew(event) || forgetsPlaces(event)))
      return replayed(blank, await all(0, seq + 1, id));
    const version = now?.version ?? Number.MAX_SAFE_INTEGER;
    return later
      .filter((event) => event.version <= version || event.body?.['before'] !== undefined)
      .reduce<T | null>((state, event) => stateBefore(state, event, blank), now);
  };
  /** Newest first, both ends excluded. */
  const all = async (afterSeq: number, beforeSeq: number, id: Uuid): Promise<HubEvent[]> => {
    const found: HubEvent[] = [];
    for (let before = beforeSeq; ; before = found.at(-1)?.seq ?? before) {
      const page = { limit: eventsPerPage, afterSeq, beforeSeq: before };
      const read = await events.history(context, id, page);
      found.push(...read);
      if (read.length < eventsPerPage) return found;
    }
  };
  const contacts = { find: (id: Uuid) => store.contacts.find(context, id), blank: blankContact };
  const notes = { find: (id: Uuid) => store.notes.find(context, id), blank: blankNote };
  const tasks = { find: (id: Uuid) => store.tasks.find(context, id), blank: blankTask };
  return {
    relation: (id) => store.relations.find(context, id),
    contactAt: async (id, seq) => {
      const contact = await at<Contact>(contacts, id, seq);
      return contact === null ? null : wholeContact(contact);
    },
    noteAt: (id, seq) => at<Note>(notes, id, seq),
    taskAt: (id, seq) => at<Task>(tasks, id, seq),
  };
}

/**
 * From the beginning of its history on: where what is there now tells too little of what was, another having taken over
 * the id, or the order of a list being lost.
 */
function replayed<T extends object>(blank: T, newestFirst: readonly HubEvent[]): T | null {
  const start = newestFirst.findIndex(beginsAnew);
  return newestFirst
    .slice(0, start + 1)
    .toReversed()
    .reduce<T | null>((state, event) => stateAfter(state, event, blank), null);
}

const never = instant(0);

function blankRecord(id: Uuid): ContactRecord {
  const written = { createdAt: never, createdBy: 0, updatedAt: never, updatedBy: 0 };
  return { id, contactId: id, fromContactId: null, ...written, version: 0 };
}

function blankNote(id: Uuid): Note {
  const fields = { body: '', title: null, color: null, pinned: false, userId: null };
  return { ...blankRecord(id), ...fields };
}

function blankTask(id: Uuid): Task {
  const fields = { title: '', body: null, assignedTo: null, dueAt: never, completed: false };
  return { ...blankRecord(id), ...fields };
}
