/** The tables of what a contact has beside its own fields. */
import type { Note } from '../../core/contact/note.ts';
import type { Task } from '../../core/contact/task.ts';
import { written } from './columns.ts';
import { makeTable } from './table.ts';

export const noteTable = makeTable<Note>(
  'contact_note',
  {
    id: 'uuid',
    contactId: 'uuid',
    fromContactId: 'uuid',
    body: 'text',
    title: 'text',
    color: 'text',
    pinned: 'boolean',
    userId: 'text',
    ...written,
    version: 'integer',
  },
  ['id'],
);

export const taskTable = makeTable<Task>(
  'contact_task',
  {
    id: 'uuid',
    contactId: 'uuid',
    fromContactId: 'uuid',
    title: 'text',
    body: 'text',
    assignedTo: 'text',
    dueAt: 'timestamptz',
    completed: 'boolean',
    ...written,
    version: 'integer',
  },
  ['id'],
);
