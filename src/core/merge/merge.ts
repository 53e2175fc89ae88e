/** Merging two contacts into one, in such a way that it can be undone at any time (DESIGN §2.4). */
import type { Contact } from '../contact/contact.ts';
import type { Uuid } from '../value/identifier.ts';
import type { Instant } from '../value/instant.ts';
import type { JsonObject } from '../value/json.ts';
import type { Preferences } from './merge-rule.ts';

/** What a merge changed of a record that followed: the values of a job link, the flags of a relation. */
export type Tracked = Readonly<Record<string, string | boolean>>;
export interface TrackedChange {
  readonly id: Uuid;
  readonly from: Tracked;
  readonly to: Tracked;
}

/** What undoing goes by. Rewritten when an earlier merge below is undone, as if that had never been. */
export interface MergeImages {
  /** The survivor before. */
  readonly survivor: Contact;
  readonly loser: Contact;
  /** The survivor after. */
  readonly result: Contact;
  readonly tracked: readonly TrackedChange[];
  /** Methods of the loser whose id the survivor had already: the former id by the new one. */
  readonly renamed: Readonly<Record<string, Uuid>>;
}

export interface Merge {
  readonly id: Uuid;
  readonly survivorId: Uuid;
  readonly loserId: Uuid;
  /** Nobody looked at it. */
  readonly automatic: boolean;
  /** What spoke for an automatic merge, as the suggestion had it; null when somebody asked for it. */
  readonly reason: JsonObject | null;
  readonly preferences: Preferences;
  readonly images: MergeImages;
  readonly undoneAt: Instant | null;
  readonly createdAt: Instant;
  readonly createdBy: number;
  readonly updatedAt: Instant;
  readonly updatedBy: number;
  readonly version: number;
}
