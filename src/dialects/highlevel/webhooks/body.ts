/** What the vendor's events carry: one flat object each, with the values at the event. */
import type { Contact } from '../../../core/contact/contact.ts';
import type { Note } from '../../../core/contact/note.ts';
import type { Task } from '../../../core/contact/task.ts';
import { toIsoMidnight } from '../../../core/value/birth-date.ts';
import { formatIsoMs } from '../../../core/value/instant.ts';
import { toWireNote, toWireTask } from '../activity/mapping.ts';
import { toWire } from '../mapping.ts';
import { present } from '../mapping/present.ts';
import type { EventName } from './event-name.ts';

export interface BodyHead {
  readonly type: EventName;
  readonly locationId: string;
}

export function contactBody(contact: Contact, { type, locationId }: BodyHead) {
  const shown = toWire(contact, { locationId, v3: false });
  const { id, tags, dnd, customFields, dateAdded, dndSettings = {} } = shown;
  const { address1, city, state, postalCode, country, companyName, website, source } = shown;
  const { name, firstName, lastName, email, phone, assignedTo } = shown;
  const { dateOfBirth } = contact;
  return {
    type,
    locationId,
    id,
    ...present({ address1, city, state, companyName, country, source }),
    dateAdded,
    ...(dateOfBirth === null ? {} : { dateOfBirth: toIsoMidnight(dateOfBirth) }),
    dnd,
    ...present({ email, name, firstName, lastName, phone, postalCode }),
    tags,
    ...present({ website }),
    // Files are not kept here.
    attachments: [],
    ...present({ assignedTo }),
    customFields,
    ...(type === 'ContactDndUpdate' ? { dndSettings } : {}),
  };
}

export function noteBody(note: Note, { type, locationId }: BodyHead) {
  const { id, body, contactId, dateAdded } = toWireNote(note);
  return { type, locationId, id, body, contactId, dateAdded };
}

export function taskBody(task: Task, { type, locationId }: BodyHead) {
  const { id, assignedTo, body, contactId, title, dueDate } = toWireTask(task);
  const said = present({ assignedTo, body });
  const dateAdded = formatIsoMs(task.createdAt);
  return { type, locationId, id, ...said, contactId, title, dateAdded, dueDate };
}
