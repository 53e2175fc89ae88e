/** What somebody is to do for or with a contact. */
import type { Instant } from '../value/instant.ts';
import type { ContactRecord } from './contact-record.ts';

export interface TaskFields {
  readonly title: string;
  readonly body: string | null;
  readonly assignedTo: string | null;
  readonly dueAt: Instant;
  readonly completed: boolean;
}

export type Task = TaskFields & ContactRecord;
