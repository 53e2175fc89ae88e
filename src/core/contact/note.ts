/** What people write down about a contact. */
import type { ContactRecord } from './contact-record.ts';

export interface NoteFields {
  readonly body: string;
  readonly title: string | null;
  /** `#FFAA00`, as given. */
  readonly color: string | null;
  readonly pinned: boolean;
  /** Who wrote it, as the vendor's client says. */
  readonly userId: string | null;
}

export type Note = NoteFields & ContactRecord;
