/** Whom a contact looks like: found at once, decided by nobody. */
import type { Uuid } from '../value/identifier.ts';
import type { JsonObject } from '../value/json.ts';

export interface Likeness {
  readonly contactId: Uuid;
  /** `''` for somebody without any name. */
  readonly name: string;
  /** In bits, as that of a suggestion. */
  readonly score: number;
  /** As that of a suggestion. */
  readonly explanation: JsonObject;
}
