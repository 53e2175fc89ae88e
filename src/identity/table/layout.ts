/** Where a record's values stand in the heap: a fixed head, then lists one after the other. */

export const Head = {
  given: 0,
  family: 1,
  generation: 2,
  birth: 3,
  company: 4,
  middle: 5,
  /** Lengths of the five lists, packed. */
  lengths: 6,
  others: 7,
} as const;

/** What one address takes. */
export const Place = {
  number: 0,
  street: 1,
  /** Number and street in one value. */
  door: 2,
  line2: 3,
  city: 4,
  postcode: 5,
  size: 6,
} as const;

/** Key, the part before the `@` (negative where the address belongs to a firm), and how it is made from the name. */
export const emailSize = 3;

/** The most entries of each list that are compared; contacts with more exist only by mistake. */
export const most = { words: 6, phones: 40, emails: 40, identifiers: 40, addresses: 15 } as const;

export interface Lengths {
  readonly words: number;
  readonly phones: number;
  readonly emails: number;
  readonly identifiers: number;
  readonly addresses: number;
}

export function packLengths(lengths: Lengths): number {
  return (
    lengths.words |
    (lengths.phones << 4) |
    (lengths.emails << 10) |
    (lengths.identifiers << 16) |
    (lengths.addresses << 22)
  );
}

export const wordCount = (packed: number): number => packed & 15;
export const phoneCount = (packed: number): number => (packed >> 4) & 63;
export const emailCount = (packed: number): number => (packed >> 10) & 63;
export const identifierCount = (packed: number): number => (packed >> 16) & 63;
export const addressCount = (packed: number): number => (packed >> 22) & 15;
