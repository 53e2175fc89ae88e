/** Notes and tasks between the wire and the core. */
import type { Note, NoteFields } from '../../../core/contact/note.ts';
import type { Task, TaskFields } from '../../../core/contact/task.ts';
import { toBase62Id } from '../../../core/value/identifier.ts';
import { formatIsoMs, type Instant } from '../../../core/value/instant.ts';
import { present } from '../mapping/present.ts';
import type { NoteBody, TaskBody, WireNote, WireTask } from './schema.ts';

export const emptyNote: Omit<NoteFields, 'body'> = {
  title: null,
  color: null,
  pinned: false,
  userId: null,
};
export const emptyTask = { body: null, assignedTo: null } as const;

/** What the body says; a blank text is none. */
export function toNotePatch({ title, color, userId, ...rest }: NoteBody): Partial<NoteFields> {
  return { ...rest, ...texts({ title, color, userId }) };
}

/** `dueAt`: the body's `dueDate`, read. */
export function toTaskPatch(
  { title, completed, body, assignedTo }: TaskBody,
  dueAt: Instant | undefined,
): Partial<TaskFields> {
  return {
    ...present({ title, completed, dueAt }),
    ...texts({ body, assignedTo }),
  };
}

function texts<K extends string>(
  fields: Readonly<Record<K, string | null | undefined>>,
): Partial<Record<K, string | null>> {
  const said: Partial<Record<K, string | null>> = {};
  for (const name in fields) {
    const value = fields[name];
    if (value !== undefined) said[name] = value === '' ? null : value;
  }
  return said;
}

export function toWireNote(note: Note): WireNote {
  const { body, pinned, userId, title, color } = note;
  return {
    id: toBase62Id(note.id),
    contactId: toBase62Id(note.contactId),
    body,
    ...present({ userId, title, color }),
    pinned,
    dateAdded: formatIsoMs(note.createdAt),
  };
}

export function toWireTask(task: Task): WireTask {
  const { title, body, assignedTo, dueAt, completed } = task;
  return {
    id: toBase62Id(task.id),
    contactId: toBase62Id(task.contactId),
    title,
    ...present({ body, assignedTo }),
    dueDate: formatIsoMs(dueAt),
    completed,
  };
}
