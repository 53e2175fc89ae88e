/**
 * The fields that are compared, with their levels of agreement from the worst to the best. A level's numbers are how often it
 * is met: between two records of one person (`same`), of two strangers, of two people of one household, of two colleagues.
 * They are where learning begins, and in a small address book nearly where it ends.
 */

export interface Level {
  readonly same: number;
  readonly strangers: number;
  /** null = as between strangers. */
  readonly household: number | null;
  readonly colleagues: number | null;
}

export interface Field {
  readonly name: string;
  readonly levels: readonly Level[];
}

/** Places of the fields in a comparison; further columns follow. */
export const At = {
  given: 0,
  family: 1,
  order: 2,
  generation: 3,
  birth: 4,
  phone: 5,
  email: 6,
  street: 7,
  line2: 8,
  place: 9,
  company: 10,
  identifier: 11,
  others: 12,
} as const;

type Row = readonly [number, number, (number | null)?, (number | null)?];

function field(name: string, ...rows: readonly Row[]): Field {
  return {
    name,
    levels: rows.map(([same, strangers, household = null, colleagues = null]) => ({
      same,
      strangers,
      household,
      colleagues,
    })),
  };
}

const fixed: readonly Field[] = [
  // differs, a little alike, initial, alike, a form of the same, same
  field(
    'givenName',
    [0.02, 0.94],
    [0.02, 0.03],
    [0.03, 0.006],
    [0.08, 0.004],
    [0.06, 0.008],
    [0.79, 0.006, 0.003],
  ),
  // differs, a little alike, a part in common, alike, same
  field(
    'familyName',
    [0.04, 0.965, 0.25],
    [0.02, 0.025, 0.02],
    [0.03, 0.002, 0.03],
    [0.09, 0.004, 0.03],
    [0.82, 0.004, 0.67],
  ),
  // given and family name swapped, in their places
  field('nameOrder', [0.02, 0.004], [0.98, 0.996]),
  // senior and junior, the same
  field('generation', [0.01, 0.5, 0.8], [0.99, 0.5, 0.2]),
  // differs, the year or the day, one slip or swap, same
  field('dateOfBirth', [0.02, 0.962], [0.03, 0.034], [0.07, 0.004], [0.88, 0.00004, 0.006]),
  // none in common, one digit off, same
  field('phone', [0.25, 0.9999, 0.45, 0.4], [0.05, 0.00005], [0.7, 0.00005, 0.55, 0.6]),
  // none in common, a firm's address in common, alike, same
  field(
    'email',
    [0.3, 0.9995, 0.9, 0.8],
    [0.02, 0.0003, 0.02, 0.15],
    [0.1, 0.0002, 0.01, 0.01],
    [0.58, 0.00002, 0.07, 0.04],
  ),
  // differs, the number alone, the street alone, number and a similar street, same
  field(
    'street',
    [0.2, 0.98, 0.1, 0.4],
    [0.02, 0.015, 0.01, 0.01],
    [0.06, 0.005, 0.03, 0.02],
    [0.12, 0.0002, 0.16, 0.07],
    [0.6, 0.0001, 0.7, 0.5],
  ),
  // differs, alike, same
  field('addressLine2', [0.15, 0.97, 0.15, 0.3], [0.15, 0.02, 0.15, 0.1], [0.7, 0.01, 0.7, 0.6]),
  // differs, nearly one of them, the town, the postcode, both
  field(
    'place',
    [0.1, 0.93, 0.05, 0.2],
    [0.05, 0.03, 0.03, 0.03],
    [0.06, 0.02, 0.06, 0.07],
    [0.09, 0.01, 0.11, 0.1],
    [0.7, 0.01, 0.75, 0.6],
  ),
  // differs, alike, same
  field('company', [0.2, 0.985, 0.9, 0.03], [0.1, 0.01, 0.02, 0.07], [0.7, 0.005, 0.08, 0.9]),
  // none in common, one slip, same
  field('identifier', [0.1, 0.9998], [0.08, 0.00019], [0.82, 0.00001]),
];

const other = field('other', [0.12, 0.92], [0.08, 0.03], [0.8, 0.05]);

/** With one field for each further column, named by it. */
export function fieldsWith(others: readonly string[]): readonly Field[] {
  return [...fixed, ...others.map((name) => ({ ...other, name }))];
}
