/** What the matcher compares: one contact, or one row of a list, in words that name no source. */

/** A place; every part may be missing. */
export interface MatchAddress {
  readonly number?: string | null;
  readonly street?: string | null;
  readonly line2?: string | null;
  readonly city?: string | null;
  readonly postcode?: string | null;
  readonly state?: string | null;
}

/** Raw texts as they were entered. What is absent, null or blank is no evidence, neither for nor against. */
export interface MatchRecord {
  readonly given?: string | null;
  readonly middle?: string | null;
  readonly family?: string | null;
  /** The name in one field; read only where given and family name are both missing. */
  readonly full?: string | null;
  readonly nickname?: string | null;
  readonly suffix?: string | null;
  readonly birth?: string | null;
  readonly company?: string | null;
  readonly phones?: readonly string[];
  readonly emails?: readonly string[];
  /** Numbers that others gave this person: customer number, insurance number. */
  readonly identifiers?: readonly string[];
  readonly addresses?: readonly MatchAddress[];
  /** Further columns, in the same order in every record. */
  readonly others?: readonly (string | null)[];
}
